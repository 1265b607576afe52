"""From a trace to reasons: the author's conditions, kept only where they explain the value.

Nodes without an origin, or with that of the node above, are internal: what they say goes to the nearest
node with words of its own.
"""

from collections.abc import Iterable
from typing import TypeVar, cast

from attrs import Factory, define, evolve

from mgdsl.core.data import Truth
from mgdsl.core.ir import Apply, AtLeast, Field, Lit, Not, Origin, Query
from mgdsl.evaluate.bounded import bounded
from mgdsl.evaluate.histories import Histories, Shown
from mgdsl.evaluate.naming import Naming
from mgdsl.evaluate.reading import InRow, Reading, Rows
from mgdsl.evaluate.result import Reason
from mgdsl.evaluate.templates import as_pick, explaining
from mgdsl.evaluate.trace import Trace
from mgdsl.tree import frozen

T = TypeVar("T")
MOST_BEYOND = 100
"""Rows of one history of which conditions that look beyond the row are told."""


@frozen
class Scope:
    """Where an explanation stands: the rows in scope, the words it stands under, those of the last query."""

    rows: Rows = Factory(dict)
    origin: Origin | None = None
    asked: Origin | None = None


@define
class Found:
    """What the nodes under one condition say: reasons, what the record shows, and records of histories."""

    reasons: list[Reason] = Factory(list)
    shown: list[str] = Factory(list)
    records: Shown = Factory(Shown)

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(_unique([*self.records.lines(), *self.shown]))


class Explainer:
    """Explains traces of one program for one patient.

    Traces share the definitions that they use; what a patient's own trace says is found once.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._histories = Histories(reading)
        self._naming = Naming(reading.program.schema)
        self._told: dict[int, Reason] = {}

    def reasons(self, trace: Trace) -> tuple[Reason, ...]:
        """The reasons for the value of a truth at patient level."""
        found = Found()
        self._visit(trace, Scope(), found)
        return bounded(tuple(_unique(found.reasons)) or _bare(trace, found))

    def _visit(self, trace: Trace, scope: Scope, found: Found) -> None:
        origin = trace.node.origin
        if origin is None or origin == scope.origin or _is_number(trace):
            self._inside(trace, scope, found)
            return
        told = None if scope.rows else self._told.get(id(trace))
        if told is None:
            told = self._reason(trace, origin, scope)
            if not scope.rows:
                self._told[id(trace)] = told
        found.reasons.append(told)

    def _reason(self, trace: Trace, origin: Origin, scope: Scope) -> Reason:
        below = Found()
        inner = Scope(scope.rows, origin, scope.asked)
        self._inside(trace, inner, below)
        if not below.reasons and not below.lines:
            self._questions(trace, inner, below, set())
        return _reason(trace, origin, below, self._naming)

    def _inside(self, trace: Trace, scope: Scope, found: Found) -> None:
        match trace.node:
            case Field() as read:
                column, row = self._reading.column(read, scope.rows)
                if row is None:
                    found.shown.append(self._reading.facts.describe(column))
            case Apply() if any(isinstance(child.node, Query) for child in trace.children):
                self._question(trace, scope, found)
            case Not(origin=None) if _seeks(trace.children[0], scope.origin):
                self._question(trace.children[0], scope, found, exceptions=True)
            case AtLeast() if (pick := as_pick(trace)) is not None:
                self._histories.picked(pick, trace, scope.rows, found.records)
            case _:
                for child in explaining(trace):
                    self._visit(child, scope, found)

    def _question(self, trace: Trace, scope: Scope, found: Found, exceptions: bool = False) -> None:
        """A comparison with rows of a history.

        Of one that only serves the question around it, the rows are shown if it counts several.
        """
        serves = bool(scope.rows) and scope.origin == scope.asked
        if not serves or _counts_several(trace):
            self._histories.compared(trace, scope.rows, found.records, exceptions, scope.origin)
        if serves:
            return
        for child in trace.children:
            if isinstance(child.node, Query):
                found.reasons += self._of_rows(child.node, child, scope, found.records)
            else:
                self._visit(child, scope, found)

    def _of_rows(self, query: Query, trace: Trace, scope: Scope, records: Shown) -> list[Reason]:
        """For rows that are shown, conditions that look beyond the row itself."""
        *matches, closed = trace.children
        found: list[Reason] = []
        shown, looked = frozenset(records.rows), 0
        for match, row in self._histories.rows(query, matches, closed):
            if match.value is not False and (row.table.name, row.index) in shown:
                looked += 1
                if looked > MOST_BEYOND:
                    break
                below = Found(records=records)
                inner = Scope({**scope.rows, query.row: row}, scope.origin, scope.origin)
                self._visit(match, inner, below)
                beyond = tuple(reason for reason in _unique(below.reasons) if _says(reason))
                if beyond:
                    found.append(self._row(row, match, beyond))
        return found

    def _row(self, row: InRow, match: Trace, beyond: tuple[Reason, ...]) -> Reason:
        return Reason(self._reading.words(row), cast(Truth, match.value), children=beyond)

    def _questions(self, trace: Trace, scope: Scope, found: Found, seen: set[int]) -> None:
        """Every history asked, each once, for a value that no single operand explains."""
        for child in trace.children:
            if id(child) in seen:
                continue
            seen.add(id(child))
            if isinstance(child.node, Apply) and any(isinstance(each.node, Query) for each in child.children):
                self._question(child, scope, found)
            else:
                self._questions(child, scope, found, seen)


def _seeks(trace: Trace, origin: Origin | None) -> bool:
    """Whether a question without words of its own stands in a condition that has some."""
    of_words = origin is not None and trace.node.origin in (None, origin)
    return of_words and any(isinstance(child.node, Query) for child in trace.children)


def _counts_several(trace: Trace) -> bool:
    return any(
        isinstance(each.node, Lit) and each.node.value not in (True, False, None, 1)
        for each in trace.children
    )


def _says(reason: Reason) -> bool:
    return bool(reason.shown) or any(map(_says, reason.children))


def _bare(trace: Trace, found: Found) -> tuple[Reason, ...]:
    """A criterion without words of its own still says what the record shows."""
    shown = found.lines
    return (Reason("", cast(Truth, trace.value), shown=shown),) if shown else ()


def _is_number(trace: Trace) -> bool:
    """Numbers are parts of a comparison and stand under its words."""
    return not (trace.value is None or isinstance(trace.value, bool))


def words(origin: Origin) -> str:
    """The author's words on one line."""
    return " ".join((origin.words or origin.place.text).split())


def _reason(trace: Trace, origin: Origin, found: Found, naming: Naming) -> Reason:
    reason = Reason(
        text=words(origin),
        value=cast(Truth, trace.value),
        note=origin.note,
        source=origin.place.source.name,
        line=origin.place.line,
        shown=tuple(naming.as_written(found.lines, words(origin))),
        children=tuple(_unique(found.reasons)),
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


def _unique(items: Iterable[T]) -> list[T]:
    return list(dict.fromkeys(items))
