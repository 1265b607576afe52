"""A bound that another one makes superfluous."""

from collections.abc import Iterator

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.say import labels, listed, place_of, said, words
from mgdsl.lint.verdicts import Kind, Verdict
from mgdsl.report.diagnostic import Severity

SEVERITY = Severity.WARNING


def find(look: Look) -> Iterator[Finding]:
    for verdict in look.verdicts:
        place = place_of(verdict.claim, look)
        if place is not None and _is_bound(verdict):
            yield Finding(
                place,
                f"Beside {listed(verdict.because)}, {said(verdict.claim)} adds nothing.",
                "Whoever meets the one meets the other, so only one of them decides; one may be a slip.",
                f"delete `{words(verdict.claim)}`, or write the number, {_or(verdict)} that was meant",
                others=labels(verdict.because, "this one counts"),
            )


def _is_bound(verdict: Verdict) -> bool:
    """Numbers, counts and sets of values: what has more than two states, the same number on both sides."""
    if verdict.kind is Kind.GIVEN:
        return not verdict.repeats and not verdict.across
    return verdict.kind is Kind.COVERED and not verdict.repeats


def _or(verdict: Verdict) -> str:
    return "time or thing" if verdict.claim.about[0] == "count" else "visit or scale"
