"""Conditions on one value that cannot hold together."""

from collections.abc import Iterator

from mgdsl.lint.known import joined
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.say import labels, listed, place_of, said
from mgdsl.lint.verdicts import Kind
from mgdsl.report.diagnostic import Severity

SEVERITY = Severity.WARNING


def find(look: Look) -> Iterator[Finding]:
    for verdict in look.verdicts:
        place = place_of(verdict.claim, look)
        if verdict.kind is Kind.CONTRADICTS and place is not None:
            yield Finding(
                place,
                f"Nobody can meet both {listed(verdict.because)} and {said(verdict.claim)}.",
                "Both are asked of the same patient.",
                "correct one of the two, or part them with `any of:` if either is enough",
                others=labels(verdict.because, "cannot hold together with it"),
            )
    yield from _between_inclusions(look)


def _between_inclusions(look: Look) -> Iterator[Finding]:
    """Inclusions that nobody can meet together."""
    if look.meaning is None:
        return
    known = dict(joined({}, ()))
    for asked in look.meaning.asked:
        if asked.criterion.kind != "inclusion":
            continue
        own = joined({}, asked.top)
        for about, (states, claims) in own.items():
            before, by = known.get(about, (claims[0].every, ()))
            place = place_of(claims[-1], look)
            if states and before and not states & before and place is not None:
                yield Finding(
                    place,
                    f"Nobody can meet both {listed(by)} and {listed(claims)}.",
                    "Two inclusion criteria ask for opposite things, so every patient is ineligible.",
                    "correct one of the two",
                    others=labels(by, "the other inclusion"),
                )
            known[about] = (states & before, (*by, *claims))
