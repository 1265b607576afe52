"""Answers counted: verdicts and statuses by group of patients, and every criterion that somebody fails."""

from collections import Counter

from attrs import Factory, define

from mgdsl.evaluate.brief import leaves
from mgdsl.evaluate.result import Answer, CriterionResult, Status, Verdict
from mgdsl.tree import frozen


@frozen
class Failure:
    """A patient fails a criterion; `facts`: what the record says that decides it."""

    patient: str
    criterion: str
    title: str
    facts: tuple[str, ...]


@define
class Group:
    """Patients who have one value of a fact: how many got each verdict, and each status by criterion."""

    verdicts: Counter[Verdict] = Factory(Counter)
    statuses: dict[str, Counter[Status]] = Factory(dict)


@define
class Tally:
    """`groups` by name (one without a name if nothing divides them); `titles` by criterion, in order."""

    groups: dict[str, Group] = Factory(dict)
    titles: dict[str, str] = Factory(dict)
    failures: list[Failure] = Factory(list)
    as_of: str | None = None

    def add(self, answer: Answer, group: str = "") -> None:
        self.as_of = answer.as_of
        held = self.groups.setdefault(group, Group())
        held.verdicts[answer.verdict] += 1
        for criterion in answer.criteria:
            self.titles.setdefault(criterion.id, criterion.title)
            held.statuses.setdefault(criterion.id, Counter())[criterion.status] += 1
            if criterion.status is Status.FAIL:
                facts = facts_of(criterion)
                self.failures.append(Failure(answer.id, criterion.id, criterion.title, facts))


def facts_of(criterion: CriterionResult) -> tuple[str, ...]:
    """What the record says of the reasons that decide a criterion, or the reasons where it says nothing."""
    found: dict[str, None] = {}
    for reason in criterion.reasons:
        for leaf in leaves(reason):
            found |= dict.fromkeys(leaf.shown or (leaf.text,))
    return tuple(found)
