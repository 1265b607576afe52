"""Running the cases of a loaded protocol."""

from mgdsl.evaluate.result import Answer
from mgdsl.program import Loaded
from mgdsl.protocol import Protocol
from mgdsl.report.diagnostic import Diagnostic, RecordError
from mgdsl.report.source import Place
from mgdsl.testing.cases import Flaw, TestCase, cases
from mgdsl.testing.mistakes import bad_record
from mgdsl.tree import frozen


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
    """Every case, in order, each as of the decision visit. The protocol must have checked."""
    program = loaded.checked.program
    assert program is not None
    protocol = Protocol(program)
    found = cases(loaded.file, program.sources[0], loaded.checked.names, program)
    return tuple(_run(protocol, case) for case in found)


def _run(protocol: Protocol, case: TestCase | Flaw) -> CaseResult:
    if isinstance(case, Flaw):
        assert case.diagnostic.place is not None
        return CaseResult(case.title, case.diagnostic.place, diagnostics=(case.diagnostic,))
    try:
        result = protocol.evaluate(case.patient.finished())
    except RecordError as error:
        found = tuple(bad_record(case, each) for each in error.diagnostics)
        return CaseResult(case.title, case.place, diagnostics=found)
    statuses = {criterion.id: criterion.status.value for criterion in result.criteria}
    statuses["verdict"] = result.verdict.value
    failures = tuple(
        Failure(e.name, ("not " if e.negated else "") + e.value, statuses[e.name], e.place)
        for e in case.expected
        if (statuses[e.name] == e.value) == e.negated
    )
    return CaseResult(case.title, case.place, failures, answer=result)
