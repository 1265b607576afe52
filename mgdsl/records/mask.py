"""A record as it could be known at a visit: what was learnt later is left out, and no window moves.

What may have been learnt later, its date being only partly known, stays: leaving it out would claim more.
"""

from attrs import evolve

from mgdsl.core.data import Bounds
from mgdsl.core.schema import Schema
from mgdsl.records.model import (
    Closing,
    Moment,
    NotBefore,
    Occurrence,
    Record,
    Result,
    Stop,
    Visit,
)
from mgdsl.records.timeline import days_of_visits


def as_of(record: Record, visit: str, schema: Schema) -> Record:
    """The record without later visits, later events and results; closing dates capped at the visit's day.

    Of a later visit that may be of the same day it stays known that results were taken: a history that is
    closed through that day may still get them.
    """
    order = {name: at for at, name in enumerate(schema.visits)}
    days = days_of_visits(record, schema.visits)
    today = days[visit]

    def past(name: str | None) -> bool:
        return name is None or order[name] <= order[visit]

    return evolve(
        record,
        visits={
            name: held if past(name) else _hidden(held)
            for name, held in record.visits.items()
            if past(name) or not _surely_after(days[name], today)
        },
        results={name: _results(held, today) for name, held in record.results.items()},
        events={kind: _events(held, today) for kind, held in record.events.items()},
        complete={name: _capped(closing, visit) for name, closing in record.complete.items()},
        statements=tuple(said for said in record.statements if past(said.visit)),
    )


def _hidden(visit: Visit) -> Visit:
    """A visit of which no more is known than what was recorded at it."""
    return Visit(done=visit.done, values=dict.fromkeys(visit.values))


def _surely_after(day: Bounds, today: Bounds) -> bool:
    return day[0] is not None and today[1] is not None and day[0] > today[1]


def _later(when: Moment | None, today: Bounds) -> bool:
    """Whether it is surely after the visit's day."""
    return when is not None and today[1] is not None and when.first > today[1][0]


def _results(results: tuple[Result, ...], today: Bounds) -> tuple[Result, ...]:
    return tuple(result for result in results if not _later(result.when, today))


def _events(events: tuple[Occurrence, ...], today: Bounds) -> tuple[Occurrence, ...]:
    return tuple(
        event if event.planned else evolve(event, last=_stop(event.last, today))
        for event in events
        if event.planned or not _later(event.first, today)
    )


def _stop(stop: Stop | None, today: Bounds) -> Stop | None:
    """A stop that may be later is, as of that day, only known not to have been before it."""
    if not isinstance(stop, Moment | NotBefore):
        return stop
    day = stop.first if isinstance(stop, Moment) else stop.day
    latest = stop.last if isinstance(stop, Moment) else None
    if latest is not None and today[0] is not None and latest <= today[0][0]:
        return stop
    return NotBefore(day) if today[0] is None or day <= today[0][0] else NotBefore(int(today[0][0]))


def _capped(closing: Closing | None, visit: str) -> Closing | None:
    return closing and Closing((*closing.through, visit))
