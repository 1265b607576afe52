"""A condition that no record meets."""

from collections.abc import Iterator

from mgdsl.lint.instead import within_reach
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.say import place_of, words
from mgdsl.lint.verdicts import Kind
from mgdsl.report.diagnostic import Severity

SEVERITY = Severity.WARNING


def find(look: Look) -> Iterator[Finding]:
    for verdict in look.verdicts:
        place = place_of(verdict.claim, look)
        if verdict.kind is Kind.NEVER and place is not None:
            yield Finding(
                place,
                f"`{words(verdict.claim)}` holds for no patient.",
                "No value that can be recorded satisfies it.",
                f"turn the sign round, or {within_reach(verdict.claim, look)}",
            )
