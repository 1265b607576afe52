"""Dates as they are recorded: ``2025-03-01``, ``2025-03``, ``2025``, a day with a clock time, or an interval.

An interval of uncertainty is written as ISO 8601 and SDTM write it: ``2025-03-01/2025-03-09`` is some day
from the one to the other, ``../2025-03-01`` that day or an earlier one, ``2025-03-01/..`` that or a later
one.
"""

import re
from fractions import Fraction

from mgdsl.lang import calendar
from mgdsl.lang.days import from_spreadsheet, meant
from mgdsl.records.faults import Faults, one_of, shown
from mgdsl.records.meant import is_missing
from mgdsl.records.model import Moment

EXAMPLE = '"2025-03-01", or "2025-03" or "2025" where no more is known'
OPEN = ".."
_CLOCK = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::\d{2})?\Z", re.ASCII)


def repaired(raw: str) -> str:
    """How what is no date would be written; the example where nobody can know."""
    if is_missing(raw):
        return "write null: the date is not known"
    readings = [f'"{day}"' for day in meant(raw)]
    return f"write {one_of(readings) if readings else EXAMPLE}"


def read_moment(raw: object, path: str, faults: Faults) -> Moment | None:
    """The recorded date; None for null and, with a fault, for what is not a date."""
    if raw is None:
        return None
    if not isinstance(raw, str):
        serial = from_spreadsheet(raw) if isinstance(raw, Fraction) else None
        repair = f'"{serial}", if it is the day number of a spreadsheet' if serial else EXAMPLE
        faults.mistyped(path, "a date", raw, repair)
        return None
    text = raw.strip()
    if "/" in text:
        return _interval(text, path, faults)
    clock = _CLOCK.match(text)
    day, minute = (clock[1], int(clock[2]) * 60 + int(clock[3])) if clock else (text, None)
    try:
        first, last = calendar.partial(day)
    except ValueError:
        first = last = 0
    if not first or (clock and (int(clock[2]) > 23 or int(clock[3]) > 59)):
        _no_date(raw, path, faults)
        return None
    return Moment(first, last, minute, text)


def _interval(text: str, path: str, faults: Faults) -> Moment | None:
    """From the first day that the one end can be to the last that the other can be."""
    since, _, until = (part.strip() for part in text.partition("/"))
    try:
        first = calendar.FIRST_DAY if since == OPEN else calendar.partial(since)[0]
        last = calendar.LAST_DAY if until == OPEN else calendar.partial(until)[1]
    except ValueError:
        _no_date(text, path, faults)
        return None
    if since == until == OPEN:
        faults.add("not-a-date", path, "an interval that is open on both sides says nothing", "write null")
        return None
    if first > last:
        message = f"the interval `{shown(text)}` ends before it begins"
        faults.add("not-a-date", path, message, f'swap its ends: "{until}/{since}"')
        return None
    return Moment(first, last, None, _words(since, until))


def _words(since: str, until: str) -> str:
    if since == OPEN:
        return f"{until} or earlier"
    return f"{since} or later" if until == OPEN else f"between {since} and {until}"


def _no_date(raw: str, path: str, faults: Faults) -> None:
    faults.add("not-a-date", path, f"`{shown(raw)}` is not a date of the calendar", repaired(raw))
