"""Whether a number lies in ranges, over all that it can be."""

from collections.abc import Callable
from fractions import Fraction

from mgdsl.core.columns import Age, Arith, Form, Score
from mgdsl.core.data import Bounds, Truth
from mgdsl.core.schema import Schema
from mgdsl.records.attain import MOST_KEPT, Value
from mgdsl.records.forms import attained_by, compile_form
from mgdsl.records.patient import Line, Patient

Ranges = tuple[tuple[Fraction, Fraction], ...]
Values = Callable[[Patient, Line | None], frozenset[Value] | None]
_MOST_WHOLE = 200


def compile_inside(form: Form, ranges: Ranges, schema: Schema) -> Callable[[Patient, Line | None], Truth]:
    """Whether all attainable values, or none of them, lie in a range; whole numbers are looked at singly."""
    ranges = _merged(ranges)
    read = compile_form(form, schema)
    values = _values_of(form, schema)
    if values is not None:
        listed = values

        def inside_listed(patient: Patient, line: Line | None) -> Truth:
            known = _within(read(patient, line), ranges)
            found = listed(patient, line) if known is None else None
            return known if found is None else _all_or_none(found, ranges)

        return inside_listed
    whole = isinstance(form, Age) and not form.exact

    def inside(patient: Patient, line: Line | None) -> Truth:
        low, high = bounds = read(patient, line)
        if whole and low is not None and high is not None and high[0] - low[0] <= _MOST_WHOLE:
            return _all_or_none(frozenset(range(int(low[0]), int(high[0]) + 1)), ranges)
        return _within(bounds, ranges)

    return inside


def _values_of(form: Form, schema: Schema) -> Values | None:
    """A function that lists all that a score can be, or scores that are known apart, added up."""
    terms = _scores(form, 1)
    if terms is None or len({score.slot for score, _ in terms}) < len(terms):
        return None
    read = [(attained_by(score, schema), sign) for score, sign in terms]

    def values(patient: Patient, line: Line | None) -> frozenset[Value] | None:
        found: frozenset[Value] = frozenset((0,))
        for attained, sign in read:
            more = attained(patient, line)
            if more is None or more.values is None or len(found) * len(more.values) > MOST_KEPT:
                return None
            found = frozenset(a + sign * b for a in found for b in more.values)
        return found

    return values


def _scores(form: Form, sign: int) -> list[tuple[Score, int]] | None:
    """The scores that are added up, each with its sign; None if there is something else among them."""
    match form:
        case Score():
            return [(form, sign)]
        case Arith("+" | "-" as op, left, right):
            one, other = _scores(left, sign), _scores(right, sign if op == "+" else -sign)
            return None if one is None or other is None else one + other
        case _:
            return None


def _merged(ranges: Ranges) -> Ranges:
    """Ranges in order, those that touch joined."""
    found: list[tuple[Fraction, Fraction]] = []
    for low, high in sorted(ranges):
        if found and low <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], high)
        else:
            found.append((low, high))
    return tuple(found)


def _all_or_none(values: frozenset[Value], ranges: Ranges) -> Truth:
    held = sum(any(low <= value <= high for low, high in ranges) for value in values)
    return True if held == len(values) else (None if held else False)


def _within(bounds: Bounds, ranges: Ranges) -> Truth:
    low, high = bounds
    for least, most in ranges:
        if low is not None and high is not None and low >= (least, 0) and high <= (most, 0):
            return True
    apart = all(
        (high is not None and high < (least, 0)) or (low is not None and low > (most, 0))
        for least, most in ranges
    )
    return False if apart else None
