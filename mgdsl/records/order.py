"""The order of days in a record: its visits, and birth before all of them."""

from mgdsl.core.schema import Schema
from mgdsl.records.faults import Faults, join
from mgdsl.records.model import Moment, Record

BIRTH = "birth date"
"""The date fact from which ages are counted."""
OLDEST = 130 * 365
"""Days that nobody has lived."""


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
