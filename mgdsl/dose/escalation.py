"""Where the next cohort goes, given the counts so far and the level the trial stands at.

The order is: elimination, extra safety at the lowest level, the sample size, a full level, then the interval.
It depends on the counts and the present level alone, so states of a trial that agree in both can be merged.
"""

from collections.abc import Sequence
from enum import Enum

from mgdsl.dose.mtd import Count, eliminated_from, extra_safety_stops, select_mtd
from mgdsl.dose.rules import Rules
from mgdsl.dose.table import Action, action
from mgdsl.tree import frozen


class Why(Enum):
    """What decided the step."""

    INTERVAL = "the interval rule"
    ELIMINATED = "this level is too toxic"
    TOP = "there is no higher level"
    BOTTOM = "there is no lower level"
    BARRED = "the next level is eliminated"
    LOWEST_ELIMINATED = "the lowest level is too toxic"
    EXTRA_SAFETY = "the lowest level is too toxic for extra safety"
    SAMPLE_FULL = "the sample is complete"
    LEVEL_FULL = "enough participants have been treated on this level"


TOO_TOXIC = (Why.LOWEST_ELIMINATED, Why.EXTRA_SAFETY)
"""The trial ends without a maximum tolerated dose."""


@frozen
class Step:
    """`to`: the level of the next cohort, None when the trial ends. `action`: what the data ask for.

    `ceiling`: this level and all above are eliminated; the number of levels if none is.
    """

    action: Action
    to: int | None
    why: Why
    ceiling: int


def step(rules: Rules, counts: Sequence[Count], at: int) -> Step:
    """What follows the data. At least one participant has been treated at level `at`."""
    treated, toxic = counts[at]
    asked = action(rules, treated, toxic)
    ceiling = eliminated_from(rules, counts)
    if ceiling == 0:
        return Step(asked, None, Why.LOWEST_ELIMINATED, ceiling)
    if extra_safety_stops(rules, counts):
        return Step(asked, None, Why.EXTRA_SAFETY, ceiling)
    if sum(n for n, _ in counts) >= rules.maximum:
        return Step(asked, None, Why.SAMPLE_FULL, ceiling)
    if at >= ceiling:
        return Step(asked, ceiling - 1, Why.ELIMINATED, ceiling)
    if rules.stop_at is not None and treated >= rules.stop_at:
        return Step(asked, None, Why.LEVEL_FULL, ceiling)
    to, why = _moved(asked, at, ceiling, len(counts))
    return Step(asked, to, why, ceiling)


def _moved(asked: Action, at: int, ceiling: int, levels: int) -> tuple[int, Why]:
    if asked is Action.ESCALATE:
        if at + 1 == levels:
            return at, Why.TOP
        return (at, Why.BARRED) if at + 1 >= ceiling else (at + 1, Why.INTERVAL)
    if asked is Action.STAY:
        return at, Why.INTERVAL
    return (at - 1, Why.INTERVAL) if at else (at, Why.BOTTOM)


@frozen
class Ending:
    """A finished trial. `dose`: the level chosen, or None."""

    counts: tuple[Count, ...]
    why: Why
    dose: int | None


def ending(rules: Rules, counts: tuple[Count, ...], taken: Step) -> Ending:
    """The end that a step without a next level puts to a trial. What is too toxic selects no level."""
    return Ending(counts, taken.why, select_mtd(rules, counts).dose)
