"""The lowest and highest value of a fold over rows, as two subqueries, one over the other.

The rows come as a subquery with the truth `sure` (does the row match?) and what the fold reads of a row:
`name` and `could` of Distinct, `low` and `high` of Sum.
"""

from collections.abc import Callable
from typing import assert_never

from mgdsl.core.ir import Count, Distinct, Fold, Sum
from mgdsl.sql import trees as sql
from mgdsl.sql.trees import Sql, Stage


def folded(fold: Fold, rows: str, closed: Sql, fresh: Callable[[], str]) -> list[Stage]:
    """Subqueries after the one called `rows`; the last has the columns `lo` and `hi`, and one row.

    `closed`: whether the rows are all there are. `fresh` makes a name that is not in use.
    """
    inner, outer = fresh(), fresh()
    lo, most = sql.column(inner, "lo"), sql.column(inner, "most")
    match fold:
        case Count():
            ends = _count(rows)
            hi = sql.case((closed, most))
        case Sum():
            ends = _sum(rows)
            hi = sql.case((closed, most))
        case Distinct(limit=limit):
            ends = _distinct(rows, fresh())
            hi = _at_most(limit, lo, most, closed)
        case _:
            assert_never(fold)
    return [
        (inner, sql.select(ends, sql.table(rows))),
        (outer, sql.select({"lo": lo, "hi": hi}, sql.table(inner))),
    ]


def _at_most(limit: int | None, lo: Sql, most: Sql, closed: Sql) -> Sql:
    """What is possible, bounded by the limit, but never below what is sure."""
    if limit is None:
        return sql.case((closed, most))
    below = sql.OPERATORS["<"](most, sql.whole(limit))
    above = sql.OPERATORS[">"](lo, sql.whole(limit))
    return sql.case((sql.and_([closed, below]), most), (above, lo), otherwise=sql.whole(limit))


def _count(row: str) -> dict[str, Sql]:
    return {"lo": sql.how_many(_sure(row)), "most": sql.how_many(_possible(row))}


def _sum(row: str) -> dict[str, Sql]:
    """Half steps do not add up: values just above or just below whole steps sum to one such value."""
    low, high = sql.column(row, "low"), sql.column(row, "high")
    lows, highs = sql.case((_sure(row), low)), sql.case((_possible(row), high))
    lo = sql.plus([sql.minus(sql.total(lows), sql.total(sql.odd(lows))), sql.highest(sql.odd(lows))])
    hi = sql.minus(sql.plus([sql.total(highs), sql.total(sql.odd(highs))]), sql.highest(sql.odd(highs)))
    unbounded = sql.how_many(sql.and_([_possible(row), sql.is_null(high)]))
    bounded = sql.OPERATORS["="](unbounded, sql.whole(0))
    return {"lo": lo, "most": sql.case((bounded, hi))}


def _distinct(row: str, other: str) -> dict[str, Sql]:
    """Lowest: the names of sure rows, one more if a sure row without a name is surely none of them.

    A row of which nothing is known could be any of them; if there are none, it is one.
    """
    name, could = sql.column(row, "name"), sql.column(row, "could")
    unnamed = sql.is_null(name)
    another = sql.column(other, "name")
    maybe = sql.coalesce(sql.lists(could, another), sql.truth(True))
    one = sql.select({"one": sql.whole(1)}, sql.table(row, other)).where(
        sql.and_([_sure(other), sql.not_(sql.is_null(another)), maybe]), copy=False
    )
    none = [_sure(row), unnamed, sql.not_(sql.exists(one))]
    further = sql.case((sql.and_(none), sql.whole(1)), otherwise=sql.whole(0))
    sure = sql.how_many_distinct(sql.case((_sure(row), name)))
    possible = sql.how_many_distinct(sql.case((_possible(row), name)))
    nameless = sql.how_many(sql.and_([_possible(row), unnamed]))
    return {"lo": sql.plus([sure, sql.highest(further)]), "most": sql.plus([possible, nameless])}


def _sure(row: str) -> Sql:
    return sql.column(row, "sure")


def _possible(row: str) -> Sql:
    """The row matches or may match."""
    return sql.coalesce(sql.column(row, "sure"), sql.truth(True))
