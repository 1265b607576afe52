"""Dates with the name of the month: `March 2021`, `12-Jan-2024`."""

import re

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.mistake import Mistake

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = re.compile(
    r"(?:(?P<day>\d{1,2})[ .-]+)?(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*[ .,-]*"
    r"(?:(?P<later>\d{1,2}),? +)?(?P<year>\d{4})(?!\d)",
    re.IGNORECASE,
)


def month_in_words(m: Mistake) -> Diagnostic | None:
    """A month by its name."""
    found = next((each for each in _NAMED.finditer(m.bare) if each.end() >= m.at - m.line.start), None)
    if found is None or m.at < m.line.start + found.start():
        return None
    month = _MONTHS.index(found["month"][:3].lower()) + 1
    day = found["day"] or found["later"]
    right = f"{found['year']}-{month:02}" + (f"-{int(day):02}" if day else "")
    return m.found(
        "foreign-date",
        f"A date is written as year-month-day; {found[0]} is not.",
        "The names of months differ from language to language; figures sort and compare.",
        f"{m.whole[: found.start()]}{right}{m.whole[found.end() :]}",
        m.line.start + found.start(),
        len(found[0]),
    )


EXAMPLES = (month_in_words,)
