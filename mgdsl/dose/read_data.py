"""The data of a trial, read from the command line or from JSON; refused where they are not clear."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from json import JSONDecodeError
from typing import Any

from mgdsl.core.design import MOST_PARTICIPANTS, Design, Window
from mgdsl.dose.data_fields import Fields, whole_day
from mgdsl.dose.levels import level_of
from mgdsl.dose.mtd import Count
from mgdsl.dose.refusal import Refusal, refuse
from mgdsl.dose.trial_data import Pending, TrialData
from mgdsl.records.faults import Faults, join, shown
from mgdsl.records.json import decode
from mgdsl.records.plain import parse, plain
from mgdsl.report.diagnostic import Diagnostic

NO_DAYS = "Counts carry no days: that the window of everybody counted is over rests on who counted."
NO_WINDOW = "The design states no window in days, weeks or months, so none is waited for."
DATA = "trial data"
LONGEST = 1_000_000
"""Bytes of the data of one trial."""
EXAMPLE = '{"current": 1, "levels": [{"level": 1, "treated": 3, "toxic": 0}]}'
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
    notes = (NO_DAYS,) if tried and isinstance(design.window, Window) else ()
    return TrialData(tuple(counts), at, notes=notes)


def day_of(text: str) -> int:
    """The day of asking. Raises Refusal."""
    day = whole_day(text)
    if day is None:
        raise refuse("not-a-date", f"`{shown(text)}` is not a day.", "write it as 2025-06-30")
    return day


def from_json(data: bytes, name: str, current: str | None, on: int | None, design: Design) -> TrialData:
    """``{"levels": […]}`` or ``{"participants": […]}``; `on`: the day of asking. Raises Refusal."""
    faults = Faults(DATA)
    raw = _object(data, name, faults)
    found = None if faults.found else _read(raw, current, Fields(design, on, faults))
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
        raw = parse(text)
    except JSONDecodeError as error:
        message = f"{name} is not JSON: {error.msg} (line {error.lineno}, column {error.colno})."
        raise refuse("not-json", message, f"write {EXAMPLE}") from None
    except RecursionError:
        raise refuse("too-deep", f"{name} is nested too deeply to be read.", f"write {EXAMPLE}") from None
    tidy = plain(raw, faults)
    if not isinstance(tidy, dict):
        faults.mistyped("", "an object", tidy, EXAMPLE)
        return {}
    return tidy


def _read(raw: dict[str, Any], current: str | None, fields: Fields) -> TrialData | None:
    """The data, incomplete when something was noted; None if they are in neither form."""
    fields.row(raw, "", ("current", "levels", "participants"))
    kinds = [kind for kind in ("levels", "participants") if kind in raw]
    if len(kinds) != 1:
        message = 'either "levels" or "participants" is needed, and not both'
        fields.faults.add("bad-trial-data", "", message, f"write {EXAMPLE}")
        return None
    (kind,) = kinds
    at = None
    if current is not None:
        at = level_of(current, fields.design)
    elif raw.get("current") is not None:
        at = fields.level(raw["current"], "current")
    rows = raw[kind]
    if not isinstance(rows, list):
        fields.faults.mistyped(kind, "a list", rows, "a list of objects")
        return None
    if len(rows) > MOST_PARTICIPANTS:
        message = f"{len(rows):,} rows are more than the {MOST_PARTICIPANTS} participants of any design"
        fields.faults.add("bad-trial-data", kind, message, "leave out what belongs to other trials")
        return None
    read = _levels if kind == "levels" else _participants
    return read([(join(kind, index), row) for index, row in enumerate(rows)], at, fields)


def _levels(rows: list[tuple[str, Any]], at: int | None, fields: Fields) -> TrialData:
    counts: dict[int, Count] = {}
    for path, row in rows:
        if not fields.row(row, path, LEVEL_FIELDS):
            continue
        level = fields.level(row.get("level"), join(path, "level"))
        count = fields.count(row, path, "treated"), fields.count(row, path, "toxic")
        if level is not None and level in counts:
            name = fields.design.levels[level].name
            fields.faults.add("duplicate-key", path, f"{name} stands twice", "keep one of the two")
        if level is not None:
            counts[level] = count
    every = [counts.get(level, (0, 0)) for level in range(len(fields.design.levels))]
    return _of_counts(every, at, fields.design)


def _participants(rows: list[tuple[str, Any]], at: int | None, fields: Fields) -> TrialData:
    """Somebody with a toxicity counts at once; without one, from the day after the last of the window on."""
    counts, pending = [(0, 0)] * len(fields.design.levels), list[Pending]()
    levels_by_day: dict[int, set[int]] = {}
    ids: set[str] = set()
    _need_day((row for _, row in rows), fields)
    for path, row in rows:
        if not fields.row(row, path, PARTICIPANT_FIELDS):
            continue
        id = fields.id(row.get("id"), join(path, "id"), ids)
        level = fields.level(row.get("level"), join(path, "level"))
        day = fields.treated(row.get("treated"), join(path, "treated"))
        toxic = fields.toxic(row.get("toxic"), join(path, "toxic"))
        if level is None or day is None:
            continue
        levels_by_day.setdefault(day, set()).add(level)
        last = fields.last_day(day, join(path, "treated"))
        is_over = last is None or (fields.on is not None and fields.on > last)
        if toxic or (toxic is False and is_over):
            treated, before = counts[level]
            counts[level] = treated + 1, before + bool(toxic)
        else:
            until = None if last is None else date.fromordinal(last).isoformat()
            pending.append(Pending(id, level, until, overdue=last is not None and is_over))
    last_levels = levels_by_day[max(levels_by_day)] if levels_by_day else set[int]()
    notes = [] if isinstance(fields.design.window, Window) else [NO_WINDOW]
    if at is None and len(last_levels) == 1:
        at = min(last_levels)
    elif at is not None and last_levels and at not in last_levels:
        names = " and ".join(fields.design.levels[level].name for level in sorted(last_levels))
        notes.append(f"{names}: treated last by the days; the present level is the one that was named.")
    return TrialData(tuple(counts), at, tuple(pending), frozenset(ids), tuple(notes))


def _need_day(rows: Iterable[object], fields: Fields) -> None:
    """Whether a window is over depends on the day of asking, wherever it could still be open."""
    if fields.on is not None or not isinstance(fields.design.window, Window):
        return
    if any(isinstance(row, Mapping) and row.get("toxic") is False for row in rows):
        message = "whether the window of a participant is over depends on the day of asking"
        fields.faults.add("day-missing", "participants", message, "add `--on 2025-06-30`")
