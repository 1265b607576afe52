"""Finite stand-ins for all that a value can be, fine enough to decide every comparison made with it.

A score is all combinations of the sums that the program asks for, at one visit: total, parts and shares are
decided together. Any other number is its thresholds and one point in each gap between them. A category is its
values. What a condition says of a value is then a set of these states.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor
from operator import add
from typing import TypeAlias

from mgdsl.core import columns as c
from mgdsl.core.schema import Category, Instrument, Item, Quantity, Schema
from mgdsl.tree import frozen

MOST_NUMBERS = 50_000
"""In the states of one score."""
MOST_THRESHOLDS = 500
"""Of one form."""
States = frozenset[int]
Number: TypeAlias = int | Fraction
State: TypeAlias = tuple[Number, ...]
Weighing: TypeAlias = tuple[tuple[tuple[str, Fraction], ...], tuple[int, ...] | None]
"""The weights of a form and the values that it counts."""


@frozen
class Space:
    """`states`: a number for each of `forms`."""

    forms: tuple[c.Form, ...]
    states: tuple[State, ...]

    def every(self) -> States:
        return frozenset(range(len(self.states)))

    def where(self, form: c.Form, test: Callable[[Number], bool]) -> States:
        at = self.forms.index(form)
        return frozenset(i for i, state in enumerate(self.states) if test(state[at]))


def joint(instrument: Instrument, forms: tuple[c.Score, ...]) -> Space | None:
    """All that the forms can be together; None when that is too much to look at."""
    states = _sums(instrument, tuple((form.weights, form.counted) for form in forms))
    return None if states is None else Space(forms, states)


@lru_cache(maxsize=64)
def _sums(instrument: Instrument, forms: tuple[Weighing, ...]) -> tuple[State, ...] | None:
    """Items that weigh alike in all forms are added up first."""
    weights = [({name: plain(weight) for name, weight in held}, counted) for held, counted in forms]
    alike: dict[tuple[Number, ...], list[Item]] = {}
    for item in instrument.items:
        alike.setdefault(tuple(held.get(item.name, 0) for held, _ in weights), []).append(item)
    states: set[State] = {(0,) * len(forms)}
    for vector, items in alike.items():
        adds = _group(items, vector, [counted for _, counted in weights])
        states = {tuple(map(add, state, more)) for state in states for more in adds}
        if len(states) * len(forms) > MOST_NUMBERS:
            return None
    return tuple(sorted(states))


def _group(
    items: list[Item], vector: tuple[Number, ...], counted: list[tuple[int, ...] | None]
) -> set[State]:
    """What items of the same weights can add: by their sum, and by how many score what counts."""
    kinds = list(dict.fromkeys(counted))
    sums: set[State] = {(0,) * len(kinds)}
    for item in items:
        adds = {tuple(value if k is None else int(value in k) for k in kinds) for value in item.values}
        sums = {tuple(map(add, held, more)) for held in sums for more in adds}
    at = [kinds.index(k) for k in counted]
    return {tuple(weight * held[i] for weight, i in zip(vector, at, strict=True)) for held in sums}


def plain(number: Fraction) -> Number:
    """A whole number as `int`, which is fast."""
    return number.numerator if number.denominator == 1 else number


def points(form: c.Form, thresholds: set[Fraction], schema: Schema) -> Space | None:
    """The thresholds, the ends of the range and what lies between; None when there are too many."""
    if len(thresholds) > MOST_THRESHOLDS:
        return None
    low, high = reach(form, schema)
    held = thresholds | {end for end in (low, high) if end is not None}
    if whole(form, schema):
        near = {Fraction(n + step) for t in held for n in (floor(t), ceil(t)) for step in (-1, 0, 1)}
    else:
        ordered = sorted(held)
        near = held | {(a + b) / 2 for a, b in pairwise(ordered)} | {ordered[0] - 1, ordered[-1] + 1}
    kept = sorted(p for p in near if (low is None or p >= low) and (high is None or p <= high))
    return Space((form,), tuple((plain(point),) for point in kept))


def completed(ages: dict[c.Age, set[Fraction]]) -> Space | None:
    """An age in completed years and in completed months, which decide one another."""
    length = {"year": 12, "month": 1}
    months = {0}
    for form, held in ages.items():
        near = {n + step for t in held for n in (floor(t), ceil(t)) for step in (-1, 0, 1)}
        months |= {n * length[form.unit] + last for n in near for last in (0, length[form.unit] - 1)}
    kept = sorted(n for n in months if n >= 0)
    if len(kept) > MOST_THRESHOLDS * len(length):
        return None
    forms = tuple(ages)
    return Space(forms, tuple(tuple(n // length[form.unit] for form in forms) for n in kept))


def reach(form: c.Form, schema: Schema) -> tuple[Fraction | None, Fraction | None]:
    """The ends of what can be recorded; None where there is no end."""
    match form:
        case c.Amount(slot):
            quantity = quantity_of(slot, schema)
            return (quantity.lowest, quantity.highest) if quantity else (None, None)
        case c.Age():
            return Fraction(0), None
        case _:
            return None, None


def whole(form: c.Form, schema: Schema) -> bool:
    """The form is a whole number in every record."""
    match form:
        case c.Score(_, weights):
            return all(weight.denominator == 1 for _, weight in weights)
        case c.Age():
            return not form.exact
        case c.Amount(slot):
            quantity = quantity_of(slot, schema)
            return quantity is not None and quantity.decimals == 0
        case c.Arith("+" | "-", left, right):
            return whole(left, schema) and whole(right, schema)
        case c.Const(value):
            return value.denominator == 1
        case _:
            return False


def quantity_of(slot: c.Slot, schema: Schema) -> Quantity | None:
    """The quantity a slot of the patient holds; fields of rows have none."""
    found = None if slot.row else _measure(slot.name, schema)
    return found if isinstance(found, Quantity) else None


def category_of(slot: c.Slot, schema: Schema) -> Category | None:
    found = None if slot.row else _measure(slot.name, schema)
    return found if isinstance(found, Category) else None


def instrument_of(form: c.Score, schema: Schema) -> Instrument | None:
    """The instrument by its name; in a row of results, where a total is asked, by its items."""
    named = _measure(form.slot.name, schema)
    if isinstance(named, Instrument):
        return named
    items = {name for name, _ in form.weights}
    instruments = (m for m in schema.measures if isinstance(m, Instrument))
    return next((m for m in instruments if items == {item.name for item in m.items}), None)


def _measure(name: str, schema: Schema) -> object:
    return next((measure for measure in schema.measures if measure.name == name), None)
