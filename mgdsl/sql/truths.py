"""Core expressions as SQL: a truth is true, false or NULL; a number is compared by its two ends.

SQL's AND, OR and NOT are the strong Kleene ones. Where an operand is needed more than once, it becomes a
column of a subquery, so that the statement grows with the program and not with its nesting.
"""

from itertools import count
from typing import assert_never

from attrs import evolve

from mgdsl.core.ir import Apply, AtLeast, Distinct, Expr, Field, If, Known, Lit, Not, Query, Ref, Sum
from mgdsl.sql import trees as sql
from mgdsl.sql.folds import folded
from mgdsl.sql.layout import KEY, Layout, Stored, StoredTable
from mgdsl.sql.nodes import walk
from mgdsl.sql.operands import Counted, Number, Operand, compared
from mgdsl.sql.trees import Sql
from mgdsl.tree import frozen

PATIENT = "p"


@frozen
class Scope:
    """What names mean at a place: rows by their names (the patient's is empty), with alias and table."""

    rows: dict[str, tuple[str, StoredTable]]

    def field(self, field: Field) -> tuple[str, Stored]:
        """The alias of its row, and its column."""
        alias, table = self.rows[field.row]
        return alias, table.columns[field.column]


class Translator:
    """Turns expressions into SQL; keeps the aliases of one statement apart."""

    def __init__(self, layout: Layout) -> None:
        self._tables = layout.tables
        self._numbers = count()
        self.patient = Scope({"": (PATIENT, layout.patient)})

    def truth(self, expr: Expr, scope: Scope) -> Sql:
        """The truth; a reference is a column of the patient's row."""
        match expr:
            case Lit(value=bool() | None as value):
                return sql.truth(value)
            case Field():
                alias, stored = scope.field(expr)
                return sql.column(alias, stored.sql)
            case Ref(index=index):
                return sql.column(PATIENT, definition(index))
            case Apply(op="same", left=Field() as left, right=Field() as right):
                (a, one), (b, other) = scope.field(left), scope.field(right)
                return sql.OPERATORS["="](sql.column(a, one.sql), sql.column(b, other.sql))
            case Apply(op=op, left=left, right=right):
                return compared(op, self._operand(left, scope), self._operand(right, scope))
            case Not(of=of):
                return sql.not_(self.truth(of, scope))
            case AtLeast(k=2, xs=(Known(of=x), y)) if x == y:
                return sql.coalesce(self.truth(x, scope), sql.truth(False))
            case AtLeast(k=k, xs=xs) if k == len(xs) and len(scope.rows) > 1:
                return self._all_in_row(xs, scope)
            case AtLeast(k=k, xs=xs):
                return self._at_least(k, [self.truth(x, scope) for x in xs])
            case Known(of=of):
                return sql.not_(sql.is_null(self.truth(of, scope)))
            case If():
                return self._if(expr, scope)
            case Lit() | Query():
                raise TypeError(f"a number stands where a truth is needed: {expr}")
            case _:
                assert_never(expr)

    def _all_in_row(self, xs: tuple[Expr, ...], scope: Scope) -> Sql:
        """*and* that asks further rows only where the row alone does not deny: SQL evaluates both sides."""
        alone = [self.truth(x, scope) for x in xs if not _asks_rows(x)]
        beyond = [self.truth(x, scope) for x in xs if _asks_rows(x)]
        if not alone or not beyond:
            return sql.and_([*alone, *beyond]) if xs else sql.truth(True)
        denied = sql.not_(sql.and_([each.copy() for each in alone]))
        return sql.case((denied, sql.truth(False)), otherwise=sql.and_([*alone, *beyond]))

    def _at_least(self, k: int, xs: list[Sql]) -> Sql:
        if k <= 0 or k > len(xs):
            return sql.truth(k <= 0)
        if k == len(xs):
            return sql.and_(xs)
        if k == 1:
            return sql.or_(xs)
        alias = self._fresh()
        columns = {f"x{i}": x for i, x in enumerate(xs)}
        certain = [sql.case((sql.column(alias, x), sql.whole(1)), otherwise=sql.whole(0)) for x in columns]
        possible = [
            sql.case(
                (sql.coalesce(sql.column(alias, x), sql.truth(True)), sql.whole(1)), otherwise=sql.whole(0)
            )
            for x in columns
        ]
        enough = sql.case(
            (sql.OPERATORS[">="](sql.plus(certain), sql.whole(k)), sql.truth(True)),
            (sql.OPERATORS["<"](sql.plus(possible), sql.whole(k)), sql.truth(False)),
        )
        return sql.scalar([(alias, sql.select(columns))], sql.select({"truth": enough}, sql.table(alias)))

    def _if(self, expr: If, scope: Scope) -> Sql:
        """With an unknown condition, what both branches say if they say the same."""
        alias = self._fresh()
        branches = {"c": expr.condition, "a": expr.then, "b": expr.otherwise}
        columns = {name: self.truth(branch, scope) for name, branch in branches.items()}
        c, a, b = (sql.column(alias, name) for name in columns)
        chosen = sql.case((c, a), (sql.not_(c), b), (sql.OPERATORS["="](a, b), a))
        return sql.scalar([(alias, sql.select(columns))], sql.select({"truth": chosen}, sql.table(alias)))

    def _operand(self, expr: Expr, scope: Scope) -> Operand:
        match expr:
            case Lit(value=value) if value is not None and not isinstance(value, bool):
                return value
            case Field():
                alias, stored = scope.field(expr)
                lo, hi = (sql.column(alias, name) for name in stored.names)
                return Number(lo, hi, stored.factor, stored.type == "number")
            case Query():
                return self._query(expr, scope)
            case _:
                raise TypeError(f"a truth stands where a number is needed: {expr}")

    def _query(self, query: Query, scope: Scope) -> Counted:
        table, alias = self._tables[query.table], self._fresh()
        inner = evolve(scope, rows={**scope.rows, query.row: (alias, table)})
        columns = {"sure": self.truth(query.where, inner)}
        factor, grid = 1, False
        match query.fold:
            case Distinct(column=name):
                could = table.columns.get(f"{name}?")
                columns["name"] = sql.column(alias, table.columns[name].sql)
                columns["could"] = sql.column(alias, could.sql) if could else sql.truth(None)
            case Sum(column=name):
                stored = table.columns[name]
                columns["low"], columns["high"] = (sql.column(alias, end) for end in stored.names)
                factor, grid = stored.factor, True
        own = sql.OPERATORS["="](sql.column(alias, KEY), sql.column(PATIENT, KEY))
        rows = sql.select(columns, sql.table(table.sql, alias)).where(own, copy=False)
        name, closed = self._fresh(), self.truth(query.closed, scope)
        return Counted([(name, rows), *folded(query.fold, name, closed, self._fresh)], factor, grid)

    def _fresh(self) -> str:
        return f"q{next(self._numbers)}"


def _asks_rows(expr: Expr) -> bool:
    return any(isinstance(node, Query) for node, _ in walk(expr, {}))


def definition(index: int) -> str:
    """The column of a definition."""
    return f"l{index}"
