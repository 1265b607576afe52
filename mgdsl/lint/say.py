"""How a rule names the claims it speaks of."""

import re

from mgdsl.lint.groups import Asked
from mgdsl.lint.look import Look
from mgdsl.lint.trees import Claim
from mgdsl.report.diagnostic import Label
from mgdsl.report.source import Place


def place_of(claim: Claim, look: Look) -> Place | None:
    """Where the claim stands in the file that is linted; None elsewhere."""
    place = claim.origin.place if claim.origin else None
    return place if place is not None and place.source == look.source else None


def line_of(asked: Asked, look: Look) -> Place | None:
    """The first line of a criterion that says what everybody is asked; else its header."""
    found = next((place for claim in asked.top if (place := place_of(claim, look)) is not None), None)
    origin = asked.criterion.origin
    return found or (origin.place if origin else None)


def words(claim: Claim) -> str:
    """The author's words, one line, with the visit that a block adds."""
    if claim.origin is None:
        return "this"
    text = " ".join((claim.origin.words or _with_filter(claim.origin.place)).split())
    note = claim.origin.note
    return f"{text} {note}" if note and not text.endswith(note) else text


def _with_filter(place: Place) -> str:
    """The text, with the `where` that stands behind it on its line."""
    line = place.source.text[place.span.end :].partition("\n")[0].partition("#")[0]
    where = re.fullmatch(r"( where [^:]*?)(:?)\s*", line)
    return f"{place.text}{where[1]}{' …' if where[2] else ''}" if where else place.text


def labels(claims: tuple[Claim, ...], text: str) -> tuple[Label, ...]:
    places = (claim.origin.place for claim in claims if claim.origin)
    return tuple(Label(place, text) for place in dict.fromkeys(places))


def said(claim: Claim) -> str:
    """What must hold: the words, after `not` where they must not."""
    return f"`{words(claim)}`" if claim.positive else f"not `{words(claim)}`"


def listed(claims: tuple[Claim, ...]) -> str:
    return " and ".join(dict.fromkeys(map(said, claims)))
