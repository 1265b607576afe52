"""The decision for every count at one level, and its boundaries: the table a design is printed as."""

from enum import Enum
from functools import lru_cache

from attrs import frozen

from mgdsl.dose import boin
from mgdsl.dose.keys import Side, strongest
from mgdsl.dose.posterior import mass_above
from mgdsl.dose.rules import Rules, is_boin


class Action(Enum):
    """What the data at a level ask for, before the ends of the scale are looked at."""

    ESCALATE = "escalate"
    STAY = "stay"
    DE_ESCALATE = "de-escalate"
    ELIMINATE = "eliminate"


@frozen
class Bounds:
    """At `treated` participants: escalate at `escalate` toxicities or fewer, de-escalate at `de_escalate` or
    more, eliminate at `eliminate` or more; None: at no count. De-escalating includes eliminating.
    """

    treated: int
    escalate: int | None
    de_escalate: int | None
    eliminate: int | None


def interval_side(rules: Rules, treated: int, toxic: int) -> Side:
    """Where the data lie, seen from the target, by the design's own rule."""
    if is_boin(rules):
        return boin.side(rules, treated, toxic)
    return strongest(rules, treated, toxic).key.side


@lru_cache(maxsize=1 << 16)
def eliminates(rules: Rules, treated: int, toxic: int) -> bool:
    """Enough participants, and the chance of a rate above the target is more than the cutoff."""
    return treated >= rules.least and mass_above(rules, treated, toxic, rules.target) > rules.cutoff


@lru_cache(maxsize=1 << 16)
def action(rules: Rules, treated: int, toxic: int) -> Action:
    """What `toxic` toxicities among `treated` participants ask for; 0 <= toxic <= treated, treated > 0."""
    if eliminates(rules, treated, toxic):
        return Action.ELIMINATE
    match interval_side(rules, treated, toxic):
        case Side.LEFT:
            return Action.ESCALATE
        case Side.TARGET:
            return Action.STAY
        case Side.RIGHT:
            return Action.DE_ESCALATE


def bounds(rules: Rules, treated: int) -> Bounds:
    """The boundaries at one number of participants."""
    actions = [action(rules, treated, toxic) for toxic in range(treated + 1)]
    up = [toxic for toxic, each in enumerate(actions) if each is Action.ESCALATE]
    down = [t for t, each in enumerate(actions) if each in (Action.DE_ESCALATE, Action.ELIMINATE)]
    out = [toxic for toxic, each in enumerate(actions) if each is Action.ELIMINATE]
    return Bounds(treated, max(up, default=None), min(down, default=None), min(out, default=None))


def table(rules: Rules, every: bool = False) -> tuple[Bounds, ...]:
    """Boundaries after each whole cohort up to the maximum; with `every`, after each participant."""
    step = 1 if every else rules.cohort
    return tuple(bounds(rules, n) for n in range(step, rules.maximum + 1, step))
