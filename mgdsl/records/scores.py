"""Scores of an instrument as they are recorded: a total, parts, items, or any of them together."""

from fractions import Fraction
from math import floor
from typing import Any

from mgdsl.core.schema import Instrument
from mgdsl.records.attain import attainable
from mgdsl.records.faults import Faults, join, number_text, one_of
from mgdsl.records.meant import is_missing
from mgdsl.records.meant import number as written
from mgdsl.records.model import Scored
from mgdsl.report.suggest import fold

EXAMPLE = '13, {"total": 13} or {"items": {…}}'


def read_score(instrument: Instrument, raw: Any, path: str, faults: Faults) -> Scored | None:
    """The score; a bare number is the total. None for null and, with a fault, for what cannot be."""
    before = len(faults.found)
    match raw:
        case None:
            return None
        case Fraction():
            found = Scored(total=_whole(instrument.name, raw, path, faults))
        case dict():
            found = _read_object(instrument, raw, path, faults)
        case _:
            faults.mistyped(path, f"a score of {instrument.name}", raw, written(raw) or EXAMPLE)
            return None
    if len(faults.found) > before or not _consistent(instrument, found, path, faults):
        return None
    return found if found != Scored() else None


def _read_object(instrument: Instrument, raw: dict[str, Any], path: str, faults: Faults) -> Scored:
    parts = {fold(name): name for name, _ in instrument.parts}
    total: int | None = None
    given: dict[str, int] = {}
    items: tuple[tuple[str, int], ...] = ()
    for key, value in raw.items():
        at = join(path, key)
        if key == "total":
            total = _whole(f"the total of {instrument.name}", value, at, faults)
        elif key == "items":
            items = _read_items(instrument, value, at, faults)
        elif fold(key) in parts:
            part = parts[fold(key)]
            score = _whole(f"the {part} part of {instrument.name}", value, at, faults)
            if score is not None:
                given[part] = score
        elif fold(key) in {fold(item.name) for item in instrument.items}:
            message = f"`{key}` is an item of {instrument.name}, and items stand under `items`"
            faults.add("item-misplaced", at, message, f'write {{"items": {{"{key}": …}}}}')
        else:
            choices = ("total", "items", *parts.values())
            faults.unknown("unknown-part", at, f"a part of {instrument.name}", key, choices)
    return Scored(total, tuple(sorted(given.items())), items)


def _read_items(instrument: Instrument, raw: Any, path: str, faults: Faults) -> tuple[tuple[str, int], ...]:
    """Items by their names; each must have one of its legal values."""
    if raw is None:
        return ()
    if not isinstance(raw, dict):
        faults.mistyped(path, f"an object with items of {instrument.name}", raw, '{"<item>": 0}')
        return ()
    known = {fold(item.name): item for item in instrument.items}
    found: dict[str, int] = {}
    for key, value in raw.items():
        item, at = known.get(fold(key)), join(path, key)
        if item is None:
            names = [each.name for each in instrument.items]
            faults.unknown("unknown-item", at, f"an item of {instrument.name}", key, names)
            continue
        if item.name in found:
            message = f"{item.name} is given twice, in two spellings"
            faults.add("duplicate-key", at, message, "keep one of the two")
        score = _whole(item.name, value, at, faults)
        if score is not None and score not in item.values:
            legal = one_of([str(each) for each in item.values])
            message = f"{score} is not a value of the item `{item.name}` of {instrument.name}"
            faults.add("item-out-of-range", at, message, _or_null(score, f"write {legal}"))
        elif score is not None:
            found[item.name] = score
    return tuple(sorted(found.items()))


def _whole(what: str, raw: Any, path: str, faults: Faults) -> int | None:
    """A whole number; None for null and, with a fault, for anything else."""
    if raw is None:
        return None
    if isinstance(raw, Fraction) and raw.denominator == 1:
        return int(raw)
    if isinstance(raw, Fraction):
        message = f"{what} is a whole number, not {number_text(raw)}"
        repair = f"look up the score as it was recorded: {floor(raw)} or {floor(raw) + 1}"
        faults.add("not-a-whole-number", path, message, repair)
    else:
        example = written(raw) or "a number, or null where it is not known"
        faults.mistyped(path, f"{what}, a whole number,", raw, example)
    return None


def _or_null(score: int, repair: str) -> str:
    """The repair, or null where the number is another system's mark for a missing value."""
    return f"write null if it was not scored; else {repair}" if is_missing(score) else repair


def _consistent(instrument: Instrument, scored: Scored, path: str, faults: Faults) -> bool:
    """Whether some scoring of all items gives what is recorded; the first disagreement is reported."""
    if attainable(instrument, scored) is not None:
        return True
    for what, total, at in _sums(instrument, scored, path):
        low, high = _between(instrument, what, ())
        if not low <= total <= high:
            said = f"{_named(instrument, what)} is between {low} and {high}, not {total}"
            faults.add("score-out-of-range", at, said, _or_null(total, f"give a value from {low} to {high}"))
            return False
    given = dict(scored.items)
    for what, total, at in _sums(instrument, scored, path):
        low, high = _between(instrument, what, scored.items)
        if not low <= total <= high:
            held = sum(1 for item in _members(instrument, what) if item in given)
            span = f"{low}" if low == high else f"between {low} and {high}"
            said = f"{_named(instrument, what)} is given as {total}, "
            said += f"but its {held} recorded items make it {span}"
            faults.add("scores-disagree", at, said, f"write {span}, or look the items up")
            return False
    parts = [
        (name, value) for name, value in scored.parts if scored.total is not None and value > scored.total
    ]
    if parts:
        name, value = parts[0]
        said = f"the {name} part of {instrument.name} is {value}, more than the total {scored.total}"
        repair = f"look both up: a part of at most {scored.total}, or a total of at least {value}"
        faults.add("part-above-total", join(path, name), said, repair)
        return False
    said = f"no scoring of the items of {instrument.name} gives all that is recorded here"
    listed = one_of([f"`{name}`" for name, _, _ in _sums(instrument, scored, path)])
    faults.add("scores-disagree", path, said, f"look up {listed}: one of them is wrong")
    return False


def _sums(instrument: Instrument, scored: Scored, path: str) -> list[tuple[str, int, str]]:
    """What is recorded of the total and of the parts, with its path."""
    total = [] if scored.total is None else [("total", scored.total, join(path, "total"))]
    return [*total, *((name, value, join(path, name)) for name, value in scored.parts)]


def _members(instrument: Instrument, what: str) -> tuple[str, ...]:
    part = None if what == "total" else instrument.part(what)
    return tuple(item.name for item in instrument.items) if part is None else part


def _named(instrument: Instrument, what: str) -> str:
    return f"the total of {instrument.name}" if what == "total" else f"the {what} part of {instrument.name}"


def _between(instrument: Instrument, what: str, items: tuple[tuple[str, int], ...]) -> tuple[int, int]:
    """Lowest and highest sum, with these items known."""
    given, members = dict(items), set(_members(instrument, what))
    values = [
        (given[item.name],) if item.name in given else item.values
        for item in instrument.items
        if item.name in members
    ]
    return sum(min(each) for each in values), sum(max(each) for each in values)
