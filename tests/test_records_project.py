"""Columns of a record: bounds of days, ages, scores and doses; rows of events and results."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from records_sample import ANSWERS, SCHEMA, good

from mgdsl.core.columns import (
    Age,
    Amount,
    Arith,
    Closes,
    Column,
    ColumnSource,
    DailyDose,
    Inside,
    Limit,
    Member,
    Number,
    RecordedDay,
    RowAgent,
    RowCouldBe,
    RowDay,
    RowIs,
    RowMoment,
    Score,
    Slot,
    Step,
    Table,
    TakenAt,
    VisitDay,
    Yes,
)
from mgdsl.core.data import Bounds, Row, Value
from mgdsl.records.model import Record
from mgdsl.records.project import project

EVERY = tuple((name, Fraction(1)) for name in "abcd")
ENTRY = {"visits": {"screening": {"date": "2025-03-01"}, "entry": {"date": "2025-04-30"}}}


def day(text: str) -> tuple[int, int]:
    return date.fromisoformat(text).toordinal(), 0


def days(first: str | None, last: str | None) -> Bounds:
    return day(first) if first else None, day(last) if last else None


def exactly(value: int | Fraction) -> Bounds:
    return (value, 0), (value, 0)


def column(record: Record, source: ColumnSource) -> Value:
    """The value of one column of the patient."""
    return project(record, SCHEMA, (Column("c", "truth", source),), ()).patient["c"]


def rows(
    record: Record, of: str, *sources: ColumnSource, results: bool = False, planned: bool = False
) -> list[Row]:
    columns = tuple(Column(str(at), "truth", source) for at, source in enumerate(sources))
    return list(project(record, SCHEMA, (), (Table("t", (of,), results, planned, columns),)).tables["t"])


@pytest.mark.parametrize(
    ("visit", "expected"),
    [
        ("screening", days("2025-03-01", "2025-03-01")),
        ("baseline", days("2025-03-01", "2025-04-30")),
        ("entry", days("2025-04-30", "2025-04-30")),
    ],
)
def test_an_undated_visit_lies_between_its_neighbours(visit: str, expected: Bounds) -> None:
    assert column(good(**ENTRY), VisitDay(visit)) == expected


def test_days_move_by_calendar_and_are_open_beyond_the_last_visit() -> None:
    record = good(visits={"screening": {"date": "2025-03-31"}})
    assert column(record, VisitDay("screening", Step(-1, "month"))) == days("2025-02-28", "2025-02-28")
    assert column(record, VisitDay("entry")) == days("2025-03-31", None)


@pytest.mark.parametrize(
    ("birth", "expected"),
    [
        ("2000-03-01", exactly(25)),
        ("2000-03-02", exactly(24)),
        ("2000", ((24, 0), (25, 0))),
        (None, ((0, 0), None)),
    ],
)
def test_age_is_between_the_latest_and_the_earliest_birth(birth: str | None, expected: Bounds) -> None:
    record = good(facts={"birth date": birth}, **ENTRY)
    assert column(record, Number(Age(Slot("birth date"), "screening", "year"))) == expected


def test_exact_age_counts_days_of_the_year() -> None:
    record = good(facts={"birth date": "2000-02-28"}, **ENTRY)
    age = column(record, Number(Age(Slot("birth date"), "screening", "year", exact=True)))
    assert age == exactly(25 + Fraction(1, 365))


def test_a_partly_scored_instrument_lies_in_its_range() -> None:
    record = good(visits={"screening": {"scale": {"items": {"a": 2, "b": 4, "c": 1}}}})
    score = Score(Slot("scale", "screening"), EVERY)
    assert column(record, Number(score)) == ((7, 0), (10, 0))
    assert column(record, Inside(score, ((Fraction(9), Fraction(9)),))) is False
    assert column(record, Inside(score, ((Fraction(8), Fraction(9)),))) is None
    assert column(record, Inside(score, ((Fraction(7), Fraction(8)), (Fraction(10), Fraction(20))))) is True


def test_values_of_a_visit_that_was_not_done_are_unknown() -> None:
    record = good(visits={"screening": {"done": False, "pregnant": None}})
    assert column(record, Yes(Slot("pregnant", "screening"))) is None


@pytest.mark.parametrize(
    ("grade", "values", "expected"),
    [
        ("II", ("IIa", "IIb"), True),
        ("II", ("IIa",), None),
        ("II", ("I",), False),
        ("IIa", ("IIa",), True),
        (None, ("I", "IIa", "IIb", "III"), None),
    ],
)
def test_a_group_is_any_of_its_members(
    grade: str | None, values: tuple[str, ...], expected: bool | None
) -> None:
    record = good(visits={"screening": {"grade": grade}})
    assert column(record, Member(Slot("grade", "screening"), values)) is expected


def test_quantities_limits_and_arithmetic() -> None:
    record = good(visits={"screening": {"enzyme": {"value": "< 20", "unit": "U/L", "upper": 40}}})
    slot = Slot("enzyme", "screening")
    assert column(record, Number(Amount(slot))) == (None, (20, -1))
    assert column(record, Number(Limit(slot, True))) == exactly(40)
    assert column(record, Number(Limit(slot, False))) == (None, None)
    assert column(record, Number(Arith("+", Amount(slot), Limit(slot, True)))) == (None, (60, -1))


@pytest.mark.parametrize(
    ("complete", "visit", "step", "expected"),
    [
        ({"*": "screening"}, "screening", Step(), True),
        ({"*": "screening"}, "screening", Step(1, "week", -6), False),
        ({"*": "baseline"}, "screening", Step(), True),
        ({"*": "baseline"}, "baseline", Step(-1, "month", 28), True),
        ({"*": "baseline"}, "entry", Step(), False),
        ({"*": "baseline"}, "entry", Step(-3, "month"), True),
        ({"therapies": "2025-03", "*": "entry"}, "screening", Step(), True),
        ({"therapies": "2025-03", "*": "entry"}, "screening", Step(1), False),
        ({"therapies": None, "*": "entry"}, "screening", Step(), False),
        ({"operation": "entry"}, "screening", Step(), False),
        ({}, "screening", Step(), False),
    ],
)
def test_a_history_is_closed_through_a_day(
    complete: dict[str, Any], visit: str, step: Step, expected: bool
) -> None:
    assert column(good(complete=complete, **ENTRY), Closes(("therapy",), visit, step)) is expected


def test_a_statement_is_answered_by_its_whole_key() -> None:
    period = {"from": "entry", "until": "1 year  after entry"}
    agreed = {"by": "Participant", "text": "agrees to  contraception", **period, "answer": True}
    record = good(statements=[agreed])
    assert [column(record, answer) for answer in ANSWERS] == [None, None, True, None]


SPANS: list[tuple[dict[str, Any], Bounds, Bounds]] = [
    (
        {"start": "2024", "stop": "2025-01-05"},
        days("2024-01-01", "2024-12-31"),
        days("2025-01-05", "2025-01-05"),
    ),
    (
        {"start": "2024-05", "stop": "2024"},
        days("2024-05-01", "2024-05-31"),
        days("2024-05-01", "2024-12-31"),
    ),
    ({"start": "2024-05-02"}, days("2024-05-02", "2024-05-02"), days("2024-05-02", None)),
    ({"start": "2024-05-02", "stop": "ongoing"}, days("2024-05-02", "2024-05-02"), days("2025-03-01", None)),
    ({"stop": "2024-05-02"}, days(None, "2024-05-02"), days("2024-05-02", "2024-05-02")),
]


@pytest.mark.parametrize(("fields", "first", "last"), SPANS)
def test_first_and_last_day_of_a_span(fields: dict[str, Any], first: Bounds, last: Bounds) -> None:
    record = good(events={"therapy": [fields]}, complete={"*": "screening"}, **ENTRY)
    assert rows(record, "therapy", RowDay(), RowDay(last=True)) == [{"0": first, "1": last}]
    assert rows(record, "therapy", RecordedDay(Slot("stop", row=True))) == [{"0": last}]


def test_agents_of_rows() -> None:
    agents = ["AFS", "statins", None, "gammamab"]
    record = good(events={"therapy": [{"agent": agent} for agent in agents]})
    found = rows(record, "therapy", RowIs((), ("alfastatin",)), RowAgent(), RowCouldBe())
    assert [tuple(row.values()) for row in found] == [
        (True, "alfastatin", ",alfastatin,"),
        (None, None, ",alfastatin,betastatin,"),
        (None, None, None),
        (False, "gammamab", ",gammamab,"),
    ]
    kindred = rows(good(events={"operation": [{}]}), "operation", RowIs(("operation",), ()), RowAgent())
    assert kindred == [{"0": True, "1": "operation"}]


def test_doses() -> None:
    dose = {"value": 5, "unit": "mg/day"}
    span = {"start": "2025-01-01", "stop": "2025-01-15"}
    record = good(events={"therapy": [{"agent": "statins", "dose": dose, **span}, {"agent": "AFS"}]})
    form = DailyDose(Slot("dose", row=True), (("alfastatin", Fraction(1)), ("betastatin", Fraction(2))))
    found = rows(record, "therapy", Number(form))
    assert found == [{"0": ((5, 0), (10, 0))}, {"0": ((0, 0), None)}]


def test_planned_events_stand_apart() -> None:
    record = good(events={"operation": [{"date": "2025"}, {"date": "2026", "planned": True}]})
    assert rows(record, "operation", RowDay(), planned=True) == [{"0": days("2026-01-01", "2026-12-31")}]
    assert rows(record, "operation", RowDay()) == [{"0": days("2025-01-01", "2025-12-31")}]


def test_an_equal_value_of_one_day_counts_once() -> None:
    dated = [{"date": "2025-03-01T08:30", "value": "positive"}, {"date": "2025-03-01", "value": "negative"}]
    record = good(results={"ab": dated}, visits={"screening": {"date": "2025-03-01", "ab": "positive"}})
    source = Member(Slot("value", row=True), ("positive",))
    found = rows(record, "antibody", source, TakenAt(("screening",)), results=True)
    assert [tuple(row.values()) for row in found] == [(True, True), (False, False)]


def test_a_null_at_a_visit_is_surely_in_no_window() -> None:
    """But surely outside those that the visit is not in: each end is told on one side only."""
    record = good(visits={"screening": {"date": "2025-03-01", "ab": None}})
    positive, ends = Member(Slot("value", row=True), ("positive",)), (RowDay(), RowDay(last=True))
    low, high = days("2025-03-01", "2025-03-01")
    found = rows(record, "antibody", positive, *ends, results=True)
    assert found == [{"0": None, "1": (low, None), "2": (None, high)}]


def test_a_clock_time_orders_results_of_one_day() -> None:
    dated = [{"date": "1970-01-02T08:30", "value": "positive"}, {"date": "1970-01-02", "value": "negative"}]
    found = rows(good(results={"ab": dated}), "antibody", RowMoment(), results=True)
    assert found == [{"0": exactly(1950)}, {"0": ((1440, 0), (2879, 0))}]
