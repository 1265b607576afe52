"""A record to fill in: every value a program can use, as null."""

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
    Score,
    Slot,
    Table,
    Yes,
)
from mgdsl.core.schema import BY_VISIT, ONCE, Instrument, Schema

ID = "P-001"


@define
class Needed:
    """What a program reads: slots of the patient, and histories by name."""

    slots: set[tuple[str, str | None]] = field(factory=set)
    histories: set[str] = field(factory=set)


def needed_by(columns: Iterable[Column], tables: Iterable[Table]) -> Needed:
    """All that the columns and tables of a program read."""
    found = Needed()
    held = list(tables)
    for column in (*columns, *(each for table in held for each in table.columns)):
        found.slots |= {(slot.name, slot.visit) for slot in _read(column.source) if not slot.row}
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
        each.name: {"total": None, **{part: None for part, _ in each.parts}}
        if isinstance(each, Instrument)
        else None
        for each in schema.measures
        if each.recorded == BY_VISIT and (needed is None or (each.name, visit) in needed.slots)
    }
    return {"date": None, **values}


def _statement(answer: Answer) -> dict[str, Any]:
    key = {"by": answer.by, "visit": answer.visit, "from": answer.since, "until": answer.until}
    return {"text": answer.text, **{name: value for name, value in key.items() if value}, "answer": None}
