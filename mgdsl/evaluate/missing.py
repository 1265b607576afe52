"""The facts a criterion waits for: unknown leaves not cut off by a decided parent (rule 11)."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from mgdsl.core.columns import Table
from mgdsl.core.data import Value
from mgdsl.core.ir import Apply, AtLeast, Count, Distinct, Field, If, Known, Lit, Not, Query, Ref, Sum
from mgdsl.evaluate.explain import Explainer, Rows, words
from mgdsl.evaluate.result import Missing
from mgdsl.evaluate.templates import explaining
from mgdsl.evaluate.trace import Trace
from mgdsl.evaluate.words import Facts, wanted_of_row
from mgdsl.lang.bounds import known

Fact = tuple[str | None, str]
"""The visit, or None, and what is missing there."""


class Wanted:
    """Finds what traces of one program wait for."""

    def __init__(self, explainer: Explainer, facts: Facts) -> None:
        self._explainer = explainer
        self._facts = facts

    def facts(self, trace: Trace, rows: Rows | None = None) -> Iterator[Fact]:
        """Of an unknown truth, or of a number that is not exactly known."""
        rows = {} if rows is None else rows
        found = list(self._below(trace, rows))
        origin = trace.node.origin
        if not found and origin is not None and trace.value is None:
            found = [(None, f"a value for `{words(origin)}`")]
        yield from found

    def _below(self, trace: Trace, rows: Rows) -> Iterator[Fact]:
        node = trace.node
        match node:
            case Lit() | Known():
                return
            case Field():
                if _open(trace.value):
                    yield self._fact(node, rows)
            case Query():
                yield from self._query(node, trace, rows)
            case Apply():
                for child in trace.children:
                    yield from self.facts(child, rows)
            case Not() | Ref() | AtLeast() | If():
                for child in explaining(trace):
                    if child.value is None:
                        yield from self.facts(child, rows)
            case _:
                assert_never(node)

    def _fact(self, field: Field, rows: Rows) -> Fact:
        column, row = self._explainer.column(field, rows)
        if row is None:
            return self._facts.missing(column)
        table, index = row
        return None, f"{self._facts.row(table, index)}: {wanted_of_row(column)}"

    def _query(self, query: Query, trace: Trace, rows: Rows) -> Iterator[Fact]:
        table = self._explainer.table(query)
        *matches, closed = trace.children
        yield from self._closing(closed, rows)
        for index, match in enumerate(matches):
            inner: Rows = {**rows, query.row: (table, index)}
            if match.value is None:
                yield from self.facts(match, inner)
            elif match.value:
                yield from self._folded(query, table, inner)

    def _closing(self, closed: Trace, rows: Rows) -> Iterator[Fact]:
        """What keeps a history open: a closing that is not recorded, or that ends too early."""
        if closed.value is True:
            return
        if isinstance(closed.node, Field):
            yield self._fact(closed.node, rows)
        for child in closed.children:
            if isinstance(child.value, bool | None):
                yield from self._closing(child, rows)

    def _folded(self, query: Query, table: Table, rows: Rows) -> Iterator[Fact]:
        """What a row that surely matches does not say, though the fold needs it."""
        match query.fold:
            case Count():
                return
            case Distinct(column=name) | Sum(column=name):
                index = rows[query.row][1]
                if _open(self._explainer.value(table, index, name)):
                    yield self._fact(Field(query.row, name), rows)
            case _:
                assert_never(query.fold)


def by_visit(facts: Iterable[Fact], visits: tuple[str, ...]) -> tuple[Missing, ...]:
    """Grouped: what no visit holds first, then by visit in the protocol's order; each fact once."""
    groups: dict[str | None, list[str]] = {visit: [] for visit in (None, *visits)}
    for visit, fact in dict.fromkeys(facts):
        groups.setdefault(visit, []).append(fact)
    return tuple(Missing(visit, tuple(found)) for visit, found in groups.items() if found)


def _open(value: Value) -> bool:
    """Unknown, or a number that is not exactly known."""
    return value is None or (isinstance(value, tuple) and known(value) is None)
