"""Words for what is recorded: from whoever read the record; from here for what it leaves open."""

from collections.abc import Callable
from typing import assert_never

from mgdsl.core import columns as c
from mgdsl.core.data import Bounds, Truth, Value
from mgdsl.lang.bounds import Bound, known
from mgdsl.lang.numbers import show
from mgdsl.tree import frozen

Fact = tuple[str | None, str]
"""The visit, or None, and what is missing there."""


OpenEnd = tuple[str, Fact | None]
"""Why the end of a row is open, and what would have to be recorded instead of the end, if anything."""


@frozen
class Facts:
    """How a record speaks, given by its reader.

    `describe`: what it says for a column of the patient (``QMG 13 at screening``). `missing`: what
    would have to be recorded for it, by visit. `row`: a row of a table in its own values. `end`: why the end
    of a row is open, for a history that is asked up to a visit.
    """

    describe: Callable[[c.Column], str]
    missing: Callable[[c.Column], tuple[Fact, ...]]
    row: Callable[[c.Table, int], str] = lambda table, index: f"{' or '.join(table.of)}, record {index + 1}"
    end: Callable[[c.Table, int, str | None], OpenEnd | None] = lambda table, index, at: None


BY_NAME = Facts(lambda column: column.name, lambda column: ((None, column.name),))
"""Speaks of columns by their names; for columns that no record stands behind."""


def truth_word(value: Truth) -> str:
    return "unknown" if value is None else "yes" if value else "no"


def bounds_words(x: Bounds, number: Callable[[Bound], str]) -> str:
    """``11``, ``11 to 13``, ``at least 11``, ``more than 11``, ``not known``."""
    low, high = x
    if known(x) is not None and low is not None:
        return number(low)
    if low is not None and high is not None and low[1] == high[1] == 0:
        return f"{number(low)} to {number(high)}"
    over = low and f"{'more than' if low[1] else 'at least'} {number(low)}"
    under = high and f"{'less than' if high[1] else 'at most'} {number(high)}"
    return " and ".join(filter(None, (over, under))) or "not known"


def number_words(x: Bounds) -> str:
    return bounds_words(x, lambda end: show(end[0]))


def is_open(value: Value) -> bool:
    """Unknown, or a number that is not exactly known."""
    return value is None or (isinstance(value, tuple) and known(value) is None)


def not_known(column: c.Column, one_day: bool) -> str:
    """What a row leaves open; `one_day` of rows that have no first and last day."""
    match column.source:
        case c.RowDay():
            return f"{'its day' if one_day else wanted_of_row(column)} not known exactly"
        case _:
            return f"{wanted_of_row(column)} not known"


def wanted_of_row(column: c.Column, one_day: bool = False) -> str:
    """The name of what a row does not say; `one_day` of rows that have no first and last day."""
    match column.source:
        case c.Yes(slot) | c.Member(slot) | c.RecordedDay(slot):
            return "its result" if slot.name == "value" else slot.name
        case c.Number(form) | c.Inside(form):
            return _form_name(form)
        case c.RowDay(last):
            return "its day" if one_day else "its end" if last else "its start"
        case c.RowMoment():
            return "its day or time"
        case c.RowIs() | c.RowAgent() | c.RowCouldBe():
            return "which agent"
        case c.RowResult():
            return "whether it is the same as another result"
        case c.Answer() as answer:
            return _answer_name(answer)
        case c.TakenAt() | c.VisitDay() | c.Closes():
            return column.name
        case _:
            assert_never(column.source)


def _answer_name(answer: c.Answer) -> str:
    return f'{answer.by}: "{answer.text}"' if answer.by else f'"{answer.text}"'


def _form_name(form: c.Form) -> str:
    match form:
        case c.Amount(slot) | c.Score(slot) | c.DailyDose(slot):
            return "its result" if slot.name == "value" else slot.name
        case c.Limit(slot, upper):
            return f"{'upper' if upper else 'lower'} limit of {slot.name}"
        case c.Age():
            return "age"
        case c.Arith(op, left, right):
            return f"{_form_name(left)} {op} {_form_name(right)}"
        case c.Const(value):
            return show(value)
        case _:
            assert_never(form)
