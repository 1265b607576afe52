"""What may stand in a record to fill in, beside it under `//`: units, values, limits, the keys of events."""

from typing import Any, assert_never

from mgdsl.core.schema import AnyMeasure, Category, DateFact, Event, EventField, Instrument, Quantity, YesNo
from mgdsl.records.events import ONGOING, time_fields
from mgdsl.records.faults import one_of

REMARK = "//"
"""The part of a record that nobody reads."""

MOST_AGENTS = 20
NOTE = "What may stand below. This part is not read: leave it or delete it."
DATE = "a date, 2025-03-01, or as much of it as is known, 2025-03"
YES = "true or false"

Json = dict[str, Any]


def form(measure: AnyMeasure) -> Any:
    """What may stand for a measure."""
    match measure:
        case YesNo():
            return YES
        case DateFact():
            return DATE
        case Category(values=values, groups=groups):
            return one_of([*values, *(name for name, _ in groups if name not in values)])
        case Quantity():
            limits = {side: f"the {side} limit of normal, a number" for side in measure.limits}
            return {"value": "a number", "unit": measure.unit, **limits}
        case Instrument():
            return _score(measure)
    assert_never(measure)


def _score(instrument: Instrument) -> Json:
    lowest = {item.name: min(item.values) for item in instrument.items}
    highest = {item.name: max(item.values) for item in instrument.items}

    def span(items: tuple[str, ...]) -> str:
        return f"{sum(lowest[item] for item in items)} to {sum(highest[item] for item in items)}"

    parts = {part: span(items) for part, items in instrument.parts}
    items = {item.name: ", ".join(map(str, item.values)) for item in instrument.items}
    return {"total": span(tuple(lowest)), **parts, "items": items}


def event_form(event: Event, agents: tuple[str, ...]) -> Json:
    """The keys of an event. `agents`: those asked for."""
    times = {name: DATE for name in time_fields(event)}
    if event.span:
        times["stop"] = f'a date, or "{ONGOING}"'
    fields = {each.name: _field(each, agents) for each in event.fields if each.name not in times}
    return {**times, **fields, "planned": "true of what has not happened yet"}


def _field(field: EventField, agents: tuple[str, ...]) -> Any:
    match field.type:
        case "agent":
            more = ["another declared name"] if len(agents) <= MOST_AGENTS else ["another (mgdsl vocabulary)"]
            return one_of([*agents[:MOST_AGENTS], *more])
        case "date":
            return DATE
        case "yes-no":
            return YES
        case "quantity":
            return {"value": "a number", "unit": field.unit}
        case _:
            return f"{one_of(list(field.values))}; or a list of them"


def result_form(measure: AnyMeasure) -> Json:
    """A dated result."""
    held = form(measure)
    return {"date": DATE, **(held if isinstance(measure, Quantity) else {"value": held})}
