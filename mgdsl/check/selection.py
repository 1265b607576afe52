"""What a history speaks of: kinds of events and agents, or measures whose results are asked."""

from fractions import Fraction

from mgdsl.check import messages
from mgdsl.check.layout import ColumnSet
from mgdsl.check.scope import Agent, Context, Mistake, Rows
from mgdsl.check.when import Day, Window
from mgdsl.check.workbench import Workbench
from mgdsl.core import columns as c
from mgdsl.core.ir import Apply, Count, Distinct, Expr, Field, Fold, Lit, Query, all_, any_, not_
from mgdsl.core.schema import (
    AgentClass,
    AnyMeasure,
    Category,
    Event,
    EventField,
    Instrument,
    Measure,
    Quantity,
    YesNo,
)
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast
from mgdsl.tree import frozen

ONE = Fraction(1)
AGENT_WORDS = {"agents", "agent", "drugs", "drug"}


@frozen
class Selection:
    """Events of whole `kinds`, or of `agents` of the kinds in `table`; or results of `measures`."""

    table: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    measures: tuple[AnyMeasure, ...] = ()

    @property
    def everything(self) -> bool:
        """Every row of the table is meant."""
        return set(self.kinds) == set(self.table) or bool(self.measures)


def select(e: Workbench, things: "ast.Name | ast.Braces", context: Context) -> Selection:
    """The things named. Mistakes: unknown names; events mixed with measures."""
    items = things.items if isinstance(things, ast.Braces) else (things,)
    table: dict[str, None] = {}
    kinds: dict[str, None] = {}
    agents: dict[str, None] = {}
    measures: list[AnyMeasure] = []
    written: tuple[list[str], list[str]] = ([], [])
    for item in items:
        if not isinstance(item, ast.Name):
            raise Mistake(messages.not_a_history(context.place(item.span), "this"))
        found = e.find(item, context)
        written[isinstance(found, Measure)].append(context.place(item.span).text)
        match found:
            case Event(name):
                kinds[name] = table[name] = None
            case AgentClass():
                table[found.event] = None
                agents.update(dict.fromkeys(found.agents))
            case Agent(name, event):
                table[event] = agents[name] = None
            case Category() | Quantity() | Instrument() | YesNo():
                measures.append(found)
            case _:
                raise Mistake(messages.not_a_history(context.place(item.span), item.text))
    if measures and table:
        raise Mistake(messages.mixed_history(context.place(things.span), *written))
    names = tuple(m.name for m in measures) or tuple(table)
    return Selection(tuple(sorted(names)), tuple(kinds), tuple(agents), tuple(measures))


@frozen
class History:
    """The rows of one question: which table, which rows, in which window, closed or not."""

    e: Workbench
    context: Context
    selection: Selection
    except_: Selection | None
    planned: bool
    window: Window | None
    results: bool

    def columns(self) -> tuple[str, ColumnSet]:
        return self.e.layout.table(self.selection.table, results=self.results, planned=self.planned)

    def field(self, row: str, source: c.ColumnSource) -> Expr:
        return self.columns()[1].field(row, source)

    def chosen(self, row: str) -> list[Expr]:
        """The row is one of the things asked, not one of the exceptions, and touches the window."""
        found: list[Expr] = []
        if not self.selection.everything:
            found.append(self.field(row, c.RowIs(self.selection.kinds, self.selection.agents)))
        if self.except_ is not None:
            found.append(not_(self.field(row, c.RowIs(self.except_.kinds, self.except_.agents))))
        return found + (self.touches(row, self.window) if self.window else self._during(row))

    def touches(self, row: str, window: Window) -> list[Expr]:
        """A day of the row lies in the window."""
        ends: list[Expr] = []
        if window.high is not None:
            ends.append(self._side(row, "<=", c.RowDay(), window.high))
        if window.low is not None:
            ends.append(self._side(row, ">=", c.RowDay(last=True), window.low))
        return ends

    def _during(self, row: str) -> list[Expr]:
        """A day of the row lies within the event that the enclosing `where` speaks of."""
        outer = self.context.rows
        assert outer is not None
        return [
            Apply("<=", self.field(row, c.RowDay()), outer.column(outer.row, c.RowDay(last=True))),
            Apply(">=", self.field(row, c.RowDay(last=True)), outer.column(outer.row, c.RowDay())),
        ]

    def _side(self, row: str, op: str, day: c.RowDay, end: Day) -> Expr:
        by_date = Apply(op, self.field(row, day), self.e.day(end))
        return self._by_visit(row, op, end, by_date) if self.results else by_date

    def _by_visit(self, row: str, op: str, end: Day, by_date: Expr) -> Expr:
        """A value of a visit has that visit's day, known or not: the order of visits may decide."""
        visits = self.e.names.schema.visits
        at = visits.index(end.visit)
        sign = (end.step.n > 0) - (end.step.n < 0) or (end.step.days > 0) - (end.step.days < 0)
        early, late = visits[: at + 1], visits[at:]
        inside, outside = (early, late) if op == "<=" else (late, early)
        forgiving = sign >= 0 if op == "<=" else sign <= 0
        if forgiving:
            return any_((self.field(row, c.TakenAt(inside)), by_date))
        return all_((not_(self.field(row, c.TakenAt(outside))), by_date))

    def closed(self) -> Expr:
        """The history is complete through the end of the window (for plans: through its beginning)."""
        if self.window is None:
            return self._closed_during()
        end = self.window.high
        if self.planned:
            end = self.window.low or Day(self.e.decision(self.context))
        assert end is not None
        names = self.selection.table
        return self.e.patient(c.Closes(names, end.visit, end.step))

    def _closed_during(self) -> Expr:
        outer = self.context.rows
        assert outer is not None
        day = Day(self.e.decision(self.context))
        shut = self.e.patient(c.Closes(self.selection.table, day.visit))
        return all_((shut, Apply("<=", outer.column(outer.row, c.RowDay(last=True)), self.e.day(day))))

    def query(
        self, row: str, where: list[Expr], closed: Expr | None = None, fold: Fold | None = None
    ) -> Query:
        name, _ = self.columns()
        shut = self.closed() if closed is None else closed
        return Query(name, row, all_(tuple(where)), shut, fold or Count())

    def exists(self, row: str, where: list[Expr], closed: Expr | None = None) -> Expr:
        return Apply(">=", self.query(row, where, closed), Lit(ONE))

    def distinct(self, row: str) -> Fold:
        """Distinct agents; the size of the selection bounds their number."""
        column = self.field(row, c.RowAgent())
        assert isinstance(column, Field)
        self.columns()[1].field(row, c.RowCouldBe(), name=f"{column.column}?")
        limit = len(self.selection.agents) + len(self.selection.kinds)
        whole = any(self.e.event(kind).agent for kind in self.selection.kinds)
        return Distinct(column.column, None if whole else limit)

    def apart(self, row: str) -> Fold:
        """Results, of which an equal one on the same day, known or not, counts once."""
        column = self.field(row, c.RowResult())
        assert isinstance(column, Field)
        self.columns()[1].field(row, c.RowResult(could=True), name=f"{column.column}?")
        return Distinct(column.column, None)

    def inner(self, row: str, measure: AnyMeasure | None = None) -> Context:
        """The context of a test or a `where` on this row."""
        fields: dict[str, EventField] = {}
        kinds = () if self.results else self.selection.table
        for kind in kinds:
            for field in self.e.event(kind).fields:
                fields.setdefault(fold(field.name), field)
        common = {k: f for k, f in fields.items() if all(self.e.event(kind).field(f.name) for kind in kinds)}
        span = bool(kinds) and all(self.e.event(kind).span for kind in kinds)
        rows = Rows(row, kinds, common, self.columns()[1].field, measure, span)
        return self.e.inside(self.context, rows)


__all__ = ["AGENT_WORDS", "History", "Selection", "select"]
