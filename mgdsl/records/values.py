"""One recorded value of any measure or event field."""

from fractions import Fraction
from functools import lru_cache
from typing import Any, assert_never

from mgdsl.core.schema import (
    AnyMeasure,
    Category,
    DateFact,
    Event,
    EventField,
    Instrument,
    Quantity,
    YesNo,
)
from mgdsl.records.dates import read_moment
from mgdsl.records.faults import Faults, empty_history, join, number_text, one_of, shown
from mgdsl.records.index import Index
from mgdsl.records.meant import is_missing, is_nothing, yes_or_no
from mgdsl.records.meant import value as meant
from mgdsl.records.model import Choices, Value
from mgdsl.records.quantity import as_quantity, read_quantity
from mgdsl.records.scores import read_score
from mgdsl.records.whys import WHYS
from mgdsl.report.suggest import alike, fold

Groups = tuple[tuple[str, tuple[str, ...]], ...]


def read_value(measure: AnyMeasure, raw: Any, path: str, faults: Faults) -> Value | None:
    """The value of a measure; None for null and, with a fault, for what it cannot be."""
    match measure:
        case YesNo():
            return read_yes(raw, path, faults)
        case DateFact():
            return read_moment(raw, path, faults)
        case Category():
            several = measure.kind == "fact"
            return read_choices(measure.name, measure.values, measure.groups, raw, path, faults, several)
        case Quantity():
            return read_quantity(measure, raw, path, faults)
        case Instrument():
            return read_score(measure, raw, path, faults)
    assert_never(measure)


def read_field(
    event: Event, field: EventField, raw: Any, path: str, faults: Faults, names: Index
) -> Value | None:
    """The value of an event's field."""
    match field.type:
        case "agent":
            return read_agent(event, raw, path, faults, names)
        case "date":
            return read_moment(raw, path, faults)
        case "yes-no":
            return read_yes(raw, path, faults)
        case "quantity":
            return read_quantity(as_quantity(field), raw, path, faults)
        case _:
            return read_choices(field.name, field.values, (), raw, path, faults, True)


def read_yes(raw: Any, path: str, faults: Faults) -> bool | None:
    """true, false or null."""
    if raw is None or isinstance(raw, bool):
        return raw
    said = None if is_missing(raw) and raw != "none" else yes_or_no(raw)
    faults.mistyped(path, "yes or no", raw, said or "true or false, or null where it is not known")
    return None


def read_choices(
    name: str,
    values: tuple[str, ...],
    groups: Groups,
    raw: Any,
    path: str,
    faults: Faults,
    several: bool,
) -> Choices | None:
    """One value, or a list of them where `several` may stand. A null in a list leaves it all unknown."""
    if raw is None:
        return None
    many = raw if isinstance(raw, list) else [raw]
    if isinstance(raw, list) and not several:
        faults.mistyped(path, f"one value of {name}", raw, f'"{values[0]}"' if values else "one value")
        return None
    known = _known(values, groups)
    found: list[tuple[str, frozenset[str]]] = []
    for at, each in enumerate(many):
        here = join(path, at) if isinstance(raw, list) else path
        if isinstance(each, str) and fold(each) in known:
            found.append(known[fold(each)])
        elif isinstance(each, str):
            _not_a_value(name, values, _words(values, groups), each, here, faults, several)
        elif each is not None:
            words = _words(values, groups)
            near = meant(number_text(each), words) if isinstance(each, Fraction) else []
            listed = one_of([f'"{value}"' for value in near or values])
            faults.mistyped(here, f"a value of {name}", each, listed or "a text")
    if len(found) < len(many):
        return None
    return Choices(tuple(members for _, members in found), tuple(word for word, _ in found))


@lru_cache(maxsize=512)
def _known(values: tuple[str, ...], groups: Groups) -> dict[str, tuple[str, frozenset[str]]]:
    """Values and groups by folded name, each as written and as the values it can be."""
    known = {fold(group): (group, frozenset(members)) for group, members in groups}
    return known | {fold(value): (value, frozenset((value,))) for value in values}


def _words(values: tuple[str, ...], groups: Groups) -> list[str]:
    return [*values, *(group for group, _ in groups)]


def _not_a_value(
    name: str,
    values: tuple[str, ...],
    known: list[str],
    written: str,
    path: str,
    faults: Faults,
    several: bool,
) -> None:
    """The nearest value or group, and all values."""
    near = meant(written, known) or alike(written, known, 3)
    repair = f"write {one_of([f'`{word}`' for word in near or values])}"
    if not near and is_missing(written):
        repair = "write null: the value is not known"
        if several and is_nothing(written):
            repair = "write [] if it is none of its values, null if it is not known"
    why = f"{WHYS['unknown-value']} {name} can be: {', '.join(values)}."
    faults.add("unknown-value", path, f"`{written[:60]}` is not a value of {name}", repair, why)


def read_agent(event: Event, raw: Any, path: str, faults: Faults, names: Index) -> Choices | None:
    """An agent, or a class: some agent of it. A class of one agent is that agent."""
    if raw is None:
        return None
    if not isinstance(raw, str):
        faults.mistyped(path, "an agent or a class of agents", raw, "one name")
        return None
    agent, group = names.agents.get(fold(raw)), names.classes.get(fold(raw))
    if agent is not None:
        return Choices((frozenset((agent,)),), (agent,))
    if group is not None and group.agents:
        return Choices((frozenset(group.agents),), (group.name,))
    if is_nothing(raw) or is_missing(raw):
        message = f"`{shown(raw)}` is not an agent"
        repair = f"leave this event out if there was none: {empty_history(event.name, names.asked_at)}"
        faults.add("unknown-agent", path, message, f"{repair}; null stands for an agent that is not known")
        return None
    if fold(raw) in names.events:
        other = names.events[fold(raw)]
        day = '"start": "2025-03-01"' if other.span else '"date": "2025-03-01"'
        repair = f'write it under "events": {{"{other.name}": [{{{day}}}]}}'
        faults.add("unknown-agent", path, f"`{shown(raw)}` is an event of its own, not an agent", repair)
        return None
    own = [
        name
        for each in names.schema.classes
        if each.event == event.name
        for name in (each.name, *each.agents)
    ]
    every = [*own, *names.agents.values(), *names.agents, *(each.name for each in names.schema.classes)]
    what = f"an agent or a class of agents ({event.name})"
    if alike(raw, list(dict.fromkeys(every)), 1):
        faults.unknown("unknown-agent", path, what, raw, every)
        return None
    message = f"`{shown(raw)}` is not {what}: no class of the protocol's vocabularies has it"
    repair = f"declare it there, `agents: {shown(raw)}` in a class; or write the name that it has there"
    faults.add("unknown-agent", path, message, repair)
    return None
