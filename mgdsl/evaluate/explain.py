"""From a trace to reasons: the author's conditions, kept only where they explain the value.

Nodes without an origin, or with that of the node above, are internal: what they say goes to the nearest
node with words of its own.
"""

from collections.abc import Iterable, Mapping
from typing import TypeVar, cast

from attrs import Factory, define, evolve, frozen

from mgdsl.core.columns import Column, RowAgent, Table
from mgdsl.core.data import Data, Truth, Value
from mgdsl.core.ir import Count, Field, Lit, Origin, Query
from mgdsl.core.program import Program
from mgdsl.evaluate.result import Reason
from mgdsl.evaluate.templates import explaining
from mgdsl.evaluate.trace import Trace
from mgdsl.evaluate.words import Facts, number_words, row_words

T = TypeVar("T")

Rows = Mapping[str, tuple[Table, int]]
"""The rows in scope, by the name that the query gives them."""


@frozen
class Scope:
    """Where an explanation stands: the rows in scope, the words it stands under, those of the last query."""

    rows: Rows = Factory(dict)
    origin: Origin | None = None
    asked: Origin | None = None


@define
class Found:
    """What the nodes under one condition say: reasons, what the record shows, and rows of histories."""

    reasons: list[Reason] = Factory(list)
    shown: list[str] = Factory(list)
    of_rows: list[str] = Factory(list)
    counts: list[str] = Factory(list)
    rows: dict[tuple[str, int], Reason] = Factory(dict)


class Explainer:
    """Explains traces of one program for one patient."""

    def __init__(self, program: Program, data: Data, facts: Facts) -> None:
        self._data = data
        self._facts = facts
        self._columns = {column.name: column for column in program.columns}
        self._tables = {table.name: table for table in program.tables}
        self._row_columns = {
            table.name: {column.name: column for column in table.columns} for table in program.tables
        }

    def reasons(self, trace: Trace) -> tuple[Reason, ...]:
        """The reasons for the value of a truth at patient level."""
        found = Found()
        self._visit(trace, Scope(), found)
        return tuple(_unique(found.reasons)) or self._bare(trace, found)

    def column(self, field: Field, rows: Rows) -> tuple[Column, tuple[Table, int] | None]:
        """The column of a field, and the row it belongs to, if any."""
        if not field.row:
            return self._columns[field.column], None
        table, index = rows[field.row]
        return self._row_columns[table.name][field.column], (table, index)

    def table(self, query: Query) -> Table:
        return self._tables[query.table]

    def value(self, table: Table, index: int, column: str) -> Value:
        return self._data.tables[table.name][index][column]

    def _bare(self, trace: Trace, found: Found) -> tuple[Reason, ...]:
        """A criterion without words of its own still says what the record shows."""
        shown = tuple(_unique(found.shown))
        return (Reason("", cast(Truth, trace.value), shown=shown),) if shown else ()

    def _row_name(self, table: Table, index: int) -> str:
        """The reader's name for a row, with the agent where the program reads it."""
        agents = [column.name for column in table.columns if isinstance(column.source, RowAgent)]
        known = [agent for agent in (self.value(table, index, name) for name in agents) if agent is not None]
        return ": ".join([self._facts.row(table, index), *(str(agent) for agent in known)])

    def _visit(self, trace: Trace, scope: Scope, found: Found) -> None:
        origin = trace.node.origin
        if origin is None or origin == scope.origin or _is_number(trace):
            self._inside(trace, scope, found)
            return
        below = Found()
        self._inside(trace, Scope(scope.rows, origin, scope.asked), below)
        found.reasons.append(_reason(trace, origin, below))

    def _inside(self, trace: Trace, scope: Scope, found: Found) -> None:
        match trace.node:
            case Field() as field:
                self._field(field, scope, found)
            case Query() as query:
                self._query(query, trace, scope, found)
            case _:
                for child in explaining(trace):
                    self._visit(child, scope, found)

    def _field(self, field: Field, scope: Scope, found: Found) -> None:
        column, row = self.column(field, scope.rows)
        if row is None:
            found.shown.append(self._facts.describe(column))
            return
        table, index = row
        said = row_words(column, self._data.tables[table.name][index])
        if said is not None:
            found.of_rows.append(said)

    def _query(self, query: Query, trace: Trace, scope: Scope, found: Found) -> None:
        """The rows that match or may, and how many. A query that only serves another one is left out."""
        if scope.rows and scope.origin == scope.asked:
            return
        table, (*matches, closed) = self.table(query), trace.children
        found.counts.append(_counted(query, trace, matches))
        if not isinstance(closed.node, Lit):
            self._closing(closed, scope, found)
        for index, match in enumerate(matches):
            if match.value is not False and (table.name, index) not in found.rows:
                rows = {**scope.rows, query.row: (table, index)}
                reason, outside = self._row(match, Scope(rows, scope.origin, scope.origin), table, index)
                found.rows[table.name, index] = reason
                found.shown += outside

    def _closing(self, closed: Trace, scope: Scope, found: Found) -> None:
        below = Found()
        self._inside(closed, scope, below)
        found.shown += below.shown

    def _row(self, match: Trace, scope: Scope, table: Table, index: int) -> tuple[Reason, list[str]]:
        """A row as a reason, and what its conditions show of the patient."""
        below = Found()
        self._visit(match, scope, below)
        children = (*_unique(below.reasons), *below.rows.values())
        shown = tuple(_unique(below.of_rows))
        return Reason(
            self._row_name(table, index), cast(Truth, match.value), shown=shown, children=children
        ), below.shown


def _is_number(trace: Trace) -> bool:
    """Numbers are parts of a comparison and stand under its words."""
    return not (trace.value is None or isinstance(trace.value, bool))


def words(origin: Origin) -> str:
    """The author's words on one line."""
    return " ".join((origin.words or origin.place.text).split())


def _reason(trace: Trace, origin: Origin, found: Found) -> Reason:
    counts = found.counts if len(found.counts) == 1 else []
    reason = Reason(
        text=words(origin),
        value=cast(Truth, trace.value),
        note=origin.note,
        source=origin.place.source.name,
        line=origin.place.line,
        shown=tuple(_unique([*found.of_rows, *found.shown, *counts])),
        children=(*_unique(found.reasons), *found.rows.values()),
    )
    return _folded(reason, *reason.children) if len(reason.children) == 1 else reason


def _folded(reason: Reason, child: Reason) -> Reason:
    """One reason for two that say the same of the same words."""
    if (child.text, child.source, child.line, child.value) != (
        reason.text,
        reason.source,
        reason.line,
        reason.value,
    ):
        return reason
    note = " ".join(_unique(filter(None, (reason.note, child.note))))
    return evolve(
        reason, note=note, shown=tuple(_unique(reason.shown + child.shown)), children=child.children
    )


def _counted(query: Query, trace: Trace, matches: list[Trace]) -> str:
    """``1 of 3 records matches, 1 more may``."""
    if isinstance(query.fold, Count):
        sure = sum(match.value is True for match in matches)
        maybe = sum(match.value is None for match in matches)
        more = f", {maybe} more may" if maybe else ""
        return f"{sure} of {len(matches)} records {'matches' if sure == 1 else 'match'}{more}"
    return f"counted: {number_words(trace.value)}"


def _unique(items: Iterable[T]) -> list[T]:
    return list(dict.fromkeys(items))
