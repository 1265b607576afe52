"""A program beside one patient's columns: which column, which row, in whose words."""

from collections.abc import Iterator, Mapping

from attrs import Factory, define, field

from mgdsl.core.columns import Column, RowDay, Table
from mgdsl.core.data import Data, Value
from mgdsl.core.ir import Field, Query
from mgdsl.core.program import Program
from mgdsl.evaluate.trace import Trace
from mgdsl.evaluate.words import Facts, OpenEnd
from mgdsl.tree import frozen


@frozen
class InRow:
    """A row in scope: its table, its index there, and the visit that its history is asked up to, if any."""

    table: Table
    index: int
    at: str | None = None


Rows = Mapping[str, InRow]
"""The rows in scope, by the name that the query gives them."""


@define
class Reading:
    """Looks up what the nodes of one program read of one patient."""

    program: Program
    data: Data
    facts: Facts
    _columns: dict[str, Column] = field(init=False)
    _tables: dict[str, Table] = field(init=False)
    _of_rows: dict[str, dict[str, Column]] = field(init=False)
    _spans: frozenset[str] = field(init=False)
    _words: dict[tuple[str, int], str] = Factory(dict)

    def __attrs_post_init__(self) -> None:
        self._columns = {column.name: column for column in self.program.columns}
        self._tables = {table.name: table for table in self.program.tables}
        self._of_rows = {
            table.name: {column.name: column for column in table.columns} for table in self.program.tables
        }
        self._spans = frozenset(event.name for event in self.program.schema.events if event.span)

    def column(self, field: Field, rows: Rows) -> tuple[Column, InRow | None]:
        """The column of a field, and the row it belongs to, if any."""
        if not field.row:
            return self._columns[field.column], None
        row = rows[field.row]
        return self._of_rows[row.table.name][field.column], row

    def table(self, query: Query) -> Table:
        return self._tables[query.table]

    def value(self, row: InRow, column: str) -> Value:
        return self.data.tables[row.table.name][row.index][column]

    def of_one_day(self, table: Table) -> bool:
        """Whether its rows have one day, not a first and a last one."""
        return table.results or self._spans.isdisjoint(table.of)

    def words(self, row: InRow) -> str:
        """The reader's words for a row."""
        key = row.table.name, row.index
        if key not in self._words:
            self._words[key] = self.facts.row(row.table, row.index)
        return self._words[key]

    def open_end(self, column: Column, row: InRow) -> OpenEnd | None:
        """Why a row's end is open, if the column is its end."""
        if isinstance(column.source, RowDay) and column.source.last and not self.of_one_day(row.table):
            return self.facts.end(row.table, row.index, row.at)
        return None

    def asked_up_to(self, closed: Trace) -> str | None:
        """The visit that a history is asked up to, from the condition that it is complete."""
        facts = [self.facts.missing(self.column(read, {})[0]) for read, _ in closings(closed)]
        return facts[0][0][0] if facts else None


def closings(closed: Trace) -> Iterator[tuple[Field, bool]]:
    """The columns of the patient that say whether a history is complete, and whether each does."""
    match closed.node:
        case Field(row="") as read:
            yield read, closed.value is True
        case _:
            for child in closed.children:
                if isinstance(child.value, bool | None):
                    yield from closings(child)
