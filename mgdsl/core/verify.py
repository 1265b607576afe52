"""Whether the expressions of a program hold together: what the checker promises, asked of any core.

Every column, table and definition an expression names exists and has the type that the node needs, so that a
backend that runs the program meets no surprise.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import TypeVar, assert_never

from mgdsl.core.columns import Column
from mgdsl.core.design_faults import design_faults
from mgdsl.core.ir import (
    Apply,
    AtLeast,
    Count,
    Distinct,
    Expr,
    Field,
    Fold,
    If,
    Known,
    Lit,
    Not,
    Query,
    Ref,
    Sum,
)
from mgdsl.core.program import Program
from mgdsl.lang.ops import COMPARISONS

TRUTH, NUMBER, DAY, TEXT = "truth", "number", "day", "text"

T = TypeVar("T")

Types = dict[str, str]
"""Column and type."""
Scope = dict[str, Types]
"""The row a query calls so, or "" for the patient."""


class _Fault(Exception):
    """One sentence."""


def faults(program: Program) -> Iterator[str]:
    """A sentence for each definition, criterion and design that does not hold together."""
    tables = {table.name: _types(table.columns) for table in program.tables}
    scope = {"": _types(program.columns)}
    for index, let in enumerate(program.lets):
        yield from _checked(_Verifier(tables, index), let.body, scope, f"definition {let.name}")
    for criterion in program.criteria:
        for expr in (criterion.applies, criterion.blocks):
            yield from _checked(
                _Verifier(tables, len(program.lets)), expr, scope, f"criterion {criterion.id}"
            )
    for design in program.designs:
        yield from (f"design {design.name}: {fault}" for fault in design_faults(design))


def _types(columns: tuple[Column, ...]) -> Types:
    return {column.name: column.type for column in columns}


def _checked(verifier: "_Verifier", expr: Expr, scope: Scope, where: str) -> Iterator[str]:
    try:
        verifier.need(expr, TRUTH, scope)
    except _Fault as fault:
        yield f"{where}: {fault}"


class _Verifier:
    """`lets`: how many definitions may be referred to."""

    def __init__(self, tables: dict[str, Types], lets: int) -> None:
        self._tables = tables
        self._lets = lets

    def need(self, expr: Expr, type_: str, scope: Scope) -> None:
        found = self.type_of(expr, scope)
        if found != type_:
            raise _Fault(f"a {type_} is needed where a {found} stands")

    def type_of(self, expr: Expr, scope: Scope) -> str:
        match expr:
            case Lit(value):
                return NUMBER if isinstance(value, Fraction) else TRUTH
            case Field(row, column):
                return _lookup(_lookup(scope, row, "row"), column, "column")
            case Ref(index):
                if not 0 <= index < self._lets:
                    raise _Fault(f"there is no earlier definition {index}")
            case Apply():
                self._comparison(expr, scope)
            case Not(of) | Known(of):
                self.need(of, TRUTH, scope)
            case AtLeast(_, xs):
                for x in xs:
                    self.need(x, TRUTH, scope)
            case If(condition, then, otherwise):
                for x in (condition, then, otherwise):
                    self.need(x, TRUTH, scope)
            case Query(table, row, where, closed, fold):
                columns = _lookup(self._tables, table, "table")
                self.need(where, TRUTH, {**scope, row: columns})
                self.need(closed, TRUTH, scope)
                _fold(fold, columns)
                return NUMBER
            case _:
                assert_never(expr)
        return TRUTH

    def _comparison(self, apply: Apply, scope: Scope) -> None:
        if apply.op not in COMPARISONS:
            raise _Fault(f"`{apply.op}` is not an operator")
        left, right = self.type_of(apply.left, scope), self.type_of(apply.right, scope)
        fits = (TEXT,) if apply.op == "same" else (NUMBER, DAY)
        if left != right or left not in fits:
            raise _Fault(f"`{apply.op}` cannot compare a {left} with a {right}")


def _fold(fold: Fold, columns: Types) -> None:
    match fold:
        case Count():
            return
        case Distinct(column):
            wanted = {column: TEXT, f"{column}?": TEXT}
        case Sum(column):
            wanted = {column: NUMBER}
        case _:
            assert_never(fold)
    for name, type_ in wanted.items():
        if _lookup(columns, name, "column") != type_:
            raise _Fault(f"the column {name} is no {type_}")


def _lookup(known: dict[str, T], name: str, what: str) -> T:
    if name not in known:
        raise _Fault(f"there is no {what} `{name}`")
    return known[name]
