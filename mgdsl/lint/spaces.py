"""Finite stand-ins for all that a value can be, fine enough to decide every comparison made with it.

A score is all combinations of the sums that the program asks for, at one visit: total, parts and shares are
decided together. Any other number is its thresholds and one point in each gap between them. A category is its
values. What a condition says of a value is then a set of these states.
"""

from collections.abc import Callable, Hashable, Iterable
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from attrs import frozen

from mgdsl.core import columns as c
from mgdsl.core.schema import Category, Instrument, Quantity, Schema

MOST_STATES = 20_000
States = frozenset[int]
Key = tuple[Hashable, ...]


@frozen
class Space:
    """`states`: a number for each of `forms`."""

    forms: tuple[c.Form, ...]
    states: tuple[tuple[Fraction, ...], ...]

    def every(self) -> States:
        return frozenset(range(len(self.states)))

    def where(self, form: c.Form, test: Callable[[Fraction], bool]) -> States:
        at = self.forms.index(form)
        return frozenset(i for i, state in enumerate(self.states) if test(state[at]))

    def low(self, form: c.Form, states: States) -> Fraction:
        """The least the form can be in these states, which are not none."""
        at = self.forms.index(form)
        return min(self.states[i][at] for i in states)


def joint(instrument: Instrument, forms: tuple[c.Score, ...]) -> Space | None:
    """All that the forms can be together; None when that is too much to look at."""
    states: set[tuple[Fraction, ...]] = {(Fraction(0),) * len(forms)}
    for item in instrument.items:
        adds = {tuple(_adds(form, item.name, value) for form in forms) for value in item.values}
        states = {tuple(a + b for a, b in zip(state, add, strict=True)) for state in states for add in adds}
        if len(states) > MOST_STATES:
            return None
    return Space(forms, tuple(sorted(states)))


def _adds(form: c.Score, item: str, value: int) -> Fraction:
    weight = dict(form.weights).get(item, Fraction(0))
    if form.counted is not None:
        return weight if value in form.counted else Fraction(0)
    return weight * value


def points(form: c.Form, thresholds: Iterable[Fraction], schema: Schema) -> Space:
    """The thresholds, the ends of the range and what lies between."""
    low, high = reach(form, schema)
    held = set(thresholds) | {end for end in (low, high) if end is not None}
    if whole(form, schema):
        near = {Fraction(n + step) for t in held for n in (floor(t), ceil(t)) for step in (-1, 0, 1)}
    else:
        ordered = sorted(held)
        near = held | {(a + b) / 2 for a, b in pairwise(ordered)} | {ordered[0] - 1, ordered[-1] + 1}
    kept = sorted(p for p in near if (low is None or p >= low) and (high is None or p <= high))
    return Space((form,), tuple((point,) for point in kept))


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
