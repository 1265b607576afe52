"""An equal value on the same day counts once, also where the day or the value is known only in part."""

import json
from typing import Any

import pytest
from attrs import evolve

import mgdsl
from mgdsl.records.apart import MOST, named
from mgdsl.records.model import Measured
from mgdsl.records.patient import Line
from mgdsl.sql.run import run

TEXT = """protocol "Counted":
    visits: screening, baseline, infusion
    decision visit: infusion

lab CRP:
    unit: mg/L

inclusion two "two":
    at least 2 results of CRP >= 5 mg/L before infusion
inclusion most "one at most":
    at most 1 result of CRP >= 5 mg/L before infusion
inclusion some "any":
    any result of CRP >= 5 mg/L before infusion
inclusion sliding "two in a month":
    at least 2 results of CRP >= 5 mg/L within any 1 month before infusion
"""


@pytest.fixture(scope="module")
def protocol() -> mgdsl.Protocol:
    return mgdsl.loads(TEXT)


def record(*results: tuple[str | None, str], **visits: dict[str, str]) -> dict[str, Any]:
    rows = [{"date": day, "value": value} for day, value in results]
    at = {"infusion": {"date": "2025-06-30"}} | visits
    return {"id": "P", "visits": at, "results": {"CRP": rows}, "complete": {"*": "infusion"}}


CASES = [
    ("one day", record(("2025-03-01", "9 mg/L"), ("2025-03-01", "9 mg/L")), "fail pass pass fail"),
    ("values differ", record(("2025-03-01", "9 mg/L"), ("2025-03-01", "8 mg/L")), "pass fail pass pass"),
    ("a month and a day of it", record(("2025-03-01", "9 mg/L"), ("2025-03", "9 mg/L")), "? ? pass ?"),
    ("two months", record(("2025-03", "9 mg/L"), ("2025-02", "9 mg/L")), "pass fail pass ?"),
    ("one month, values differ", record(("2025-03", "9 mg/L"), ("2025-03", "8 mg/L")), "pass fail pass ?"),
    ("from one side", record(("2025-03-01", "9 mg/L"), ("2025-03-01", "> 8 mg/L")), "? ? pass ?"),
    ("twice from one side", record(("2025-03-01", "> 8 mg/L"), ("2025-03-01", "> 8 mg/L")), "? ? pass ?"),
    ("no day", record(("2025-03-01", "9 mg/L"), (None, "9 mg/L")), "? ? pass ?"),
    (
        "undated visits",
        record(screening={"CRP": "9 mg/L"}, baseline={"CRP": "9 mg/L"}),
        "? ? pass ?",
    ),
    (
        "undated visits, values differ",
        record(screening={"CRP": "9 mg/L"}, baseline={"CRP": "8 mg/L"}),
        "pass fail pass ?",
    ),
    (
        "two months and a stretch over both",
        record(("2025-03", "9 mg/L"), ("2025-04", "9 mg/L"), ("2025-03-20/2025-04-10", "9 mg/L")),
        "pass fail pass ?",
    ),
]


@pytest.mark.parametrize(("raw", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_counts_of_results(protocol: mgdsl.Protocol, raw: dict[str, Any], wanted: str) -> None:
    statuses = [each.status.value for each in protocol.evaluate(raw).criteria]
    assert " ".join(statuses).replace("unknown", "?") == wanted
    data = protocol._projector.of(protocol._reader.read(raw))  # type: ignore[arg-type]
    assert list(run(protocol.program, [data])["P"].statuses.values()) == statuses


def test_learning_the_day_of_a_result_does_not_flip(protocol: mgdsl.Protocol) -> None:
    """A day of the month on which the same value is on record already."""
    before = protocol.evaluate(record(("2025-03-16", "9 mg/L"), ("2025-03", "9 mg/L")))
    after = protocol.evaluate(record(("2025-03-16", "9 mg/L"), ("2025-03-16", "9 mg/L")))
    assert [each.status.value for each in before.criteria][:2] == ["unknown", "unknown"]
    assert [each.status.value for each in after.criteria][:2] == ["fail", "pass"]
    wanted = {fact for group in before.missing for fact in group.facts}
    assert "CRP 9 mg/L, 2025-03: whether it is the same as another result" in wanted


def test_more_than_can_be_compared_may_be_any() -> None:
    days = (None, None)
    value = Measured(((1, 0), (1, 0)))
    lines = [
        Line("CRP", {"value": evolve(value, bounds=((n, 0), (n, 0)))}, days, days, days) for n in range(MOST)
    ]
    assert all(line.name is not None for line in named(lines))
    last = named([*lines, *(Line("CRP", {"value": value}, days, days, days) for _ in range(2))])
    assert [line.could for line in last[MOST:]] == [f",{MOST},1,", f",{MOST + 1},1,"]
    other = Line("CRP", {"value": evolve(value, bounds=((-1, 0), (-1, 0)))}, days, days, days)
    assert [line.could for line in named([*lines, other, other])][MOST:] == [f",{MOST},", None]


def test_the_columns_are_kept_in_the_compiled_form(protocol: mgdsl.Protocol) -> None:
    raw = record(("2025-03-01", "9 mg/L"), ("2025-03", "9 mg/L"))
    again = mgdsl.Protocol.from_json(json.loads(protocol.dumps()))
    assert again.evaluate(raw) == protocol.evaluate(raw)
