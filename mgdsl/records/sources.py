"""Column sources, each compiled once into a function of a patient and a row that gives the column's value."""

from collections.abc import Callable
from fractions import Fraction
from typing import assert_never

from mgdsl.core.columns import (
    Age,
    Answer,
    Closes,
    ColumnSource,
    Duration,
    Form,
    Inside,
    Member,
    Number,
    RecordedDay,
    RowAgent,
    RowCouldBe,
    RowDay,
    RowIs,
    RowMoment,
    Score,
    TakenAt,
    VisitDay,
    Yes,
)
from mgdsl.core.data import Bounds, Truth
from mgdsl.core.data import Value as ColumnValue
from mgdsl.core.schema import Schema
from mgdsl.records.forms import attained_by, compile_form
from mgdsl.records.model import Choices, Moment
from mgdsl.records.patient import ANYTHING, Line, Patient, getter
from mgdsl.records.timeline import days_of, moved, reaches
from mgdsl.report.suggest import fold

Compiled = Callable[[Patient, Line | None], ColumnValue]
Ranges = tuple[tuple[Fraction, Fraction], ...]
_MOST_WHOLE = 200


def compile_source(source: ColumnSource, schema: Schema) -> Compiled:
    """A function that gives the column's value."""
    match source:
        case Yes():
            return _yes(source)
        case Member():
            return _member(source)
        case Inside(form, ranges):
            return _inside(form, _merged(ranges), schema)
        case Number(form):
            return compile_form(form, schema)
        case VisitDay(visit, step):
            return lambda patient, line: moved(patient.days[visit], step)
        case RecordedDay():
            return _recorded_day(source)
        case Closes():
            return _closes(source, schema)
        case Answer():
            return _answer(source)
        case _:
            return compile_of_row(source, schema)


def compile_of_row(
    source: RowDay | RowMoment | TakenAt | RowIs | RowAgent | RowCouldBe, schema: Schema
) -> Compiled:
    """A function for a source that only rows have."""
    of_row = _of_row(
        source, frozenset(event.name for event in schema.events if _has_agents(event.name, schema))
    )
    return lambda patient, line: None if line is None else of_row(line)


def _has_agents(kind: str, schema: Schema) -> bool:
    return any(
        field.type == "agent" for event in schema.events if event.name == kind for field in event.fields
    )


def _of_row(
    source: RowDay | RowMoment | TakenAt | RowIs | RowAgent | RowCouldBe, agented: frozenset[str]
) -> Callable[[Line], ColumnValue]:
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
    assert_never(source)


def _agents(line: Line, agented: frozenset[str]) -> frozenset[str] | None:
    """The agents it could be; None if it could be any. A kind without agents is its own."""
    agent = line.fields.get("agent")
    if isinstance(agent, Choices):
        return agent.each[0]
    return None if line.kind in agented else frozenset((line.kind,))


def _among(could: frozenset[str] | None, wanted: frozenset[str]) -> Truth:
    if not wanted or (could is not None and could.isdisjoint(wanted)):
        return False
    return True if could is not None and could <= wanted else None


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


def _recorded_day(source: RecordedDay) -> Compiled:
    read, name, step = getter(source.slot), source.slot.name, source.step

    def day(patient: Patient, line: Line | None) -> Bounds:
        if line is not None and source.slot.row and name not in line.fields:
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


def _merged(ranges: Ranges) -> Ranges:
    """Ranges in order, those that touch joined."""
    found: list[tuple[Fraction, Fraction]] = []
    for low, high in sorted(ranges):
        if found and low <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], high)
        else:
            found.append((low, high))
    return tuple(found)


def _inside(form: Form, ranges: Ranges, schema: Schema) -> Compiled:
    """Whether all attainable values, or none of them, lie in a range; whole numbers are looked at singly."""
    if isinstance(form, Score):
        attained = attained_by(form, schema)

        def inside_score(patient: Patient, line: Line | None) -> Truth:
            found = attained(patient, line)
            if found is None:
                return None
            if found.values is None:
                return _within(((found.lowest, 0), (found.highest, 0)), ranges)
            return _all_or_none(found.values, ranges)

        return inside_score
    read = compile_form(form, schema)
    whole = isinstance(form, Duration) or (isinstance(form, Age) and not form.exact)

    def inside(patient: Patient, line: Line | None) -> Truth:
        low, high = bounds = read(patient, line)
        if whole and low is not None and high is not None and high[0] - low[0] <= _MOST_WHOLE:
            return _all_or_none(frozenset(range(int(low[0]), int(high[0]) + 1)), ranges)
        return _within(bounds, ranges)

    return inside


def _all_or_none(values: frozenset[Fraction] | frozenset[int], ranges: Ranges) -> Truth:
    held = sum(any(low <= value <= high for low, high in ranges) for value in values)
    return True if held == len(values) else (None if held else False)


def _within(bounds: Bounds, ranges: Ranges) -> Truth:
    low, high = bounds
    for least, most in ranges:
        if low is not None and high is not None and low >= (least, 0) and high <= (most, 0):
            return True
    apart = all(
        (high is not None and high < (least, 0)) or (low is not None and low > (most, 0))
        for least, most in ranges
    )
    return False if apart else None
