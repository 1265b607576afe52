"""From an outcome to the answer: statuses, the verdict, reasons, what is missing."""

from functools import cached_property

from mgdsl.core.data import Data
from mgdsl.core.program import Program
from mgdsl.evaluate.explain import Explainer
from mgdsl.evaluate.interpret import evaluate
from mgdsl.evaluate.missing import Fact, Wanted, by_visit
from mgdsl.evaluate.reading import Reading
from mgdsl.evaluate.result import (
    Answer,
    CriterionResult,
    Missing,
    Pins,
    Reason,
    Status,
    Verdict,
    status,
    verdict,
)
from mgdsl.evaluate.trace import Decision, Outcome, Trace
from mgdsl.evaluate.words import BY_NAME, Facts
from mgdsl.report.source import Source


def answer(
    program: Program, data: Data, facts: Facts = BY_NAME, pins: Pins | None = None, as_of: str | None = None
) -> Answer:
    """The verdict on one patient with its reasons. `facts` says in words what the record holds."""
    return explained(program, data, evaluate(program, data), facts, pins, as_of)


def explained(
    program: Program, data: Data, outcome: Outcome, facts: Facts, pins: Pins | None, as_of: str | None
) -> Answer:
    """The answer that an outcome of the interpreter stands for."""
    words = _Words(program, data, facts)
    results = tuple(_result(decision, words) for decision in outcome.decisions)
    found = verdict(tuple(result.status for result in results))
    open_ = found is Verdict.UNDETERMINED
    return Answer(
        id=data.id,
        protocol=program.title,
        verdict=found,
        eligible_as_far_as_public=open_ and all(r.hole for r in results if r.status is Status.UNKNOWN),
        criteria=results,
        missing=lambda: words.missing(outcome.decisions) if open_ else (),
        pins=pins or pinned(program.sources, ""),
        as_of=as_of,
    )


def pinned(sources: tuple[Source, ...], version: str, record: bytes | None = None) -> Pins:
    """The tool's version and the hashes of the sources' text and of the record's bytes."""
    from hashlib import sha256  # an answer without pins need not load it

    hashes = tuple((source.name, sha256(source.text.encode()).hexdigest()) for source in sources)
    return Pins(version, hashes, None if record is None else sha256(record).hexdigest())


def decided_status(decision: Decision) -> Status:
    return status(decision.applies.value, decision.blocks.value)


class _Words:
    """Finds the words of one answer, when they are asked for."""

    def __init__(self, program: Program, data: Data, facts: Facts) -> None:
        self._program, self._data, self._facts = program, data, facts

    @cached_property
    def _reading(self) -> Reading:
        return Reading(self._program, self._data, self._facts)

    def reasons(self, trace: Trace) -> tuple[Reason, ...]:
        return Explainer(self._reading).reasons(trace)

    def missing(self, decisions: tuple[Decision, ...]) -> tuple[Missing, ...]:
        """What the undecided among the criteria wait for."""
        wanted = Wanted(self._reading)
        waits: list[Fact] = []
        for decision in decisions:
            if decided_status(decision) is Status.UNKNOWN:
                waits += dict.fromkeys(wanted.facts(decision.blocks))
        return by_visit(waits, self._program.schema.visits)


def _result(decision: Decision, words: _Words) -> CriterionResult:
    criterion, found = decision.criterion, decided_status(decision)
    asked = decision.applies if found is Status.NOT_APPLICABLE else decision.blocks
    return CriterionResult(
        id=criterion.id,
        kind=criterion.kind,
        title=criterion.title,
        status=found,
        reasons=lambda: words.reasons(asked),
        missing=lambda: words.missing((decision,)),
        hole=criterion.hole,
        line=None if criterion.origin is None else criterion.origin.place.line,
        wording=criterion.source,
        reading=criterion.reading,
    )
