"""Amounts in the unit in which the author asks for them."""

import re
from fractions import Fraction

from mgdsl.core.data import Bounds
from mgdsl.core.ir import Origin
from mgdsl.lang.bounds import Bound
from mgdsl.lang.numbers import show
from mgdsl.lang.units import UnitError, convert

_QUANTITY = re.compile(r"(?<![\w.])\d+(?:\.\d+)? ?([^\s\d(){},]+/[^\s(){},]+)")


def as_asked(value: Bounds, unit: str, origin: Origin | None) -> tuple[Bounds, str]:
    """Bounds in the unit of the first quantity of the same kind in the author's words; decimals only."""
    words = "" if origin is None else origin.words or origin.place.text
    for found in _QUANTITY.finditer(words):
        try:
            factor = convert(Fraction(1), unit, found[1])
        except UnitError:
            continue
        made = _times(value[0], factor), _times(value[1], factor)
        if not any(end is not None and "/" in show(Fraction(end[0])) for end in made):
            return made, found[1]
    return value, unit


def _times(end: Bound | None, factor: Fraction) -> Bound | None:
    return None if end is None else (end[0] * factor, end[1])
