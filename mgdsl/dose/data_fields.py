"""The fields of trial data in JSON: each is read, or what is wrong with it noted."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from mgdsl.core.design import Design, Window
from mgdsl.dose.levels import choices, find_level, twofold
from mgdsl.lang import calendar
from mgdsl.lang.numbers import show
from mgdsl.records.faults import Faults, join, shown
from mgdsl.tree import frozen

LARGEST_COUNT = 10**6


def whole_day(text: object) -> int | None:
    """A whole day of the calendar, or None."""
    if not isinstance(text, str):
        return None
    try:
        first, last = calendar.partial(text)
    except ValueError:
        return None
    return first if first == last else None


@frozen
class Fields:
    """Reads fields of the data of one design; what is wrong goes to `faults`. `on`: the day of asking."""

    design: Design
    on: int | None
    faults: Faults

    def row(self, row: Any, path: str, fields: tuple[str, ...]) -> bool:
        """Whether this is an object; fields that it should not have are noted."""
        if not isinstance(row, Mapping):
            self.faults.mistyped(path, "an object", row, f"an object with {', '.join(fields)}")
            return False
        for name in row:
            if name not in fields:
                self.faults.unknown("unknown-field", join(path, name), "a field of trial data", name, fields)
        return True

    def level(self, word: object, path: str) -> int | None:
        found = find_level(word, self.design)
        if found is None:
            message = f"{_told(word)} is not a level of {self.design.name}"
            self.faults.add("unknown-level", path, message, choices(word, self.design))
        elif told := twofold(found, self.design, word):
            self.faults.add("unknown-level", path, *told)
        return found

    def count(self, row: Mapping[str, Any], path: str, name: str) -> int:
        value = row.get(name)
        if isinstance(value, Fraction) and value.denominator == 1 and 0 <= value <= LARGEST_COUNT:
            return int(value)
        message = f"{_told(value)} is not a number of participants"
        self.faults.add("bad-count", join(path, name), message, "write a whole number from 0 on")
        return 0

    def id(self, id: object, path: str, ids: set[str]) -> str:
        """The id, which is added to `ids`."""
        if not isinstance(id, str) or not id.strip():
            self.faults.add("missing-id", path, "this participant has no id", 'write "id": "P-001"')
            return ""
        id = id.strip()
        if id in ids:
            self.faults.add("duplicate-id", path, f"`{shown(id)}` stands twice", "keep one of the two")
        ids.add(id)
        return id

    def toxic(self, value: object, path: str) -> bool | None:
        if value is None or isinstance(value, bool):
            return value
        example = "true, false, or null while it is not known"
        self.faults.mistyped(path, "yes or no", value, example)
        return None

    def treated(self, text: object, path: str) -> int | None:
        """The day of treatment."""
        day = whole_day(text)
        if day is None:
            self.faults.add("not-a-date", path, f"{_told(text)} is not a day", 'write "2025-03-01"')
        elif self.on is not None and day > self.on:
            message = f"{text} is after the day of asking, {date.fromordinal(self.on).isoformat()}"
            self.faults.add("impossible-data", path, message, "ask for a later day, or correct this one")
        return day

    def last_day(self, treated: int, path: str) -> int | None:
        """The last day of the window; None without a window."""
        window = self.design.window
        if not isinstance(window, Window):
            return None
        try:
            return calendar.step(treated, window.n, window.unit)
        except ValueError:
            self.faults.add("not-a-date", path, "its window leaves the calendar", 'write "2025-03-01"')
            return None


def _told(value: object) -> str:
    match value:
        case str():
            return f"`{shown(value)}`"
        case Fraction():
            return f"`{shown(show(value))}`"
        case _:
            return "this"
