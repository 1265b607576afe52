"""The order of days in a record: its visits, birth before all of them, and the rest within a life."""

from collections.abc import Iterator

from mgdsl.core.schema import Schema
from mgdsl.records.faults import Faults, join
from mgdsl.records.model import Moment, Record

BIRTH = "birth date"
"""The date fact from which ages are counted."""
OLDEST = 130 * 365
"""Days that nobody has lived."""
BEFORE_BIRTH, AFTER_VISITS = 366, 20 * 365
"""Days before birth, and after the last dated visit, beyond which nothing is recorded of a patient."""


def check_order(record: Record, schema: Schema, faults: Faults) -> None:
    """Reports visits out of order, and a birth after a visit."""
    dated = [
        (visit, held.date) for visit in schema.visits if (held := record.visits.get(visit)) and held.date
    ]
    latest: tuple[str, Moment] | None = None
    for visit, date in dated:
        if latest is not None and date.last < latest[1].first:
            message = f"{visit} is dated {date.text}, before {latest[0]} on {latest[1].text}"
            order = ", ".join(schema.visits)
            repair = f"look both dates up, or exchange them; the visits follow each other as {order}"
            faults.add("visits-out-of-order", f"visits.{visit}.date", message, repair)
        elif latest is None or date.first > latest[1].first:
            latest = visit, date
    birth = record.facts.get(BIRTH)
    _within_life(record, birth if isinstance(birth, Moment) else None, dated, schema, faults)
    if not isinstance(birth, Moment):
        return
    for visit, date in dated:
        if date.last < birth.first:
            message = f"the {BIRTH} {birth.text} is after {visit} on {date.text}"
            repair = f"look both up: the birth date lies before {date.text}"
            faults.add("birth-after-visit", join("facts", BIRTH), message, repair)
            return
        if date.first - birth.last > OLDEST:
            message = f"the {BIRTH} {birth.text} makes the patient more than {OLDEST // 365} at {visit}"
            repair = "look the birth date up: two digits may be exchanged"
            faults.add("out-of-range", join("facts", BIRTH), message, repair)
            return


def _within_life(
    record: Record, birth: Moment | None, dated: list[tuple[str, Moment]], schema: Schema, faults: Faults
) -> None:
    """Reports events and results of a day long before birth or long after the visits: slips of the pen.

    Left alone, such a day lies outside every window, and a treatment would seem not to have been given.
    """
    visits = [date for _, date in dated]
    first = (
        birth.first - BEFORE_BIRTH if birth else min((date.first - OLDEST for date in visits), default=None)
    )
    last = max((date.last + AFTER_VISITS for date in visits), default=None)
    for path, what, date in _days(record, schema):
        if first is not None and date.last < first:
            than = f"birth on {birth.text}" if birth else f"anybody lived who was seen on {visits[0].text}"
            message = f"this {what} is dated {date.text}, long before {than}"
        elif last is not None and date.first > last:
            message = f"this {what} is dated {date.text}, long after {dated[-1][0]} on {dated[-1][1].text}"
        else:
            continue
        faults.add("out-of-range", path, message, "look the date up: two digits may be exchanged")


def _days(record: Record, schema: Schema) -> Iterator[tuple[str, str, Moment]]:
    """The recorded days of events and results, each with its path and what it is of."""
    spans = {event.name for event in schema.events if event.span}
    for kind, events in record.events.items():
        name = "start" if kind in spans else "date"
        for at, event in enumerate(events):
            if event.first is not None:
                yield f"events.{kind}[{at}].{name}", kind, event.first
            if isinstance(event.last, Moment):
                yield f"events.{kind}[{at}].stop", kind, event.last
    for measure, results in record.results.items():
        for at, result in enumerate(results):
            if result.when is not None:
                yield f"results.{measure}[{at}].date", f"result of {measure}", result.when
