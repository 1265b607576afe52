"""An exclusion whose lines must all hold, where its source says *or*."""

import re
from collections.abc import Iterator

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.report.diagnostic import Label, Severity
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast
from mgdsl.tree import walk

SEVERITY = Severity.WARNING
OR = re.compile(r"\b(?:or|either|any of)\b", re.IGNORECASE)
AND = re.compile(r"\b(?:and|both|with|together|combined|plus|who|that|which)\b|&", re.IGNORECASE)
"""Words that may join the lines after all."""
SAYS_OR = (ast.AnyBlock, ast.CountBlock, ast.NoneBlock, ast.Braces, ast.IfBlock, ast.UnlessBlock)


def find(look: Look) -> Iterator[Finding]:
    for criterion in look.all(ast.Criterion):
        if criterion.kind != "exclusion" or len(criterion.lines) < 2:
            continue
        source = next((prop for prop in criterion.properties if fold(prop.key) == "source"), None)
        if source is None or not OR.search(look.text(source)) or AND.search(look.text(source)):
            continue
        if any(_may_say_or(look, node) for line in criterion.lines for node in walk(line)):
            continue
        id, n = criterion.id.text, len(criterion.lines)
        yield Finding(
            look.place(criterion.lines[0]),
            f"{id} excludes only those for whom all its {n} lines hold; its source says “or”.",
            "Lines below one another mean all of them, so a patient with one of these things is let in.",
            "put the lines below `any of:`",
            others=(Label(look.place(source), "the source"),),
        )


def _may_say_or(look: Look, node: object) -> bool:
    """A line that holds an *or* of its own, or a definition that may."""
    match node:
        case ast.Junction(ops=ops):
            return "or" in ops
        case ast.Simple(ast.Name(text), None):
            return any(fold(each.name.text) == fold(text) for each in look.all(ast.Define))
        case _:
            return isinstance(node, SAYS_OR)
