"""A share that a total of 0 passes."""

from collections.abc import Iterator

from mgdsl.core import columns as c
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.say import place_of, words
from mgdsl.lint.trees import Claim, atoms
from mgdsl.report.diagnostic import Severity

SEVERITY = Severity.INFO


def find(look: Look) -> Iterator[Finding]:
    if look.meaning is None:
        return
    excluding = {
        id(claim)
        for asked in look.meaning.asked
        if asked.criterion.kind == "exclusion"
        for claim in atoms(asked.tree)
    }
    for group in look.meaning.groups:
        for claim in group.claims:
            place = place_of(claim, look)
            if place is None or not _is_share(claim) or claim.op not in (">=", "<="):
                continue
            if claim.op == "<=" and id(claim) not in excluding:
                continue
            beside = [other for other in group.claims if other.about == claim.about and group.word == "every"]
            left = group.left(claim).intersection(*(other.holds for other in beside))
            zero = look.meaning.claims.values.zero(claim.form)
            if zero is not None and zero in left & claim.true:
                yield Finding(
                    place,
                    f"A total of 0 satisfies `{words(claim)}`.",
                    "0 of 0 passes `>=` and `<=`, although nothing is scored at all.",
                    "ask for a total above 0 beside it, or write `>` or `<` if the tie may go",
                )


def _is_share(claim: Claim) -> bool:
    """A weighted sum of a score in which the rest weighs against the part."""
    form = claim.form
    return (
        isinstance(form, c.Score)
        and form.counted is None
        and any(weight < 0 for _, weight in form.weights)
        and any(weight > 0 for _, weight in form.weights)
    )
