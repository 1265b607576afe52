"""What a unit that does not fit was meant to be, where only its spelling is wrong."""

import re
from fractions import Fraction

from mgdsl.lang.units import Analyte, UnitError, convert

_WRITTEN = {
    "k/ul": "×10^3/µL", "k/µl": "×10^3/µL", "k/mcl": "×10^3/µL", "k/mm3": "×10^3/µL", "thou/ul": "×10^3/µL",
    "G/L": "×10^9/L", "gpt/l": "×10^9/L", "giga/l": "×10^9/L", "/nl": "×10^9/L", "tsd/µl": "×10^3/µL",
    "iu/l": "U/L", "ui/l": "U/L", "u/l": "U/L", "y/o": "years", "yo": "years", "j": "years", "jahre": "years",
    "msec": "ms", "msecs": "ms", "millisec": "ms", "milliseconds": "ms",
    "ans": "years", "pct": "%", "percent": "%", "percentage": "%",
}  # fmt: skip
"""Units as laboratories and other languages print them; small letters unless a capital tells them apart."""


def meant(number: str, unit: str, wanted: str, of: Analyte | None = None) -> str | None:
    """The number with the unit that was meant, in a unit that converts to `wanted`; None if there is none.

    A spelling is put right, and what a unit lacks beside the wanted one (per day, per 1.73 m²) is added. The
    number stays what it is.
    """
    plain = unit.strip().replace("μ", "µ")
    for other in (
        _WRITTEN.get(plain) or _WRITTEN.get(plain.lower()),
        _suggested(unit),
        _completed(unit, wanted),
    ):
        if other is not None and (factor := _factor(other, wanted, of)) is not None:
            return f"{number} {wanted if factor == 1 else other}"
    return None


def power(text: str) -> str | None:
    """`100 × 10⁹/L` in the one spelling, where the power of ten stands apart from its unit."""
    found = re.fullmatch(r"([\d.]+) ?[x×*] ?10[\^eE]?([\d⁰¹²³⁴⁵⁶⁷⁸⁹]+) ?(/ ?\S+)", text)
    exponent = found[2].translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")) if found else ""
    return f"{found[1]} ×10^{exponent}{found[3].replace(' ', '')}" if found else None


def per_unit(text: str) -> str:
    """`cells per day` as `cells/day`."""
    return re.sub(r"(?:^| )per ", "/", text.strip()).replace(" ", "")


def is_enzyme_unit(unit: str, wanted: str) -> bool:
    """International units where the activity of an enzyme is asked: one and the same for most of these."""
    return re.fullmatch(r"(?i)iu/(?:l|ml)", unit) is not None and _factor("U/L", wanted) is not None


def _suggested(unit: str) -> str | None:
    """The unit most alike; none that only lacks the first letter, which may be a thousandth or a thousand."""
    try:
        convert(Fraction(1), unit, "1")
    except UnitError as error:
        return None if error.suggestion == unit[1:] else error.suggestion
    return None


def _completed(unit: str, wanted: str) -> str | None:
    """`mg` for `mg/day`: the wanted unit begins with it."""
    if _factor(unit, unit) is None or "/" not in wanted:
        return None
    rest = wanted.rsplit("/", 1)[1]
    return f"{unit}/{rest}" if _factor(f"{unit}/{rest}", wanted) is not None else None


def _factor(unit: str, wanted: str, of: Analyte | None = None) -> Fraction | None:
    try:
        return convert(Fraction(1), unit, wanted, of)
    except UnitError:
        return None
