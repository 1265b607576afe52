"""Doses taken several times a day or a week: `2.5 mg twice daily`."""

import re
from decimal import Decimal

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.mistake import Mistake

_TIMES = {
    "twice": 2, "two times": 2, "2 times": 2, "2x": 2, "2 x": 2, "three times": 3, "3 times": 3, "3x": 3,
    "3 x": 3, "four times": 4, "4 times": 4, "4x": 4,
}  # fmt: skip
_LATIN = {"bid": 2, "b.i.d.": 2, "b.i.d": 2, "bd": 2, "tid": 3, "t.i.d.": 3, "tds": 3, "qid": 4, "q.i.d.": 4}
_HOURS = r"(?:every |q ?)(?P<hours>4|6|8|12) ?(?:h|hours?|hourly)"
_OFTEN = re.compile(
    r"(?P<n>\d+(?:\.\d+)?)(?: ?(?:-|–|to|and) ?(?P<m>\d+(?:\.\d+)?))? ?(?P<unit>[^\W\d]{1,4}(?:/kg)?)"
    rf" (?:(?P<times>{'|'.join(_TIMES)}) ?(?:(?P<per>daily|weekly)"
    r"|(?:a |per |each |every |/ ?)(?P<each>day|week))"
    rf"|(?P<latin>{'|'.join(map(re.escape, _LATIN))})(?![\w.])|{_HOURS})",
    re.IGNORECASE,
)


def several_times(m: Mistake) -> Diagnostic | None:
    """The doses of a day, or of a week, added up."""
    found = _OFTEN.search(m.bare)
    if not found or not found.start() <= m.at - m.line.start <= found.end():
        return None
    if found["hours"]:
        times = 24 // int(found["hours"])
    else:
        times = _TIMES[found["times"].lower()] if found["times"] else _LATIN[found["latin"].lower()]
    each = "week" if "week" in (found["per"] or found["each"] or "").lower() else "day"
    sums = [_sum(number, times) for number in (found["n"], found["m"]) if number]
    right = f"{' and '.join(sums)} {found['unit']}/{each}"
    return m.found(
        "unit-in-words",
        f"“{found[0]}” is {right}.",
        f"Doses are counted by the {each}: {found['n']} {found['unit']} taken {times} times is not "
        f"{found['n']} {found['unit']}/{each}.",
        f"{m.whole[: found.start()]}{right}{m.whole[found.end() :]}",
        m.line.start + found.start(),
        len(found[0]),
    )


def _sum(number: str, times: int) -> str:
    """The number so many times, without an exponent and without zeros at the end."""
    text = f"{Decimal(number) * times:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


SENTENCES = (several_times,)
