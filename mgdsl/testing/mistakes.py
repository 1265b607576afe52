"""What keeps cases from being run, found without running any: checking a file needs no evaluation."""

import re
from collections.abc import Iterator

from attrs import evolve

from mgdsl.program import Loaded
from mgdsl.records.model import Record
from mgdsl.records.read import Reader
from mgdsl.report.counted import counted
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place
from mgdsl.syntax import ast
from mgdsl.testing import messages
from mgdsl.testing.cases import Flaw, TestCase, cases

OF_COLUMN = frozenset(("unit-missing", "wrong-unit", "unknown-unit"))
"""Faults that all values of a column have in common."""


def case_mistakes(loaded: Loaded) -> tuple[Diagnostic, ...]:
    """In order. Nothing for what did not check."""
    program = loaded.checked.program
    if program is None or not any(isinstance(d, ast.Case | ast.CaseTable) for d in loaded.file.declarations):
        return ()
    reader = Reader(program.schema, program.answers)
    found: list[Diagnostic] = []
    rows: list[tuple[TestCase, Diagnostic]] = []
    for case in cases(loaded.file, program.sources[0], loaded.checked.names, program):
        if isinstance(case, Flaw):
            found.append(case.diagnostic)
        elif not isinstance(faults := reader.read(case.patient.finished()), Record):
            rows += [(case, fault) for fault in faults]
    found += _told_once(rows)
    return tuple(sorted(found, key=lambda each: each.place.span.start if each.place else 0))


def _told_once(rows: list[tuple[TestCase, Diagnostic]]) -> Iterator[Diagnostic]:
    """The faults of the cases' records; what is wrong with a whole column once, in its first row."""
    first: dict[object, tuple[TestCase, Diagnostic]] = {}
    having: dict[object, set[str]] = {}
    for number, (case, fault) in enumerate(rows):
        key = _column(case, fault) or number
        having.setdefault(key, set()).add(case.title)
        first.setdefault(key, (case, fault))
    for key, (case, fault) in first.items():
        made = bad_record(case, fault)
        more = len(having[key]) - 1
        below = f"; the same in {counted(more, 'row')} below" if more else ""
        yield evolve(made, repair=made.repair + below)


def _column(case: TestCase, fault: Diagnostic) -> object:
    """The column of a table that a fault speaks of, if it is none of a single value."""
    table = case.title.partition(", row ")
    if not table[1] or fault.name not in OF_COLUMN:
        return None
    return fault.name, table[0], re.sub(r"^visits\.[^.]*\.|\[\d+\]", "", fault.path)


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
