"""What would have to be recorded for a column."""

from collections.abc import Iterator
from typing import assert_never

from attrs import evolve

from mgdsl.core.columns import (
    Age,
    Amount,
    Answer,
    Arith,
    Closes,
    Column,
    Const,
    DailyDose,
    Form,
    Inside,
    Limit,
    Member,
    Number,
    RecordedDay,
    RowAgent,
    RowCouldBe,
    RowDay,
    RowIs,
    RowMoment,
    RowResult,
    Score,
    Slot,
    Step,
    TakenAt,
    VisitDay,
    Yes,
)
from mgdsl.core.schema import Schema
from mgdsl.lang.bounds import known
from mgdsl.lang.calendar import show_day
from mgdsl.records.describe import OF_ROW, moment_words, statement_words
from mgdsl.records.model import Choices, Measured, Moment, Record, Scored, Value
from mgdsl.records.score_words import lacking, scored_fully
from mgdsl.records.timeline import days_of_visits, moved, reaches

Fact = tuple[str | None, str]
"""The visit (None: once in a patient), and the name of what would be recorded there."""


def missing(column: Column, record: Record, schema: Schema) -> tuple[Fact, ...]:
    """What would have to be recorded for the column: what the record does not settle already."""
    match column.source:
        case Yes(slot) | Member(slot) | RecordedDay(slot):
            return ((slot.visit, slot.name),)
        case Inside(form) | Number(form):
            needs = list(dict.fromkeys(_needs(form, record, schema)))
            facts = tuple(fact for settled, fact in needs if not settled) or tuple(fact for _, fact in needs)
            return facts or ((None, "a number"),)
        case VisitDay(visit):
            return ((visit, f"the date of {visit}"),)
        case Closes(names, visit, step):
            return (missing_closings(names, visit, step, record, schema),)
        case Answer(by=None) as answer:
            words = statement_words(evolve(answer, visit=None))
            return ((answer.visit, f"{words} (to be answered from the full protocol)"),)
        case Answer() as answer:
            return ((answer.visit, statement_words(evolve(answer, visit=None))),)
        case RowDay() | RowMoment() | TakenAt() | RowIs() | RowAgent() | RowCouldBe() | RowResult():
            return ((None, OF_ROW),)
    assert_never(column.source)


def missing_closings(names: tuple[str, ...], visit: str, step: Step, record: Record, schema: Schema) -> Fact:
    """Word that histories are complete, with how a record says it; only of those that are not said to be."""
    days = days_of_visits(record, schema.visits)
    open_ = [
        name
        for name in names
        if (closing := record.closing(name)) is None or not reaches(closing, schema.visits, days, visit, step)
    ]
    names = tuple(open_) or names
    words = f"{', '.join(names)}: further records, or word that the list is complete"
    through = moved(days[visit], step)[1]
    day = f'"{visit}"' if step == Step() else f'"{show_day(int(through[0]))}"' if through else None
    said = ", ".join(f'"{name}": {day}' for name in names)
    told = f' ("complete": {{{said}}})' if day else ""
    return visit, f"{words} through {moment_words(visit, step)}{told}"


def _needs(form: Form, record: Record, schema: Schema) -> Iterator[tuple[bool, Fact]]:
    """The facts a form is computed from, and whether the record settles each."""
    for score in _scores(form):
        value = record.value(score.slot.name, score.slot.visit)
        if isinstance(value, Scored):
            yield scored_fully(score, value, schema), (score.slot.visit, lacking(score, value, schema))
    for slot in _slots(form):
        if isinstance(record.value(slot.name, slot.visit), Scored):
            continue
        yield _settled(record.value(slot.name, slot.visit)), (slot.visit, slot.name)
    for visit in _ages_at(form):
        held = record.visits.get(visit)
        yield held is not None and _settled(held.date), (visit, f"the date of {visit}")


def _settled(value: Value | None) -> bool:
    """Whether nothing about a value is open."""
    match value:
        case Moment(first=first, last=last):
            return first == last
        case Choices(each=each):
            return all(len(could) == 1 for could in each)
        case Measured(bounds=bounds):
            return known(bounds) is not None
        case Scored():
            return False
        case _:
            return value is not None


def _scores(form: Form) -> Iterator[Score]:
    """The scores a form reads."""
    match form:
        case Score():
            yield form
        case Arith(_, left, right):
            yield from (*_scores(left), *_scores(right))
        case _:
            pass


def _ages_at(form: Form) -> list[str]:
    """The visits at which a form takes an age."""
    match form:
        case Age(visit=visit):
            return [visit]
        case Arith(_, left, right):
            return [*_ages_at(left), *_ages_at(right)]
        case _:
            return []


def _slots(form: Form) -> list[Slot]:
    """The slots a form reads."""
    match form:
        case Const():
            return []
        case Amount(slot) | Score(slot) | DailyDose(slot):
            return [slot]
        case Limit(slot, upper):
            return [Slot(f"{'upper' if upper else 'lower'} limit of {slot.name}", slot.visit, slot.row)]
        case Age(birth):
            return [birth]
        case Arith(_, left, right):
            return [*_slots(left), *_slots(right)]
    assert_never(form)
