"""The values of queries inside a row of another one, without traces: those would be as many as rows squared.

What depends only on a row of the query itself is found once for all rows around it, and a comparison with one
of those is looked up in the order of the rows; of a stretch at a row around, only rows near it are looked at.
The meaning is that of `mgdsl.evaluate.interpret`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate
from typing import Any, assert_never, cast

from attrs import Factory, define

from mgdsl.core.data import Bound, Bounds, Row, Truth
from mgdsl.core.ir import Apply, AtLeast, Count, Expr, Field, If, Known, Lit, Not, Query, Ref
from mgdsl.evaluate.folds import folded
from mgdsl.lang.bounds import exactly
from mgdsl.lang.logic import choose, not_
from mgdsl.lang.ops import COMPARISONS, MIRRORED
from mgdsl.tree import walk

Rows = dict[str, Row]
_HOLDS = {symbol: comparison.holds for symbol, comparison in COMPARISONS.items()}


@define
class Order:
    """Rows in the order of a column: the ends of those that surely match, and of those that may."""

    sure_lows: list[Bound] = Factory(list)
    sure_highs: list[Bound] = Factory(list)
    lows: list[Bound] = Factory(list)
    highs: list[Bound] = Factory(list)

    def add(self, bounds: Bounds, sure: bool) -> None:
        for end, ends, sure_ends in zip(
            bounds, (self.lows, self.highs), (self.sure_lows, self.sure_highs), strict=True
        ):
            if end is not None:
                ends.append(end)
                if sure:
                    sure_ends.append(end)

    def sort(self) -> None:
        for ends in (self.sure_lows, self.sure_highs, self.lows, self.highs):
            ends.sort()

    def holding(self, op: str, other: Bounds) -> tuple[int, int]:
        """For how many rows the comparison surely holds, and for how many it surely does not."""
        low, high = other
        over, under = (self.sure_lows, self.highs) if op in (">", ">=") else (self.sure_highs, self.lows)
        first, second = (high, low) if op in (">", ">=") else (low, high)
        match op:
            case ">":
                found = (
                    first and len(over) - bisect_right(over, first),
                    second and bisect_right(under, second),
                )
            case ">=":
                found = first and len(over) - bisect_left(over, first), second and bisect_left(under, second)
            case "<":
                found = first and bisect_left(over, first), second and len(under) - bisect_left(under, second)
            case _:
                found = (
                    first and bisect_right(over, first),
                    second and len(under) - bisect_right(under, second),
                )
        return found[0] or 0, found[1] or 0


@define
class Stretch:
    """Rows in the order of a column that must not lie above a field of a row around them.

    `begins` are its lowest ends; `reaches`, at each row, the highest end so far of a column that must not lie
    below another such field. So the rows that may meet both stand side by side. An open end stands for any.
    """

    above: Field
    below: Field
    live: list[tuple[Row, Truth]]
    begins: list[Bound]
    reaches: list[Bound]

    def near(self, rows: Rows) -> list[tuple[Row, Truth]]:
        """The rows for which neither comparison surely fails, and perhaps some more."""
        high = cast(Bounds, rows[self.above.row][self.above.column])[1]
        low = cast(Bounds, rows[self.below.row][self.below.column])[0]
        first = 0 if low is None else bisect_left(self.reaches, low)
        last = len(self.live) if high is None else bisect_right(self.begins, high)
        return self.live[first:last]


@define
class Plan:
    """A query taken apart: its rows that may match by what they are alone, and what looks beyond them."""

    cross: tuple[Expr, ...]
    live: list[tuple[Row, Truth]]
    compared: tuple[str, str, Field] | None = None
    """For one comparison with a row around: the column, the operator, and the field of the other row."""
    order: Order = Factory(Order)
    stretch: Stretch | None = None
    alone: dict[bool, Any] = Factory(dict)
    """If nothing looks beyond: the value, by whether the history is closed."""


class Values:
    """Values of expressions inside rows, for one patient. `let` gives the value of a definition."""

    def __init__(self, tables: Mapping[str, tuple[Row, ...]], let: Callable[[int], Any]) -> None:
        self._tables = tables
        self._let = let
        self._plans: dict[int, Plan] = {}

    def value(self, expr: Expr, rows: Rows) -> Any:
        match expr:
            case Field():
                return rows[expr.row][expr.column]
            case Apply():
                return _HOLDS[expr.op](self.value(expr.left, rows), self.value(expr.right, rows))
            case AtLeast():
                return self._at_least(expr, rows)
            case Lit():
                value = expr.value
                return value if value is None or isinstance(value, bool) else exactly(value)
            case Not():
                return not_(self.value(expr.of, rows))
            case Ref():
                return self._let(expr.index)
            case If():
                parts = (expr.condition, expr.then, expr.otherwise)
                return choose(*[self.value(each, rows) for each in parts])
            case Known():
                return self.value(expr.of, rows) is not None
            case Query():
                return self.query(expr, rows)
            case _:
                assert_never(expr)

    def _at_least(self, expr: AtLeast, rows: Rows) -> Truth:
        """Asks no further than decides."""
        sure, possible = 0, len(expr.xs)
        for each in expr.xs:
            if sure >= expr.k or possible < expr.k:
                break
            found = self.value(each, rows)
            sure += found is True
            possible -= found is False
        return True if sure >= expr.k else None if possible >= expr.k else False

    def matching(self, query: Query, rows: Rows) -> list[tuple[Row, Truth]]:
        """The rows that match or may match, beside the rows around them."""
        return self._matching(query, self._planned(query, rows), rows)

    def query(self, query: Query, rows: Rows) -> Bounds:
        plan = self._planned(query, rows)
        closed = self.value(query.closed, rows) is True
        if not plan.cross:
            if closed not in plan.alone:
                plan.alone[closed] = _folded(query, plan.live, closed)
            return cast(Bounds, plan.alone[closed])
        if plan.compared is not None:
            _, op, other = plan.compared
            sure, never = plan.order.holding(op, cast(Bounds, rows[other.row][other.column]))
            return (sure, 0), (len(plan.live) - never, 0) if closed else None
        return _folded(query, self._matching(query, plan, rows), closed)

    def _matching(self, query: Query, plan: Plan, rows: Rows) -> list[tuple[Row, Truth]]:
        """The rows that may match, beside the rows around them."""
        found, outer = [], rows.get(query.row)
        for row, own in plan.live if plan.stretch is None else plan.stretch.near(rows):
            rows[query.row] = row
            truth = own
            for each in plan.cross:
                held = self.value(each, rows)
                if held is False:
                    break
                truth = truth and held if held else None
            else:
                found.append((row, truth))
        if outer is not None:
            rows[query.row] = outer
        return found

    def _planned(self, query: Query, rows: Rows) -> Plan:
        plan = self._plans.get(id(query))
        if plan is None:
            plan = self._plans[id(query)] = self._plan(query, rows)
        return plan

    def _plan(self, query: Query, rows: Rows) -> Plan:
        parts = [(part, _rows_read(part) <= {"", query.row}) for part in _conjuncts(query.where)]
        own = Plan(
            tuple(part for part, alone in parts if alone), [(row, True) for row in self._tables[query.table]]
        )
        plan = Plan(tuple(part for part, alone in parts if not alone), self._matching(query, own, rows))
        if isinstance(query.fold, Count) and len(plan.cross) == 1:
            plan.compared = _comparison(plan.cross[0], query.row)
        if plan.compared is not None:
            for row, truth in plan.live:
                plan.order.add(cast(Bounds, row[plan.compared[0]]), truth is True)
            plan.order.sort()
        else:
            plan.stretch = _stretch(plan, query.row)
        return plan


_LEAST, _MOST = cast(Bound, (float("-inf"), 0)), cast(Bound, (float("inf"), 0))
"""Open ends, beyond all others."""


def _stretch(plan: Plan, row: str) -> Stretch | None:
    """The rows in an order, where two comparisons bound them from both sides."""
    compared = [found for each in plan.cross if (found := _comparison(each, row)) is not None]
    upper = next((each for each in compared if each[1] in ("<", "<=")), None)
    lower = next((each for each in compared if each[1] in (">", ">=")), None)
    if upper is None or lower is None:
        return None
    (begin, _, above), (end, _, below) = upper, lower
    live = sorted(plan.live, key=lambda held: cast(Bounds, held[0][begin])[0] or _LEAST)
    begins = [cast(Bounds, held[begin])[0] or _LEAST for held, _ in live]
    ends = (cast(Bounds, held[end])[1] or _MOST for held, _ in live)
    return Stretch(above, below, live, begins, list(accumulate(ends, max)))


def _folded(query: Query, matching: list[tuple[Row, Truth]], closed: bool) -> Bounds:
    return folded(query.fold, [row for row, _ in matching], [truth for _, truth in matching], closed)


def _conjuncts(expr: Expr) -> Iterator[Expr]:
    """What must hold together."""
    if isinstance(expr, AtLeast) and expr.k == len(expr.xs):
        for each in expr.xs:
            yield from _conjuncts(each)
    else:
        yield expr


def _rows_read(expr: Expr) -> set[str]:
    """The rows that an expression reads, but for those of queries in it."""
    nodes = list(walk(expr))
    bound = {node.row for node in nodes if isinstance(node, Query)}
    return {node.row for node in nodes if isinstance(node, Field)} - bound


def _comparison(expr: Expr, row: str) -> tuple[str, str, Field] | None:
    """A column of the row, an operator and a field of a row around it, if the expression is that."""
    if not isinstance(expr, Apply) or expr.op not in MIRRORED:
        return None
    match expr.left, expr.right:
        case Field() as left, Field() as right if left.row == row != right.row:
            return left.column, expr.op, right
        case Field() as left, Field() as right if right.row == row != left.row:
            return right.column, MIRRORED[expr.op], left
        case _:
            return None
