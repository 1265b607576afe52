"""Which counts of toxicities mean staying at a level, worked out for a few participants as the tables do.

A test holds this to the tables. Only for whole priors: masses of others are bounded.
"""

from fractions import Fraction
from math import comb

from mgdsl.core.design import BOIN

Rates = tuple[Fraction, Fraction]
Prior = tuple[int, int]


def side(method: str, target: Fraction, key: Rates, prior: Prior, treated: int, toxic: int) -> int:
    """-1: escalate, 0: stay, 1: de-escalate; elimination aside."""
    low, high = key
    if method == BOIN:
        goal = _likelihood(target, treated, toxic)
        if _likelihood(low, treated, toxic) >= goal:
            return -1
        return int(_likelihood(high, treated, toxic) >= goal)
    a, b = prior[0] + toxic, prior[1] + treated - toxic
    width = high - low
    here = _density(a, b, low, high)
    if _density(a, b, max(low - width, Fraction(0)), low) > here:
        return -1
    return int(_density(a, b, high, min(high + width, Fraction(1))) >= here)


def _likelihood(rate: Fraction, treated: int, toxic: int) -> Fraction:
    return rate**toxic * (1 - rate) ** (treated - toxic)


def _density(a: int, b: int, low: Fraction, high: Fraction) -> Fraction:
    """Mass of Beta(a, b) between two rates, by width."""
    return (_up_to(a, b, high) - _up_to(a, b, low)) / (high - low)


def _up_to(a: int, b: int, rate: Fraction) -> Fraction:
    n = a + b - 1
    terms = (comb(n, k) * rate**k * (1 - rate) ** (n - k) for k in range(a, n + 1))
    return sum(terms, Fraction(0))
