"""Whether one patient may be dosed next: eligible by the protocol, and a place that the design opens."""

from typing import Any

from attrs import frozen

from mgdsl.core.design import Design
from mgdsl.dose.next import Next
from mgdsl.dose.page import Block, Items, Words
from mgdsl.dose.words import level_words
from mgdsl.evaluate.result import Answer, Status, Verdict
from mgdsl.protocol import Protocol


@frozen
class Candidate:
    """`may`: eligible, and a level is open. `why_not`: every reason against."""

    answer: Answer
    may: bool
    why_not: tuple[str, ...]


def candidate(protocol: Protocol, record: bytes, found: Next) -> Candidate:
    """The patient in a record, as known at the decision visit. Raises RecordError."""
    answer = protocol.evaluate(record)
    reasons = []
    if answer.verdict is not Verdict.ELIGIBLE:
        open_ = (Status.FAIL,) if answer.verdict is Verdict.INELIGIBLE else (Status.UNKNOWN,)
        named = ", ".join(each.id or each.title for each in answer.criteria if each.status in open_)
        reasons.append(f"{answer.verdict.value}: {named}")
    if found.to is None:
        reasons.append("no level is open now")
    return Candidate(answer, not reasons, tuple(reasons))


def candidate_blocks(design: Design, asked: Candidate, found: Next) -> tuple[Block, ...]:
    """The answer first, then the reasons against."""
    if asked.may:
        return (
            Words(f"{asked.answer.id} is eligible and may be dosed at {level_words(design, found.to or 0)}."),
        )
    return (Words(f"{asked.answer.id} may not be dosed now."), Items(asked.why_not))


def candidate_json(asked: Candidate) -> dict[str, Any]:
    return {
        "id": asked.answer.id,
        "verdict": asked.answer.verdict.value,
        "may_be_dosed": asked.may,
        "why_not": list(asked.why_not),
    }
