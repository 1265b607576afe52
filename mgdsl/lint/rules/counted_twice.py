"""Two lines of a count of which one cannot hold without the other."""

from collections.abc import Iterator

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.say import labels, place_of, said
from mgdsl.lint.trees import Claim
from mgdsl.report.diagnostic import Severity

SEVERITY = Severity.INFO


def find(look: Look) -> Iterator[Finding]:
    for claims in look.meaning.counts if look.meaning is not None else ():
        for claim in claims:
            wider = next((other for other in claims if _implies(claim, other)), None)
            place = place_of(claim, look)
            if wider is None or place is None:
                continue
            yield Finding(
                place,
                f"Whoever meets {said(claim)} meets {said(wider)}, too: it counts twice.",
                "A count of conditions mostly asks for different findings; then two lines on one are a slip.",
                "write the number, visit or thing that was meant, or join the two to one line",
                others=labels((wider,), "counted here already"),
            )


def _implies(claim: Claim, other: Claim) -> bool:
    return claim.about == other.about and bool(claim.holds) and claim.holds < other.holds != other.every
