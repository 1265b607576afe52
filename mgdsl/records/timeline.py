"""When the visits of a record were, dated or not, and through when its histories are complete."""

from collections.abc import Mapping

from mgdsl.core.columns import Step
from mgdsl.core.data import Bound, Bounds
from mgdsl.lang import calendar
from mgdsl.lang.calendar import FIRST_DAY, LAST_DAY
from mgdsl.records.model import Closing, Moment, Record

Days = Mapping[str, Bounds]
"""The bounds of every visit's day."""


def days_of_visits(record: Record, visits: tuple[str, ...]) -> dict[str, Bounds]:
    """The day of each visit: its date, and never before an earlier or after a later visit's."""
    dates = [held.date if (held := record.visits.get(visit)) is not None else None for visit in visits]
    highest: list[Bound | None] = []
    high: Bound | None = None
    for date in reversed(dates):
        _, last = days_of(date)
        if last is not None and (high is None or last < high):
            high = last
        highest.append(high)
    low: Bound | None = None
    found: dict[str, Bounds] = {}
    for visit, date, last in zip(visits, dates, reversed(highest), strict=True):
        first, _ = days_of(date)
        if first is not None and (low is None or first > low):
            low = first
        found[visit] = (low, last)
    return found


def days_of(moment: Moment | None) -> Bounds:
    """The bounds of a recorded day. An end of the calendar is none: the interval is open there."""
    if moment is None:
        return None, None
    first, last = moment.first, moment.last
    return None if first == FIRST_DAY else (first, 0), None if last == LAST_DAY else (last, 0)


def moved(days: Bounds, step: Step) -> Bounds:
    """The day some steps on; unbounded where that leaves the calendar."""
    if not step.n and not step.days:
        return days
    return _moved(days[0], step), _moved(days[1], step)


def _moved(end: Bound | None, step: Step) -> Bound | None:
    if end is None:
        return None
    try:
        return calendar.step(int(end[0]), step.n, step.unit, step.days), 0
    except ValueError:
        return None


def forward(step: Step) -> bool:
    """Whether the step can lead to a later day."""
    shortest = {"day": 1, "week": 7, "month": 28, "year": 365}[step.unit]
    return step.n > 0 or step.n * shortest + step.days > 0


def surely_through(closing: Closing, days: Days) -> int | None:
    """The last day through which the history is surely complete; None if nothing is sure."""
    through = [each if isinstance(each, int) else _lowest(days, each) for each in closing.through]
    known = [day for day in through if day is not None]
    return min(known) if len(known) == len(through) else None


def _lowest(days: Days, visit: str) -> int | None:
    low = days.get(visit, (None, None))[0]
    return None if low is None else int(low[0])


def reaches(closing: Closing, visits: tuple[str, ...], days: Days, visit: str, step: Step) -> bool:
    """Whether the history is surely complete through the visit's day moved by the step."""
    wanted = moved(days[visit], step)[1]

    def one(through: int | str) -> bool:
        if isinstance(through, str) and not forward(step) and visits.index(through) >= visits.index(visit):
            return True
        day = through if isinstance(through, int) else _lowest(days, through)
        return day is not None and wanted is not None and wanted[0] <= day

    return all(map(one, closing.through))
