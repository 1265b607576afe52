"""The form of a patient record, from the JSON Schema that a protocol with one thing of each kind gives."""

from collections.abc import Iterator
from typing import Any

import mgdsl

from .markdown import document, fence, head, table
from .shapes import shape

Json = dict[str, Any]

PROTOCOL = """\
protocol "One of each":
    visits: screening, baseline
    decision visit: baseline

fact smoker:
    recorded: once

fact cohort:
    values: A, B

fact onset:
    values: date

classification stage:
    recorded: by visit
    values: I, IIa, IIb
    groups:
        II: IIa, IIb

test antibody:
    values: positive, negative

lab ferritin:
    unit: ug/L

lab ratio:
    unit: 1

instrument walking score:
    recorded: by visit
    values: 0 to 4
    items:
        legs: left leg, right leg
        balance: standing

event operation:
    when: day

event therapy:
    when: span
    fields:
        agent: agent
        dose: amount per day
        failure: none, intolerance
        adequate: yes-no

class iron:
    agents: ferrous sulfate

attestation agrees to return:
    by: participant

inclusion I1 "One of each":
    smoker
    cohort is A
    onset before screening
    stage is II at screening
    antibody is positive at screening
    ferritin >= 10 ug/L at screening
    ratio > 0.5 at screening
    walking score >= 5 at screening
    legs share of walking score <= 50% at screening
    no operation within 1 year before screening
    any iron before screening where failure is intolerance
    agrees to return at baseline
"""

RECORD = """\
{"id": "P-001",
 "facts": {"smoker": true, "cohort": "A", "onset": "2024-05"},
 "visits": {
   "screening": {"date": "2025-03-03", "stage": "IIa", "antibody": "positive", "ratio": 0.8,
                 "ferritin": {"value": 41, "unit": "ug/L", "upper": 300},
                 "walking score": {"total": 6, "items": {"left leg": 1, "right leg": 1}}},
   "baseline": {"date": "2025-03-31"}},
 "results": {"ferritin": [{"date": "2025-01", "value": {"value": "< 15", "unit": "ug/L"}}]},
 "events": {
   "operation": [{"date": "2019-06-30", "planned": false}],
   "therapy": [{"agent": "ferrous sulfate", "start": "2024-11", "stop": "ongoing", "failure": ["intolerance"],
                "dose": {"value": 200, "unit": "mg/day"}}]},
 "complete": {"operation": "2025-03-03", "*": "screening"},
 "statements": [{"by": "participant", "text": "agrees to return", "visit": "baseline", "answer": true}]}
"""

INTRODUCTION = """\
A record is a JSON object. Only `id` must be there. What is not known is left out, or is `null`, which says
the same.

`mgdsl template PROTOCOL` prints an empty record with every value that a protocol uses; beside it stands what
may be written, with units, limits, values and the keys of events, under `//`, which nobody reads. `mgdsl
schema PROTOCOL` prints its JSON Schema, which editors use to complete names and to mark what is wrong. What
each value means stands under [records](meaning/records.md); [how to record a patient](../how-to/record.md)
shows the way.

## The file

| a file holds | as |
|---|---|
| one patient | one object |
| several | an array of objects, `[{…}, {…}]`, over as many lines as it likes |
| many | JSON Lines: one object on each line |

The text is UTF-8. Numbers are read exactly as they stand, with up to 18 digits."""

PARTS = (
    ("id", "the patient's id, a text"),
    ("//", "remarks, which nobody reads; the template says here what may stand where"),
    ("facts", "what is recorded once: `{name: value}`"),
    ("visits", "what is recorded at visits: `{visit: {name: value}}`, with `date` and `done`"),
    ("results", "what is recorded by visit, on other days: `{name: [{date, value}]}`"),
    ("events", "what happened: `{kind: [event]}`"),
    (
        "complete",
        "through which day or visit a history is complete: `{kind: day or visit}`; `*` is every other",
    ),
    ("statements", "what people said"),
)

DATES = """\
A date is `"2025"`, `"2025-03"`, `"2025-03-01"`, or with a time, `"2025-03-01T08:30"`; what is left out is
not known. A quantity is also a text, `"41 ug/L"`; `confirmed` beside a value far from what is usual says that
it was looked up. Behind `<` or `>` a value is known from one side: `"< 15"`. A class,
or a group, may stand where a single drug or value is not known."""

OPERATION, THERAPY = "operation", "therapy"


def page() -> str:
    return document(_parts())


def _parts() -> Iterator[str]:
    schema = mgdsl.loads(PROTOCOL).record_schema()["properties"]
    assert [name for name, _ in PARTS] == list(schema)
    yield head("The form of a record", "mgdsl/records/json_schema.py")
    yield INTRODUCTION
    yield "## The parts of a record"
    yield table(("field", "holds"), ((f"`{name}`", words) for name, words in PARTS))
    yield "## One of each kind"
    yield "A protocol with one thing of each kind, and a record of it:"
    yield fence("mgdsl", PROTOCOL)
    yield fence("json", RECORD)
    yield "| patient | I1   | verdict  |\n|---------|------|----------|\n| P-001   | pass | eligible |"
    yield "## The values"
    yield DATES
    for title, words, value in _values(schema):
        yield f"### {title}"
        yield words
        yield fence("text", shape(value))


def _values(schema: Json) -> Iterator[tuple[str, str, Json]]:
    """What is declared, where it stands, and what may stand there."""
    facts = schema["facts"]["properties"]
    visit = schema["visits"]["properties"]["screening"]["properties"]
    results = schema["results"]["properties"]
    events = schema["events"]["properties"]
    yield "A fact, yes or no", "`smoker`, under `facts`:", facts["smoker"]
    yield "A fact with values", "`cohort`, under `facts`; one value, or several:", facts["cohort"]
    yield "A fact that is a date", "`onset`, under `facts`:", facts["onset"]
    yield "A classification", "`stage`, under a visit; a value or a group:", visit["stage"]
    yield "A test", "`antibody`, under a visit:", visit["antibody"]
    yield "A quantity", "`ferritin`, a `lab` or a `measurement`, under a visit:", visit["ferritin"]
    yield "A bare number", "`ratio`, a `lab` with `unit: 1`, under a visit:", visit["ratio"]
    yield (
        "A score",
        "`walking score`, under a visit; the total, parts, items, or some:",
        visit["walking score"],
    )
    yield "The day of a visit", "`date`, under the visit:", visit["date"]
    yield "Whether a visit was done", "`done`, under the visit:", visit["done"]
    yield "Results on other days", "`ferritin`, recorded by visit, under `results`:", results["ferritin"]
    yield "Events of a day", "`operation`, under `events`:", events[OPERATION]
    yield "Events that last", "`therapy`, under `events`:", events[THERAPY]
    yield "What people say", "`statements`:", schema["statements"]
