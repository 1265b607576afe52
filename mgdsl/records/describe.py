"""What a record says for a column, in short plain words."""

from collections.abc import Iterator
from typing import assert_never

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
from mgdsl.lang.calendar import show_day
from mgdsl.lang.numbers import show
from mgdsl.records.model import Choices, Closing, Measured, Moment, Record, Scored, Value
from mgdsl.records.patient import Patient
from mgdsl.records.score_words import score_words
from mgdsl.records.sources import compile_source
from mgdsl.records.timeline import Days, days_of_visits, reaches, surely_through

OF_ROW = "a row of a history"
_ANYONE = "the sponsor or the investigator, who hold the full protocol,"


def describe(column: Column, record: Record, schema: Schema) -> str:
    """What the record says for a column of the patient: ``QMG 13 (ocular 6) at screening``."""
    match column.source:
        case Yes(slot) | Member(slot) | RecordedDay(slot):
            return _slot(slot, record)
        case Inside(form) | Number(form):
            limits = frozenset(_limits(form))
            return "; ".join(dict.fromkeys(_form(form, record, schema, limits))) or "a constant"
        case VisitDay(visit):
            return _visit_day(visit, record, schema)
        case Closes(names, visit, step):
            return "; ".join(_closings(names, visit, step, record, schema))
        case Answer() as answer:
            found = compile_source(answer, schema)(Patient(record, schema), None)
            words = "yes" if found is True else "no" if found is False else "no answer yet"
            who = f"; {_ANYONE} can answer" if found is None and not answer.by else ""
            return f"{statement_words(answer)}: {words}{who}"
        case RowDay() | RowMoment() | TakenAt() | RowIs() | RowAgent() | RowCouldBe() | RowResult():
            return OF_ROW
    assert_never(column.source)


def _limits(form: Form) -> Iterator[Limit]:
    """The reference limits that a form compares with."""
    match form:
        case Limit():
            yield form
        case Arith(_, left, right):
            yield from (*_limits(left), *_limits(right))
        case _:
            pass


def _form(form: Form, record: Record, schema: Schema, limits: frozenset[Limit]) -> list[str]:
    """What is recorded of each slot of a form, and which of the limits it needs are not."""
    match form:
        case Const() | DailyDose():
            return []
        case Amount(slot) | Limit(slot):
            return [_slot(slot, record, _lacking(slot, record, limits))]
        case Score() as score:
            value = record.value(score.slot.name, score.slot.visit)
            return [score_words(score, value if isinstance(value, Scored) else Scored(), schema)]
        case Age(birth, visit):
            return [f"{_slot(birth, record)}, {_visit_day(visit, record, schema)}"]
        case Arith(_, left, right):
            return [*_form(left, record, schema, limits), *_form(right, record, schema, limits)]
    assert_never(form)


def _lacking(slot: Slot, record: Record, limits: frozenset[Limit]) -> str:
    """Which reference limits a result lacks of those compared with: `` (upper limit not recorded)``."""
    value = record.value(slot.name, slot.visit)
    asked = {limit.upper for limit in limits if limit.slot == slot}
    if not isinstance(value, Measured):
        return ""
    held = {True: value.upper, False: value.lower}
    words = [f"{'upper' if side else 'lower'} limit not recorded" for side in asked if held[side] is None]
    return f" ({', '.join(words)})" if words else ""


def _slot(slot: Slot, record: Record, note: str = "") -> str:
    """What is recorded in a slot, with a note behind it."""
    if slot.row:
        return OF_ROW
    at = f" at {slot.visit}" if slot.visit else ""
    value = record.value(slot.name, slot.visit)
    if value is None:
        held = record.visits.get(slot.visit) if slot.visit else None
        if held is not None and not held.done:
            return f"{slot.name}: {slot.visit} was not done"
        return f"{slot.name}: {'no result' if slot.visit else 'not recorded'}{at}"
    return f"{slot.name}{value_words(value)}{note}{at}"


def value_words(value: Value) -> str:
    """What follows the name of a measure: ``: yes``, `` IIIa``, `` 41 U/L (upper limit 40)``."""
    match value:
        case bool():
            return ": yes" if value else ": no"
        case Moment(text=text):
            return f" {text}"
        case Choices(written=written):
            return f" {', '.join(written) or 'none of its values'}"
        case Measured(text=text, upper=upper, lower=lower):
            limits = [
                f"{word} limit {show(end)}" for word, end in (("lower", lower), ("upper", upper)) if end
            ]
            return f" {text}" + (f" ({', '.join(limits)})" if limits else "")
        case Scored(total=total):
            return f" {total}" if total is not None else " partly scored"
    assert_never(value)


def _visit_day(visit: str, record: Record, schema: Schema) -> str:
    """A visit with its date, or with what its neighbours leave."""
    held = record.visits.get(visit)
    if held is not None and held.date is not None:
        return f"{visit} {held.date.text}"
    low, high = days_of_visits(record, schema.visits)[visit]
    after = f", not before {show_day(int(low[0]))}" if low else ""
    before = f", not after {show_day(int(high[0]))}" if high else ""
    return f"{visit} without a date{after}{before}"


def _closings(
    names: tuple[str, ...], visit: str, step: Step, record: Record, schema: Schema
) -> Iterator[str]:
    """``list complete through 2025-03-01``; of the histories that are not, their names."""
    days = days_of_visits(record, schema.visits)
    short: dict[str, list[str]] = {}
    whole: dict[str, None] = {}
    for name in names:
        closing = record.closing(name)
        if closing is not None and reaches(closing, schema.visits, days, visit, step):
            whole[_closing(closing, schema, days)] = None
        else:
            short.setdefault(_closing(closing, schema, days), []).append(name)
    if not short:
        yield f"list {' or '.join(whole)}"
    for words, open_ in short.items():
        yield f"list of {', '.join(open_)} not complete through {moment_words(visit, step)} ({words})"


def _closing(closing: Closing | None, schema: Schema, days: Days) -> str:
    """Of several ends the earliest: the list is complete through all of them."""
    if closing is None:
        return "not said to be complete"
    visits = sorted((each for each in closing.through if isinstance(each, str)), key=schema.visits.index)
    ends = sorted(each for each in closing.through if isinstance(each, int))
    through = surely_through(closing, days)
    if visits and ends and through is not None:
        visits = visits if through < ends[0] else []
        ends = [] if visits else ends
    words = [*visits[:1], *(show_day(day) for day in ends[:1])]
    return f"complete through {' or '.join(words)}{', whichever is earlier' if len(words) > 1 else ''}"


def closing_words(closing: Closing | None, record: Record, schema: Schema) -> str:
    """``complete through screening``, ``not said to be complete``."""
    return _closing(closing, schema, days_of_visits(record, schema.visits))


def moment_words(visit: str, step: Step) -> str:
    """``infusion``, ``4 weeks before infusion``, ``the day before infusion``."""
    lengths = [(step.n, step.unit), (step.days, "day")]
    if not step.n and abs(step.days) == 1:
        return f"the day {'before' if step.days < 0 else 'after'} {visit}"
    words = visit
    for n, unit in lengths:
        if n:
            words = f"{abs(n)} {unit}{'' if abs(n) == 1 else 's'} {'before' if n < 0 else 'after'} {words}"
    return words


def statement_words(answer: Answer) -> str:
    """``investigator: "…" from infusion until 1 year after infusion``."""
    period = f" from {answer.since}" if answer.since else ""
    period += f" until {answer.until}" if answer.until else ""
    at = f" at {answer.visit}" if answer.visit else ""
    by = f"{answer.by}: " if answer.by else ""
    return f'{by}"{answer.text}"{period}{at}'
