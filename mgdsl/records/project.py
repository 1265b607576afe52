"""A record onto the columns of a program: what every backend compares."""

from attrs import define, field

from mgdsl.core.columns import Column, Table
from mgdsl.core.data import Data
from mgdsl.core.schema import Schema
from mgdsl.records.model import Record
from mgdsl.records.patient import Compiled, Patient
from mgdsl.records.rows import lines
from mgdsl.records.sources import compile_source


@define
class Projector:
    """Columns and tables compiled once, for many records; it keeps answers about scores that recur."""

    schema: Schema
    columns: tuple[Column, ...]
    tables: tuple[Table, ...]
    _patient: list[tuple[str, Compiled]] = field(init=False)
    _tables: list[tuple[Table, list[tuple[str, Compiled]]]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._patient = self._compiled(self.columns)
        self._tables = [(table, self._compiled(table.columns)) for table in self.tables]

    def _compiled(self, columns: tuple[Column, ...]) -> list[tuple[str, Compiled]]:
        return [(column.name, compile_source(column.source, self.schema)) for column in columns]

    def of(self, record: Record) -> Data:
        """The columns of one record, read against the same schema."""
        patient = Patient(record, self.schema)
        rows = {name: compiled(patient, None) for name, compiled in self._patient}
        tables = {
            table.name: tuple(
                {name: compiled(patient, line) for name, compiled in columns}
                for line in lines(table, patient)
            )
            for table, columns in self._tables
        }
        return Data(record.id, rows, tables)


def project(record: Record, schema: Schema, columns: tuple[Column, ...], tables: tuple[Table, ...]) -> Data:
    """The columns of one record; for many records, keep a Projector."""
    return Projector(schema, columns, tables).of(record)
