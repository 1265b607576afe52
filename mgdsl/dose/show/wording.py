"""Numbers and levels of a design in words."""

from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

from mgdsl.core.design import Design, NotStated, Window
from mgdsl.lang.numbers import show


def percent(value: Fraction, places: int | None = None) -> str:
    """``30%``, exactly; with `places` rounded, half to even."""
    return f"{show(value * 100) if places is None else rounded(value * 100, places)}%"


def rounded(value: Fraction, places: int) -> str:
    """A decimal with this many places, half to even."""
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN):f}"


def people(number: int) -> str:
    return f"{number} participant{'s' if number != 1 else ''}"


def level_words(design: Design, level: int) -> str:
    """``level 2 (middle, 1.5e6 cells/kg)``. `level` counts from 0."""
    held = design.levels[level]
    named = held.dose if held.name == held.dose else f"{held.name}, {held.dose}"
    return f"level {level + 1} ({named})"


def window_words(design: Design) -> str:
    """``28 days``, the author's words, or nothing."""
    match design.window:
        case Window(n, unit):
            return f"{n} {unit}{'s' if n != 1 else ''}"
        case NotStated():
            return ""
        case words:
            return words
