"""The keys of the Keyboard: intervals as wide as the target key, laid to its left and right.

The last key on either side may be cut by 0 or by 1. Its mass is scaled up to the full width, which ranks the
keys as mTPI-2's mass per unit of width does. To leave it out would change a decision only where no whole key
fits on that side of the target key (decision 9).
"""

from bisect import bisect_left
from collections.abc import Iterable
from enum import IntEnum
from fractions import Fraction
from functools import lru_cache

from mgdsl.dose.posterior import mass_up_to
from mgdsl.dose.rules import Rules
from mgdsl.tree import frozen


class Side(IntEnum):
    """Where a key lies, seen from the target key."""

    LEFT = -1
    TARGET = 0
    RIGHT = 1


@frozen
class Key:
    low: Fraction
    high: Fraction
    side: Side


@frozen
class Strength:
    """A key, its posterior mass, and that mass scaled up to the full width of a key."""

    key: Key
    mass: Fraction
    scaled: Fraction


@lru_cache(maxsize=256)
def keys(low: Fraction, high: Fraction) -> tuple[Key, ...]:
    """All keys from left to right. `low` < `high`, both between 0 and 1."""
    width = high - low
    left: list[Key] = []
    edge = low
    while edge > 0:
        left.append(Key(max(edge - width, Fraction(0)), edge, Side.LEFT))
        edge -= width
    right: list[Key] = []
    edge = high
    while edge < 1:
        right.append(Key(edge, min(edge + width, Fraction(1)), Side.RIGHT))
        edge += width
    return (*reversed(left), Key(low, high, Side.TARGET), *right)


def strengths(rules: Rules, treated: int, toxic: int) -> tuple[Strength, ...]:
    """Every key with its posterior mass, from left to right."""
    laid = keys(rules.low, rules.high)
    return tuple(_strength(rules, treated, toxic, key) for key in laid)


def strongest(rules: Rules, treated: int, toxic: int) -> Strength:
    """The key with the largest scaled mass; of several, the right-most. `treated` is at least 1.

    The posterior has one peak, and its mass per width falls on both sides of it: only the key that holds the
    peak, or is nearest to it, and the two beside that key can be the strongest.
    """
    laid = keys(rules.low, rules.high)
    a, b = rules.prior
    peak = Fraction(a + toxic - 1, a + b + treated - 2)
    at = min(bisect_left(laid, peak, key=lambda key: key.high), len(laid) - 1)
    return rightmost(_strength(rules, treated, toxic, key) for key in laid[max(at - 1, 0) : at + 2])


def rightmost(found: Iterable[Strength]) -> Strength:
    """The strongest; of several, the right-most."""
    return max(found, key=lambda strength: (strength.scaled, strength.key.low))


def _strength(rules: Rules, treated: int, toxic: int, key: Key) -> Strength:
    mass = mass_up_to(rules, treated, toxic, key.high) - mass_up_to(rules, treated, toxic, key.low)
    return Strength(key, mass, mass * (rules.high - rules.low) / (key.high - key.low))
