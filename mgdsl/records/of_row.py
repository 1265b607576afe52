"""What only the rows of a table have: their days, their agents, the visits whose values they are."""

from collections.abc import Callable
from typing import assert_never

from mgdsl.core.columns import RowAgent, RowCouldBe, RowDay, RowIs, RowMoment, RowResult, TakenAt
from mgdsl.core.data import Truth
from mgdsl.core.data import Value as ColumnValue
from mgdsl.core.schema import Schema
from mgdsl.records.model import Choices
from mgdsl.records.patient import AGENT, Compiled, Line
from mgdsl.records.timeline import moved

OfRow = RowDay | RowMoment | TakenAt | RowIs | RowAgent | RowCouldBe | RowResult


def compile_of_row(source: OfRow, schema: Schema) -> Compiled:
    """A function for a source that only rows have."""
    agented = frozenset(event.name for event in schema.events if event.agent)
    of_row = _of_row(source, agented)
    return lambda patient, line: None if line is None else of_row(line)


def _of_row(source: OfRow, agented: frozenset[str]) -> Callable[[Line], ColumnValue]:
    match source:
        case RowDay(last, step):
            return lambda line: moved(line.last if last else line.first, step)
        case RowMoment():
            return lambda line: line.minutes
        case TakenAt(visits):
            wanted = frozenset(visits)
            return lambda line: not wanted.isdisjoint(line.visits)
        case RowIs(kinds, agents):
            return lambda line: line.kind in kinds or _among(_agents(line, agented), frozenset(agents))
        case RowAgent():
            return lambda line: next(iter(could)) if len(could := _agents(line, agented) or ()) == 1 else None
        case RowCouldBe():
            return lambda line: f",{','.join(sorted(could))}," if (could := _agents(line, agented)) else None
        case RowResult(could):
            return lambda line: line.could if could else line.name
    assert_never(source)


def _agents(line: Line, agented: frozenset[str]) -> frozenset[str] | None:
    """The agents it could be; None if it could be any. A kind without agents is its own."""
    agent = line.fields.get(AGENT)
    if isinstance(agent, Choices):
        return agent.each[0]
    return None if line.kind in agented else frozenset((line.kind,))


def _among(could: frozenset[str] | None, wanted: frozenset[str]) -> Truth:
    if not wanted or (could is not None and could.isdisjoint(wanted)):
        return False
    return True if could is not None and could <= wanted else None
