"""Lines about histories against an oracle that knows everything.

Where the record tells all, both answer alike; where it tells less, what is decided holds in the world.
"""

from datetime import date, timedelta
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from oracle.histories import AGENTS, EQUIVALENT, FAILURES, FORMS, Course, World

import mgdsl

WORDS = {"pass": True, "fail": False, "unknown": None}
BASELINE_AFTER = timedelta(28)

HEAD = """protocol "Histories":
    visits: screening, baseline
    decision visit: baseline

use myasthenia gravis

"""


@cache
def protocol() -> mgdsl.Protocol:
    lines = [f"inclusion F{at}:\n    {text}\n" for at, (text, _) in enumerate(FORMS)]
    return mgdsl.loads(HEAD + "\n".join(lines))


def answers(record: dict[str, Any]) -> list[bool | None]:
    return [WORDS[criterion.status.value] for criterion in protocol().evaluate(record).criteria]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    screening = draw(st.dates(date(2023, 1, 1), date(2025, 12, 31)))
    baseline = screening + BASELINE_AFTER
    near = (
        st.integers(0, 800) | st.integers(0, 70) | st.sampled_from((28, 29, 30, 31, 89, 90, 91, 92, 365, 366))
    )
    days = near.map(lambda back: screening - timedelta(back)) | st.integers(1, 28).map(
        lambda ahead: screening + timedelta(ahead)
    )
    span = st.tuples(days, st.integers(0, 200) | st.integers(0, 10)).map(
        lambda found: (found[0], min(found[0] + timedelta(found[1]), baseline))
    )
    courses = st.builds(
        lambda agent, days, ongoing, dose, failure: Course(
            agent, days[0], None if ongoing else days[1], dose, failure
        ),
        st.sampled_from(AGENTS),
        span,
        st.booleans(),
        st.sampled_from((4, 5, 8, 10, 20)),
        st.sampled_from(FAILURES),
    )
    scores = st.lists(st.tuples(days, st.integers(3, 9)), max_size=4, unique_by=lambda found: found[0])
    return World(
        screening,
        baseline,
        tuple(draw(st.lists(courses, max_size=4))),
        tuple(sorted(draw(st.sets(days, max_size=3)))),
        tuple(sorted(draw(st.sets(span, max_size=3)))),
        tuple(draw(scores)),
    )


def told(world: World) -> dict[str, Any]:
    """The record that tells everything."""
    return {
        "id": "P",
        "visits": {"screening": {"date": str(world.screening)}, "baseline": {"date": str(world.baseline)}},
        "complete": {"*": "baseline"},
        "results": {"MG-ADL": [{"date": str(day), "value": value} for day, value in world.scores]},
        "events": {
            "therapies": [
                {
                    "agent": c.agent,
                    "start": str(c.start),
                    "stop": "ongoing" if c.stop is None else str(c.stop),
                    "dose": {"value": c.dose, "unit": "mg/day"},
                    "failure": c.failure,
                }
                for c in world.courses
            ],
            "thymectomy": [{"date": str(day)} for day in world.surgeries],
            "exacerbations": [{"start": str(start), "stop": str(stop)} for start, stop in world.worse],
        },
    }


def forgotten(draw: st.DrawFn, record: dict[str, Any], world: World) -> dict[str, Any]:
    """The same record with less in it. What it still says is true of the world."""

    def some() -> bool:
        return draw(st.integers(0, 3)) == 0

    closed: date | None = draw(
        st.sampled_from((world.baseline, world.screening, world.screening - timedelta(30), None))
    )
    record["complete"] = {"*": None if closed is None else str(closed)}
    for rows in (*record["events"].values(), record["results"]["MG-ADL"]):
        for row in list(rows):
            first = date.fromisoformat(row.get("start") or row["date"])
            if (closed is None or first > closed) and some():
                rows.remove(row)
                continue
            for key in ("date", "start", "stop"):
                if key in row and row[key] != "ongoing" and some():
                    row[key] = row[key][: draw(st.sampled_from((4, 7)))]
            for key in ("stop", "failure", "dose"):
                if key in row and some():
                    del row[key]
            if "agent" in row and some():
                steroid = row["agent"] in EQUIVALENT
                row["agent"] = draw(st.sampled_from(("corticosteroids",) * steroid + ("immunosuppressants",)))
    if some():
        day = str(world.screening)
        record["visits"]["screening"]["date"] = draw(st.sampled_from((None, day[:7])))
    return record


@st.composite
def half_told(draw: st.DrawFn) -> tuple[World, dict[str, Any]]:
    world = draw(worlds())
    return world, forgotten(draw, told(world), world)


@given(worlds())
@settings(max_examples=30)
def test_a_record_that_tells_all_is_answered_as_the_oracle_does(world: World) -> None:
    wanted = [meaning(world) for _, meaning in FORMS]
    found = answers(told(world))
    assert [(text, w, f) for (text, _), w, f in zip(FORMS, wanted, found, strict=True) if w != f] == []


@given(half_told())
@settings(max_examples=30)
def test_what_is_decided_on_less_holds_in_the_world(pair: tuple[World, dict[str, Any]]) -> None:
    world, record = pair
    wanted = [meaning(world) for _, meaning in FORMS]
    found = answers(record)
    assert [
        (text, w, f) for (text, _), w, f in zip(FORMS, wanted, found, strict=True) if f is not None and f != w
    ] == []
