"""The data of a trial so far, and what cannot be."""

from mgdsl.core.design import Design
from mgdsl.dose.mtd import Count, eliminated_from, extra_safety_stops
from mgdsl.dose.refusal import Refusal, refuse
from mgdsl.dose.rules import Rules
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.tree import frozen


@frozen
class Pending:
    """A participant whose observation is not over; `until`: the last day of the window, if known."""

    id: str
    level: int
    until: str | None


@frozen
class TrialData:
    """`counts`: those whose observation is over, by level. `at`: the present level, None before the first
    participant or when it is not named. `ids`: everybody treated, where they are named. `notes`: what a
    reader should know of how it was read.
    """

    counts: tuple[Count, ...]
    at: int | None
    pending: tuple[Pending, ...] = ()
    ids: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()

    def on_level(self, level: int) -> int:
        """Everybody treated on the level, those still observed included."""
        return self.counts[level][0] + sum(each.level == level for each in self.pending)

    @property
    def treated(self) -> tuple[int, ...]:
        """Everybody treated, by level."""
        return tuple(self.on_level(level) for level in range(len(self.counts)))


def need_current(data: TrialData) -> None:
    """Raises Refusal if the next decision hangs on a present level that nobody named."""
    if data.at is None and any(data.treated):
        repair = "say where the last cohort was treated: `--current 2`"
        raise refuse("current-level-missing", "Several levels have been tried.", repair)


def need_all_observed(data: TrialData) -> None:
    """Raises Refusal while somebody is still observed."""
    if data.pending:
        named = ", ".join(each.id for each in data.pending)
        message = f"The selection waits until everybody has been observed to the end; not yet: {named}."
        raise refuse("still-observed", message, "ask `mgdsl dose next` until then")


def refuse_impossible(data: TrialData, rules: Rules, design: Design) -> None:
    """Raises Refusal, with every reason, for data that this design cannot have given."""
    found = []
    names = [level.name for level in design.levels]
    treated = data.treated
    for name, (n, y) in zip(names, data.counts, strict=True):
        if y > n:
            found.append(f"{name}: {y} toxicities among {n} participants")
    if sum(treated) > rules.maximum:
        found.append(f"{sum(treated)} participants are more than the maximum of {rules.maximum}")
    tried = [level for level, n in enumerate(treated) if n]
    if tried and rules.start not in tried:
        found.append(f"nobody was treated on the first level, {names[rules.start]}")
    if tried and tried != list(range(tried[0], tried[-1] + 1)):
        found.append("a level between those tried was left out; the design moves one level at a time")
    if data.at is not None and not treated[data.at]:
        found.append(f"nobody was treated on the present level, {names[data.at]}")
    if found:
        sentences = (f"{each[:1].upper()}{each[1:]}." for each in found)
        repair = "compare the counts with the source, and the level with the number it has in the design"
        raise Refusal(tuple(Diagnostic("impossible-data", each, repair=repair) for each in sentences))


def end_notes(data: TrialData, rules: Rules) -> tuple[str, ...]:
    """Whether the design would select yet."""
    treated = data.treated
    full = rules.stop_at is not None and max(treated) >= rules.stop_at
    if full or sum(treated) >= rules.maximum or extra_safety_stops(rules, data.counts):
        return ()
    if eliminated_from(rules, data.counts) == 0:
        return ()
    few = f"{sum(treated)} of {rules.maximum} participants have been treated"
    return (f"By the design the trial is not over: {few}.",)


def conduct_notes(data: TrialData, rules: Rules, design: Design) -> tuple[str, ...]:
    """What the design would not have done, though it can be: told, not refused."""
    names = [level.name for level in design.levels]
    return tuple(
        f"{name}: {n} participants are not whole cohorts of {rules.cohort}."
        for level, (name, n) in enumerate(zip(names, data.treated, strict=True))
        if n % rules.cohort and level != data.at
    )
