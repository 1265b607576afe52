"""The properties that a protocol, a criterion, a declaration and a design may have, with what each says."""

from collections.abc import Iterable, Iterator, Mapping

from mgdsl.check.body import CRITERION_PROPERTIES, PROTOCOL_PROPERTIES
from mgdsl.check.declare import PROPERTIES as DECLARED
from mgdsl.check.dose_finding import PROPERTIES as DESIGN
from mgdsl.core.design import METHODS

from .markdown import code, document, head, table

Words = Mapping[str, str]

PROTOCOL: Words = {
    "registry": "the registry's number of the trial",
    "version": "which version of the source this is: a date or a name",
    "versions": "earlier versions, in words",
    "parent": "the registry number of the study that this one extends",
    "visits": "all visits, in their order",
    "decision visit": "the visit at which the answer is wanted; what is recorded later is left out",
    "inclusions": "`unspecified` and a text: inclusion criteria that are not public",
    "exclusions": "`unspecified` and a text: exclusion criteria that are not public",
    "source": "where the criteria come from, in words",
    "reading": "how an ambiguity of the whole was read",
    "note": "anything else, in words",
    "sponsor": "the sponsor",
    "phase": "the phase",
}
CRITERION: Words = {
    "source": "the words of the source, one text or several",
    "reading": "the reading that was taken where the source leaves several; "
    "`open: …` marks one that is [not settled](../lint/open-reading.md)",
    "note": "anything else, in words",
    "versions": "how it stood in other versions, in words",
}
COMMON: Words = {
    "also": "other names, also for records",
    "recorded": "`once`, or `by visit`; unless stated, a fact and a classification once, all else by visit",
    "asked of": "of whom alone it is asked, a value as `female`; without such an `if` it is "
    "[asked of everybody](../lint/asked-of-everybody.md)",
    "codes": "codes of a terminology, as texts",
}
SPECIAL: Mapping[str, Words] = {
    "fact": {
        "values": "left out: yes or no; `date`: a date; else the values it may have",
        "groups": "below it, a name for several values a line",
        "order": "values or groups from the lowest to the highest; without it `<` and `between` are mistakes",
    },
    "classification": {
        "values": "the values it may have",
        "groups": "below it, a name for several values a line",
        "order": "values or groups from the lowest to the highest; without it `<` and `between` are mistakes",
    },
    "test": {"values": "the results it may have"},
    "lab": {
        "unit": "the unit it is recorded in, others of its kind convert; `1` for a bare number",
        "decimals": "with how many decimals it is recorded at most",
        "range": "what can be recorded, `0 to 100`; a threshold outside is a mistake",
        "usual": "which thresholds are plausible, `60 to 200`; "
        "one outside is a [warning](../lint/implausible-threshold.md)",
        "better": "`higher` or `lower`, the healthier side of what has no reference limits; "
        "a criterion the other way round is [worth a look](../lint/only-the-ill.md)",
        "upper limit": "`reported with result`: `ULN` may stand beside it",
        "lower limit": "`reported with result`: `LLN` may stand beside it",
        "molar mass": "of the substance, in `g/mol`: mass and moles convert",
        "valence": "of the ion: equivalents and moles convert",
    },
    "instrument": {
        "values": "what an item may be scored, `0 to 3`",
        "items": "below it, a part and its items a line; or all items on one line",
        "item values": "below it, an item and its own values a line",
        "parts": "below it, further parts a line: items, parts, or `all but` a part",
    },
    "event": {
        "when": "`day` (field `date`) or `span` (fields `start` and `stop`)",
        "fields": "below it, a field a line: `agent`, `date`, `yes-no`, `number`, "
        "`amount per day`, a unit, or its values",
    },
    "class": {
        "event": "the kind of event whose records name its agents, where there are several",
        "agents": "its drugs",
        "other names": "below it, a drug and its other names a line",
        "classes": "classes whose drugs belong to it too",
        "equivalent doses": "below it, a drug and a dose a line, all worth the same",
    },
    "attestation": {"by": "who says it"},
    "judgement": {"by": "who judges it"},
}
SAME = {"measurement": "lab"}
"""Kinds that differ in name alone."""
DOSE_FINDING: Words = {
    "method": f"one of {code(METHODS)}",
    "levels": "the doses, lowest first, `5, 10, 20 mg`; or below it a name and a dose a line",
    "start": "the level of the first cohort: its number, name or dose",
    "target": "the rate of toxicity that is accepted",
    "margins": "how far the target key reaches below and above; with `BOIN` the distances of its two rates, "
    "40 % of the target unless stated",
    "target key": "the same key by its two ends, `25%, 35%` or `25 to 35%`",
    "phi1": "with `BOIN`, in place of `margins`: the rate that is too low, `18%`",
    "phi2": "the rate that is too toxic, `42%`",
    "prior": "the two parameters of the beta distribution; `1, 1` unless stated",
    "cohort size": "participants of a cohort",
    "maximum": "participants of the trial",
    "eliminate above": "how likely a level must be too toxic to be eliminated",
    "elimination needs": "participants on a level before it can be eliminated; 3 unless stated",
    "extra safety": "what is taken off that likelihood at the lowest level",
    "stop with": "participants on one level that end the trial",
    "toxicity": "what counts as a dose-limiting toxicity, in words",
    "window": "how long a participant is watched, `28 days`, or in words",
    "scenarios": "below it, a name and the true rates by level a line",
}

INTRODUCTION = """\
A property is a line `key: value` below a header. Several values stand between commas. A text stands in
quotes, a name and a number do not. A key that is not listed here is a
[mistake](../errors/unknown-property.md)."""


def page() -> str:
    return document(_parts())


def _parts() -> Iterator[str]:
    yield head("Properties", "mgdsl/check")
    yield INTRODUCTION
    yield "## `protocol`"
    yield _table(PROTOCOL_PROPERTIES, PROTOCOL)
    yield "## `inclusion`, `exclusion`"
    yield _table(CRITERION_PROPERTIES, CRITERION)
    yield "## Declarations"
    yield "[Vocabularies](language/vocabularies.md) shows each kind at work."
    alike = {kind: [kind, *(other for other, one in SAME.items() if one == kind)] for kind in SPECIAL}
    assert {kind for kinds in alike.values() for kind in kinds} == set(DECLARED)
    for kind, kinds in alike.items():
        assert all(DECLARED[other] == DECLARED[kind] for other in kinds)
        yield f"### {code(kinds)}"
        yield _table(DECLARED[kind], {**COMMON, **SPECIAL[kind]}, needed=SPECIAL[kind])
    yield "## `dose finding`"
    yield "See [dose finding](language/dose-finding.md)."
    yield _table(DESIGN, DOSE_FINDING)


def _table(known: Iterable[str], words: Words, needed: Iterable[str] | None = None) -> str:
    """The properties in the order of the code. Every one has its words, and no words are left over."""
    keys = list(known)
    assert set(words if needed is None else needed) <= set(keys) <= set(words), keys
    return table(("property", "says"), ((f"`{key}`", words[key]) for key in keys))
