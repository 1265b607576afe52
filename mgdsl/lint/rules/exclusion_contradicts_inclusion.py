"""An exclusion that excludes everybody whom the inclusions let in."""

from collections.abc import Iterator

from mgdsl.lint.groups import Asked
from mgdsl.lint.known import Known, certain
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.say import labels, line_of
from mgdsl.lint.trees import Claim
from mgdsl.report.diagnostic import Severity

SEVERITY = Severity.WARNING


def find(look: Look) -> Iterator[Finding]:
    if look.meaning is None:
        return
    known = look.meaning.demanded
    for asked in look.meaning.asked:
        exclusion = asked.criterion
        if exclusion.kind == "exclusion" and certain(asked.tree, known):
            place = line_of(asked, look)
            if place is not None:
                yield Finding(
                    place,
                    f"Everybody who meets the inclusion criteria is excluded by {exclusion.id}.",
                    "Inclusion and exclusion ask for the same thing, so nobody can be eligible.",
                    "an exclusion states what excludes: turn the condition round, or delete one of the two",
                    others=labels(against(asked, known), "the inclusion that asks for it"),
                )


def against(asked: Asked, known: Known) -> tuple[Claim, ...]:
    """The claims of inclusions about what the exclusion's claims are about."""
    return tuple(
        dict.fromkeys(by for claim in asked.top if claim.about in known for by in known[claim.about][1])
    )
