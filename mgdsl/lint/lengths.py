"""Which of two steps of the calendar is the longer one, whatever day they begin on."""

from mgdsl.core import columns as c

_LEAST = (0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334)
_MOST = (0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337)
"""Days in so many months on end."""
_MONTHS = {"month": 1, "year": 12}
_DAYS = {"day": 1, "week": 7}


def not_later(one: c.Step, other: c.Step) -> bool:
    """From any day, the first step leads to no later day than the second; False where that depends."""
    if one.unit in _MONTHS and other.unit in _MONTHS and one.days == other.days:
        return one.n * _MONTHS[one.unit] <= other.n * _MONTHS[other.unit]
    return _days(one)[1] <= _days(other)[0]


def _days(step: c.Step) -> tuple[int, int]:
    """The least and the most days that the step leads forward."""
    if step.unit in _DAYS:
        days = step.n * _DAYS[step.unit] + step.days
        return days, days
    years, months = divmod(abs(step.n) * _MONTHS[step.unit], 12)
    least, most = 365 * years + _LEAST[months], 366 * years + _MOST[months]
    if step.n < 0:
        least, most = -most, -least
    return least + step.days, most + step.days
