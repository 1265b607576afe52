"""The calendar: steps, completed years, and dates of which only the year or the month is known.

A day is an `int`, its proleptic Gregorian ordinal (`date.toordinal`), from year 1 to year 9999.
"""

import re
from calendar import monthrange
from datetime import date
from fractions import Fraction
from functools import lru_cache

UNITS = ("day", "week", "month", "year")

FIRST_DAY, LAST_DAY = date.min.toordinal(), date.max.toordinal()
_CYCLE_YEARS, _CYCLE_DAYS = 400, 146_097  # after 400 years the calendar repeats
_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def step(day: int, n: int, unit: str, days: int = 0) -> int:
    """The day `n` units on (back, if negative) and then `days` days on.

    A step of months or years that finds no such day in the month takes the month's last. Raises ValueError if
    it leaves the years 1 to 9999.
    """
    match unit:
        case "day":
            moved = day + n
        case "week":
            moved = day + 7 * n
        case "month":
            moved = _months_on(day, n)
        case "year":
            moved = _months_on(day, 12 * n)
        case _:
            raise ValueError(f'"{unit}" is not a unit of the calendar: {", ".join(UNITS)}')
    return _checked(_checked(moved) + days)


def completed(unit: str, first: int, last: int) -> int:
    """How many whole days, weeks, months or years lie from `first` to `last`; rounded down, also below 0.

    A month or year that began on a day the end's month lacks completes on the first of the next: born on 29
    February, one is a year older on 1 March.
    """
    match unit:
        case "day":
            return last - first
        case "week":
            return (last - first) // 7
        case "month":
            return _completed_months(first, last)
        case "year":
            return _completed_months(first, last) // 12
        case _:
            raise ValueError(f'"{unit}" is not a unit of the calendar: {", ".join(UNITS)}')


def exact_age(first: int, last: int) -> Fraction:
    """Years from `first` to `last`: the completed ones and the part of the running one, by days."""
    years = completed("year", first, last)
    birthday, following = _birthday(first, years), _birthday(first, years + 1)
    return years + Fraction(last - birthday, following - birthday)


@lru_cache(maxsize=4096)
def partial(text: str) -> tuple[int, int]:
    """First and last day that ``2024``, ``2024-03`` or ``2024-03-05`` can be.

    Raises ValueError, with a sentence, if it is no such date.
    """
    match = _PARTIAL.fullmatch(text)
    if match is None:
        raise ValueError(f'"{text}" is not a date: write 2024-03-05, or 2024-03 or 2024 if no more is known')
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if year == 0:
        raise ValueError(f'"{text}" is not a date: years count from 0001')
    if match[2] is None:
        return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    if not 1 <= month <= 12:
        raise ValueError(f'"{text}" is not a date: there is no month {match[2]}')
    length = monthrange(year, month)[1]
    if match[3] is None:
        return date(year, month, 1).toordinal(), date(year, month, length).toordinal()
    if not 1 <= day <= length:
        raise ValueError(f'"{text}" is not a date: {match[1]}-{match[2]} has days 01 to {length}')
    return (ordinal := date(year, month, day).toordinal()), ordinal


def show_day(day: int) -> str:
    """The day as ``2024-03-05``."""
    return date.fromordinal(day).isoformat()


def _months_on(day: int, months: int) -> int:
    start = date.fromordinal(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise ValueError("the step leaves the years 1 to 9999")
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).toordinal()


def _checked(day: int) -> int:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError("the step leaves the years 1 to 9999")
    return day


def _completed_months(first: int, last: int) -> int:
    start, end = date.fromordinal(first), date.fromordinal(last)
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def _birthday(first: int, years: int) -> int:
    """The day on which `years` years complete; it may fall in the year 10000 or in year 0."""
    start = date.fromordinal(first)
    year, cycles = start.year + years, 0
    if not 1 <= year <= 9999:
        cycles = 1 if year > 9999 else -1
        year -= cycles * _CYCLE_YEARS
    try:
        day = date(year, start.month, start.day)
    except ValueError:  # 29 February
        day = date(year, 3, 1)
    return day.toordinal() + cycles * _CYCLE_DAYS
