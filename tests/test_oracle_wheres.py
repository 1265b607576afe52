"""Plans, `where` with other events in it, and `the visit`, against plain loops over a world that is known.

Where the record tells all, both answer alike; where it tells less, what is decided holds in the world.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

import mgdsl
from mgdsl.sql.run import run

VISITS = {"screening": date(2025, 2, 1), "baseline": date(2025, 3, 1), "infusion": date(2025, 4, 1)}
SCREENING, BASELINE, INFUSION = VISITS.values()
HEAD = """protocol "Wheres":
    visits: screening, baseline, infusion
    decision visit: infusion
use myasthenia gravis
"""
WORDS = {"pass": True, "fail": False, "unknown": None}
Span = tuple[date, date]


@dataclass(frozen=True)
class Course:
    agent: str
    days: Span
    dose: int


@dataclass(frozen=True)
class World:
    surgeries: list[tuple[date, bool]]
    """The day, and whether it is planned."""
    worse: list[Span]
    courses: list[Course]
    scores: list[tuple[date, int]]

    def planned(self, low: date, high: date) -> int:
        return sum(plan and low <= day <= high for day, plan in self.surgeries)

    def done(self, low: date, high: date) -> bool:
        return any(not plan and low <= day <= high for day, plan in self.surgeries)

    def on(self, days: Span, agent: str = "tacrolimus", least: int = 0) -> list[Course]:
        return [c for c in self.courses if c.agent == agent and c.dose >= least and meet(c.days, days)]

    def scored(self, days: Span, least: int) -> bool:
        return any(days[0] <= day <= days[1] and score >= least for day, score in self.scores)


def meet(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def back(day: date, number: int) -> Span:
    return day - timedelta(number), day


Meaning = Callable[[World], bool]
EX = "exacerbations before infusion where"


def plans() -> Iterator[tuple[str, Meaning]]:
    for n in (10, 28, 60):
        length = timedelta(n)
        for visit, day in VISITS.items():
            ahead, behind = (day, day + length), (day - length, day)
            yield (
                f"any planned thymectomy within {n} days after {visit}",
                lambda w, s=ahead: w.planned(*s) > 0,
            )
            yield (
                f"no planned thymectomy within {n} days after {visit}",
                lambda w, s=ahead: w.planned(*s) == 0,
            )
            yield (
                f"any planned thymectomy within {n} days before {visit}",
                lambda w, s=behind: w.planned(*s) > 0,
            )
            yield f"any thymectomy within {n} days before {visit}", lambda w, s=behind: w.done(*s)
    yield (
        "at least 2 planned thymectomy from screening until 28 days after infusion",
        lambda w: w.planned(SCREENING, INFUSION + timedelta(28)) >= 2,
    )
    yield (
        "any planned thymectomy within 60 days after infusion where date within 20 days after infusion",
        lambda w: w.planned(INFUSION, INFUSION + timedelta(20)) > 0,
    )


def wheres() -> Iterator[tuple[str, Meaning]]:
    yield f"any {EX} any tacrolimus", lambda w: any(w.on(x) for x in w.worse)
    yield f"any {EX} no tacrolimus", lambda w: any(not w.on(x) for x in w.worse)
    yield f"any {EX} any thymectomy", lambda w: any(w.done(*x) for x in w.worse)
    yield f"any {EX} no result of MG-ADL >= 6", lambda w: any(not w.scored(x, 6) for x in w.worse)
    yield f"any {EX} duration >= 20 days", lambda w: any((b - a).days >= 20 for a, b in w.worse)
    yield (
        f"any {EX}:\n        any tacrolimus where dose >= 3 mg/day",
        lambda w: any(w.on(x, least=3) for x in w.worse),
    )
    yield (
        f"no {EX}:\n        any tacrolimus where:\n            any thymectomy",
        lambda w: not any(w.done(*c.days) for x in w.worse for c in w.on(x)),
    )
    yield (
        f"any {EX} at least 2 distinct agents among immunosuppressants",
        lambda w: any(w.on(x) and w.on(x, "azathioprine") for x in w.worse),
    )
    yield (
        f"any {EX} any tacrolimus within 30 days before infusion",
        lambda w: bool(w.worse and w.on(back(INFUSION, 30))),
    )
    yield (
        f"any {EX} at least 2 exacerbations",
        lambda w: any(sum(meet(x, y) for y in w.worse) > 1 for x in w.worse),
    )
    yield (
        "at most 1 exacerbations within 90 days before infusion where no result of MG-ADL >= 6",
        lambda w: sum(meet(x, back(INFUSION, 90)) and not w.scored(x, 6) for x in w.worse) <= 1,
    )
    yield (
        "any tacrolimus before infusion where any planned thymectomy within 30 days after infusion",
        lambda w: bool(w.on((date.min, INFUSION)) and w.planned(INFUSION, INFUSION + timedelta(30))),
    )
    for visit, day in VISITS.items():
        yield (
            f"at each of {{{visit}}}:\n        any tacrolimus within 14 days before the visit"
            " where dose >= 3 mg/day",
            lambda w, day=day: bool(w.on(back(day, 14), least=3)),
        )
        yield (
            f"at each of {{{visit}}}:\n        any exacerbations within 30 days before the visit"
            " where any tacrolimus within 7 days before the visit",
            lambda w, day=day: bool(w.on(back(day, 7))) and any(meet(x, back(day, 30)) for x in w.worse),
        )


FORMS = [*plans(), *wheres()]


def world(r: Random) -> World:
    def day(ahead: int = 0) -> date:
        return INFUSION + timedelta(r.randint(-120, ahead))

    def span(most: int) -> Span:
        first = day()
        return first, min(first + timedelta(r.randint(0, most)), INFUSION)

    surgeries = [
        (each, each > INFUSION or r.random() < 0.3) for each in (day(70) for _ in range(r.randint(0, 3)))
    ]
    courses = [
        Course(r.choice(("tacrolimus", "azathioprine")), span(60), r.choice((2, 5)))
        for _ in range(r.randint(0, 3))
    ]
    scores = [(each, r.randint(3, 9)) for each in sorted({day() for _ in range(r.randint(0, 4))})]
    return World(surgeries, [span(40) for _ in range(r.randint(0, 3))], courses, scores)


def told(w: World, id: str) -> dict[str, Any]:
    return {
        "id": id,
        "visits": {visit: {"date": str(day)} for visit, day in VISITS.items()},
        "complete": {"*": "infusion"},
        "results": {"MG-ADL": [{"date": str(day), "value": score} for day, score in w.scores]},
        "events": {
            "thymectomy": [{"date": str(day), "planned": plan} for day, plan in w.surgeries],
            "exacerbations": [{"start": str(a), "stop": str(b)} for a, b in w.worse],
            "therapies": [
                {
                    "agent": c.agent,
                    "start": str(c.days[0]),
                    "stop": str(c.days[1]),
                    "dose": {"value": c.dose, "unit": "mg/day"},
                }
                for c in w.courses
            ],
        },
    }


def forgotten(r: Random, record: dict[str, Any]) -> dict[str, Any]:
    """The same with less in it; what it still says is true."""
    if r.random() < 0.5:
        record["complete"] = {"*": r.choice((None, "screening", "2025-03-15"))}
    for rows in (*record["events"].values(), record["results"]["MG-ADL"]):
        for row in rows:
            for key in ("date", "start", "stop"):
                if key in row and r.random() < 0.25:
                    row[key] = row[key][: r.choice((4, 7))]
            for key in ("stop", "dose"):
                if key in row and r.random() < 0.15:
                    del row[key]
            if "agent" in row and r.random() < 0.2:
                row["agent"] = "immunosuppressants"
    return record


@pytest.mark.parametrize("seed", range(2))
def test_plans_and_wheres(seed: int) -> None:
    r = Random(seed)
    protocol = mgdsl.loads(
        HEAD + "".join(f"inclusion F{at}:\n    {text}\n" for at, (text, _) in enumerate(FORMS))
    )
    for at in range(8):
        w = world(r)
        wanted = [meaning(w) for _, meaning in FORMS]
        for whole, raw in ((True, told(w, f"{at}")), (False, forgotten(r, told(w, f"{at} in part")))):
            answer = protocol.evaluate(raw)
            found = [WORDS[each.status.value] for each in answer.criteria]
            assert [
                (text, one, other, raw)
                for (text, _), one, other in zip(FORMS, wanted, found, strict=True)
                if other is not one and (whole or other is not None)
            ] == []
            (columns,) = protocol.columns_many([raw])
            assert not isinstance(columns, tuple)
            statuses = run(protocol.program, [columns])[columns.id].statuses
            assert list(statuses.values()) == [each.status.value for each in answer.criteria]
