"""What the columns of one record are computed from: the record, its visits' days, and the row looked at."""

from collections.abc import Callable, Mapping

from attrs import Factory, define, field

from mgdsl.core.columns import Slot
from mgdsl.core.data import Bounds
from mgdsl.core.data import Value as ColumnValue
from mgdsl.core.schema import Schema
from mgdsl.records.model import Moment, Occurrence, Record, Value
from mgdsl.records.timeline import days_of_visits
from mgdsl.tree import frozen

ANYTHING: Bounds = (None, None)
AGENT = "agent"
"""The field of every row under which its agent stands, however its kind names it."""


@frozen
class Line:
    """A row: an event, or a result of a measure (its one field is ``value``).

    `visits`: those whose value it is. `minutes`: since 1970. `recorded`: the event, or a result's day.
    `name`: which result it is, None where it may be the same as another; `could`: the names it may have.
    """

    kind: str
    fields: Mapping[str, Value | None]
    first: Bounds
    last: Bounds
    minutes: Bounds
    visits: frozenset[str] = frozenset()
    answers: Mapping[str, bool | None] = field(factory=dict)
    recorded: Occurrence | Moment | None = None
    name: str | None = None
    could: str | None = None


@define
class Patient:
    """A record with the bounds of its visits' days, and its answers by text, visit and period."""

    record: Record
    schema: Schema
    days: dict[str, Bounds] = field(init=False)
    said: dict[tuple[str, str | None, str | None, str | None], dict[str | None, bool]] = Factory(dict)

    def __attrs_post_init__(self) -> None:
        self.days = days_of_visits(self.record, self.schema.visits)
        for said in self.record.statements:
            if said.answer is not None:
                key = said.text, said.visit, said.since, said.until
                self.said.setdefault(key, {})[said.by] = said.answer


Compiled = Callable[[Patient, Line | None], ColumnValue]
"""A column source made into a function; the row is None for a column of the patient."""

Getter = Callable[[Patient, Line | None], Value | None]


def getter(slot: Slot) -> Getter:
    """Reads the value that stands in a slot."""
    name, visit = slot.name, slot.visit
    if slot.row:
        return lambda patient, line: None if line is None else line.fields.get(name)
    return lambda patient, line: patient.record.value(name, visit)
