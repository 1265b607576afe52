"""A visit at which nothing is asked."""

from collections.abc import Iterator

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.report.diagnostic import Severity
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

SEVERITY = Severity.INFO


def find(look: Look) -> Iterator[Finding]:
    visits = look.named("visits")
    own = {id(visit) for visit in visits}
    used = {fold(name.text) for name in look.all(ast.Name) if id(name) not in own}
    for visit in visits:
        if fold(visit.text) not in used:
            yield Finding(
                look.place(visit),
                f"Nothing is asked at the visit `{visit.text}`.",
                "A criterion may have lost its visit; if not, sites are asked for a date that nobody needs.",
                "name it where it is meant, or take it off the list",
            )
