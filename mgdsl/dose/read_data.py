"""The data of a trial, read from the command line or from JSON; refused where they are not clear."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import frozen

from mgdsl.core.design import MOST_PARTICIPANTS, Design, Window
from mgdsl.dose.mtd import Count
from mgdsl.dose.refusal import Refusal, refuse
from mgdsl.dose.trial_data import Pending, TrialData
from mgdsl.lang import calendar
from mgdsl.records.faults import Faults, join, shown
from mgdsl.records.json import decode
from mgdsl.records.plain import Refused, number, pairs, plain
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.suggest import fold, nearest

DATA = "trial data"
LONGEST = 1_000_000
"""Bytes of the data of one trial."""
LEVELS_EXAMPLE = '{"current": 1, "levels": [{"level": 1, "treated": 3, "toxic": 0}]}'
LEVEL_FIELDS = ("level", "treated", "toxic")
PARTICIPANT_FIELDS = ("id", "level", "treated", "toxic")


def from_words(text: str, current: str | None, design: Design) -> TrialData:
    """``0/3, 1/6``: toxicities of treated, lowest level first. Raises Refusal."""
    counts = []
    for word in text.split(","):
        toxic, sign, treated = (part.strip() for part in word.partition("/"))
        if not (sign and _is_count(toxic) and _is_count(treated)):
            message = f"`{shown(word.strip())}` is not a count such as 1/6: one toxicity among six."
            raise refuse("bad-count", message, "write the counts of each level: `--counts 0/3,1/6`")
        counts.append((int(treated), int(toxic)))
    if len(counts) > len(design.levels):
        message = f"There are {len(counts)} counts for {len(design.levels)} levels."
        raise refuse("bad-count", message, "give one count a level, lowest first")
    at = None if current is None else level_of(current, design)
    return _of_counts([*counts, *[(0, 0)] * (len(design.levels) - len(counts))], at, design)


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 6


def _of_counts(counts: Sequence[Count], at: int | None, design: Design) -> TrialData:
    tried = [level for level, (treated, _) in enumerate(counts) if treated]
    if at is None and len(tried) == 1:
        at = tried[0]
    told = "Counts carry no days: that the window of everybody counted is over rests on who counted."
    notes = (told,) if tried and isinstance(design.window, Window) else ()
    return TrialData(tuple(counts), at, notes=notes)


def day_of(text: str) -> int:
    """The day of asking. Raises Refusal."""
    day = _day(text)
    if day is None:
        raise refuse("not-a-date", f"`{shown(text)}` is not a day.", "write it as 2025-06-30")
    return day


def _day(text: object) -> int | None:
    """A whole day of the calendar, or None."""
    if not isinstance(text, str):
        return None
    try:
        first, last = calendar.partial(text)
    except ValueError:
        return None
    return first if first == last else None


def level_of(word: str, design: Design) -> int:
    """The level of a number from 1 or a name; from 0. Raises Refusal."""
    found = _level(int(word) if word.isascii() and word.isdigit() and len(word) < 4 else word, design)
    if found is None:
        raise refuse(
            "unknown-level", f"`{shown(word)}` is not a level of {design.name}.", _levels(word, design)
        )
    return found


def _level(word: object, design: Design) -> int | None:
    if isinstance(word, int | Fraction) and not isinstance(word, bool):
        return int(word) - 1 if word.denominator == 1 and 1 <= word <= len(design.levels) else None
    names = [fold(level.name) for level in design.levels]
    return names.index(fold(word)) if isinstance(word, str) and fold(word) in names else None


def _levels(word: object, design: Design) -> str:
    names = [level.name for level in design.levels]
    near = nearest(word, names) if isinstance(word, str) else None
    listed = "; ".join(f"{at}: {name}" for at, name in enumerate(names, 1))
    return f"did you mean `{near}`?" if near else f"its levels are {listed}"


def from_json(data: bytes, name: str, current: str | None, on: int | None, design: Design) -> TrialData:
    """``{"levels": […]}`` or ``{"participants": […]}``; `on`: the day of asking. Raises Refusal."""
    faults = Faults(DATA)
    raw = _object(data, name, faults)
    reader = _Reader(design, on, faults)
    found = None if faults.found else reader.read(raw, current)
    if faults.found or found is None:
        raise Refusal(tuple(faults.found))
    return found


def _object(data: bytes, name: str, faults: Faults) -> dict[str, Any]:
    if len(data) > LONGEST:
        message = f"{name} has {len(data):,} bytes; the data of a trial have {LONGEST:,} at most."
        raise refuse("too-large", message, "give counts by level in place of participants")
    text = decode(data, name)
    if isinstance(text, Diagnostic):
        raise Refusal((text,))
    try:
        raw = json.loads(
            text,
            parse_int=number,
            parse_float=number,
            parse_constant=lambda word: Refused("not-a-number", word),
            object_pairs_hook=pairs,
        )
    except json.JSONDecodeError as error:
        message = f"{name} is not JSON: {error.msg} (line {error.lineno}, column {error.colno})."
        raise refuse("not-json", message, f"write {LEVELS_EXAMPLE}") from None
    except RecursionError:
        raise refuse(
            "too-deep", f"{name} is nested too deeply to be read.", f"write {LEVELS_EXAMPLE}"
        ) from None
    tidy = plain(raw, faults)
    if not isinstance(tidy, dict):
        faults.mistyped("", "an object", tidy, LEVELS_EXAMPLE)
        return {}
    return tidy


@frozen
class _Reader:
    """Reads decoded data; what is wrong goes to `faults`."""

    design: Design
    on: int | None
    faults: Faults

    def read(self, raw: dict[str, Any], current: str | None) -> TrialData | None:
        self._only(raw, "", ("current", "levels", "participants"))
        kinds = [kind for kind in ("levels", "participants") if kind in raw]
        if len(kinds) != 1:
            message = 'either "levels" or "participants" is needed, and not both'
            self.faults.add("bad-trial-data", "", message, f"write {LEVELS_EXAMPLE}")
            return None
        at = None
        if current is not None:
            at = level_of(current, self.design)
        elif raw.get("current") is not None:
            at = self._level_at(raw["current"], "current")
        rows = raw[kinds[0]]
        if not isinstance(rows, list):
            self.faults.mistyped(kinds[0], "a list", rows, "a list of objects")
            return None
        if len(rows) > MOST_PARTICIPANTS:
            message = f"{len(rows):,} rows are more than the {MOST_PARTICIPANTS} participants of any design"
            self.faults.add("bad-trial-data", kinds[0], message, "leave out what belongs to other trials")
            return None
        read = self._levels if kinds[0] == "levels" else self._participants
        return read([(join(kinds[0], index), row) for index, row in enumerate(rows)], at)

    def _levels(self, rows: list[tuple[str, Any]], at: int | None) -> TrialData:
        counts: dict[int, Count] = {}
        for path, row in rows:
            if not self._row(row, path, LEVEL_FIELDS):
                continue
            level = self._level_at(row.get("level"), join(path, "level"))
            count = self._count(row, path, "treated"), self._count(row, path, "toxic")
            if level is not None and level in counts:
                name = self.design.levels[level].name
                self.faults.add("duplicate-key", path, f"{name} stands twice", "keep one of the two")
            if level is not None:
                counts[level] = count
        every = [counts.get(level, (0, 0)) for level in range(len(self.design.levels))]
        return _of_counts(every, at, self.design)

    def _participants(self, rows: list[tuple[str, Any]], at: int | None) -> TrialData:
        counts, pending = [(0, 0)] * len(self.design.levels), list[Pending]()
        levels_by_day: dict[int, set[int]] = {}
        ids: set[str] = set()
        self._need_day(row for _, row in rows)
        for path, row in rows:
            if not self._row(row, path, PARTICIPANT_FIELDS):
                continue
            id = self._id(row.get("id"), path, ids)
            level = self._level_at(row.get("level"), join(path, "level"))
            day = self._day_treated(row.get("treated"), join(path, "treated"))
            toxic = row.get("toxic")
            if toxic is not None and not isinstance(toxic, bool):
                example = "true, false, or null while it is not known"
                self.faults.mistyped(join(path, "toxic"), "yes or no", toxic, example)
            if level is None or day is None:
                continue
            levels_by_day.setdefault(day, set()).add(level)
            until = self._until(day, join(path, "treated"))
            if toxic or (toxic is False and self._is_over(until)):
                treated, before = counts[level]
                counts[level] = treated + 1, before + bool(toxic)
            else:
                last = None if until is None else date.fromordinal(until).isoformat()
                pending.append(Pending(id, level, last))
        if at is None and levels_by_day:
            last_levels = levels_by_day[max(levels_by_day)]
            at = min(last_levels) if len(last_levels) == 1 else None
        told = "The design states no window in days, weeks or months, so none is waited for."
        notes = () if isinstance(self.design.window, Window) else (told,)
        return TrialData(tuple(counts), at, tuple(pending), frozenset(ids), notes)

    def _row(self, row: Any, path: str, fields: tuple[str, ...]) -> bool:
        if not isinstance(row, Mapping):
            self.faults.mistyped(path, "an object", row, f"an object with {', '.join(fields)}")
            return False
        self._only(row, path, fields)
        return True

    def _only(self, entry: Mapping[str, Any], path: str, fields: tuple[str, ...]) -> None:
        for name in entry:
            if name not in fields:
                self.faults.unknown("unknown-field", join(path, name), "a field of trial data", name, fields)

    def _level_at(self, word: object, path: str) -> int | None:
        level = _level(word, self.design)
        if level is None:
            told = shown(str(word)) if isinstance(word, str | Fraction) else "this"
            message = f"`{told}` is not a level of {self.design.name}"
            self.faults.add("unknown-level", path, message, _levels(word, self.design))
        return level

    def _count(self, row: Mapping[str, Any], path: str, name: str) -> int:
        value = row.get(name)
        if not isinstance(value, Fraction) or value.denominator != 1 or not 0 <= value <= 10**6:
            told = shown(str(value)) if isinstance(value, str | Fraction) else "this"
            message = f"{told} is not a number of participants"
            self.faults.add("bad-count", join(path, name), message, "write a whole number from 0 on")
            return 0
        return int(value)

    def _id(self, id: object, path: str, ids: set[str]) -> str:
        if not isinstance(id, str) or not id.strip():
            self.faults.add(
                "missing-id", join(path, "id"), "this participant has no id", 'write "id": "P-001"'
            )
            return ""
        id = id.strip()
        if id in ids:
            self.faults.add(
                "duplicate-id", join(path, "id"), f"`{shown(id)}` stands twice", "keep one of the two"
            )
        ids.add(id)
        return id

    def _day_treated(self, text: object, path: str) -> int | None:
        day = _day(text)
        if day is None:
            told = f"`{shown(text)}`" if isinstance(text, str) else "this"
            self.faults.add("not-a-date", path, f"{told} is not a day", 'write "2025-03-01"')
        elif self.on is not None and day > self.on:
            message = f"{text} is after the day of asking, {date.fromordinal(self.on).isoformat()}"
            self.faults.add("impossible-data", path, message, "ask for a later day, or correct this one")
        return day

    def _until(self, day: int, path: str) -> int | None:
        """The last day of the window."""
        if not isinstance(self.design.window, Window):
            return None
        try:
            return calendar.step(day, self.design.window.n, self.design.window.unit)
        except ValueError:
            self.faults.add("not-a-date", path, "its window leaves the calendar", 'write "2025-03-01"')
            return None

    def _need_day(self, rows: Iterable[object]) -> None:
        """Whether a window is over depends on the day of asking, wherever it could still be open."""
        if self.on is not None or not isinstance(self.design.window, Window):
            return
        if any(isinstance(row, Mapping) and row.get("toxic") is False for row in rows):
            message = "whether the window of a participant is over depends on the day of asking"
            self.faults.add("day-missing", "participants", message, "add `--on 2025-06-30`")

    def _is_over(self, until: int | None) -> bool:
        """A window is over on the day after its last."""
        return until is None or (self.on is not None and self.on > until)
