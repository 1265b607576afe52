"""Which results surely are different ones: an equal value on the same day, known or not, counts once.

Of results that may be the same as one another as many are named as surely are not: taken by their last days,
each that may be none of those named before.
"""

from bisect import bisect_left

from attrs import evolve

from mgdsl.core.data import Bound
from mgdsl.lang.calendar import FIRST_DAY, LAST_DAY
from mgdsl.records.model import Choices, Measured, Scored, Value
from mgdsl.records.patient import Line

MOST = 500
"""Results compared with one; one that may be the same as more is taken to be any."""


def named(lines: list[Line]) -> list[Line]:
    """The same lines, each with its name, or with the names it could have."""
    found = list(lines)
    last: dict[str, list[int]] = {}
    taken: dict[str, list[int]] = {}
    for at in sorted(range(len(lines)), key=lambda at: (_last(lines[at]), -_first(lines[at]))):
        line = lines[at]
        days, names = last.setdefault(line.kind, []), taken.setdefault(line.kind, [])
        near = names[bisect_left(days, _first(line)) :]
        same = [
            other for other in near[:MOST] if _may_equal(lines[other].fields["value"], line.fields["value"])
        ]
        if len(near) > MOST:
            found[at] = evolve(line, name=None, could=None)
        elif same:
            found[at] = evolve(line, name=None, could=f",{','.join(map(str, [at, *same]))},")
        else:
            found[at] = evolve(line, name=str(at), could=f",{at},")
            days.append(_last(line))
            names.append(at)
    return found


def _first(line: Line) -> int:
    low = line.first[0]
    return FIRST_DAY if low is None else int(low[0])


def _last(line: Line) -> int:
    high = line.last[1]
    return LAST_DAY if high is None else int(high[0])


def _may_equal(x: Value | None, y: Value | None) -> bool:
    """Whether both may be one value, as far as is known."""
    match x, y:
        case Measured(bounds=one), Measured(bounds=other):
            return not _below(one[1], other[0]) and not _below(other[1], one[0])
        case Choices(each=one_of), Choices(each=other_of):
            return len(one_of) != 1 or len(other_of) != 1 or not one_of[0].isdisjoint(other_of[0])
        case Scored(total=one_sum), Scored(total=other_sum):
            return one_sum is None or other_sum is None or one_sum == other_sum
        case bool(), bool():
            return x is y
        case _:
            return True


def _below(high: Bound | None, low: Bound | None) -> bool:
    return high is not None and low is not None and high < low
