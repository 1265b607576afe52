"""A case that stands twice."""

from collections.abc import Iterator

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.report.diagnostic import Label, Severity
from mgdsl.report.source import Place, Span
from mgdsl.syntax import ast

SEVERITY = Severity.INFO


def find(look: Look) -> Iterator[Finding]:
    seen: dict[object, Place] = {}
    for case in look.all(ast.Case):
        place = Place(look.source, Span(case.span.start, look.source.text.find("\n", case.span.start)))
        yield from _again(seen, (case.givens, case.expects), place)
    for table in look.all(ast.CaseTable):
        rows: dict[object, Place] = {}
        for row in table.rows[1:]:
            place = Place(look.source, Span(row[0].span.start, row[-1].span.end))
            yield from _again(rows, tuple(cell.text for cell in row), place)


def _again(seen: dict[object, Place], key: object, place: Place) -> Iterator[Finding]:
    if key in seen:
        yield Finding(
            place,
            "This case stands above already.",
            "A copied case is often one that was meant to be changed.",
            "give or expect in it what was meant to differ, or delete it",
            others=(Label(seen[key], "the same case"),),
        )
    seen.setdefault(key, place)
