"""What a weighted sum over the items of an instrument can be, given what is recorded of the instrument.

Total, parts and items constrain each other jointly. Unknown items that stand in the same sums with the same
weight are interchangeable but for their values, so they are added up first; then the groups are combined, and
what misses a recorded sum is dropped. A sum that is a combination of the recorded sums needs no search.

Weights are multiplied up to whole numbers, and what is found divided again: whole numbers add faster.
"""

from collections.abc import Collection
from fractions import Fraction
from functools import lru_cache
from math import lcm

from attrs import Factory, define, field

from mgdsl.core.schema import Instrument
from mgdsl.records.model import Scored
from mgdsl.tree import frozen

MOST_STATES = 20_000
"""Beyond this many, recorded sums are left out and bounds answer: still sound, less sharp."""
MOST_KEPT = 5_000

Weights = tuple[tuple[str, Fraction], ...]
Sums = tuple[int, ...]
State = tuple[Sums, int]
"""What items add to the recorded sums, and to the form."""

Value = Fraction | int


@frozen
class Attained:
    """Lowest and highest value, both attained or nearly so; `values` are all of them, or None if too many."""

    lowest: Value
    highest: Value
    values: frozenset[Value] | None


@frozen
class Given:
    """A recorded sum over items: what its unknown items must add up to."""

    members: frozenset[str]
    value: int


def attainable(
    instrument: Instrument, scored: Scored, weights: Weights = (), counted: tuple[int, ...] | None = None
) -> Attained | None:
    """The values of the form, or None when no scoring of the items gives what is recorded."""
    return _attainer(instrument, weights, counted).of(scored)


@lru_cache(maxsize=256)
def _attainer(instrument: Instrument, weights: Weights, counted: tuple[int, ...] | None) -> "Attainer":
    return Attainer(instrument, weights, counted)


@define
class Attainer:
    """One form over one instrument; answers are kept, since scores recur."""

    instrument: Instrument
    weights: Weights
    counted: tuple[int, ...] | None = None
    _scale: int = field(init=False)
    _weight: dict[str, int] = field(init=False)
    _known: dict[Scored, Attained | None] = Factory(dict)
    _plans: dict[tuple[object, ...], tuple[Fraction, ...] | None] = Factory(dict)

    def __attrs_post_init__(self) -> None:
        self._scale = lcm(*(weight.denominator for _, weight in self.weights))
        self._weight = {name: int(weight * self._scale) for name, weight in self.weights}

    def of(self, scored: Scored) -> Attained | None:
        """The values of the form, or None when no scoring of the items gives what is recorded."""
        if scored not in self._known:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            self._known[scored] = self._find(scored)
        return self._known[scored]

    def _find(self, scored: Scored) -> Attained | None:
        items = dict(scored.items)
        constant = sum(self._form(name, value) for name, value in scored.items)
        sums = self._sums(scored, items)
        if self.weights and self.counted is None:
            direct = self._combined(scored, items, sums)
            if direct is not None:
                return self._from((constant + direct,))
        groups = self._groups(items, sums)
        found = None if groups is None else _search(groups, tuple(each.value for each in sums))
        if found is None:
            return self._loosely(items, constant)
        return self._from([constant + value for value in found]) if found else None

    def _from(self, values: Collection[Value]) -> Attained:
        """What these values of the form, still multiplied up, stand for."""
        found = frozenset(_divided(value, self._scale) for value in values)
        return Attained(min(found), max(found), found)

    def _form(self, name: str, value: int) -> int:
        """What an item of this value adds."""
        weight = self._weight.get(name, 0)
        if self.counted is None:
            return weight * value
        return weight if value in self.counted else 0

    def _sums(self, scored: Scored, items: dict[str, int]) -> tuple[Given, ...]:
        every = tuple(item.name for item in self.instrument.items)
        total = () if scored.total is None else ((every, scored.total),)
        parts = tuple((self.instrument.part(name) or (), value) for name, value in scored.parts)
        return tuple(
            Given(
                frozenset(name for name in members if name not in items),
                value - sum(items.get(name, 0) for name in members),
            )
            for members, value in (*total, *parts)
        )

    def _combined(self, scored: Scored, items: dict[str, int], sums: tuple[Given, ...]) -> Fraction | None:
        """The form over the unknown items, if it is a combination of the recorded sums."""
        key = (scored.total is None, tuple(name for name, _ in scored.parts), tuple(items))
        if key not in self._plans:
            unknown = [item.name for item in self.instrument.items if item.name not in items]
            rows = {
                (*(Fraction(name in each.members) for each in sums), Fraction(self._weight.get(name, 0)))
                for name in unknown
            }
            self._plans[key] = _solve(list(rows), len(sums))
        plan = self._plans[key]
        if plan is None:
            return None
        return sum((factor * each.value for factor, each in zip(plan, sums, strict=True)), Fraction(0))

    def _groups(self, items: dict[str, int], sums: tuple[Given, ...]) -> list[set[State]] | None:
        """What each group of alike unknown items can add to the sums and to the form."""
        groups: dict[tuple[tuple[bool, ...], int], set[tuple[int, int]]] = {}
        for item in self.instrument.items:
            if item.name in items:
                continue
            inside = tuple(item.name in each.members for each in sums)
            weight = self._weight.get(item.name, 0)
            if not weight and not any(inside):
                continue
            counts = any(inside)
            adds = {(value if counts else 0, self._form(item.name, value)) for value in item.values}
            so_far = groups.get((inside, weight), {(0, 0)})
            groups[inside, weight] = {(a + c, b + d) for a, b in so_far for c, d in adds}
            if len(groups[inside, weight]) > MOST_STATES:
                return None
        return [
            {(tuple(total * held for held in inside), form) for total, form in states}
            for (inside, _), states in groups.items()
        ]

    def _loosely(self, items: dict[str, int], constant: int) -> Attained:
        """Bounds that leave the recorded sums out."""
        open_ = [item for item in self.instrument.items if item.name not in items]
        forms = [[self._form(item.name, value) for value in item.values] for item in open_]
        ends = sum(map(min, forms), constant), sum(map(max, forms), constant)
        low, high = (_divided(end, self._scale) for end in ends)
        return Attained(low, high, None)


def _divided(value: Value, scale: int) -> Value:
    """The quotient; whole numbers as `int`, which compares faster."""
    if scale == 1 and type(value) is int:
        return value
    quotient = Fraction(value) / scale
    return quotient.numerator if quotient.denominator == 1 else quotient


def _search(groups: list[set[State]], wanted: Sums) -> set[int] | None:
    """Forms of all combinations that meet the wanted sums; None when there are too many to look at."""
    ends = [_ends([sums for sums, _ in group]) for group in groups]
    least, most = wanted, wanted
    states: set[State] = {((0,) * len(wanted), 0)}
    bounds: list[tuple[Sums, Sums]] = [(least, most)]
    for low, high in reversed(ends):
        least = tuple(a - b for a, b in zip(least, high, strict=True))
        most = tuple(a - b for a, b in zip(most, low, strict=True))
        bounds.append((least, most))
    bounds.reverse()
    if not _within((0,) * len(wanted), *bounds[0]):
        return set()
    for group, (least, most) in zip(groups, bounds[1:], strict=True):
        if len(states) * len(group) > MOST_STATES * 20:
            return None
        states = {
            (sums, form + more)
            for held, form in states
            for add, more in group
            if _within(sums := tuple(a + b for a, b in zip(held, add, strict=True)), least, most)
        }
        if len(states) > MOST_STATES:
            return None
    return {form for _, form in states}


def _ends(rows: list[Sums]) -> tuple[Sums, Sums]:
    columns = list(zip(*rows, strict=True))
    return tuple(map(min, columns)), tuple(map(max, columns))


def _within(sums: Sums, least: Sums, most: Sums) -> bool:
    return all(low <= value <= high for low, value, high in zip(least, sums, most, strict=True))


def _solve(rows: list[tuple[Fraction, ...]], width: int) -> tuple[Fraction, ...] | None:
    """Factors c with row · c = last of row, for all rows; None if there are none. Gauss and Jordan."""
    rows = list(rows)
    pivots: list[int] = []
    for column in range(width):
        at = len(pivots)
        found = next((i for i in range(at, len(rows)) if rows[i][column]), None)
        if found is None:
            continue
        rows[at], rows[found] = rows[found], rows[at]
        head = tuple(value / rows[at][column] for value in rows[at])
        rows = [
            head if i == at else tuple(a - row[column] * b for a, b in zip(row, head, strict=True))
            for i, row in enumerate(rows)
        ]
        pivots.append(column)
    if any(row[width] for row in rows[len(pivots) :]):
        return None
    factors = [Fraction(0)] * width
    for at, column in enumerate(pivots):
        factors[column] = rows[at][width]
    return tuple(factors)
