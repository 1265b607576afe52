"""The trials against their fact sheets, restated here as plain bounds by somebody who did not encode them.

Ages day by day round a birthday, every MGFA class, every total with every ocular part, every window on its
edge and beside it. Visits are on the 15th of a month, so that no month's end is in play.
"""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from mgdsl import Protocol, load
from mgdsl.evaluate.result import Answer

PROTOCOLS = Path(__file__).parents[1] / "protocols"
CLASSES = ("I", "IIa", "IIb", "IIIa", "IIIb", "IVa", "IVb", "V")


@cache
def protocol(trial: str) -> Protocol:
    return load(str(PROTOCOLS / trial.lower() / "protocol.mgdsl"))


def status(trial: str, criterion: str, record: dict[str, Any]) -> str:
    (answer,) = protocol(trial).evaluate_many(json.dumps({"id": "P", **record}).encode(), name="sheet")
    assert isinstance(answer, Answer), answer
    return {each.id: each.status.value for each in answer.criteria}[criterion]


def at(visits: str, **values: object) -> dict[str, Any]:
    """The same values at each visit; visits are a month apart and the last is on 15 June 2025."""
    names = visits.split(", ")
    first = 7 - len(names)
    return {name: {"date": f"2025-0{first + n}-15", **values} for n, name in enumerate(names)}


# Ages: the visit whose day counts, and the completed years that are in -----------------------------------
AGES = (
    ("NCT00294658", "I1", "entry", 19, 64),
    ("NCT00306033", "I1", "screening", 18, 150),
    ("NCT00309088", "I0", "screening", 16, 64),
    ("NCT02965573", "I2", "screening", 18, 150),
    ("NCT03971422", "I1", "consent", 18, 150),
    ("NCT04115293", "I0", "screening", 18, 74),
    ("NCT04431895", "I0", "baseline", 18, 70),
    ("NCT05828225", "I1", "screening", 18, 150),
    ("NCT06371040", "I1", "screening", 18, 80),
    ("NCT06958939", "I1", "screening", 18, 80),
)


@pytest.mark.parametrize(("trial", "criterion", "visit", "least", "most"), AGES)
def test_ages(trial: str, criterion: str, visit: str, least: int, most: int) -> None:
    worse = {"by": "investigator", "text": "weakness is worsening", "visit": "screening", "answer": True}
    more = [worse] if trial == "NCT00306033" else []
    for year in (*range(1942, 1963), *range(2004, 2012)):
        for day, has_passed in ((14, True), (15, True), (16, False)):
            facts = {"birth date": f"{year}-06-{day}", **({"diagnosis": "MG"} if more else {})}
            age = 2025 - year - (not has_passed)
            found = status(trial, criterion, {"facts": facts, "visits": at(visit), "statements": more})
            assert found == ("pass" if least <= age <= most else "fail"), (year, day)


# Classes that are in ---------------------------------------------------------------------------------------
TO_IVA, TO_IVB = CLASSES[1:6], CLASSES[1:7]
IN_CLASS = (
    ("NCT00294658", "I4", "entry", TO_IVB),
    ("NCT02965573", "I3", "screening, baseline", TO_IVA),
    ("NCT03971422", "I4", "screening, baseline", TO_IVA),
    ("NCT04115293", "I1", "screening, baseline", TO_IVB),
    ("NCT04431895", "I1", "baseline", TO_IVA),
    ("NCT05556096", "I1", "screening", TO_IVB),
    ("NCT05828225", "I3", "screening, baseline, infusion", TO_IVB),
    ("NCT06371040", "I5", "screening, baseline, infusion", TO_IVA),
    ("NCT06558279", "I3", "screening, baseline", CLASSES[:1]),
    ("NCT06958939", "I2", "screening", TO_IVA),
)


@pytest.mark.parametrize(("trial", "criterion", "visits", "inside"), IN_CLASS)
def test_classes(trial: str, criterion: str, visits: str, inside: tuple[str, ...]) -> None:
    """What else the criterion asks for is not known, so a class that is in never fails."""
    for name in CLASSES:
        found = status(trial, criterion, {"visits": at(visits, **{"MGFA class": name})})
        assert (found == "fail") == (name not in inside), name


# Scores ----------------------------------------------------------------------------------------------------
ADL: tuple[tuple[str, str, str, Callable[[int, int], bool]], ...] = (
    ("NCT02965573", "I4", "screening, baseline", lambda total, eyes: total >= 5 and 2 * eyes < total),
    ("NCT03971422", "I5", "screening, baseline", lambda total, eyes: total - eyes >= 3),
    ("NCT04115293", "I3", "screening, baseline", lambda total, eyes: total >= 6),
    ("NCT05716035", "I3", "parent baseline, parent end, entry", lambda total, eyes: True),
    ("NCT05828225", "I4", "screening, baseline, infusion", lambda t, eyes: t >= 5 and 2 * eyes < t),
    ("NCT06371040", "I6", "screening, baseline, infusion", lambda t, eyes: t >= 5 and 2 * eyes <= t),
)


@pytest.mark.parametrize(("trial", "criterion", "visits", "meets"), ADL)
def test_mg_adl(trial: str, criterion: str, visits: str, meets: Callable[[int, int], bool]) -> None:
    """The QMG decides nothing: high where it is asked for besides, too low where it could qualify alone."""
    qmg = 10 if trial == "NCT06371040" else 20
    for total in range(25):
        for eyes in range(max(0, total - 18), min(total, 6) + 1):
            values = {"MG-ADL": {"total": total, "ocular": eyes}, "QMG": {"total": qmg, "ocular": 1}}
            found = status(trial, criterion, {"visits": at(visits, **values)})
            assert found == ("pass" if meets(total, eyes) else "fail"), (total, eyes)


@pytest.mark.parametrize(
    ("trial", "criterion", "least"),
    [("NCT03971422", "I5", 11), ("NCT04115293", "I4", 12), ("NCT05828225", "I5", 12)],
)
def test_qmg(trial: str, criterion: str, least: int) -> None:
    visits = "screening, baseline, infusion" if trial == "NCT05828225" else "screening, baseline"
    for total in range(40):
        values: dict[str, object] = {"QMG": total, "MG-ADL": {"total": 9, "ocular": 2}}
        if trial == "NCT04115293":
            values["hours off cholinesterase inhibitors"] = {"value": 10, "unit": "h"}
        found = status(trial, criterion, {"visits": at(visits, **values)})
        assert found == ("pass" if total >= least else "fail"), total


def test_founding_qmg_share() -> None:
    for total in range(40):
        for eyes in range(max(0, total - 33), min(total, 6) + 1):
            values = {"QMG": {"total": total, "ocular": eyes}, "MG-ADL": {"total": 4, "ocular": 0}}
            found = status("NCT06371040", "I6", {"visits": at("screening, baseline, infusion", **values)})
            assert found == ("pass" if total >= 11 and 2 * eyes <= total else "fail"), (total, eyes)


# Windows: the first day that excludes, and the day before it -----------------------------------------------
DAY, SPAN = "date", "stop"
EXCLUDES = (
    ("NCT00294658", "E2", "entry", "intubation", SPAN, {}, "2025-05-15", "2025-05-14"),
    ("NCT00294658", "E3", "entry", "therapies", SPAN, {"agent": "azathioprine"}, "2024-06-15", "2024-06-14"),
    ("NCT00309088", "E2", "first dose", "PE", SPAN, {}, "2025-03-23", "2025-03-22"),
    ("NCT00309088", "E4", "first dose", "thymectomy", DAY, {}, "2024-12-29", "2024-12-28"),
    ("NCT04115293", "E1", "baseline", "thymectomy", DAY, {}, "2024-06-15", "2024-06-14"),
    ("NCT04115293", "E3", "baseline", "infection", SPAN, {"systemic": True}, "2025-06-01", "2025-05-31"),
    ("NCT05556096", "E1", "screening", "thymectomy", DAY, {}, "2024-06-15", "2024-06-14"),
    ("NCT05716035", "E1", "entry", "infection", SPAN, {"kind": "sepsis"}, "2025-05-18", "2025-05-17"),
    ("NCT05716035", "E4", "entry", "IVIg", SPAN, {}, "2025-05-18", "2025-05-17"),
    ("NCT05828225", "E2", "screening", "thymectomy", DAY, {}, "2024-06-16", "2024-06-15"),
)


@pytest.mark.parametrize(
    ("trial", "criterion", "visit", "kind", "field", "fields", "first", "before"), EXCLUDES
)
def test_windows(
    trial: str,
    criterion: str,
    visit: str,
    kind: str,
    field: str,
    fields: dict[str, object],
    first: str,
    before: str,
) -> None:
    for day, expected in ((first, "fail"), (before, "pass")):
        event = {**fields, field: day, **({"start": "2024-01-01"} if field == SPAN else {})}
        if kind == "infection":
            event["intravenous antibiotics"] = False
        record = {"visits": at(visit), "events": {kind: [event]}, "complete": {"*": visit}}
        assert status(trial, criterion, record) == expected, day


def test_creatinine_as_printed() -> None:
    """The inverted limit is kept: 1.5 mg/dL and less excludes."""
    for value, expected in ((1.4, "fail"), (1.5, "fail"), (1.51, "pass")):
        visits = at("screening, first dose", creatinine={"value": value, "unit": "mg/dL"})
        assert status("NCT00309088", "E6", {"visits": visits}) == expected
