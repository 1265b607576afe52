"""The next decision for the data so far: who is dosed where, and on what grounds.

While somebody is still observed only what is sure is done: what would hold even if nobody of them has a
toxicity, so a level that is too toxic is left at once. Everything else waits.
"""

from collections.abc import Sequence
from enum import Enum
from fractions import Fraction

from attrs import evolve

from mgdsl.dose import boin
from mgdsl.dose.escalation import TOO_TOXIC, Step, Why, step
from mgdsl.dose.keys import Strength, strengths
from mgdsl.dose.mtd import Choice, Count, eliminated_from, select_mtd
from mgdsl.dose.posterior import overdose
from mgdsl.dose.rules import Rules
from mgdsl.dose.table import Action, action
from mgdsl.dose.trial_data import TrialData
from mgdsl.tree import frozen

DOWN = (Action.DE_ESCALATE, Action.ELIMINATE)


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
    keys: tuple[Strength, ...]
    likelihoods: tuple[Fraction, ...]


@frozen
class NextDose:
    """`to`: the level that may be dosed now, `places` how many participants; None: nobody is dosed now.

    `step`: the decision taken, None where none is due. `choice`: the maximum tolerated dose, when the trial
    ends. `overdose`: of each level that has data, the posterior chance that its rate is above the target.
    `ceiling`: this level and all above are surely eliminated; the number of levels if none is. `foregone`:
    the cohort is not complete or observed, and the data will ask for de-escalation whatever the rest of it
    shows.
    """

    state: State
    to: int | None = None
    places: int = 0
    step: Step | None = None
    choice: Choice | None = None
    grounds: Grounds | None = None
    overdose: tuple[Fraction | None, ...] = ()
    ceiling: int = 0
    foregone: bool = False


def next_dose(rules: Rules, data: TrialData) -> NextDose:
    """The next decision; `data` have passed `refuse_impossible` and `need_current`."""
    counts = data.counts
    if data.at is None:
        decided = NextDose(State.START, rules.start, rules.cohort)
    else:
        decided = _decided(rules, data, data.at)
    return evolve(
        decided,
        grounds=None if data.at is None or not counts[data.at][0] else _grounds(rules, counts[data.at]),
        overdose=tuple(overdose(rules, n, y) if n else None for n, y in counts),
        ceiling=eliminated_from(rules, _at_best(data)),
    )


def _decided(rules: Rules, data: TrialData, at: int) -> NextDose:
    best = _at_best(data)
    taken = step(rules, best, at)
    left = rules.maximum - sum(data.treated)
    if taken.why not in (*TOO_TOXIC, Why.ELIMINATED):
        missing = min(-data.on_level(at) % rules.cohort, left)
        foregone = action(rules, best[at][0] + missing, best[at][1])
        if missing:
            return NextDose(State.FILL, at, missing, foregone=foregone in DOWN)
        if data.pending:
            return NextDose(State.WAIT, foregone=foregone in DOWN)
    if taken.to is None:
        return NextDose(State.END, step=taken, choice=select_mtd(rules, best))
    if any(each.level <= taken.to for each in data.pending):
        return NextDose(State.WAIT, step=taken)
    places = min(-data.on_level(taken.to) % rules.cohort or rules.cohort, left)
    return NextDose(State.GO, taken.to, places, taken)


def _at_best(data: TrialData) -> Sequence[Count]:
    """The counts if nobody still observed has a toxicity."""
    return [(treated, toxic) for treated, (_, toxic) in zip(data.treated, data.counts, strict=True)]


def _grounds(rules: Rules, count: Count) -> Grounds:
    if not rules.is_boin:
        return Grounds(*count, strengths(rules, *count), ())
    three = [boin.likelihood(rate, *count) for rate in (rules.low, rules.target, rules.high)]
    return Grounds(*count, (), tuple(each / sum(three) for each in three))
