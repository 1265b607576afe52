"""A plain JSON record checked against what it may hold: the typed record, or all its mistakes at once."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from attrs import define, field

from mgdsl.core.columns import Answer
from mgdsl.core.schema import Schema
from mgdsl.records.closings import read_closings
from mgdsl.records.events import read_events
from mgdsl.records.faults import Faults, number_text
from mgdsl.records.index import Index, index
from mgdsl.records.json import Raw, read_text
from mgdsl.records.legend import REMARK
from mgdsl.records.measures import read_facts, read_results, read_visits
from mgdsl.records.model import Record
from mgdsl.records.order import check_order
from mgdsl.records.plain import plain
from mgdsl.records.statements import read_statements
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.suggest import fold

SECTIONS = ("id", "facts", "visits", "results", "events", "complete", "statements")


@define
class Reader:
    """Reads records for one program: its schema and the statements it asks for."""

    schema: Schema
    answers: tuple[Answer, ...] = ()
    names: Index = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.names = index(self.schema, self.answers)

    def read(
        self, raw: Mapping[str, Any], label: str = "record", tidy: bool = False
    ) -> Record | list[Diagnostic]:
        """The typed record, or every mistake in it. `label` names a record without an id.

        `tidy`: whether all values are those that `plain` leaves.
        """
        id = raw.get("id")
        faults = Faults(id if isinstance(id, str) and id.strip() else label)
        found = dict(raw) if tidy else plain(dict(raw), faults)
        for key in found:
            if key not in SECTIONS and key != REMARK:
                faults.unknown("unknown-field", key, "a part of a record", key, SECTIONS)
        if "id" in found or not any(fault.repair == "write `id`" for fault in faults.found):
            _check_id(id, faults)
        visits = read_visits(_object(found, "visits", faults), self.names, faults)
        record = Record(
            faults.record,
            facts=read_facts(_object(found, "facts", faults), self.names, faults),
            visits=visits,
            results=read_results(_object(found, "results", faults), self.names, faults),
            events=read_events(_object(found, "events", faults), self.names, faults),
            complete=read_closings(self._closings(found, faults), self.names, faults),
            statements=read_statements(found.get("statements"), self.names, faults),
        )
        check_order(record, self.schema, faults)
        return faults.shown() or record

    def _closings(self, found: dict[str, Any], faults: Faults) -> dict[str, Any]:
        """Through when histories are complete; one word for all of them is told what it stands for."""
        raw = found.get("complete")
        if raw is not True and not isinstance(raw, str):
            return _object(found, "complete", faults)
        named = (
            raw if isinstance(raw, str) and (fold(raw) in self.names.visits or raw[:1].isdigit()) else None
        )
        through = named or next(iter(self.names.asked_at), "2025-03-01")
        faults.mistyped("complete", "an object", raw, f'{{"*": "{through}"}}: complete through that day')
        return {}

    def read_text(self, text: str, name: str) -> Iterator[Record | list[Diagnostic]]:
        """Each record of a JSON text (an object, an array, or JSON Lines), or its mistakes."""
        for found in read_text(text, name):
            yield self.read(found.value, found.label, found.tidy) if isinstance(found, Raw) else list(found)


def read(raw: Mapping[str, Any], schema: Schema, answers: Iterable[Answer] = ()) -> Record | list[Diagnostic]:
    """One record; for many, keep a Reader."""
    return Reader(schema, tuple(answers)).read(raw)


def _check_id(id: object, faults: Faults) -> None:
    if id is None:
        faults.add("missing-id", "id", "this record has no id", 'add "id": "P-001"')
    elif not isinstance(id, str):
        numeric = isinstance(id, Fraction | int) and not isinstance(id, bool)
        faults.mistyped("id", "a text", id, f'"{number_text(id)}"' if numeric else "the id in quotes")
    elif not id.strip():
        faults.add("missing-id", "id", "the id of this record is empty", 'write "id": "P-001"')


def _object(raw: dict[str, Any], section: str, faults: Faults) -> dict[str, Any]:
    found = raw.get(section)
    if found is not None and not isinstance(found, dict):
        faults.mistyped(section, "an object", found, f'"{section}": {{…}}')
    return found if isinstance(found, dict) else {}
