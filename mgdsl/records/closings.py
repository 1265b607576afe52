"""Through when histories are complete: ``"complete": {"therapies": "2025-03-01", "*": "screening"}``."""

from typing import Any

from mgdsl.records.dates import read_moment
from mgdsl.records.faults import Faults, join
from mgdsl.records.index import Index
from mgdsl.records.model import ALL, Closing
from mgdsl.report.suggest import fold

EXAMPLE = 'a date or a visit: "2025-03-01" or "screening"'


def read_closings(raw: dict[str, Any], names: Index, faults: Faults) -> dict[str, Closing | None]:
    """Closings by event kind or measure, or `ALL`; null leaves a history open."""
    found: dict[str, Closing | None] = {}
    for key, value in raw.items():
        path = join("complete", key)
        name = ALL if key == ALL else names.history(key)
        if name is None:
            events = [word for each in names.schema.events for word in (each.name, *each.also)]
            measures = [word for each in names.schema.measures for word in (each.name, *each.also)]
            faults.unknown("unknown-name", path, "a kind of event or a measure", key, [*events, *measures])
            continue
        if name in found:
            faults.add("duplicate-key", path, f"the history of {name} is closed twice", "keep one of the two")
        found[name] = _closing(value, path, names, faults)
    return found


def _closing(raw: Any, path: str, names: Index, faults: Faults) -> Closing | None:
    if raw is None:
        return None
    if not isinstance(raw, str):
        example = f'a date or a visit: "{names.asked_at[0]}"' if raw is True and names.asked_at else EXAMPLE
        faults.mistyped(path, "the day through which the history is complete", raw, example)
        return None
    visit = names.visits.get(fold(raw))
    if visit is not None:
        return Closing((visit,))
    if not raw[:1].isdigit():
        faults.unknown("unknown-visit", path, "a date or a visit of this protocol", raw, names.schema.visits)
        return None
    moment = read_moment(raw, path, faults)
    return None if moment is None else Closing((moment.first,))
