"""Single values of SDTM: cells as text, dates and times, numbers."""

import re
from decimal import Decimal, InvalidOperation

from mgdsl.lang.calendar import partial

_DAY = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
_DATE = re.compile(rf"({_DAY})(?:T(\d{{2}}:\d{{2}})?.*)?\Z", re.ASCII)
_GAP = re.compile(r"(\d{4}(?:-\d{2})?)-(?:-|-\d{2}|--\d{2})(?:T.*)?\Z", re.ASCII)


def cell(value: object) -> str | None:
    """The cell as text; None for a missing one. A binary float means 15 digits: 5.3999999999999995 is 5.4."""
    match value:
        case None:
            return None
        case float():
            return None if value != value else format(value, ".15g")
        case _:
            return str(value).strip() or None


def moment(text: str) -> str | None:
    """A --DTC as a record writes it; None if not even the year is known. Raises ValueError if it is no date.

    ``2013-12-26T11:45`` keeps its minutes; ``2013-12-26T11`` is a day; ``2013---26`` a year. An interval of
    uncertainty stays one.
    """
    since, sign, until = text.partition("/")
    first, last = _part(since, text), _part(until, text) if sign else None
    if not sign:
        return first
    return None if first is None and last is None else f"{day(first or '..')}/{day(last or '..')}"


def _part(part: str, whole: str) -> str | None:
    if part.startswith("-"):
        return None
    gap = _GAP.match(part)
    if gap is not None:
        partial(gap[1])
        return gap[1]
    found = _DATE.match(part)
    if found is None or (found[2] and len(found[1]) < 10):
        raise ValueError(f"`{whole}` is not a date of SDTM")
    partial(found[1])
    return f"{found[1]}T{found[2]}" if found[2] else found[1]


def day(moment: str) -> str:
    """The day, month or year of a moment, without its clock time."""
    return moment[:10]


def number(text: str) -> Decimal | None:
    """A plain number, or None."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
