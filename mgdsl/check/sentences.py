"""Sentences from paper that have a form of their own: a washout, what some of the patients must have."""

import re

from mgdsl.check.readings import MOST, Readings
from mgdsl.check.scope import Agent, Definition
from mgdsl.core.schema import AgentClass, YesNo
from mgdsl.syntax.mistake import WHENS
from mgdsl.syntax.names import written

LONGEST = 240
"""Characters of a sentence that is looked at as a whole."""

_WASHOUT = re.compile(r"(?:a )?wash-?out(?: period)? (?:of|for|from) (?P<thing>.+)", re.IGNORECASE)
_DISTANCE = re.compile(
    r" *(?:of |for )?(?:>=|≥|at least) *(?P<span>\d+ \w+)"
    r"(?: (?:before|prior to) (?P<visit>[^\W\d][\w -]*))?"
)
_STABLE = re.compile(
    r"(?:on )?(?:an? |the )?(?:stable|unchanged|constant|steady) (?:daily )?(?:doses?|dosages?)"
)
_STABLE_DRUG = re.compile(r"(?:on |receiving |taking )?(?:an? )?(?:stable|unchanged|constant) (?P<drug>.+)")
_BEFORE = re.compile(r"\bbefore (?:the )?(\S.*)$")
_MUST = re.compile(
    r"(?P<who>.+?) (?:must|should|shall|need to|will|are required to)(?: have| be)?(?: had)?(?: an?)?"
    r" (?P<what>\S+ .+)"
)


def sentence(words: str, after: str, read: Readings) -> tuple[list[str], int] | None:
    """What the sentence may be written as, and how far into `after`, the rest of its line, it reaches."""
    from mgdsl.syntax.examples_changes import changes  # only for a mistake

    if len(words) + len(after) > LONGEST:
        return None
    if changed := changes(words + after):
        return changed, len(after)
    if stable := _stable(words, after, read):
        return stable, len(after)
    found = _washout(words, after, read) or _some_must(words, after, read)
    return found and ([found[0]], found[1])


def _stable(words: str, after: str, read: Readings) -> list[str]:
    """`stable dose for at least 4 weeks before baseline`: of which of the largest classes."""
    drug = _STABLE_DRUG.fullmatch(words)
    known = drug is not None and isinstance(read.names.find(drug["drug"]), AgentClass | Agent)
    if not (known or _STABLE.fullmatch(words)) or " where " in after:
        return []
    span, visit = re.search(r"\d+ (?:days?|weeks?|months?)", after), _BEFORE.search(after)
    at = visit[1] if visit else (*read.names.schema.visits, "screening")[0]
    stretch = f"for at least {span[0] if span else '4 weeks'} before {at}"
    if drug is not None and known:
        return [f"dose of {written(drug['drug'])} is unchanged {stretch}"]
    classes = sorted(read.names.schema.classes, key=lambda group: -len(group.agents))[:MOST]
    return [f"dose of {written(group.name)} is unchanged {stretch}" for group in classes]


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
