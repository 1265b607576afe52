"""Events: therapies, procedures, infections, with their dates, fields, and answers about them."""

from typing import Any

from mgdsl.core.schema import Event
from mgdsl.lang.calendar import LAST_DAY
from mgdsl.records.dates import read_moment, repaired
from mgdsl.records.faults import Faults, empty_history, join, kind_of
from mgdsl.records.index import Index
from mgdsl.records.meant import is_nothing
from mgdsl.records.model import Moment, NotBefore, Occurrence, Ongoing, Stop, Value
from mgdsl.records.values import read_field, read_yes
from mgdsl.report.suggest import fold, near

ONGOING = "ongoing"
_STILL = ("continuing", "continues", "current", "present", "today", "still taken")


def read_events(raw: dict[str, Any], names: Index, faults: Faults) -> dict[str, tuple[Occurrence, ...]]:
    """Events by kind; a kind may stand under any of its names."""
    found: dict[str, tuple[Occurrence, ...]] = {}
    for key, value in raw.items():
        path = join("events", key)
        event = names.events.get(fold(key))
        if event is None:
            kinds = [word for each in names.schema.events for word in (each.name, *each.also)]
            faults.unknown("unknown-event", path, "a kind of event", key, kinds)
        elif isinstance(value, list):
            held = [_event(event, each, join(path, at), names, faults) for at, each in enumerate(value)]
            found[event.name] = (*found.get(event.name, ()), *held)
        elif value is not None:
            if is_nothing(value):
                what = f"a list of events is expected here, not {kind_of(value)}"
                faults.add("wrong-type", path, what, empty_history(event.name, names.asked_at))
                continue
            example = '[{"start": "2025-03"}]' if event.span else '[{"date": "2025-03"}]'
            faults.mistyped(path, "a list of events", value, example)
    return found


def time_fields(event: Event) -> tuple[str, ...]:
    """The fields that date an event of this kind."""
    return ("start", "stop") if event.span else ("date",)


def _event(event: Event, raw: Any, path: str, names: Index, faults: Faults) -> Occurrence:
    if not isinstance(raw, dict):
        faults.mistyped(path, f"an event ({event.name})", raw, "an object with its fields")
        return Occurrence(event.name, None, None)
    own = {fold(field.name): field for field in event.fields if field.name not in time_fields(event)}
    timed = time_fields(event)
    fields: dict[str, Value | None] = {}
    answers: dict[str, bool | None] = {}
    for key, value in raw.items():
        folded, at = fold(key), join(path, key)
        if folded in timed or folded == "planned":
            continue
        if folded in own:
            fields[own[folded].name] = read_field(event, own[folded], value, at, faults, names)
        elif any(answer.row for answer in names.asked.get(folded, ())):
            answers[folded] = read_yes(value, at, faults)
        else:
            choices = [*timed, "planned", *(field.name for field in own.values())]
            choices += [each.text for asked in names.asked.values() for each in asked if each.row]
            faults.unknown("unknown-field", at, f"a field of {event.name}", key, choices)
    times = {fold(key): value for key, value in raw.items() if fold(key) in (*timed, "planned")}
    first = read_moment(times.get(timed[0]), join(path, timed[0]), faults)
    last = _stop(times.get("stop"), join(path, "stop"), faults) if event.span else None
    if first is not None and isinstance(last, Moment) and last.last < first.first:
        message = f"this {event.name} stops on {last.text}, before it starts on {first.text}"
        repair = f'look both up; exchanged they are "start": "{last.text}", "stop": "{first.text}"'
        faults.add("stop-before-start", join(path, "stop"), message, repair)
    planned = read_yes(times.get("planned"), join(path, "planned"), faults) or False
    return Occurrence(event.name, first, last, planned, fields, answers)


def _stop(raw: Any, path: str, faults: Faults) -> Stop | None:
    if isinstance(raw, str) and fold(raw) == ONGOING:
        return Ongoing()
    before = len(faults.found)
    found = read_moment(raw, path, faults)
    if len(faults.found) > before:
        faults.found.pop()
        message = f"`{raw}` is neither a date nor `{ONGOING}`"
        going = f'write "{ONGOING}"' if fold(str(raw)) in _STILL or near(str(raw), [ONGOING], 1) else ""
        faults.add("not-a-date", path, message, going or f'{repaired(str(raw))}, or "{ONGOING}"')
    if found is not None and found.last == LAST_DAY:
        return NotBefore(found.first)
    return found
