"""The mass of a beta distribution whose parameters are not whole: no ratio, but bounded on both sides.

With s(a, b, x) = 1 + x (a+b)/(a+1) + x² (a+b)(a+b+1)/((a+1)(a+2)) + …, the integral of t^(a-1) (1-t)^(b-1)
from 0 to x is x^a (1-x)^b s(a, b, x) / a. Every term is positive, so a sum that is cut off is bounded from
below by itself and from above by a geometric rest. The whole integral is cut at one half, and the side of x
that converges fast is divided by it; only the powers in front need logarithms, which `decimal` rounds
correctly.
"""

from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from math import lcm

DIGITS = 40
"""Decimals of a mass that are sure: it is given within 10**-40."""
SCALE = 10**70
"""Sums are whole multiples of one part of this, rounded down and up."""
SMALL = 10**8
"""Parts of a term after which a sum is cut off."""
PRECISION = 80

Bounds = tuple[Fraction, Fraction]


class NotSharp(ArithmeticError):
    """The bounds of a mass are not as near as they must be."""


@lru_cache(maxsize=1 << 14)
def mass_below(a: Fraction, b: Fraction, x: Fraction) -> Fraction:
    """Of Beta(a, b) up to `x`, within 10**-DIGITS; of no more decimals than that. 0 <= `x` <= 1."""
    if x <= 0 or x >= 1:
        return Fraction(x > 0)
    if 2 * x > 1:
        return 1 - mass_below(b, a, 1 - x)
    low, high = _half(a, b)
    below, above = _series(a, b, x)
    least, most = _power(a, b, x)
    bounds = least * below / (a * high), most * above / (a * low)
    if bounds[1] - bounds[0] > Fraction(1, 10 ** (DIGITS + 1)):
        raise NotSharp(f"Beta({a}, {b}) up to {x}")
    return Fraction(round((bounds[0] + bounds[1]) / 2 * 10**DIGITS), 10**DIGITS)


@lru_cache(maxsize=1 << 12)
def _half(a: Fraction, b: Fraction) -> Bounds:
    """Both halves of the integral, without the power in front that they share."""
    half = Fraction(1, 2)
    (one, two), (three, four) = _series(a, b, half), _series(b, a, half)
    return one / a + three / b, two / a + four / b


def _series(a: Fraction, b: Fraction, x: Fraction) -> Bounds:
    """s(a, b, x) for `x` up to one half. Terms follow from one another by whole numbers."""
    parts = lcm(a.denominator, b.denominator)
    up, down = int((a + b) * parts) * x.numerator, int((a + 1) * parts) * x.denominator
    rise, fall = parts * x.numerator, parts * x.denominator
    low = high = term_low = term_high = SCALE
    while term_high > SMALL or up >= down:  # later terms shrink by max(up / down, x), or faster
        term_low = term_low * up // down
        term_high = -(-term_high * up // down)
        low, high, up, down = low + term_low, high + term_high, up + rise, down + fall
    after = max(x, Fraction(up, down))
    return Fraction(low, SCALE), (high + term_high * after / (1 - after)) / SCALE


def _power(a: Fraction, b: Fraction, x: Fraction) -> Bounds:
    """x^a (1-x)^b over what it is at one half."""
    with localcontext() as context:
        context.prec = PRECISION

        def decimal(value: Fraction) -> Decimal:
            return Decimal(value.numerator) / Decimal(value.denominator)

        found = Fraction((decimal(a) * decimal(2 * x).ln() + decimal(b) * decimal(2 - 2 * x).ln()).exp())
    rest = Fraction(1, 10 ** (PRECISION - 15))
    return found * (1 - rest), found * (1 + rest)
