"""The finding for words that nobody declared: what their line may mean, or how they would be declared."""

import re

from mgdsl.check import messages
from mgdsl.check.readings import Readings, is_counted
from mgdsl.check.scope import Rows
from mgdsl.check.sentences import sentence
from mgdsl.lang.units import UnitError, parse_unit
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place, Span
from mgdsl.report.suggest import near
from mgdsl.syntax.mistake import WHENS
from mgdsl.syntax.names import written
from mgdsl.syntax.outline import without_comment

AGENT_WORDS = ("agents", "agent", "drugs", "drug")
"""What is counted `among` a class."""

_PATIENT = re.compile(
    r"(?:the )?(?:patients?|subjects?|participants?|individuals?|he|she|they|those"
    r"|(?P<sex>women|females|men|males))"
    r"(?: who)?",
    re.IGNORECASE,
)
_OF_PATIENT = re.compile(
    rf" (?:is|are) (?P<no>not )?(?P<said>[^\W\d_][\w'’.+-]*(?: +(?!(?:{WHENS}|and|or)\b)[\w'’.+-]+)*)"
)
_OTHER = re.compile(
    r"(?P<x>.+?),? (?:other than|excluding|apart from|but not|with the exception of) (?P<y>.+)"
)
_NUMBER = re.compile(r" *(?:>=|<=|!=|[<>=≥≤≠]|between [\d.]+ \S+) *[\d.]+ *((?!at\b|and\b)[%\w/×^.µ]+)?")
_AGE = re.compile(r"(at least|at most) (\d+) +$")
_OLD = re.compile(r"(?P<unit>years?|months?) (?:old|of age)")


def not_declared(name: str, place: Place, read: Readings, rows: Rows | None) -> Diagnostic:
    """`rows`: set inside a `where`, where a name is a field of the record."""
    text, span = place.source.text, place.span
    before = text[text.rfind("\n", 0, span.start) + 1 : span.start]
    after = without_comment(text[span.end :].split("\n", 1)[0])
    if name.lower() in ("and", "or"):
        return messages.lone_connection(place, name.lower(), *_beside(place))
    if rows is not None and not is_counted(before):
        alike = near(name, [*rows.fields, *read.known.values()], 3)
        return messages.unknown_row_field(place, name, alike, list(rows.fields))
    if step := re.match(r"(given|expect) ", name):
        return messages.given_outside_case(
            Place(place.source, Span(span.start, span.start + len(step[1]))), step[1]
        )
    if (meant := messages.whole_line_of(place)) is not None:
        return meant
    if (said := _of_the_patient(name, after, read)) is not None:
        reading, more = said
        whole = Place(place.source, Span(span.start, span.end + more))
        return messages.unknown_name(whole, whole.text, [reading], "")
    if (age := _AGE.search(before)) and (old := _OLD.fullmatch(name)):
        whole = Place(place.source, Span(span.start - len(age[0]), span.end))
        sign = {"at least": ">=", "at most": "<="}[age[1]]
        return messages.unknown_name(whole, whole.text, [f"age {sign} {age[2]} {old['unit']}"], "")
    if not before.strip() and (asked := sentence(name, after, read)) is not None:
        whole = Place(place.source, Span(span.start, span.end + asked[1]))
        return messages.unknown_sentence(whole, asked[0])
    if (line := _with_where(name, before, after, read)) is not None:
        return messages.unknown_name(place, name, [line], "")
    if name.lower() in AGENT_WORDS:
        classes = sorted(read.names.schema.classes, key=lambda group: -len(group.agents))[:4]
        return messages.among_what(place, before.lstrip(), after, [written(group.name) for group in classes])
    if (unit := re.search(r"\d ?(?P<unit>[^\W\d][\w^µ]*) / $", before)) and _is_unit(
        f"{unit['unit']}/{name}"
    ):
        whole = Place(place.source, Span(span.start - 3 - len(unit["unit"]), span.end))
        return messages.parted_unit(whole, f"{unit['unit']}/{name}")
    found = read.of(name, before)
    inner = None if found else read.inner(name)
    if inner is not None:
        return messages.unknown_phrase(place, name, read.asked(inner, before))
    skeleton = _drug_skeleton(name, before, after, read) or _skeleton(name, before, after)
    return messages.unknown_name(place, name, found, skeleton)


def _of_the_patient(words: str, after: str, read: Readings) -> tuple[str, int] | None:
    """`patient is male`: what is said of the patient, as a condition, and how far into `after` it reaches."""
    subject = _PATIENT.fullmatch(words)
    found = _OF_PATIENT.match(after) if subject else None
    if found is None or subject is None:
        return None
    said = [read.asked(found["said"])] if read.names.find(found["said"]) else read.of(found["said"])
    sex = f"sex is {'female' if subject['sex'][:1] in 'wf' else 'male'} and " if subject["sex"] else ""
    no = "not " if found["no"] else ""
    return (f"{sex}({no}{said[0]})" if sex and no else f"{sex}{no}{said[0]}", found.end()) if said else None


def _with_where(words: str, before: str, after: str, read: Readings) -> str | None:
    """The whole line of `no severe infection within …`, `any infection which is severe within …`."""
    linked = re.fullmatch(r"(.+) (?:which|that|who)", words)
    value = re.match(r" (?:is|are) ([^\W\d_][\w-]*)", after) if linked else None
    if with_field := re.fullmatch(r"(.+?) (?:with|requiring|needing) (.+)", words):
        words = f"{with_field[2]} {with_field[1]}"
    other = _OTHER.fullmatch(words)
    told = read.field_value(f"{linked[1]} {value[1]}" if linked and value else words)
    if other and (left := read.field_value(f"{other['x']} {other['y']}")) and " is " in left[1]:
        told = left[0], left[1].replace(" is ", " is not ", 1)
    if told is None or " where " in after:
        return None
    event, field = told
    distance = re.match(r" *(<=|≤|<) ?(?=\d+ \w+ (?:before|after|of)\b)", after)
    if distance is not None:
        after = f" {'less than' if distance[1] == '<' else 'within'} {after[distance.end() :]}"
    counted = before.strip() if is_counted(before) else f"{before.strip()} any".strip()
    return f"{counted} {event}{after[value.end() if value else 0 :].rstrip(' :')} where {field}"


def _is_unit(text: str) -> bool:
    try:
        return not parse_unit(text).plain
    except UnitError:
        return False


def _drug_skeleton(name: str, before: str, after: str, read: Readings) -> str | None:
    """`dose of beta-blocker …`, `no SGLT2 inhibitor within …`: a class of drugs."""
    dose = re.search(r"\bdose of $", before)
    timed = re.match(r" (?:within|before|less than|more than|at least|for at least) (?!\d+ *$)", after)
    if not dose and not (timed and re.search(r"(?:inhibitor|blocker|antagonist|antibod|agonist)", name)):
        return None
    events = [e for e in read.names.schema.events if any(field.type == "agent" for field in e.fields)]
    event = next((e for e in events if any(field.name == "dose" for field in e.fields)), None)
    kind = written((event or events[0]).name) if events else "medication"
    lines = f"class {written(name)}:\n    event: {kind}\n    agents: first drug, second drug"
    if events:
        return lines
    fields = "    fields:\n        agent: agent\n        dose: mg/day"
    return f"event medication:\n    when: span\n{fields}\n\n{lines}"


_UNITS = {
    **dict.fromkeys(("bmi", "body mass index"), "kg/m2"), "lvef": "%", "ejection fraction": "%", "spo2": "%",
    **dict.fromkeys(("systolic bp", "diastolic bp", "blood pressure", "bp", "sbp", "dbp"), "mmHg"),
    **dict.fromkeys(("heart rate", "pulse", "respiratory rate"), '"/min"'),
    **dict.fromkeys(("weight", "body weight"), "kg"), **dict.fromkeys(("height", "body height"), "cm"),
}  # fmt: skip
"""What a number is measured in that a source prints without its unit."""


def _skeleton(name: str, before: str, after: str) -> str:
    """How the name would be declared, as far as its line says what it is."""
    head = written(name)
    if number := _NUMBER.match(after):
        return f"measurement {head}:\n    unit: {number[1] or _UNITS.get(name.lower(), '1')}"
    if value := re.match(r" (?:is|are)(?: not)? ([^\W\d_][\w-]*)", after):
        return f"fact {head}:\n    values: {value[1]}, other"
    timed = re.match(r" (?:within|before|less than|more than) ", after)
    if is_counted(before):
        return f"event {head}:\n    when: day"
    if timed:
        return f'event {head}:\n    when: day\nor let somebody answer it:\njudged by investigator "{name}"'
    return (
        f'fact {head}:\n    recorded: by visit\nor let somebody answer it:\njudged by investigator "{name}"'
    )


def _beside(place: Place) -> tuple[str, str]:
    """The lines above and below."""
    lines = (place.line - 1, place.line + 1)
    last = place.source.position(len(place.source.text))[0]
    above, below = (without_comment(place.source.line(n)).strip() if 0 < n <= last else "" for n in lines)
    return above, below
