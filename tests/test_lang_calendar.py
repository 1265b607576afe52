"""Calendar: the month-end cases as a table, and the laws of steps, completed years and partial dates."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgdsl.lang.calendar import UNITS, completed, exact_age, partial, show_day, step

# from, number, unit, to
STEPS = [
    ("2025-03-31", -1, "month", "2025-02-28"),
    ("2024-03-31", -1, "month", "2024-02-29"),
    ("2024-03-30", -1, "month", "2024-02-29"),
    ("2024-01-31", 1, "month", "2024-02-29"),
    ("2025-05-31", 1, "month", "2025-06-30"),
    ("2025-12-31", 2, "month", "2026-02-28"),
    ("2025-01-15", -13, "month", "2023-12-15"),
    ("2024-02-29", 1, "year", "2025-02-28"),
    ("2024-02-29", 4, "year", "2028-02-29"),
    ("2024-02-29", -100, "year", "1924-02-29"),
    ("1904-02-29", -4, "year", "1900-02-28"),
    ("2025-03-01", -4, "week", "2025-02-01"),
    ("2024-03-01", -1, "day", "2024-02-29"),
]

# unit, first, last, completed
COMPLETED = [
    ("year", "2000-02-29", "2001-02-28", 0),
    ("year", "2000-02-29", "2001-03-01", 1),
    ("year", "2000-02-29", "2004-02-28", 3),
    ("year", "2000-02-29", "2004-02-29", 4),
    ("year", "2006-12-31", "2024-01-01", 17),
    ("year", "2006-12-31", "2024-12-31", 18),
    ("month", "2025-01-31", "2025-02-28", 0),
    ("month", "2025-01-31", "2025-03-01", 1),
    ("month", "2025-01-31", "2025-03-31", 2),
    ("week", "2025-01-01", "2025-01-14", 1),
    ("week", "2025-01-01", "2025-01-15", 2),
    ("day", "2025-02-28", "2025-03-01", 1),
]

days = st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.toordinal)
middle = st.dates(date(1000, 1, 1), date(3000, 12, 31)).map(date.toordinal)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(("start", "n", "unit", "end"), STEPS)
def test_step_table(start: str, n: int, unit: str, end: str) -> None:
    assert show_day(step(day(start), n, unit)) == end


@pytest.mark.parametrize(("unit", "first", "last", "number"), COMPLETED)
def test_completed_table(unit: str, first: str, last: str, number: int) -> None:
    assert completed(unit, day(first), day(last)) == number


def test_step_then_days() -> None:
    assert show_day(step(day("2024-03-31"), -1, "month", days=1)) == "2024-03-01"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-02-28", "2025-02-28", "2025-02-28"),
        ("2025-01", "2025-01-01", "2025-01-31"),
        ("2025-12-31", "2025-12-31", "2025-12-31"),
        ("0001-01-01", "0001-01-01", "0001-01-01"),
        ("9999-12", "9999-12-01", "9999-12-31"),
    ],
)
def test_partial(text: str, first: str, last: str) -> None:
    assert partial(text) == (day(first), day(last))


@pytest.mark.parametrize("text", ["2025-02-29", "2024-13", "24-01-01", "2024-1-1", "0000", "05/03/2024", ""])
def test_partial_refuses(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        partial(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2024-00", "there is no month 00"),
        ("2024-13-01", "there is no month 13"),
        ("2025-02-00", "2025-02 has days 01 to 28"),
        ("2024-02-30", "2024-02 has days 01 to 29"),
        ("0000-05", "years count from 0001"),
    ],
)
def test_partial_says_why(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=f'^"{text}" is not a date: {why}$'):
        partial(text)


@pytest.mark.parametrize(
    ("start", "n", "unit", "end"),
    [
        ("9998-12-31", 1, "year", "9999-12-31"),
        ("9999-12-30", 1, "day", "9999-12-31"),
        ("0002-01-01", -1, "year", "0001-01-01"),
        ("0001-01-02", -1, "day", "0001-01-01"),
        ("9999-12-31", 1, "day", None),
        ("9999-01-01", 12, "month", None),
        ("0001-01-01", -1, "day", None),
        ("0001-12-31", -1, "year", None),
    ],
)
def test_the_calendar_ends(start: str, n: int, unit: str, end: str | None) -> None:
    if end is not None:
        assert show_day(step(day(start), n, unit)) == end
        return
    with pytest.raises(ValueError, match="the step leaves the years 1 to 9999"):
        step(day(start), n, unit)


@given(days, st.integers(-130_000, 130_000), st.sampled_from(UNITS))
def test_step_lands_in_the_calendar_or_says_so(start: int, n: int, unit: str) -> None:
    try:
        end = step(start, n, unit)
    except ValueError as error:
        assert "9999" in str(error)
    else:
        assert 1 <= end <= date.max.toordinal()
        assert (end >= start) if n >= 0 else (end < start)


@given(middle, middle, st.integers(-2000, 2000), st.sampled_from(UNITS))
def test_step_keeps_order(one: int, other: int, n: int, unit: str) -> None:
    low, high = sorted((one, other))
    n = n // 12 if unit == "year" else n
    assert step(low, n, unit) <= step(high, n, unit)


@given(days, days, days, st.sampled_from(UNITS))
def test_completed_keeps_order(first: int, one: int, other: int, unit: str) -> None:
    low, high = sorted((one, other))
    assert completed(unit, first, low) <= completed(unit, first, high)
    assert completed(unit, low, first) >= completed(unit, high, first)


@given(middle, st.integers(0, 120))
def test_a_birthday_completes_a_year(birth: int, years: int) -> None:
    birthday = step(birth, years, "year")
    turned = birthday + (date.fromordinal(birth).day != date.fromordinal(birthday).day)
    assert completed("year", birth, turned) == years
    assert completed("year", birth, turned - 1) == years - 1
    assert exact_age(birth, turned) == years


@given(days, days)
def test_exact_age_lies_in_the_running_year(first: int, last: int) -> None:
    age = exact_age(first, last)
    assert completed("year", first, last) <= age < completed("year", first, last) + 1
    assert exact_age(first, first) == 0


def test_exact_age_half_way() -> None:
    assert exact_age(day("2000-01-01"), day("2001-07-02")) == 1 + Fraction(182, 365)


@pytest.mark.parametrize(
    ("first", "last", "age"),
    [
        ("2000-02-29", "2001-02-28", Fraction(365, 366)),
        ("2000-02-29", "2001-03-01", Fraction(1)),
        ("9998-06-15", "9999-12-31", 1 + Fraction(199, 366)),
        ("0001-06-15", "0001-01-01", -1 + Fraction(200, 365)),
        ("0001-03-15", "0002-03-14", Fraction(364, 365)),
        ("9999-01-01", "9999-12-31", Fraction(364, 365)),
        ("9998-12-31", "9999-12-31", Fraction(1)),
    ],
)
def test_exact_age_table(first: str, last: str, age: Fraction) -> None:
    assert exact_age(day(first), day(last)) == age


def test_unknown_unit() -> None:
    with pytest.raises(ValueError, match="fortnight"):
        step(1, 1, "fortnight")
    with pytest.raises(ValueError, match="fortnight"):
        completed("fortnight", 1, 2)
