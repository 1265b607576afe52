"""A condition that every record meets."""

from collections.abc import Iterator

from mgdsl.lint.instead import within_reach
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.say import labels, listed, place_of, words
from mgdsl.lint.verdicts import Kind
from mgdsl.report.diagnostic import Severity

SEVERITY = Severity.WARNING


def find(look: Look) -> Iterator[Finding]:
    for verdict in look.verdicts:
        claim, others = verdict.claim, verdict.because
        place = place_of(claim, look)
        if place is None:
            continue
        if verdict.kind is Kind.ALWAYS:
            yield Finding(
                place,
                f"`{words(claim)}` holds for every patient, once the value is known.",
                "It excludes nobody, so it is either not needed or not what was meant.",
                f"delete the line, or {within_reach(claim, look)}",
            )
        elif verdict.kind is Kind.EXHAUSTS:
            whom = f"wherever {listed(verdict.where)}" if verdict.where else "for every patient"
            yield Finding(
                place,
                f"One of {listed((*others, claim))} holds {whom}, once the value is known.",
                "Together the alternatives exclude nobody.",
                "delete the block, or write the numbers that are meant",
                others=labels(others, "the other alternative"),
            )
        elif verdict.kind is Kind.GIVEN and verdict.across:
            always = "always" if claim.positive else "never"
            yield Finding(
                place,
                f"Where {listed(others)}, `{words(claim)}` {always} holds.",
                "What the scores can be at all already decides it.",
                f"delete the line, or {within_reach(claim, look)}",
                others=labels(others, "this decides it"),
            )
