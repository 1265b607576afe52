"""The next decision for the data so far: who is dosed where, and on what grounds."""

from enum import Enum
from fractions import Fraction

from attrs import evolve, frozen

from mgdsl.dose import boin
from mgdsl.dose.course import NO_DOSE, Step, Why, step
from mgdsl.dose.keys import Strength, strengths
from mgdsl.dose.posterior import mass_above
from mgdsl.dose.rules import Rules, is_boin
from mgdsl.dose.seen import Pending, Seen
from mgdsl.dose.select import Choice, Count, select


class State(Enum):
    START = "start"
    FILL = "complete the cohort"
    WAIT = "wait"
    GO = "next cohort"
    END = "the trial ends"


@frozen
class Grounds:
    """What the data at the present level say. `keys`: none for BOIN, which compares likelihoods instead:
    those of its lower rate, the target and its upper rate, as shares of their sum.
    """

    treated: int
    toxic: int
    above: Fraction
    keys: tuple[Strength, ...]
    likelihoods: tuple[Fraction, ...]


@frozen
class Next:
    """`to`: the level that may be dosed now, `places` how many participants; None: nobody is dosed now.

    `choice`: when the trial ends. `short`: participants still missing from the present cohort.
    """

    state: State
    to: int | None
    places: int
    step: Step | None
    grounds: Grounds | None
    waiting: tuple[Pending, ...] = ()
    choice: Choice | None = None


def following(rules: Rules, seen: Seen) -> Next:
    """The next decision; `seen` has passed `refuse_impossible`."""
    at = seen.at
    if at is None:
        return Next(State.START, rules.start, rules.cohort, None, None)
    sure = _sure(rules, seen, at)
    if sure is not None:
        return sure
    waiting, here = seen.pending, seen.on_level(at)
    grounds = _grounds(rules, seen.counts[at]) if seen.counts[at][0] else None
    if missing := -here % rules.cohort:
        return Next(State.FILL, at, missing, None, grounds, waiting)
    if waiting:
        return Next(State.WAIT, None, 0, None, grounds, waiting)
    return _decided(rules, seen.counts, at)


def _sure(rules: Rules, seen: Seen, at: int) -> Next | None:
    """What holds even if nobody still observed has a toxicity: too toxic a level is left at once."""
    counts = list(seen.counts)
    for each in seen.pending:
        treated, toxic = counts[each.level]
        counts[each.level] = treated + 1, toxic
    best = step(rules, counts, at)
    if best.why in NO_DOSE or best.why is Why.ELIMINATED:
        grounds = _grounds(rules, seen.counts[at]) if seen.counts[at][0] else None
        return evolve(_decided(rules, tuple(counts), at), grounds=grounds, waiting=seen.pending)
    return None


def _decided(rules: Rules, counts: tuple[Count, ...], at: int) -> Next:
    taken = step(rules, counts, at)
    grounds = _grounds(rules, counts[at])
    if taken.to is not None:
        left = rules.maximum - sum(treated for treated, _ in counts)
        missing = -counts[taken.to][0] % rules.cohort or rules.cohort
        return Next(State.GO, taken.to, min(missing, left), taken, grounds)
    choice = select(rules, counts)
    if taken.why in NO_DOSE:
        choice = evolve(choice, dose=None)
    return Next(State.END, None, 0, taken, grounds, choice=choice)


def _grounds(rules: Rules, count: Count) -> Grounds:
    treated, toxic = count
    above = mass_above(rules, treated, toxic, rules.target)
    if not is_boin(rules):
        return Grounds(treated, toxic, above, strengths(rules, treated, toxic), ())
    three = [boin.likelihood(rate, treated, toxic) for rate in (rules.low, rules.target, rules.high)]
    return Grounds(treated, toxic, above, (), tuple(each / sum(three) for each in three))
