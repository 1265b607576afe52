"""Column sources, each compiled once into a function of a patient and a row that gives the column's value."""

from mgdsl.core.columns import (
    Answer,
    Closes,
    ColumnSource,
    Inside,
    Member,
    Number,
    RecordedDay,
    VisitDay,
    Yes,
)
from mgdsl.core.data import Bounds, Truth
from mgdsl.core.schema import Schema
from mgdsl.records.events import time_fields
from mgdsl.records.forms import compile_form
from mgdsl.records.inside import compile_inside
from mgdsl.records.model import Choices, Moment
from mgdsl.records.of_row import compile_of_row
from mgdsl.records.patient import ANYTHING, Compiled, Line, Patient, getter
from mgdsl.records.timeline import days_of, moved, reaches
from mgdsl.report.suggest import fold


def compile_source(source: ColumnSource, schema: Schema) -> Compiled:
    """A function that gives the column's value."""
    match source:
        case Yes():
            return _yes(source)
        case Member():
            return _member(source)
        case Inside(form, ranges):
            return compile_inside(form, ranges, schema)
        case Number(form):
            return compile_form(form, schema)
        case VisitDay(visit, step):
            return lambda patient, line: moved(patient.days[visit], step)
        case RecordedDay():
            return _recorded_day(source, schema)
        case Closes():
            return _closes(source, schema)
        case Answer():
            return _answer(source)
        case _:
            return compile_of_row(source, schema)


def _yes(source: Yes) -> Compiled:
    read = getter(source.slot)

    def yes(patient: Patient, line: Line | None) -> Truth:
        value = read(patient, line)
        return value if isinstance(value, bool) else None

    return yes


def _member(source: Member) -> Compiled:
    read, wanted = getter(source.slot), frozenset(source.values)

    def member(patient: Patient, line: Line | None) -> Truth:
        value = read(patient, line)
        if not isinstance(value, Choices):
            return None
        found: Truth = False
        for could in value.each:
            if could <= wanted:
                return True
            if not could.isdisjoint(wanted):
                found = None
        return found

    return member


def _recorded_day(source: RecordedDay, schema: Schema) -> Compiled:
    read, name, step = getter(source.slot), source.slot.name, source.step
    dated = frozenset(event.name for event in schema.events if name in time_fields(event))

    def day(patient: Patient, line: Line | None) -> Bounds:
        if line is not None and source.slot.row and line.kind in dated:
            return moved(line.last if name == "stop" else line.first, step)
        value = read(patient, line)
        return moved(days_of(value), step) if isinstance(value, Moment) else ANYTHING

    return day


def _closes(source: Closes, schema: Schema) -> Compiled:
    names, visit, step, visits = source.names, source.visit, source.step, schema.visits

    def closes(patient: Patient, line: Line | None) -> Truth:
        closings = [patient.record.closing(name) for name in names]
        return all(
            closing is not None and reaches(closing, visits, patient.days, visit, step)
            for closing in closings
        )

    return closes


def _answer(source: Answer) -> Compiled:
    by, text = _folded(source.by), fold(source.text)
    key = text, source.visit, _folded(source.since), _folded(source.until)

    def answer(patient: Patient, line: Line | None) -> Truth:
        if source.row:
            return None if line is None else line.answers.get(text)
        said = patient.said.get(key, {})
        if by is not None:
            return said.get(by)
        return next(iter(said.values())) if len(set(said.values())) == 1 else None

    return answer


def _folded(text: str | None) -> str | None:
    return None if text is None else fold(text)
