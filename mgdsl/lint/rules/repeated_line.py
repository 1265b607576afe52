"""A condition that stands twice in one block."""

from collections.abc import Iterator

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.say import labels, place_of, words
from mgdsl.report.diagnostic import Severity

SEVERITY = Severity.WARNING


def find(look: Look) -> Iterator[Finding]:
    for verdict in look.verdicts:
        place = place_of(verdict.claim, look)
        if verdict.repeats and place is not None:
            yield Finding(
                place,
                f"`{words(verdict.claim)}` is asked already.",
                "A copied line is often one that was meant to be changed.",
                "change the line, or delete it",
                others=labels(verdict.because, "asked here"),
            )
