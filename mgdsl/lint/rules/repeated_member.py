"""A thing that stands twice in a list."""

from collections.abc import Hashable, Iterator
from itertools import pairwise

from mgdsl.core.schema import Category
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.report.diagnostic import Edit, Label, Severity
from mgdsl.report.source import Place, Span
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

SEVERITY = Severity.WARNING


def find(look: Look) -> Iterator[Finding]:
    yield from _twice(look)
    yield from _covered(look)


def _twice(look: Look) -> Iterator[Finding]:
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
                    f"write the name that was meant for the second `{look.text(item)}`, or delete it",
                    others=(Label(look.place(first[key]), "named here already"),),
                    edits=() if counted or "#" in gap.text else (Edit(gap, ""),),
                )
            first.setdefault(key, item)


def _covered(look: Look) -> Iterator[Finding]:
    """Values beside the group that they are part of: `{II, IIa}`."""
    for simple in look.all(ast.Simple):
        match simple:
            case ast.Simple(ast.Name(subject), ast.Inside(_, ast.Braces(items))):
                found = look.names.find(subject)
                groups = (
                    {fold(name): members for name, members in found.groups}
                    if isinstance(found, Category)
                    else {}
                )
            case _:
                continue
        for group in items:
            members = set(map(fold, groups.get(fold(look.text(group)), ())))
            for item in items:
                if fold(look.text(item)) in members - {fold(look.text(group))}:
                    yield Finding(
                        look.place(item),
                        f"`{look.text(item)}` is part of `{look.text(group)}`, which stands here, too.",
                        "It adds nothing; another value may have been meant, or the part and not the whole.",
                        f"delete `{look.text(item)}`; or `{look.text(group)}`, if only the part is meant",
                        others=(Label(look.place(group), f"{look.text(item)} is part of it"),),
                    )
