"""The facts a criterion waits for: unknown leaves not cut off by a decided parent (rule 11)."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from mgdsl.core.columns import RowMoment
from mgdsl.core.ir import TAKEN, Apply, AtLeast, Count, Distinct, Field, If, Known, Lit, Not, Query, Ref, Sum
from mgdsl.evaluate.explain import words
from mgdsl.evaluate.reading import InRow, Reading, Rows, closings
from mgdsl.evaluate.result import Missing
from mgdsl.evaluate.templates import explaining
from mgdsl.evaluate.trace import Trace
from mgdsl.evaluate.words import Fact as Fact
from mgdsl.evaluate.words import is_open, wanted_of_row


class Wanted:
    """Finds what traces of one program wait for."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._known: dict[int, tuple[Fact, ...]] = {}

    def facts(self, trace: Trace, rows: Rows | None = None) -> tuple[Fact, ...]:
        """Of an unknown truth, or of a number that is not exactly known; each once.

        Traces share the definitions that they use; what a patient's own trace waits for is found once.
        """
        if rows:
            return self._facts(trace, rows)
        if id(trace) not in self._known:
            self._known[id(trace)] = self._facts(trace, {})
        return self._known[id(trace)]

    def _facts(self, trace: Trace, rows: Rows) -> tuple[Fact, ...]:
        found = dict.fromkeys(self._below(trace, rows))
        if not found and trace.node.origin is not None and trace.value is None:
            asked = dict.fromkeys(self._asked(trace, set()))
            found = asked or {(None, f"a value for `{words(trace.node.origin)}`"): None}
        return tuple(found)

    def _asked(self, trace: Trace, seen: set[int]) -> Iterator[Fact]:
        """What a complete history could be asked for when it holds nothing that decides."""
        if isinstance(trace.node, Query):
            table, at = self._reading.table(trace.node), self._reading.asked_up_to(trace.children[-1])
            yield at, f"{' or '.join(table.of)}: a {'result' if table.results else 'record'} that decides"
            return
        for child in trace.children:
            if id(child) not in seen:
                seen.add(id(child))
                yield from self._asked(child, seen)

    def _below(self, trace: Trace, rows: Rows) -> Iterator[Fact]:
        node = trace.node
        match node:
            case Lit() | Known():
                return
            case Field():
                if is_open(trace.value):
                    yield from self._read(node, rows)
            case Query():
                yield from self._query(node, trace, rows)
            case Apply():
                for child in trace.children:
                    yield from self.facts(child, rows)
            case If(otherwise=Lit(value=None)) if trace.children[0].value is False:
                yield from self._taken(trace.children[0])
            case Not() | Ref() | AtLeast() | If():
                for child in explaining(trace):
                    if child.value is None:
                        yield from self.facts(child, rows)
            case _:
                assert_never(node)

    def _taken(self, trace: Trace) -> Iterator[Fact]:
        """Of a value that does not count, one that does."""
        origin = trace.node.origin
        if origin is not None and origin.note.startswith(TAKEN):
            yield origin.note.removeprefix(TAKEN), f"{words(origin)}, {TAKEN.removesuffix(' at ')}"
            return
        for child in explaining(trace):
            yield from self._taken(child)

    def _read(self, field: Field, rows: Rows) -> tuple[Fact, ...]:
        column, row = self._reading.column(field, rows)
        if row is None:
            return self._reading.facts.missing(column)
        end = self._reading.open_end(column, row)
        if end is not None and end[1] is not None:
            return (end[1],)
        if isinstance(column.source, RowMoment) and _alone(rows):
            return ()
        wanted = wanted_of_row(column, self._reading.of_one_day(row.table))
        return ((row.at, f"{self._reading.words(row)}: {wanted}"),)

    def _query(self, query: Query, trace: Trace, rows: Rows) -> Iterator[Fact]:
        table = self._reading.table(query)
        *matches, closed = trace.children
        at = self._reading.asked_up_to(closed)
        yield from self._closing(closed, rows)
        for index, match in enumerate(matches):
            row = InRow(table, index, at)
            inner: Rows = {**rows, query.row: row}
            if match.value is None:
                yield from self.facts(match, inner)
            elif match.value:
                yield from self._folded(query, row, inner)

    def _closing(self, closed: Trace, rows: Rows) -> Iterator[Fact]:
        """What keeps a history open: a closing that is not recorded, or that ends too early."""
        if closed.value is not True:
            for read, complete in closings(closed):
                if not complete:
                    yield from self._read(read, rows)

    def _folded(self, query: Query, row: InRow, rows: Rows) -> Iterator[Fact]:
        """What a row that surely matches does not say, though the fold needs it."""
        match query.fold:
            case Count():
                return
            case Distinct(column=name) | Sum(column=name):
                if is_open(self._reading.value(row, name)):
                    yield from self._read(Field(query.row, name), rows)
            case _:
                assert_never(query.fold)


def _alone(rows: Rows) -> bool:
    """Whether a row is compared with itself."""
    return len(rows) > 1 and len({(row.table.name, row.index) for row in rows.values()}) == 1


def by_visit(facts: Iterable[Fact], visits: tuple[str, ...]) -> tuple[Missing, ...]:
    """Grouped: what no visit holds first, then by visit in the protocol's order; each fact once."""
    groups: dict[str | None, list[str]] = {visit: [] for visit in (None, *visits)}
    for visit, fact in dict.fromkeys(facts):
        groups.setdefault(visit, []).append(fact)
    return tuple(Missing(visit, tuple(found)) for visit, found in groups.items() if found)
