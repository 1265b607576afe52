"""Whether a number lies in ranges, over all that it can be."""

from collections.abc import Callable
from fractions import Fraction

from mgdsl.core.columns import Age, Form, Score
from mgdsl.core.data import Bounds, Truth
from mgdsl.core.schema import Schema
from mgdsl.records.forms import attained_by, compile_form
from mgdsl.records.patient import Line, Patient

Ranges = tuple[tuple[Fraction, Fraction], ...]
_MOST_WHOLE = 200


def compile_inside(form: Form, ranges: Ranges, schema: Schema) -> Callable[[Patient, Line | None], Truth]:
    """Whether all attainable values, or none of them, lie in a range; whole numbers are looked at singly."""
    ranges = _merged(ranges)
    if isinstance(form, Score):
        attained = attained_by(form, schema)

        def inside_score(patient: Patient, line: Line | None) -> Truth:
            found = attained(patient, line)
            if found is None:
                return None
            if found.values is None:
                return _within(((found.lowest, 0), (found.highest, 0)), ranges)
            return _all_or_none(found.values, ranges)

        return inside_score
    read = compile_form(form, schema)
    whole = isinstance(form, Age) and not form.exact

    def inside(patient: Patient, line: Line | None) -> Truth:
        low, high = bounds = read(patient, line)
        if whole and low is not None and high is not None and high[0] - low[0] <= _MOST_WHOLE:
            return _all_or_none(frozenset(range(int(low[0]), int(high[0]) + 1)), ranges)
        return _within(bounds, ranges)

    return inside


def _merged(ranges: Ranges) -> Ranges:
    """Ranges in order, those that touch joined."""
    found: list[tuple[Fraction, Fraction]] = []
    for low, high in sorted(ranges):
        if found and low <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], high)
        else:
            found.append((low, high))
    return tuple(found)


def _all_or_none(values: frozenset[Fraction | int], ranges: Ranges) -> Truth:
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
