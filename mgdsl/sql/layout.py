"""Which SQL columns hold a program's columns, and how their numbers are written as integers.

A day is its ordinal. A number v is written on a grid of half steps, 2·scale·v, with odd integers for all that
lies strictly between two multiples of 1/scale: exact against multiples of 1/scale, which is what a column is
compared with. A column that is summed or compared with another column must hold only whole steps of one fine
scale; they are 4 apart, so that just above one step and just below the next still differ. SQL names are made
up here, so no name of a program reaches the statement.
"""

from fractions import Fraction
from json import dumps
from math import lcm

from mgdsl.core.columns import Column
from mgdsl.core.ir import Apply, Expr, Field, Query, Sum
from mgdsl.core.program import Program
from mgdsl.sql.nodes import expressions, referred, walk
from mgdsl.tree import frozen

FINE = 2520 * 10**6
"""Six decimals, and divisors up to ten."""

PATIENTS, KEY = "patients", "patient"


@frozen
class Stored:
    """A column; `sql` is its name, or the stem of two names if it has ends.

    A value is written as `factor` times it; a `fine` column refuses values between multiples of 1/scale.
    """

    sql: str
    name: str
    type: str
    scale: int = 1
    factor: int = 1
    fine: bool = True

    @property
    def ends(self) -> bool:
        return self.type in ("number", "day")

    @property
    def names(self) -> tuple[str, ...]:
        return (f"{self.sql}_lo", f"{self.sql}_hi") if self.ends else (self.sql,)


@frozen
class StoredTable:
    """`summed` are the SQL stems of columns that are summed."""

    sql: str
    name: str
    columns: dict[str, Stored]
    summed: frozenset[str] = frozenset()


@frozen
class Layout:
    patient: StoredTable
    tables: dict[str, StoredTable]


def layout(program: Program) -> Layout:
    """The tables of a program."""
    summed, compared = _summed(program), _compared(program)
    fine = summed | compared
    scales = [
        column.scale
        for table, columns in [("", program.columns), *((t.name, t.columns) for t in program.tables)]
        for column in columns
        if (table, column.name) in fine
    ]
    scale = lcm(FINE, *scales)

    def table(sql: str, name: str, columns: tuple[Column, ...]) -> StoredTable:
        stored = {
            column.name: _stored(f"c{i}", column, scale if (name, column.name) in fine else None)
            for i, column in enumerate(columns)
        }
        sums = frozenset(stored[column].sql for owner, column in summed if owner == name)
        return StoredTable(sql, name, stored, sums)

    return Layout(
        table(PATIENTS, "", program.columns),
        {t.name: table(f"t{i}", t.name, t.columns) for i, t in enumerate(program.tables)},
    )


def _stored(sql: str, column: Column, fine: int | None) -> Stored:
    if column.type != "number":
        return Stored(sql, column.name, column.type)
    if fine is None:
        return Stored(sql, column.name, column.type, column.scale, 2 * column.scale, False)
    return Stored(sql, column.name, column.type, fine, 4 * fine)


def _summed(program: Program) -> set[tuple[str, str]]:
    """Table and column of every sum."""
    return {
        (node.table, node.fold.column)
        for expr in expressions(program)
        for node, _ in walk(expr, {})
        if isinstance(node, Query) and isinstance(node.fold, Sum)
    }


def _compared(program: Program) -> set[tuple[str, str]]:
    """Table ("" for the patient) and column of every number that is compared with another or with a sum."""
    bodies = tuple(let.body for let in program.lets)
    found = set()
    for expr in expressions(program):
        for node, rows in walk(expr, {}):
            if isinstance(node, Apply):
                left, right = referred(node.left, bodies), referred(node.right, bodies)
                for one, other in ((left, right), (right, left)):
                    if isinstance(one, Field) and _between_steps(other):
                        found.add((rows[one.row] if one.row else "", one.column))
    return found


def _between_steps(expr: Expr) -> bool:
    """Whether the operand may lie elsewhere than on multiples of the other operand's step."""
    return isinstance(expr, Field) or (isinstance(expr, Query) and isinstance(expr.fold, Sum))


def multiple(value: Fraction, factor: int) -> int | None:
    """`value` in units of 1/factor, or None if it is not a whole number of them."""
    scaled = value * factor
    return scaled.numerator if scaled.denominator == 1 else None


def comment(name: str) -> str:
    """A name of the program as it may stand in a comment of one line: quoted, in printable ASCII."""
    return dumps(name)
