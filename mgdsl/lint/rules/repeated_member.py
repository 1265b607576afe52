"""A thing that stands twice in a list."""

from collections.abc import Hashable, Iterator
from itertools import pairwise

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.report.diagnostic import Edit, Label, Severity
from mgdsl.report.source import Place, Span
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

SEVERITY = Severity.WARNING


def find(look: Look) -> Iterator[Finding]:
    for braces in look.all(ast.Braces):
        first: dict[Hashable, ast.Node] = {}
        around = next(look.above(braces), None)
        counted = isinstance(around, ast.Choice) and around.n is not None
        for before, item in pairwise((None, *braces.items)):
            assert item is not None
            key = fold(item.text) if isinstance(item, ast.Name) else item
            if key in first and before is not None:
                gap = Place(look.source, Span(before.span.end, item.span.end))
                yield Finding(
                    look.place(item),
                    f"`{look.text(item)}` stands twice in this list.",
                    "A copied name is often one that was meant to be changed.",
                    "change it, or delete it",
                    others=(Label(look.place(first[key]), "named here already"),),
                    edits=() if counted or "#" in gap.text else (Edit(gap, ""),),
                )
            first.setdefault(key, item)
