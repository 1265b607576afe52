"""A record to fill in: every value a program can use, as null, and beside it what may stand there."""

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import define, field

from mgdsl.core.columns import (
    Age,
    Amount,
    Answer,
    Arith,
    Closes,
    Column,
    ColumnSource,
    Const,
    DailyDose,
    Form,
    Inside,
    Limit,
    Member,
    Number,
    RecordedDay,
    RowIs,
    Score,
    Slot,
    Table,
    Yes,
)
from mgdsl.core.schema import BY_VISIT, ONCE, AnyMeasure, Event, Instrument, Quantity, Schema
from mgdsl.records.legend import NOTE, REMARK, event_form, form, result_form

ID = "P-001"


@define
class Needed:
    """What a program reads: slots of the patient, and histories by name."""

    slots: set[tuple[str, str | None]] = field(factory=set)
    histories: set[str] = field(factory=set)
    agents: set[str] = field(factory=set)


def needed_by(columns: Iterable[Column], tables: Iterable[Table]) -> Needed:
    """All that the columns and tables of a program read."""
    found = Needed()
    held = list(tables)
    for column in (*columns, *(each for table in held for each in table.columns)):
        found.slots |= {(slot.name, slot.visit) for slot in _read(column.source) if not slot.row}
        if isinstance(column.source, RowIs):
            found.agents |= set(column.source.agents)
        if isinstance(column.source, Closes):
            found.histories |= set(column.source.names)
    found.histories |= {name for table in held for name in table.of}
    return found


def _read(source: ColumnSource) -> Iterator[Slot]:
    match source:
        case Yes(slot) | Member(slot) | RecordedDay(slot):
            yield slot
        case Inside(form) | Number(form):
            yield from _slots(form)
        case _:
            return


def _slots(form: Form) -> Iterator[Slot]:
    match form:
        case Const():
            return
        case Amount(slot) | Limit(slot) | Score(slot) | DailyDose(slot) | Age(slot):
            yield slot
        case Arith(_, left, right):
            yield from _slots(left)
            yield from _slots(right)


def template(schema: Schema, answers: Iterable[Answer] = (), needed: Needed | None = None) -> dict[str, Any]:
    """An empty record that reads without a mistake; with `needed`, only what a program uses."""
    return {
        "id": ID,
        REMARK: _legend(schema, needed),
        "facts": {
            each.name: None
            for each in schema.measures
            if each.recorded == ONCE and (needed is None or (each.name, None) in needed.slots)
        },
        "visits": {visit: _visit(visit, schema, needed) for visit in schema.visits},
        "results": {
            each.name: []
            for each in schema.measures
            if each.recorded == BY_VISIT and (needed is None or each.name in needed.histories)
        },
        "events": {
            each.name: [] for each in schema.events if needed is None or each.name in needed.histories
        },
        "complete": {"*": None},
        "statements": [_statement(answer) for answer in answers if not answer.row],
    }


def _visit(visit: str, schema: Schema, needed: Needed | None) -> dict[str, Any]:
    values = {
        each.name: _empty(each)
        for each in schema.measures
        if each.recorded == BY_VISIT and (needed is None or (each.name, visit) in needed.slots)
    }
    return {"date": None, **values}


def _empty(measure: AnyMeasure) -> Any:
    match measure:
        case Instrument():
            return {"total": None, **{part: None for part, _ in measure.parts}}
        case Quantity() if measure.unit != "1":
            return {"value": None, "unit": measure.unit, **dict.fromkeys(measure.limits)}
        case _:
            return None


def _legend(schema: Schema, needed: Needed | None) -> dict[str, Any]:
    """What may stand for each value that a program can use."""

    def used(measure: AnyMeasure) -> bool:
        return needed is None or any(name == measure.name for name, _ in needed.slots)

    def asked(name: str) -> bool:
        return needed is None or name in needed.histories

    parts = {
        "facts": {each.name: form(each) for each in schema.measures if each.recorded == ONCE and used(each)},
        "visits": {
            each.name: form(each) for each in schema.measures if each.recorded == BY_VISIT and used(each)
        },
        "results": {
            each.name: [result_form(each)]
            for each in schema.measures
            if each.recorded == BY_VISIT and asked(each.name)
        },
        "events": {
            each.name: [event_form(each, _agents(each, schema, needed))]
            for each in schema.events
            if asked(each.name)
        },
    }
    through = schema.decision or next(iter(schema.visits), "2025-03-01")
    closing = {"*": f"a visit or a date through which all is listed, such as {through}"}
    return {"note": NOTE, **{name: forms for name, forms in parts.items() if forms}, "complete": closing}


def _agents(event: Event, schema: Schema, needed: Needed | None) -> tuple[str, ...]:
    """The agents of an event that a program asks for, as declared."""
    own = (agent for each in schema.classes if each.event == event.name for agent in each.agents)
    return tuple(agent for agent in dict.fromkeys(own) if needed is None or agent in needed.agents)


def _statement(answer: Answer) -> dict[str, Any]:
    key = {"by": answer.by, "visit": answer.visit, "from": answer.since, "until": answer.until}
    return {"text": answer.text, **{name: value for name, value in key.items() if value}, "answer": None}
