"""Dates as they are recorded: ``2025-03-01``, ``2025-03``, ``2025``, or a day with a clock time."""

import re

from mgdsl.lang import calendar
from mgdsl.records.faults import Faults, shown
from mgdsl.records.model import Moment

EXAMPLE = '"2025-03-01", or "2025-03" or "2025" where no more is known'
_CLOCK = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::\d{2})?\Z", re.ASCII)


def read_moment(raw: object, path: str, faults: Faults) -> Moment | None:
    """The recorded date; None for null and, with a fault, for what is not a date."""
    if raw is None:
        return None
    if not isinstance(raw, str):
        faults.mistyped(path, "a date", raw, EXAMPLE)
        return None
    clock = _CLOCK.match(raw.strip())
    day, minute = (clock[1], int(clock[2]) * 60 + int(clock[3])) if clock else (raw.strip(), None)
    try:
        first, last = calendar.partial(day)
    except ValueError:
        first = last = 0
    if not first or (clock and (int(clock[2]) > 23 or int(clock[3]) > 59)):
        faults.add("not-a-date", path, f"`{shown(raw)}` is not a date of the calendar", f"write {EXAMPLE}")
        return None
    return Moment(first, last, minute, raw.strip())
