"""Exact numbers as text: decimals in, decimals or ratios out. No binary floats anywhere."""

import re
from fractions import Fraction

DIGITS = 18
"""How many digits a number may have in all, written out without an exponent."""

_NUMBER = re.compile(r"([+-]?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,4}))?")


def exact(text: str) -> Fraction:
    """The number a text writes: ``12``, ``-0.50``, ``5.0e5``.

    Raises ValueError, with a sentence, if it is no such number or has more than 18 digits written out.
    """
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        raise ValueError(f'"{text}" is not a number such as 12, 0.5 or 5e5{_hint(text)}')
    sign, whole, decimals, exponent = match.groups(default="")
    digits = (whole + decimals).lstrip("0")
    power = int(exponent or "0") - len(decimals)
    power += len(digits) - len(digits.rstrip("0"))
    digits = digits.rstrip("0")
    if digits and max(len(digits), len(digits) + power, -power) > DIGITS:
        raise ValueError(
            f'"{text}" has more than {DIGITS} digits; a value has at most {DIGITS} digits in all'
        )
    value = Fraction(int(digits)) * Fraction(10) ** power if digits else Fraction(0)
    return -value if sign == "-" else value


def decimals(value: Fraction | int) -> int | None:
    """How many decimals the value needs, or None if no finite number of them does."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def show(value: Fraction | int) -> str:
    """The exact decimal if it is finite (``0.5``), else the ratio (``1/3``)."""
    places = decimals(value)
    if places is None:
        return f"{value.numerator}/{value.denominator}"
    scaled = value.numerator * 10**places // value.denominator
    digits = str(abs(scaled)).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if scaled < 0 else text


def _hint(text: str) -> str:
    if "," in text:
        return "; write thousands without a comma and decimals with a point"
    return ""
