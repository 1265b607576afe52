"""Collects the columns and tables a program reads while it is being checked; equal sources share a column."""

from fractions import Fraction
from math import lcm

from mgdsl.core import columns as c
from mgdsl.core.ir import Expr, Field

ROW_SOURCES = (c.RowDay, c.RowMoment, c.TakenAt, c.RowIs, c.RowAgent, c.RowCouldBe, c.RowResult)

TYPES: dict[type, str] = {
    **dict.fromkeys((c.Yes, c.Member, c.Inside, c.Closes, c.Answer, c.TakenAt, c.RowIs), "truth"),
    **dict.fromkeys((c.Number, c.RowMoment), "number"),
    **dict.fromkeys((c.VisitDay, c.RecordedDay, c.RowDay), "day"),
    **dict.fromkeys((c.RowAgent, c.RowCouldBe, c.RowResult), "text"),
}


class ColumnSet:
    """The columns of the patient (`row` empty) or of one table."""

    def __init__(self) -> None:
        self.names: dict[c.ColumnSource, str] = {}
        self.scales: dict[str, int] = {}

    def field(self, row: str, source: c.ColumnSource, constant: Fraction | int = 1, name: str = "") -> Expr:
        """The field that reads `source`; a number column can then be compared with `constant` exactly."""
        known = self.names.get(source)
        if known is None:
            known = name or f"{_label(source)} #{len(self.names) + 1}"
            self.names[source] = known
        self.scales[known] = lcm(self.scales.get(known, 1), Fraction(constant).denominator)
        return Field(row, known)

    def columns(self) -> tuple[c.Column, ...]:
        return tuple(c.Column(name, TYPES[type(s)], s, self.scales[name]) for s, name in self.names.items())


class Layout:
    """The patient's columns and the tables, each by what it holds."""

    def __init__(self) -> None:
        self.patient = ColumnSet()
        self.tables: dict[tuple[tuple[str, ...], bool, bool], tuple[str, ColumnSet]] = {}
        self._rows = 0

    def table(self, of: tuple[str, ...], *, results: bool, planned: bool = False) -> tuple[str, ColumnSet]:
        key = (tuple(sorted(of)), results, planned)
        if key not in self.tables:
            words = ("planned " if planned else "") + ("results of " if results else "") + " + ".join(key[0])
            self.tables[key] = (words, ColumnSet())
        return self.tables[key]

    def row(self) -> str:
        """A name for a row, new in the program."""
        self._rows += 1
        return f"r{self._rows}"

    def finished(self) -> tuple[tuple[c.Column, ...], tuple[c.Table, ...]]:
        tables = (
            c.Table(name, of, results, planned, columns.columns())
            for (of, results, planned), (name, columns) in self.tables.items()
        )
        return self.patient.columns(), tuple(tables)


def _label(source: c.ColumnSource) -> str:
    """A readable name for a column; it need not be unique."""
    match source:
        case c.Yes(slot) | c.Member(slot) | c.RecordedDay(slot):
            return slot_label(slot)
        case c.Number(form) | c.Inside(form):
            return _form_label(form)
        case c.VisitDay(visit, step):
            return visit + step_label(step)
        case c.Closes(names, visit, step):
            return f"{' + '.join(names)} complete through {visit}{step_label(step)}"
        case c.Answer(_, text):
            return text[:40]
        case c.RowDay(last, step):
            return ("last day" if last else "first day") + step_label(step)
        case _:
            return type(source).__name__


def slot_label(slot: c.Slot) -> str:
    return slot.name if slot.visit is None else f"{slot.name} at {slot.visit}"


def step_label(step: c.Step) -> str:
    words = f" {step.n:+d} {step.unit}" if step.n else ""
    return words + (f" {step.days:+d} day" if step.days else "")


def _form_label(form: c.Form) -> str:
    match form:
        case c.Score(slot, weights, counted):
            kind = "items of " if counted else "" if all(w == 1 for _, w in weights) else "share of "
            return f"{kind}{slot_label(slot)}"
        case c.Amount(slot) | c.DailyDose(slot):
            return slot_label(slot)
        case c.Limit(slot, upper):
            return f"{'upper' if upper else 'lower'} limit of {slot_label(slot)}"
        case c.Age(_, visit):
            return f"age at {visit}"
        case c.Arith(_, left, _):
            return _form_label(left)
        case _:
            return "number"


def of_row(source: c.ColumnSource) -> bool:
    """The source reads the row."""
    match source:
        case c.Yes(slot) | c.Member(slot) | c.RecordedDay(slot):
            return slot.row
        case c.Number(form) | c.Inside(form):
            return _form_of_row(form)
        case c.Answer():
            return source.row
        case _:
            return isinstance(source, ROW_SOURCES)


def _form_of_row(form: c.Form) -> bool:
    match form:
        case c.Amount(slot) | c.Limit(slot) | c.Score(slot) | c.DailyDose(slot):
            return slot.row
        case c.Arith(_, left, right):
            return _form_of_row(left) or _form_of_row(right)
        case _:
            return False
