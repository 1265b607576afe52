"""Sentences from paper that have a form of their own: a washout, what some of the patients must have."""

import re

from mgdsl.check.readings import Readings
from mgdsl.check.scope import Definition
from mgdsl.core.schema import YesNo
from mgdsl.syntax.mistake import WHENS

LONGEST = 240
"""Characters of a sentence that is looked at as a whole."""

_WASHOUT = re.compile(r"(?:a )?wash-?out(?: period)? (?:of|for|from) (?P<thing>.+)", re.IGNORECASE)
_DISTANCE = re.compile(
    r" *(?:of |for )?(?:>=|≥|at least) *(?P<span>\d+ \w+)"
    r"(?: (?:before|prior to) (?P<visit>[^\W\d][\w -]*))?"
)
_MUST = re.compile(
    r"(?P<who>.+?) (?:must|should|shall|need to|will|are required to)(?: have| be)?(?: had)?(?: an?)?"
    r" (?P<what>\S+ .+)"
)


def sentence(words: str, after: str, read: Readings) -> tuple[str, int] | None:
    """What the sentence is written as, and how far into `after`, the rest of its line, it reaches."""
    if len(words) > LONGEST:
        return None
    return _washout(words, after, read) or _some_must(words, after, read)


def _washout(words: str, after: str, read: Readings) -> tuple[str, int] | None:
    """`washout of rituximab >= 6 months before screening`."""
    washed, distance = _WASHOUT.fullmatch(words), _DISTANCE.match(after)
    if not washed or not distance:
        return None
    thing = washed["thing"] if read.names.find(washed["thing"]) else next(iter(read.of(washed[1], "no ")), "")
    visit = distance["visit"] or read.names.schema.decision or "screening"
    asked = f"no {thing} within {distance['span']} before {visit.strip()}"
    return (asked, distance.end()) if thing else None


def _some_must(words: str, after: str, read: Readings) -> tuple[str, int] | None:
    """`women of childbearing potential must have a negative serum pregnancy test at screening`."""
    said = _MUST.fullmatch(words)
    if said is None:
        return None
    who, what = (next(iter(read.of(said[key])), said[key]) for key in ("who", "what"))
    if not isinstance(read.names.find(who), Definition | YesNo):
        return None
    when = re.match(rf" (?:{WHENS})\b.*", after)
    visit = re.match(r" at .*", after)
    first = (*read.names.schema.visits, "screening")[0]
    condition = f"{who}{visit[0] if visit else f' at {first}'}"
    return f"if {condition}:\n    {what}{when[0] if when else ''}", len(when[0]) if when else 0
