"""Conditions on one value that cannot hold together."""

from collections.abc import Iterator

from mgdsl.lint.instead import parted
from mgdsl.lint.known import joined
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.say import labels, listed, place_of, said
from mgdsl.lint.trees import Claim
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
                _repair(verdict.claim, verdict.because, look),
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
                    _repair(claims[-1], by, look),
                    others=labels(by, "the other inclusion"),
                )
            known[about] = (states & before, (*by, *claims))


def _repair(claim: Claim, others: tuple[Claim, ...], look: Look) -> str:
    """In place of both lines: the range between them, if that is what they tried to say."""
    meant = parted(others[0], claim, look) if len(others) == 1 else None
    either = "put both below `any of:` if either is enough"
    return (
        f"write `{meant}` if the signs are turned round, or {either}"
        if meant
        else f"delete one of the two, or {either}"
    )
