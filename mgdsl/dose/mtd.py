"""The maximum tolerated dose on the final data: rates made monotone, then the level nearest the target.

The rule of the R packages Keyboard 0.1.3 (`select.mtd.kb`) and BOIN 2.7.2 (`select.mtd`), used for every
method.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from mgdsl.dose.posterior import overdose
from mgdsl.dose.rules import Rules
from mgdsl.dose.table import eliminates
from mgdsl.tree import frozen

Count = tuple[int, int]
"""Participants treated and, of them, those with a toxicity."""

ADDED = Fraction(1, 20)
"""Toxicities, and again participants without one, added to each level before its rate is estimated."""


@frozen
class Choice:
    """`dose`: the level chosen, or None. `estimates`: of each level, None if not tried or eliminated.

    `eliminated`: this level and all above are too toxic; the number of levels if none is. `extra_safety`: the
    lowest level is too toxic for extra safety, so no level is chosen.
    """

    dose: int | None
    estimates: tuple[Fraction | None, ...]
    eliminated: int
    extra_safety: bool = False


def eliminated_from(rules: Rules, counts: Sequence[Count]) -> int:
    """The lowest level that its data eliminate, with all above it; the number of levels if none."""
    return next((at for at, (n, y) in enumerate(counts) if n and eliminates(rules, n, y)), len(counts))


def extra_safety_stops(rules: Rules, counts: Sequence[Count]) -> bool:
    """The lowest level is too toxic by the stricter cutoff, if the design has one."""
    treated, toxic = counts[0]
    if rules.extra is None or treated < rules.least:
        return False
    return overdose(rules, treated, toxic) > rules.cutoff - rules.extra


def select_mtd(rules: Rules, counts: Sequence[Count]) -> Choice:
    """The maximum tolerated dose on the final data, one count for each level."""
    ceiling = eliminated_from(rules, counts)
    tried = [at for at in range(ceiling) if counts[at][0]]
    pooled = isotonic([estimate(*counts[at]) for at in tried], [_weight(*counts[at]) for at in tried])
    by_level = dict(zip(tried, pooled, strict=True))
    estimates = tuple(by_level.get(at) for at in range(len(counts)))
    if extra_safety_stops(rules, counts):
        return Choice(None, estimates, ceiling, extra_safety=True)
    return Choice(nearest(by_level, rules.target), estimates, ceiling)


@lru_cache(maxsize=1 << 14)
def estimate(treated: int, toxic: int) -> Fraction:
    """The rate at one level, slightly drawn towards one half."""
    return (toxic + ADDED) / (treated + 2 * ADDED)


@lru_cache(maxsize=1 << 14)
def _weight(treated: int, toxic: int) -> Fraction:
    """One over the variance of the estimate."""
    a, b = toxic + ADDED, treated - toxic + ADDED
    return (a + b) ** 2 * (a + b + 1) / (a * b)


def isotonic(values: Sequence[Fraction], weights: Sequence[Fraction]) -> list[Fraction]:
    """The weighted least-squares fit that never falls: adjacent violators are pooled."""
    blocks: list[tuple[Fraction, Fraction, int]] = []
    for value, weight in zip(values, weights, strict=True):
        size = 1
        while blocks and blocks[-1][0] >= value:
            before, heavy, many = blocks.pop()
            value = (before * heavy + value * weight) / (heavy + weight)
            weight, size = heavy + weight, many + size
        blocks.append((value, weight, size))
    return [value for value, _, size in blocks for _ in range(size)]


def nearest(estimates: dict[int, Fraction], target: Fraction) -> int | None:
    """The level with the estimate nearest the target; None without estimates.

    Among equal estimates: the highest level if they lie below the target, else the lowest. At equal
    distance on both sides: the one below.
    """
    if not estimates:
        return None
    distances = {at: abs(value - target) for at, value in estimates.items()}
    closest = min(distances.values())
    near = [at for at, distance in distances.items() if distance == closest]
    below = [at for at in near if estimates[at] < target]
    return max(below) if below else min(near)
