"""Operating characteristics by full enumeration, exact.

Cohort by cohort, every state of the trial (counts by level, present level) with its chance. Chances are whole
numbers over a common denominator, so nothing is rounded and no fraction is reduced on the way.
"""

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from math import comb, lcm

from mgdsl.dose.characteristics import Characteristics, Estimate, Measure, gathered, measures
from mgdsl.dose.escalation import ending, step
from mgdsl.dose.mtd import Count
from mgdsl.dose.rules import Rules

MOST_STATES = 20_000
"""States alive after one cohort; beyond, a simulation is the way."""

State = tuple[tuple[Count, ...], int]


class TooManyStates(Exception):
    """The trial is too large to enumerate."""


def enumerate_trials(rules: Rules, rates: Sequence[Fraction], most: int = MOST_STATES) -> Characteristics:
    """Exact operating characteristics under one true rate for each level. Raises TooManyStates."""
    whole = lcm(*(rate.denominator for rate in rates))
    levels = len(rates)
    ways = cache(lambda level: _ways(rates[level], rules.cohort, whole))
    alive: dict[State, int] = {(((0, 0),) * levels, rules.start): 1}
    totals: dict[Measure, Fraction] = defaultdict(Fraction)
    done = 0
    while alive:
        done += rules.cohort
        reached: dict[State, int] = defaultdict(int)
        for (counts, at), weight in alive.items():
            treated, toxic = counts[at]
            for more, way in enumerate(ways(at)):
                seen = (*counts[:at], (treated + rules.cohort, toxic + more), *counts[at + 1 :])
                reached[seen, at] += weight * way
        alive, sums = _after_cohort(rules, rates, reached)
        for measure, value in sums.items():
            totals[measure] += Fraction(value) / whole**done
        if len(alive) > most:
            raise TooManyStates(f"more than {most} states of the trial")
    return gathered({measure: Estimate(total) for measure, total in totals.items()})


def _after_cohort(
    rules: Rules, rates: Sequence[Fraction], reached: dict[State, int]
) -> tuple[dict[State, int], dict[Measure, Fraction | int]]:
    """The states that go on, and the sum of each measure over those that end."""
    alive: dict[State, int] = defaultdict(int)
    sums: dict[Measure, Fraction | int] = defaultdict(int)
    for (counts, at), weight in reached.items():
        if not weight:
            continue
        taken = step(rules, counts, at)
        if taken.to is not None:
            alive[counts, taken.to] += weight
            continue
        end = ending(rules, counts, taken)
        for measure, value in measures(end, rates, rules.target).items():
            sums[measure] += weight * value
    return alive, sums


def _ways(rate: Fraction, size: int, whole: int) -> tuple[int, ...]:
    """Chances of 0 to `size` toxicities, over whole ** size."""
    yes = rate.numerator * (whole // rate.denominator)
    return tuple(comb(size, k) * yes**k * (whole - yes) ** (size - k) for k in range(size + 1))
