"""Why a row of a history does not count: the conditions that it surely fails."""

from collections.abc import Iterator

from mgdsl.core.columns import RowDay, Step
from mgdsl.core.ir import Apply, AtLeast, Field, Not, Origin, Query
from mgdsl.evaluate.reading import Reading, Rows
from mgdsl.evaluate.templates import explaining
from mgdsl.evaluate.trace import Trace
from mgdsl.lang.bounds import known
from mgdsl.lang.calendar import show_day


def unmet(trace: Trace, reading: Reading, rows: Rows, asked: Origin | None) -> list[str]:
    """In words: ``before 2025-02-19``, ``not: dose >= 15 mg/day``. `asked` are the question's own words.

    What a result has to be is not repeated: the row shows what it is.
    """
    return list(dict.fromkeys(_unmet(trace, reading, rows, asked)))


def _unmet(trace: Trace, reading: Reading, rows: Rows, asked: Origin | None) -> Iterator[str]:
    node = trace.node
    every = isinstance(node, AtLeast) and node.k == len(node.xs)
    if node.origin is not None and node.origin != asked and not every:
        yield f"not: {' '.join((node.origin.words or node.origin.place.text).split())}"
        return
    match node:
        case Apply(op, Field() as left) if left.row in rows:
            yield from _outside(trace, op, left, reading, rows)
        case Not() if any(map(_asks, trace.children)):
            return
        case _ if every or not isinstance(node, Not):
            for child in explaining(trace):
                if child.value is trace.value:
                    yield from _unmet(child, reading, rows, asked)
        case _:
            return


def _asks(trace: Trace) -> bool:
    return any(isinstance(child.node, Query) for child in trace.children)


def _outside(trace: Trace, op: str, left: Field, reading: Reading, rows: Rows) -> Iterator[str]:
    """On which side of a day of the window the row lies."""
    column, row = reading.column(left, rows)
    if row is None or not isinstance(column.source, RowDay) or column.source.step != Step():
        return
    end = trace.children[1].value
    day = known(end) if isinstance(end, tuple) else None
    if day is None:
        return
    words = {">=": "before", "<=": "after"}
    if not reading.of_one_day(row.table):
        words = {">=": "ended before", "<=": "not begun by"}
    if op in words:
        yield f"{words[op]} {show_day(int(day))}"
