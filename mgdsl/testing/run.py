"""Running the cases of a loaded protocol."""

from attrs import frozen

from mgdsl.core.program import Program
from mgdsl.evaluate.answer import answer
from mgdsl.evaluate.result import Answer
from mgdsl.program import Loaded
from mgdsl.records.mask import as_of
from mgdsl.records.project import Projector
from mgdsl.records.read import Reader
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place
from mgdsl.testing import messages
from mgdsl.testing.cases import TestCase, cases


@frozen
class Failure:
    """One expectation that did not hold."""

    name: str
    expected: str
    found: str
    place: Place


@frozen
class CaseResult:
    """A case that ran (`answer` set) or could not (`diagnostics`); it passed when both lists are empty."""

    title: str
    place: Place
    failures: tuple[Failure, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    answer: Answer | None = None

    @property
    def passed(self) -> bool:
        return not self.failures and not self.diagnostics


def run_cases(loaded: Loaded) -> tuple[CaseResult, ...]:
    """Every case, in order. The protocol must have checked."""
    program = loaded.checked.program
    assert program is not None
    source = program.sources[0]
    found = cases(loaded.file, source, loaded.checked.names, program)
    return tuple(_run(program, case) for case in found)


def _run(program: Program, case: TestCase | Diagnostic) -> CaseResult:
    if isinstance(case, Diagnostic):
        assert case.place is not None
        return CaseResult(case.place.text, case.place, diagnostics=(case,))
    schema = program.schema
    record = Reader(schema, program.answers).read(case.patient.finished())
    if isinstance(record, list):
        found = tuple(messages.bad_record(_place(case, d.path), d) for d in record)
        return CaseResult(case.title, case.place, diagnostics=found)
    if schema.decision is not None:
        record = as_of(record, schema.decision, schema)
    data = Projector(schema, program.columns, program.tables).of(record)
    result = answer(program, data)
    statuses = {criterion.id: criterion.status.value for criterion in result.criteria}
    statuses["verdict"] = result.verdict.value
    failures = tuple(
        Failure(e.name, ("not " if e.negated else "") + e.value, statuses[e.name], e.place)
        for e in case.expected
        if (statuses[e.name] == e.value) == e.negated
    )
    return CaseResult(case.title, case.place, failures, answer=result)


def _place(case: TestCase, path: str) -> Place:
    """The line that gave the part of the record a fault speaks of."""
    while path:
        if path in case.patient.places:
            return case.patient.places[path]
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return case.place
