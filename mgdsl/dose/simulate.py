"""Operating characteristics by seeded simulation, with the Monte-Carlo error of every figure.

Only the toxicities are drawn: every decision and every choice is the exact one, made once for each distinct
state of the trials.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import isqrt
from typing import Any

from attrs import define, field

from mgdsl.dose.course import NO_DOSE, Step, Why, step
from mgdsl.dose.exact import State
from mgdsl.dose.extra import needed
from mgdsl.dose.fare import Fare, Figure, Outcome, gathered, outcome
from mgdsl.dose.rules import Rules
from mgdsl.dose.select import select

ROOT_SCALE = 10**12
"""Standard errors are rounded down to this many parts of one."""


def simulate(rules: Rules, rates: Sequence[Fraction], trials: int, seed: int) -> Fare:
    """Operating characteristics over `trials` simulated trials. Raises MissingExtra without NumPy.

    The same seed gives the same figures on the same version of NumPy.
    """
    numpy = needed("numpy", "A simulation")
    run = _Run(rules, tuple(rates))
    random = numpy.random.default_rng(seed)
    chances = numpy.array([float(rate) for rate in rates])
    start: State = (((0, 0),) * len(rates), rules.start)
    alive: list[State] = [start] * trials
    done = 0
    while alive:
        size = min(rules.cohort, rules.maximum - done)
        done += size
        at = numpy.array([level for _, level in alive])
        drawn = random.binomial(size, chances[at]).tolist()
        alive = run.after_cohort(alive, drawn, size)
    return gathered(len(rates), run.figures(trials), trials, seed)


@define
class _Run:
    """`ended`: how many trials ended in each state that ends a trial."""

    rules: Rules
    rates: tuple[Fraction, ...]
    ended: dict[State, int] = field(factory=dict)
    steps: dict[State, Step] = field(factory=dict)

    def after_cohort(self, alive: list[State], drawn: list[Any], size: int) -> list[State]:
        """The trials that go on, once each has seen its cohort of `size`."""
        going = []
        for (counts, at), more in zip(alive, drawn, strict=True):
            treated, toxic = counts[at]
            seen = ((*counts[:at], (treated + size, toxic + more), *counts[at + 1 :]), at)
            if seen not in self.steps:
                self.steps[seen] = step(self.rules, *seen)
            to = self.steps[seen].to
            if to is None:
                self.ended[seen] = self.ended.get(seen, 0) + 1
            else:
                going.append((seen[0], to))
        return going

    def outcome(self, state: State) -> Outcome:
        counts, why = state[0], self.steps[state].why
        dose = None if why in NO_DOSE else select(self.rules, counts).dose
        return outcome(self.rates, self.rules.target, counts, dose, why is not Why.SAMPLE_FULL)

    def figures(self, trials: int) -> list[Figure]:
        """Mean and standard error of the mean, from the ended trials."""
        values = [(self.outcome(state), times) for state, times in self.ended.items()]
        found = []
        for index in range(len(values[0][0])):
            total = sum((row[index] * times for row, times in values), Fraction(0))
            squares = sum((row[index] ** 2 * times for row, times in values), Fraction(0))
            mean = total / trials
            variance = (squares - total * mean) / (trials - 1) if trials > 1 else Fraction(0)
            found.append(Figure(mean, root(variance / trials)))
        return found


def root(value: Fraction) -> Fraction:
    """The square root, rounded down to a multiple of 1 / ROOT_SCALE."""
    return Fraction(isqrt(value.numerator * ROOT_SCALE**2 // value.denominator), ROOT_SCALE)
