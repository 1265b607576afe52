"""A choice among one."""

from collections.abc import Iterator
from itertools import chain

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.report.diagnostic import Edit, Severity
from mgdsl.report.source import Place, Span
from mgdsl.syntax import ast

SEVERITY = Severity.INFO


def find(look: Look) -> Iterator[Finding]:
    whens: chain[ast.AtEach | ast.AtAny] = chain(look.all(ast.AtEach), look.all(ast.AtAny))
    for when in whens:
        if len(when.visits.items) == 1:
            yield _written(look, when, f"at {look.text(when.visits.items[0])}")
    for choice in look.all(ast.Choice):
        if choice.word in ("any", "all", "each") and len(choice.things.items) == 1:
            yield _written(look, choice, look.text(choice.things.items[0]))
    for inside in look.all(ast.Inside):
        if len(inside.values.items) == 1 and isinstance(inside.values.items[0], ast.Name):
            yield _written(look, inside, f"is {'not ' * inside.negated}{look.text(inside.values.items[0])}")
    blocks: chain[ast.AnyBlock | ast.AllBlock] = chain(look.all(ast.AnyBlock), look.all(ast.AllBlock))
    for block in blocks:
        if len(block.lines) == 1:
            end = look.source.text.find("\n", block.span.start)
            place = Place(look.source, Span(block.span.start, end))
            yield _finding(place, "write the line without the block, or add what is missing")


def _written(look: Look, node: ast.Node, plain: str) -> Finding:
    return _finding(
        look.place(node), f"write `{plain}`, or add what is missing", (Edit(look.place(node), plain),)
    )


def _finding(place: Place, repair: str, edits: tuple[Edit, ...] = ()) -> Finding:
    why = "Something may have been lost from the list; if not, the plain form reads better."
    return Finding(place, "There is only one thing to choose from here.", why, repair, edits=edits)
