"""Operating characteristics by full enumeration, exact.

Cohort by cohort, every state of the trial (counts by level, present level) with its chance. Chances are whole
numbers over a common denominator, so nothing is rounded and no fraction is reduced on the way.
"""

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from math import comb, lcm

from mgdsl.dose.course import NO_DOSE, Why, step
from mgdsl.dose.fare import Fare, Figure, gathered, outcome
from mgdsl.dose.rules import Rules
from mgdsl.dose.select import Count, select

MOST_STATES = 60_000
"""States alive after one cohort; beyond, a simulation is the way."""

State = tuple[tuple[Count, ...], int]


class TooManyStates(Exception):
    """The trial is too large to enumerate."""


def enumerate_trials(rules: Rules, rates: Sequence[Fraction], most: int = MOST_STATES) -> Fare:
    """Exact operating characteristics under one true rate for each level. Raises TooManyStates."""
    whole = lcm(*(rate.denominator for rate in rates))
    levels = len(rates)
    ways = cache(lambda level, size: _ways(rates[level], size, whole))
    start: State = (((0, 0),) * levels, rules.start)
    alive = {start: 1}
    sums = [Fraction(0)] * (2 * levels + 6)
    done = 0
    while alive:
        size = min(rules.cohort, rules.maximum - done)
        done += size
        reached: dict[State, int] = defaultdict(int)
        for (counts, at), weight in alive.items():
            treated, toxic = counts[at]
            for more, way in enumerate(ways(at, size)):
                seen = (*counts[:at], (treated + size, toxic + more), *counts[at + 1 :])
                reached[seen, at] += weight * way
        alive = _moved(rules, rates, reached, whole**done, sums)
        if len(alive) > most:
            raise TooManyStates(f"more than {most} states of the trial")
    return gathered(levels, [Figure(total) for total in sums])


def _moved(
    rules: Rules, rates: Sequence[Fraction], reached: dict[State, int], size: int, sums: list[Fraction]
) -> dict[State, int]:
    """The states that go on; those that end are added to the sums with their chance."""
    alive: dict[State, int] = defaultdict(int)
    for (counts, at), weight in reached.items():
        if not weight:
            continue
        taken = step(rules, counts, at)
        if taken.to is not None:
            alive[counts, taken.to] += weight
            continue
        dose = None if taken.why in NO_DOSE else select(rules, counts).dose
        chance = Fraction(weight, size)
        early = taken.why is not Why.SAMPLE_FULL
        for index, value in enumerate(outcome(rates, rules.target, counts, dose, early)):
            sums[index] += value * chance
    return alive


def _ways(rate: Fraction, size: int, whole: int) -> tuple[int, ...]:
    """Chances of 0 to `size` toxicities, over whole ** size."""
    yes = rate.numerator * (whole // rate.denominator)
    return tuple(comb(size, k) * yes**k * (whole - yes) ** (size - k) for k in range(size + 1))
