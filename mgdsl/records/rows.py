"""The rows of a table: events of some kinds, or the results of some measures, dated and of visits."""

from collections.abc import Iterator

from attrs import evolve

from mgdsl.core.columns import RowResult, Table
from mgdsl.core.data import Bound, Bounds
from mgdsl.core.schema import Event
from mgdsl.lang.bounds import known
from mgdsl.records.apart import named
from mgdsl.records.model import Choices, Measured, Moment, NotBefore, Occurrence, Ongoing, Scored, Value
from mgdsl.records.patient import AGENT, ANYTHING, Line, Patient
from mgdsl.records.timeline import days_of, surely_through

_EPOCH = 719_163  # the ordinal of 1970-01-01
_DAY = 24 * 60


def lines(table: Table, patient: Patient) -> list[Line]:
    """All rows, in the order of `table.of`, then as recorded, then by visit."""
    if table.results:
        found = [line for name in table.of for line in _results(name, patient)]
        counted = any(isinstance(column.source, RowResult) for column in table.columns)
        return named(found) if counted else found
    kinds = {event.name: event for event in patient.schema.events}
    return [
        _event(kinds[kind], event, patient)
        for kind in table.of
        for event in patient.record.events.get(kind, ())
        if event.planned is table.planned
    ]


def _event(kind: Event, event: Occurrence, patient: Patient) -> Line:
    first = days_of(event.first)
    last = _last(kind, event, patient) if kind.span else first
    if kind.span and isinstance(event.last, Moment):
        first = first[0], _earlier(first[1], last[1])
    fields: dict[str, Value | None] = {**event.fields, "planned": event.planned}
    if kind.agent is not None:
        fields[AGENT] = event.fields.get(kind.agent.name)
    return Line(
        kind.name, fields, first, last, minutes(event.first, first), answers=event.answers, recorded=event
    )


def _last(kind: Event, event: Occurrence, patient: Patient) -> Bounds:
    """The last day of a span: never before its first."""
    start = days_of(event.first)[0]
    match event.last:
        case Moment() as stop:
            first, last = days_of(stop)
            return start if first is None else _later(start, first), last
        case NotBefore(day=day):
            return _later(start, (day, 0)), None
        case Ongoing():
            closing = patient.record.closing(kind.name)
            through = None if closing is None else surely_through(closing, patient.days)
            return (start if through is None else _later(start, (through, 0))), None
        case None:
            return start, None


def _later(x: Bound | None, y: Bound) -> Bound:
    return y if x is None or x < y else x


def _earlier(x: Bound | None, y: Bound | None) -> Bound | None:
    return min(filter(None, (x, y)), default=None)


def minutes(moment: Moment | None, days: Bounds) -> Bounds:
    """When it was, in minutes since 1970: its clock time, or any time of its day."""
    low, high = days
    if moment is not None and moment.minute is not None:
        at = (moment.first - _EPOCH) * _DAY + moment.minute
        return (at, 0), (at, 0)
    return (
        None if low is None else ((low[0] - _EPOCH) * _DAY, 0),
        None if high is None else ((high[0] - _EPOCH + 1) * _DAY - 1, 0),
    )


def _results(name: str, patient: Patient) -> list[Line]:
    """Results of one measure; an equal value on the same known day counts once."""
    found: list[Line] = []
    places: dict[int, list[int]] = {}
    for line in (*_dated(name, patient), *_of_visits(name, patient)):
        low, high = line.first
        if low is None or low != high:
            found.append(line)
            continue
        day = int(low[0])
        for at in places.setdefault(day, []):
            same = _joined(found[at], line)
            if same is not None:
                found[at] = same
                break
        else:
            places[day].append(len(found))
            found.append(line)
    return found


def _dated(name: str, patient: Patient) -> Iterator[Line]:
    for result in patient.record.results.get(name, ()):
        days = days_of(result.when)
        yield Line(
            name, {"value": result.value}, days, days, minutes(result.when, days), recorded=result.when
        )


def _of_visits(name: str, patient: Patient) -> Iterator[Line]:
    """Values of visits. A null there may be a result or none: it surely lies in no window.

    It may lie in those that the visit's day may lie in: of its first day only the lowest end is told, of its
    last day only the highest.
    """
    for visit in patient.schema.visits:
        held = patient.record.visits.get(visit)
        if held is None or not held.done or name not in held.values:
            continue
        value = held.values[name]
        days = low, high = patient.days[visit]
        seen, when = frozenset((visit,)), held.date
        if value is None:
            yield Line(name, {"value": None}, (low, None), (None, high), ANYTHING, seen)
        else:
            yield Line(name, {"value": value}, days, days, minutes(when, days), seen, recorded=when)


def _joined(x: Line, y: Line) -> Line | None:
    """One row for two with an equal value on one day; None where the values differ or may differ."""
    value = _same(x.fields["value"], y.fields["value"])
    if value is None:
        return None
    low = min(x.minutes[0] or (0, 0), y.minutes[0] or (0, 0))
    high = max(x.minutes[1] or (0, 0), y.minutes[1] or (0, 0))
    return evolve(x, fields={"value": value}, minutes=(low, high), visits=x.visits | y.visits)


def _same(x: Value | None, y: Value | None) -> Value | None:
    """The value that both are, with what either knows of it; None if they are not surely the same."""
    match x, y:
        case Measured(), Measured():
            if x.bounds != y.bounds or known(x.bounds) is None:
                return None
            upper, lower = {x.upper, y.upper} - {None}, {x.lower, y.lower} - {None}
            if len(upper) > 1 or len(lower) > 1:
                return None
            return evolve(x, upper=next(iter(upper), None), lower=next(iter(lower), None))
        case Choices(each=each), Choices() if x == y:
            return x if all(len(members) == 1 for members in each) else None
        case Scored(total=total), Scored() if total is not None and total == y.total:
            if y in (x, Scored(total=total)):
                return x
            return y if x == Scored(total=total) else None
        case _:
            return x if x == y and not isinstance(x, Choices) else None
