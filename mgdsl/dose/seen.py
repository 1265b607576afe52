"""The data of a trial so far: read, and refused where they cannot be."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from attrs import frozen

from mgdsl.core.design import Design
from mgdsl.dose.rules import Rules
from mgdsl.dose.select import Count
from mgdsl.lang.calendar import step
from mgdsl.report.diagnostic import Diagnostic, MgdslError
from mgdsl.report.suggest import fold


class DataError(MgdslError):
    """Counts that no trial of this design can have given."""


@frozen
class Pending:
    """A participant whose observation is not over; `until`: the last day of the window, if known."""

    id: str
    level: int
    until: str | None


@frozen
class Seen:
    """`counts`: those whose observation is over, by level. `at`: the present level, None before the first
    participant or when it is not named. `notes`: what a reader should know of how it was read.
    """

    counts: tuple[Count, ...]
    at: int | None
    pending: tuple[Pending, ...] = ()
    notes: tuple[str, ...] = ()

    def on_level(self, level: int) -> int:
        """Everybody treated on the level, those still observed included."""
        return self.counts[level][0] + sum(each.level == level for each in self.pending)


def from_words(text: str, current: str | None, design: Design) -> Seen:
    """``0/3, 1/6``: toxicities of treated, lowest level first. Raises DataError."""
    counts = []
    for word in text.split(","):
        toxic, sign, treated = (part.strip() for part in word.partition("/"))
        if not (sign and toxic.isdecimal() and treated.isdecimal() and len(toxic + treated) < 12):
            raise _wrong("bad-count", f"`{word.strip()}` is not a count such as 1/6: one toxicity of six")
        counts.append((int(treated), int(toxic)))
    return made(counts, current, design)


def from_json(raw: Any, on: str | None, design: Design) -> Seen:
    """``{"current": …, "levels": […]}`` or ``{"participants": […]}``. Raises DataError."""
    if not isinstance(raw, Mapping) or ("levels" in raw) == ("participants" in raw):
        raise _wrong("bad-data", 'The data are an object with either "levels" or "participants".')
    _only(raw, ("levels", "participants", "current"), "the data")
    current = raw.get("current")
    if current is not None and not isinstance(current, str | int):
        raise _wrong("bad-data", '"current" is the number or the name of a level')
    named = None if current is None else str(current)
    if "participants" in raw:
        return _people(_list(raw["participants"], "participants"), named, on, design)
    counts = [(0, 0)] * len(design.levels)
    for entry in _list(raw["levels"], "levels"):
        _only(entry, ("level", "treated", "toxic"), "a level")
        level = level_of(entry.get("level"), design)
        if counts[level] != (0, 0):
            raise _wrong("level-twice", f"{design.levels[level].name} stands twice in the data")
        counts[level] = _whole(entry, "treated"), _whole(entry, "toxic")
    return made(counts, named, design)


def made(counts: Sequence[Count], current: str | None, design: Design) -> Seen:
    """The data from counts by level, lowest first; levels left out at the end have none."""
    if len(counts) > len(design.levels):
        many = f"{len(counts)} counts for {len(design.levels)} levels"
        raise _wrong("too-many-levels", f"There are {many}.")
    whole = (*counts, *((0, 0),) * (len(design.levels) - len(counts)))
    tried = [at for at, (treated, _) in enumerate(whole) if treated]
    if current is not None:
        return Seen(whole, level_of(current, design))
    return Seen(whole, tried[0] if len(tried) == 1 else None)


def need_current(seen: Seen) -> None:
    """Raises DataError if the next decision hangs on a present level that nobody named."""
    if seen.at is None and any(treated for treated, _ in seen.counts):
        repair = "say where the last cohort was treated: `--current 2`"
        raise _wrong("current-level-missing", "Several levels have been tried.", repair)


def need_all_observed(seen: Seen) -> None:
    """Raises DataError while somebody is still observed."""
    if seen.pending:
        named = ", ".join(each.id for each in seen.pending)
        raise _wrong("still-observed", f"The final choice waits for everybody; still observed: {named}.")


def _people(entries: list[Any], current: str | None, on: str | None, design: Design) -> Seen:
    counts, pending, latest = [(0, 0)] * len(design.levels), list[Pending](), ("", 0)
    ids: set[str] = set()
    for entry in entries:
        _only(entry, ("id", "level", "treated", "toxic"), "a participant")
        id, treated, toxic = entry.get("id"), entry.get("treated"), entry.get("toxic")
        if not isinstance(id, str) or not id or id in ids:
            raise _wrong("bad-participant", f"Each participant has an id of its own, not {id!r}")
        ids.add(id)
        day, level = _day(treated, f"{id}: treated"), level_of(entry.get("level"), design)
        if toxic not in (True, False, None) or (isinstance(toxic, int) and not isinstance(toxic, bool)):
            raise _wrong("bad-participant", f'{id}: "toxic" is true, false, or null while it is not known')
        latest = max(latest, (str(treated), level))
        until = _until(day, design)
        if on is not None and day > _day(on, "--on"):
            raise _wrong("treated-later", f"{id} is treated on {treated}, after {on}")
        if toxic is None or (toxic is False and not _over(until, on, id)):
            pending.append(Pending(id, level, None if until is None else date.fromordinal(until).isoformat()))
        else:
            treated_before, toxic_before = counts[level]
            counts[level] = treated_before + 1, toxic_before + bool(toxic)
    notes = (
        () if design.window else ("The design states no window in days, weeks or months: it is not checked.",)
    )
    at = level_of(current, design) if current is not None else latest[1] if entries else None
    return Seen(tuple(counts), at, tuple(pending), notes)


def _until(day: int, design: Design) -> int | None:
    """The last day of the window."""
    return None if design.window is None else step(day, design.window.n, design.window.unit)


def _over(until: int | None, on: str | None, id: str) -> bool:
    """Whether the window is over on the day of asking: that is, on the day after its last."""
    if until is None:
        return True
    if on is None:
        raise _wrong(
            "date-missing", f"Whether the window of {id} is over depends on the day.", "add `--on 2025-06-30`"
        )
    return _day(on, "--on") > until


def refuse_impossible(seen: Seen, rules: Rules, design: Design) -> None:
    """Raises DataError, with every reason, for data that this design cannot have given."""
    found = []
    names = [level.name for level in design.levels]
    for name, (treated, toxic) in zip(names, seen.counts, strict=True):
        if toxic > treated:
            found.append(f"{name}: {toxic} toxicities among {treated} participants")
    everybody = [seen.on_level(level) for level in range(len(names))]
    if sum(everybody) > rules.maximum:
        found.append(f"{sum(everybody)} participants are more than the maximum of {rules.maximum}")
    tried = [level for level, n in enumerate(everybody) if n]
    if tried and rules.start not in tried:
        found.append(f"nobody was treated on the first level, {names[rules.start]}")
    if tried and tried != list(range(tried[0], tried[-1] + 1)):
        found.append("a level between those tried was left out; the design moves one level at a time")
    if seen.at is not None and not everybody[seen.at]:
        found.append(f"nobody was treated on the present level, {names[seen.at]}")
    if found:
        raise DataError(
            tuple(Diagnostic("impossible-data", f"{each[:1].upper()}{each[1:]}.") for each in found)
        )


def level_of(word: Any, design: Design) -> int:
    """The level of a number from 1 or a name; from 0. Raises DataError."""
    names = [level.name for level in design.levels]
    if isinstance(word, int) and not isinstance(word, bool) and 1 <= word <= len(names):
        return word - 1
    if isinstance(word, str):
        folded = [fold(name) for name in names]
        if fold(word) in folded:
            return folded.index(fold(word))
        if word.isdecimal() and len(word) < 4:
            return level_of(int(word), design) if 1 <= int(word) <= len(names) else level_of(None, design)
    numbered = "; ".join(f"{at}: {name}" for at, name in enumerate(names, 1))
    raise _wrong("unknown-level", f"{word!r} is not a level of {design.name}.", f"its levels are {numbered}")


def _day(text: Any, where: str) -> int:
    try:
        return date.fromisoformat(text).toordinal()
    except (TypeError, ValueError):
        raise _wrong("bad-date", f"{where}: a day such as 2025-03-01 is needed, not {text!r}") from None


def _list(raw: Any, what: str) -> list[Any]:
    if not isinstance(raw, list) or not all(isinstance(each, Mapping) for each in raw):
        raise _wrong("bad-data", f'"{what}" is an array of objects')
    return raw


def _only(entry: Mapping[str, Any], fields: tuple[str, ...], what: str) -> None:
    for name in entry:
        if name not in fields:
            raise _wrong("unknown-field", f"{what} has no field {name!r}", f"it has: {', '.join(fields)}")


def _whole(entry: Mapping[str, Any], name: str) -> int:
    value = entry.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise _wrong("bad-count", f'"{name}" is a whole number, not {value!r}')
    return value


def _wrong(name: str, message: str, repair: str = "") -> DataError:
    return DataError((Diagnostic(name, message, repair=repair),))
