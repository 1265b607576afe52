"""What keeps cases from being run, found without running any: checking a file needs no evaluation."""

from mgdsl.program import Loaded
from mgdsl.records.model import Record
from mgdsl.records.read import Reader
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place
from mgdsl.syntax import ast
from mgdsl.testing import messages
from mgdsl.testing.cases import Flaw, TestCase, cases


def case_mistakes(loaded: Loaded) -> tuple[Diagnostic, ...]:
    """In order. Nothing for what did not check."""
    program = loaded.checked.program
    if program is None or not any(isinstance(d, ast.Case | ast.CaseTable) for d in loaded.file.declarations):
        return ()
    reader = Reader(program.schema, program.answers)
    found: list[Diagnostic] = []
    for case in cases(loaded.file, program.sources[0], loaded.checked.names, program):
        if isinstance(case, Flaw):
            found.append(case.diagnostic)
        elif not isinstance(faults := reader.read(case.patient.finished()), Record):
            found += [bad_record(case, fault) for fault in faults]
    return tuple(found)


def bad_record(case: TestCase, fault: Diagnostic) -> Diagnostic:
    """A fault of the record that a case makes up, at the line that gave it."""
    return messages.bad_record(_place(case, fault.path), fault)


def _place(case: TestCase, path: str) -> Place:
    """The line that gave the part of the record a fault speaks of."""
    while path:
        if path in case.patient.places:
            return case.patient.places[path]
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return case.place
