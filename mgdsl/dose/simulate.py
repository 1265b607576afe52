"""Operating characteristics by seeded simulation, with the Monte-Carlo error of every figure.

Only the toxicities are drawn: every decision and every selection is the exact one, made once for each
distinct state of the trials.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from fractions import Fraction
from math import isqrt

from mgdsl.dose.characteristics import Characteristics, Estimate, Measure, gathered, measures
from mgdsl.dose.escalation import Ending, Step, ending, step
from mgdsl.dose.exact import State
from mgdsl.dose.extra import needed
from mgdsl.dose.rules import Rules

ROOT_SCALE = 10**12
"""Standard errors are rounded down to this many parts of one."""


def simulate(rules: Rules, rates: Sequence[Fraction], trials: int, seed: int) -> Characteristics:
    """Operating characteristics over `trials` simulated trials, two or more. Raises MissingExtra without
    NumPy.

    The same seed gives the same figures on the same version of NumPy.
    """
    numpy = needed("numpy", "A simulation")
    random = numpy.random.default_rng(seed)
    chances = numpy.array([float(rate) for rate in rates])
    steps: dict[State, Step] = {}
    ended: Counter[State] = Counter()
    alive: list[State] = [(((0, 0),) * len(rates), rules.start)] * trials
    while alive:
        drawn = random.binomial(rules.cohort, chances[[at for _, at in alive]]).tolist()
        going = []
        for (counts, at), more in zip(alive, drawn, strict=True):
            treated, toxic = counts[at]
            seen = ((*counts[:at], (treated + rules.cohort, toxic + more), *counts[at + 1 :]), at)
            if seen not in steps:
                steps[seen] = step(rules, *seen)
            to = steps[seen].to
            if to is None:
                ended[seen] += 1
            else:
                going.append((seen[0], to))
        alive = going
    ends = [(ending(rules, state[0], steps[state]), times) for state, times in ended.items()]
    return gathered(_estimates(rules, rates, ends), trials, seed)


def _estimates(
    rules: Rules, rates: Sequence[Fraction], ends: Sequence[tuple[Ending, int]]
) -> dict[Measure, Estimate]:
    """Mean and standard error of the mean of each measure, from the ended trials."""
    trials = sum(times for _, times in ends)
    totals: dict[Measure, Fraction | int] = defaultdict(int)
    squares: dict[Measure, Fraction | int] = defaultdict(int)
    for end, times in ends:
        for measure, value in measures(end, rates, rules.target).items():
            totals[measure] += value * times
            squares[measure] += value**2 * times
    means = {measure: Fraction(total) / trials for measure, total in totals.items()}
    return {
        measure: Estimate(mean, root((Fraction(squares[measure], trials) - mean**2) / (trials - 1)))
        for measure, mean in means.items()
    }


def root(value: Fraction) -> Fraction:
    """The square root, rounded down to a multiple of 1 / ROOT_SCALE."""
    return Fraction(isqrt(value.numerator * ROOT_SCALE**2 // value.denominator), ROOT_SCALE)
