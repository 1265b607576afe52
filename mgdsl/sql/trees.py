"""The few shapes of SQL that a statement is made of, as sqlglot trees. The one place that imports sqlglot."""

from collections.abc import Callable, Sequence
from functools import reduce

from mgdsl.sql.errors import MissingExtra

try:
    from sqlglot import exp
except ImportError as error:
    raise MissingExtra from error

Sql = exp.Expression
Select = exp.Select
Stage = tuple[str, Select]
"""A subquery and its name."""

CHAIN = 16
"""Operands joined without brackets."""

OPERATORS: dict[str, Callable[[Sql, Sql], Sql]] = {
    ">=": lambda a, b: exp.GTE(this=a, expression=b),
    ">": lambda a, b: exp.GT(this=a, expression=b),
    "<=": lambda a, b: exp.LTE(this=a, expression=b),
    "<": lambda a, b: exp.LT(this=a, expression=b),
    "=": lambda a, b: exp.EQ(this=a, expression=b),
}


def truth(value: bool | None) -> Sql:
    return exp.Null() if value is None else exp.Boolean(this=value)


def whole(value: int) -> Sql:
    number = exp.Literal.number(abs(value))
    return exp.Paren(this=exp.Neg(this=number)) if value < 0 else number


def text(value: str) -> Sql:
    return exp.Literal.string(value)


def column(table: str, name: str) -> Sql:
    return exp.column(name, table=table)


def and_(xs: Sequence[Sql]) -> Sql:
    return _joined(xs, exp.And)


def or_(xs: Sequence[Sql]) -> Sql:
    return _joined(xs, exp.Or)


def plus(xs: Sequence[Sql]) -> Sql:
    return _joined(xs, exp.Add)


def minus(a: Sql, b: Sql) -> Sql:
    return exp.Paren(this=exp.Sub(this=a, expression=b))


def times(a: Sql, factor: int) -> Sql:
    return a if factor == 1 else exp.Paren(this=exp.Mul(this=a, expression=whole(factor)))


def not_(x: Sql) -> Sql:
    return exp.Not(this=exp.Paren(this=x))


def is_null(x: Sql) -> Sql:
    return exp.Is(this=exp.Paren(this=x), expression=exp.Null())


def case(*branches: tuple[Sql, Sql], otherwise: Sql | None = None) -> Sql:
    """The value of the first condition that is true, else `otherwise`, else NULL."""
    ifs = [exp.If(this=condition, true=value) for condition, value in branches]
    return exp.Case(ifs=ifs, default=otherwise)


def coalesce(x: Sql, default: Sql) -> Sql:
    return exp.Coalesce(this=x, expressions=[default])


def select(columns: dict[str, Sql], source: Sql | None = None) -> Select:
    """Columns by name, from one table or subquery."""
    query = exp.Select(expressions=[named(value, name) for name, value in columns.items()])
    return query if source is None else query.from_(source, copy=False)


def wider(columns: dict[str, Sql], source: Sql, alias: str) -> Select:
    """All columns of the source, and these."""
    query = select(columns, source)
    everything = exp.Column(this=exp.Star(), table=exp.to_identifier(alias))
    query.set("expressions", [everything, *query.expressions])
    return query


def staged(stages: Sequence[Stage], last: Select) -> Select:
    """Tables by name, each worked out once, then a query over them."""
    for name, query in stages:
        last = last.with_(name, query, materialized=True, copy=False)
    return last


def named(value: Sql, name: str) -> Sql:
    return exp.Alias(this=value, alias=exp.to_identifier(name))


def table(name: str, alias: str = "") -> Sql:
    return exp.Table(this=exp.to_identifier(name), alias=_table_alias(alias) if alias else None)


def scalar(stages: Sequence[Stage], query: Select) -> Sql:
    """The one value of a query over subqueries by name: side by side, they are less deep than nested."""
    for name, stage in stages:
        query = query.with_(name, stage, copy=False)
    return exp.Subquery(this=query)


def exists(query: Select) -> Sql:
    return exp.Exists(this=query)


def how_many(condition: Sql) -> Sql:
    """Rows for which the condition is true."""
    return exp.Count(this=case((condition, whole(1))))


def how_many_distinct(value: Sql) -> Sql:
    """Distinct values, NULL not counted."""
    return exp.Count(this=exp.Distinct(expressions=[value]))


def total(value: Sql) -> Sql:
    """The sum; 0 of no rows."""
    return coalesce(exp.Sum(this=value), whole(0))


def highest(value: Sql) -> Sql:
    """The highest; 0 of no rows."""
    return coalesce(exp.Max(this=value), whole(0))


def odd(value: Sql) -> Sql:
    return exp.Mod(this=value, expression=whole(2))


def lists(names: Sql, name: Sql) -> Sql:
    """Whether the list ``,a,b,`` holds the name."""
    entry = exp.DPipe(this=exp.DPipe(this=text(","), expression=name), expression=text(","))
    return exp.GT(this=exp.StrPosition(this=names, substr=entry), expression=whole(0))


def _table_alias(name: str) -> exp.TableAlias:
    return exp.TableAlias(this=exp.to_identifier(name))


def _joined(xs: Sequence[Sql], kind: Callable[..., Sql]) -> Sql:
    """All of `xs` (at least one) as a bushy tree: engines bound how deep expressions and brackets go."""
    while len(xs) > 1:
        xs = [
            chunk[0] if len(chunk) == 1 else exp.Paren(this=_chain(chunk, kind))
            for chunk in (xs[start : start + CHAIN] for start in range(0, len(xs), CHAIN))
        ]
    return xs[0]


def _chain(xs: Sequence[Sql], kind: Callable[..., Sql]) -> Sql:
    return reduce(lambda left, right: kind(this=left, expression=right), xs)
