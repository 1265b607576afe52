"""Dates as they are recorded: ``2025-03-01``, ``2025-03``, ``2025``, or a day with a clock time."""

import re
from fractions import Fraction

from mgdsl.lang import calendar
from mgdsl.lang.days import from_spreadsheet, meant
from mgdsl.records.faults import Faults, one_of, shown
from mgdsl.records.meant import is_missing
from mgdsl.records.model import Moment

EXAMPLE = '"2025-03-01", or "2025-03" or "2025" where no more is known'
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
    clock = _CLOCK.match(raw.strip())
    day, minute = (clock[1], int(clock[2]) * 60 + int(clock[3])) if clock else (raw.strip(), None)
    try:
        first, last = calendar.partial(day)
    except ValueError:
        first = last = 0
    if not first or (clock and (int(clock[2]) > 23 or int(clock[3]) > 59)):
        faults.add("not-a-date", path, f"`{shown(raw)}` is not a date of the calendar", repaired(raw))
        return None
    return Moment(first, last, minute, raw.strip())
