"""Criteria of one kind under one title."""

from collections.abc import Iterator

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.report.diagnostic import Label, Severity
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

SEVERITY = Severity.INFO


def find(look: Look) -> Iterator[Finding]:
    first: dict[tuple[str, str], ast.Criterion] = {}
    for criterion in look.all(ast.Criterion):
        title = fold(criterion.title or "")
        earlier = first.setdefault((criterion.kind, title), criterion)
        if title and earlier is not criterion:
            yield Finding(
                look.place(criterion.id),
                f"{criterion.id.text} has the title of {earlier.id.text}: “{criterion.title}”.",
                "Reports show the title; who reads one cannot tell which of the two is meant.",
                f"say in the title what {criterion.id.text} asks and {earlier.id.text} does not",
                others=(Label(look.place(earlier.id), "the same title"),),
            )
