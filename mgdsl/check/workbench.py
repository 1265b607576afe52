"""What every part of the checker works with: names, columns, findings, and the way back to whole lines."""

from abc import ABC, abstractmethod
from fractions import Fraction
from functools import cached_property

from attrs import evolve

from mgdsl.check import messages
from mgdsl.check.kinds import Value
from mgdsl.check.layout import Layout, of_row
from mgdsl.check.prose import not_declared
from mgdsl.check.readings import Readings
from mgdsl.check.scope import Bound, Context, Definition, Entity, Mistake, Names, Rows
from mgdsl.check.when import Day, Whens, decision
from mgdsl.core import columns as c
from mgdsl.core.ir import Expr, Origin
from mgdsl.core.program import Let
from mgdsl.core.schema import Event, EventField, Instrument
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Span
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast


class Workbench(ABC):
    """Collects columns, shared definitions and diagnostics; `Elaborator` reads the lines."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.layout = Layout()
        self.diagnostics: list[Diagnostic] = []
        self.lets: list[Let] = []
        self.shared: dict[object, int] = {}
        self.cyclic: dict[str, Diagnostic] = {}
        self.used: set[str] = set()
        self.asked: list[tuple[str, str]] = []
        """Measures and visits that the line being read asks for, among those with a `valid` declaration."""
        self._read = self._depth = 0

    @cached_property
    def readings(self) -> Readings:
        return Readings(self.names)

    def find(self, name: ast.Name, context: Context) -> Entity:
        found = self.names.find(name.text)
        if found is None:
            raise Mistake(not_declared(name.text, context.place(name.span), self.readings, context.rows))
        return found

    def once_a_line(self, found: Diagnostic) -> None:
        """Keep a finding unless one of its name speaks of the same line: one `at` mends them both."""
        place = found.place
        lines = {
            (d.place.source.name, d.place.line) for d in self.diagnostics if d.place and d.name == found.name
        }
        if place is None or (place.source.name, place.line) not in lines:
            self.diagnostics.append(found)

    def bound(self, name: str, context: Context) -> Bound | None:
        return context.arguments.get(fold(name))

    def row_field(self, name: str, context: Context) -> EventField | None:
        return context.rows.fields.get(fold(name)) if context.rows is not None else None

    def event(self, kind: str) -> Event:
        return next(event for event in self.names.schema.events if event.name == kind)

    def instrument(self, name: ast.Name, context: Context) -> tuple[Instrument, Context]:
        """An instrument by name or by an argument that names one."""
        bound = self.bound(name.text, context)
        if bound is not None and isinstance(bound.value, ast.Name):
            inner, _ = self.instrument(bound.value, bound.context)
            return inner, context
        found = self.find(name, context)
        if not isinstance(found, Instrument):
            raise Mistake(messages.no_parts(context.place(name.span), name.text))
        return found, context

    def decision(self, context: Context, span: Span | None = None) -> str:
        return decision(self.names, context, span or Span(0, 0))

    def patient(self, source: c.ColumnSource, constant: Fraction | int = 1) -> Expr:
        return self.layout.patient.field("", source, constant)

    def day(self, day: Day) -> Expr:
        return self.patient(c.VisitDay(day.visit, day.step))

    def field(
        self,
        context: Context,
        source: c.ColumnSource,
        span: Span | None,
        constant: Fraction | int = 1,
        origin: Origin | None = None,
    ) -> Expr:
        """The field for a source: of the row when the source speaks of it, else of the patient."""
        if span is not None:
            note = f"at {context.visit}" if context.visit and context.in_at_block else ""
            origin = context.origin(span, note)
        if context.rows is not None and of_row(source):
            found = context.rows.column(context.rows.row, source, constant)
        else:
            found = self.patient(source, constant)
        return evolve(found, origin=origin)

    def inside(self, context: Context, rows: Rows) -> Context:
        return evolve(context, rows=rows, in_at_block=False)

    def with_origin(self, expr: Expr, origin: Origin) -> Expr:
        return evolve(expr, origin=origin)

    def origin(self, context: Context, span: Span, whens: Whens | None = None) -> Origin:
        own = whens is not None and (whens.visits or not whens.plain)
        note = f"at {context.visit}" if context.visit and not own and not context.rows else ""
        text = context.place(span).text
        return context.origin(span, note if note and not text.endswith(note) else "")

    # How the parts read what stands inside them; `Elaborator` says how. ------------------------------------
    @abstractmethod
    def line(self, line: ast.Line, context: Context) -> Expr: ...

    @abstractmethod
    def all_lines(
        self, lines: tuple[ast.Line, ...], context: Context, origin: Origin | None = None
    ) -> Expr: ...

    @abstractmethod
    def cond(self, cond: ast.Cond, context: Context, where: tuple[ast.Line, ...] = ()) -> Expr: ...

    @abstractmethod
    def counted(
        self, word: str, n: int, found: tuple[Expr, ...], origin: Origin, context: Context, span: Span
    ) -> Expr: ...

    @abstractmethod
    def validity(self, name: str, visit: str) -> Expr: ...

    @abstractmethod
    def definition_value(
        self,
        found: Definition,
        arguments: tuple[ast.Argument, ...],
        context: Context,
        span: Span,
        like: Value | None,
    ) -> Value: ...
