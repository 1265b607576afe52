"""A row of a history in the record's own values: ``azathioprine, 2019-05 to 2021-02``."""

from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never

from attrs import define, field

from mgdsl.core.columns import Score, Slot, Step, Table
from mgdsl.core.schema import Instrument, Schema
from mgdsl.lang.calendar import show_day
from mgdsl.records.describe import closing_words, value_words
from mgdsl.records.model import (
    Choices,
    Closing,
    Moment,
    NotBefore,
    Occurrence,
    Ongoing,
    Record,
    Scored,
    Stop,
    Value,
)
from mgdsl.records.patient import Line, Patient
from mgdsl.records.rows import lines
from mgdsl.records.score_words import score_words
from mgdsl.records.timeline import days_of_visits, reaches
from mgdsl.records.wanted import Fact, missing_closings

DOSE = "dose"


@define
class RowWords:
    """Words for the rows of one record's tables, which stand as the projector makes them."""

    record: Record
    schema: Schema
    _lines: dict[str, list[Line]] = field(factory=dict, init=False)

    def of(self, table: Table, index: int) -> str:
        """The row at an index of a table."""
        if table.name not in self._lines:
            self._lines[table.name] = lines(table, Patient(self.record, self.schema))
        line = self._lines[table.name][index]
        match line.recorded:
            case Occurrence() as event:
                return ", ".join(self._event(event))
            case _:
                return ", ".join(self._result(line, line.recorded))

    def end(self, table: Table, index: int, visit: str | None) -> tuple[str, Fact | None] | None:
        """Why the end of an event is open in a history asked up to a visit, and what would settle it."""
        words, event = self.of(table, index), self._lines[table.name][index].recorded
        if not isinstance(event, Occurrence):
            return None
        match event.last:
            case None:
                return "its end is not recorded", (visit, f'{words}: its end ("stop": a date, or "ongoing")')
            case Ongoing():
                return self._ongoing(event.kind, words, visit)
            case Moment() | NotBefore():
                return None
        assert_never(event.last)

    def _ongoing(self, kind: str, words: str, visit: str | None) -> tuple[str, Fact | None]:
        closing, at = self.record.closing(kind), visit or self.schema.decision
        if at is not None and not self._closed(closing, at):
            why = "ongoing as far as the list is known; nobody says that it was complete"
            if closing is not None:
                known = closing_words(closing, self.record, self.schema).removeprefix("complete ")
                why = f"ongoing, but the list is only complete {known}, not"
            return f"{why} through {at}", missing_closings((kind,), at, Step(), self.record, self.schema)
        if at is not None and days_of_visits(self.record, self.schema.visits)[at][0] is None:
            return "ongoing", (at, f"the date of {at}")
        return "ongoing; when it stopped is not known", (visit, f'{words}: when it stopped ("stop": a date)')

    def _closed(self, closing: Closing | None, visit: str) -> bool:
        days = days_of_visits(self.record, self.schema.visits)
        return closing is not None and reaches(closing, self.schema.visits, days, visit, Step())

    def _result(self, line: Line, when: Moment | None) -> Iterator[str]:
        """``AChR antibody positive, 2021-05``; ``QMG 13, at screening, 2025-03-01``."""
        value = line.fields["value"]
        yield self._measured(line.kind, value)
        yield from (f"at {visit}" for visit in self.schema.visits if visit in line.visits)
        if when is not None or not line.visits:
            yield _day(when)

    def _measured(self, name: str, value: Value | None) -> str:
        if value is None:
            return f"{name} without a result"
        instrument = next((each for each in self.schema.measures if each.name == name), None)
        if isinstance(value, Scored) and isinstance(instrument, Instrument):
            whole = tuple((item.name, Fraction(1)) for item in instrument.items)
            return score_words(Score(Slot(name), whole), value, self.schema)
        return f"{name}{value_words(value)}"

    def _event(self, event: Occurrence) -> Iterator[str]:
        """What was given, when, and what else is recorded of it."""
        kind = next(each for each in self.schema.events if each.name == event.kind)
        held = {name: value for name, value in event.fields.items() if value is not None}
        planned = "planned " if event.planned else ""
        dose = value_words(held[DOSE]) if DOSE in held else ""
        agent = held.pop(kind.agent.name, None) if kind.agent else None
        if isinstance(agent, Choices):
            yield f"{planned}{' or '.join(agent.written)}{dose}"
        else:
            unnamed = f", {kind.agent.name} not recorded" if kind.agent else ""
            yield f"{planned}{event.kind}{dose}{unnamed}"
        yield _span(event.first, event.last) if kind.span else _day(event.first)
        for name, value in held.items():
            if name != DOSE:
                yield f"{name}: {value_words(value).removeprefix(':').strip()}"
        for text, answer in event.answers.items():
            if answer is not None:
                yield f'"{text}": {"yes" if answer else "no"}'


def _day(moment: Moment | None) -> str:
    return "date not recorded" if moment is None else _moment(moment)


def _moment(moment: Moment) -> str:
    return moment.text or show_day(moment.first)


def _span(first: Moment | None, last: Stop | None) -> str:
    """``2019-05 to 2021-02``, ``since 2019-05, ongoing``; what is not recorded is said."""
    start = "start not recorded" if first is None else f"since {_moment(first)}"
    match last:
        case Moment() if first is not None and _moment(first) == _moment(last):
            return _moment(first)
        case Moment() if first is not None:
            return f"{_moment(first)} to {_moment(last)}"
        case Moment():
            return f"{start}, until {_moment(last)}"
        case Ongoing():
            return f"{start}, ongoing"
        case NotBefore(day=day):
            return f"{start}, to {show_day(day)} or later"
        case None:
            return f"{start}, end not recorded"
    assert_never(last)
