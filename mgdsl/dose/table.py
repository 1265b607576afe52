"""The decision for every count at one level, and its boundaries: the table a design is printed as."""

from bisect import bisect_left
from enum import Enum
from functools import lru_cache

from mgdsl.dose import boin
from mgdsl.dose.keys import Side, strongest
from mgdsl.dose.posterior import overdose
from mgdsl.dose.rules import Rules
from mgdsl.tree import frozen


class Action(Enum):
    """What the data at a level ask for, before the ends of the scale are looked at."""

    ESCALATE = "escalate"
    STAY = "stay"
    DE_ESCALATE = "de-escalate"
    ELIMINATE = "eliminate"


BY_SIDE = {Side.LEFT: Action.ESCALATE, Side.TARGET: Action.STAY, Side.RIGHT: Action.DE_ESCALATE}


@frozen
class Boundaries:
    """At `treated` participants: escalate at `escalate` toxicities or fewer, de-escalate at `de_escalate` or
    more, eliminate at `eliminate` or more; None: at no count. De-escalating includes eliminating.
    """

    treated: int
    escalate: int | None
    de_escalate: int | None
    eliminate: int | None


@lru_cache(maxsize=1 << 16)
def eliminates(rules: Rules, treated: int, toxic: int) -> bool:
    """Enough participants, and the chance of a rate above the target is more than the cutoff."""
    return treated >= rules.least and overdose(rules, treated, toxic) > rules.cutoff


@lru_cache(maxsize=1 << 16)
def action(rules: Rules, treated: int, toxic: int) -> Action:
    """What `toxic` toxicities among `treated` participants ask for; 0 <= toxic <= treated, treated > 0."""
    if eliminates(rules, treated, toxic):
        return Action.ELIMINATE
    if rules.is_boin:
        return BY_SIDE[boin.side(rules, treated, toxic)]
    return BY_SIDE[strongest(rules, treated, toxic).key.side]


def boundaries(rules: Rules, treated: int) -> Boundaries:
    """The boundaries at one number of participants.

    More toxicities among as many participants move the posterior, and the likelihood, to higher rates; so
    each decision begins at one count, which is searched for by halving.
    """
    order = list(Action)

    def first(wanted: Action) -> int:
        counts = range(treated + 1)
        return bisect_left(counts, order.index(wanted), key=lambda y: order.index(action(rules, treated, y)))

    stay, down, out = map(first, (Action.STAY, Action.DE_ESCALATE, Action.ELIMINATE))
    return Boundaries(
        treated,
        stay - 1 if stay else None,
        down if down <= treated else None,
        out if out <= treated else None,
    )


def decision_table(rules: Rules, every: bool = False) -> tuple[Boundaries, ...]:
    """Boundaries after each whole cohort up to the maximum; with `every`, after each participant."""
    step = 1 if every else rules.cohort
    return tuple(boundaries(rules, n) for n in range(step, rules.maximum + 1, step))
