"""A definition that nothing uses."""

from collections.abc import Iterator

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.report.diagnostic import Severity
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

SEVERITY = Severity.WARNING


def find(look: Look) -> Iterator[Finding]:
    if look.header is None:
        return
    own = {id(define.name) for define in look.all(ast.Define)}
    used = {fold(name.text) for name in look.all(ast.Name) if id(name) not in own}
    for define in look.all(ast.Define):
        if fold(define.name.text) not in used:
            yield Finding(
                look.place(define.name),
                f"`{define.name.text}` is defined, and nothing uses it.",
                "A criterion may have been meant to use it, and decides without it.",
                "use it in a criterion, or delete it",
            )
