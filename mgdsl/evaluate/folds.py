"""The lowest and highest value of a fold: over rows that surely match, and over rows that possibly do."""

from collections.abc import Sequence
from typing import assert_never, cast

from mgdsl.core.data import Bounds, Row, Truth
from mgdsl.core.ir import Count, Distinct, Fold, Sum
from mgdsl.lang.bounds import Bound, add, exactly


def folded(fold: Fold, rows: Sequence[Row], matches: Sequence[Truth], closed: bool) -> Bounds:
    """`matches`: for each row, whether it matches. Unless `closed`, further rows may be missing."""
    sure = [row for row, match in zip(rows, matches, strict=True) if match]
    possible = [row for row, match in zip(rows, matches, strict=True) if match is not False]
    match fold:
        case Count():
            return (len(sure), 0), (len(possible), 0) if closed else None
        case Distinct():
            return _distinct(fold, sure, possible, closed)
        case Sum():
            return _sum(fold.column, sure, possible, closed)
        case _:
            assert_never(fold)


def _distinct(fold: Distinct, sure: list[Row], possible: list[Row], closed: bool) -> Bounds:
    """At least the names of sure rows, one more if a sure row can be none of them; at most a name a row.

    A class bounds how many there are even where rows may be missing.
    """
    names = _names(fold.column, sure)
    further = any(row[fold.column] is None and _is_none_of(names, row[f"{fold.column}?"]) for row in sure)
    low = len(names) + further
    nameless = sum(row[fold.column] is None for row in possible)
    high = len(_names(fold.column, possible)) + nameless if closed else None
    if fold.limit is not None:
        high = max(low, fold.limit if high is None else min(high, fold.limit))
    return (low, 0), None if high is None else (high, 0)


def _names(column: str, rows: list[Row]) -> set[str]:
    return {cast(str, row[column]) for row in rows if row[column] is not None}


def _is_none_of(names: set[str], could: object) -> bool:
    """Whether a nameless row surely has another name: `could` lists its possible names, None allows all."""
    return not names or (could is not None and not any(f",{name}," in cast(str, could) for name in names))


def _sum(column: str, sure: list[Row], possible: list[Row], closed: bool) -> Bounds:
    """A row adds at least its lowest value (0 if that is not known) and at most its highest."""
    total = exactly(0)
    for row in sure:
        low, _ = cast(Bounds, row[column])
        total = add(total, (low or (0, 0), None))
    if not closed:
        return total[0], None
    high: Bound | None = (0, 0)
    for row in possible:
        _, high = add((None, high), (None, cast(Bounds, row[column])[1]))
    return total[0], high
