"""Facts of a case as they are told: a result with its day."""

import re

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.mistake import Mistake

_DATED = re.compile(
    r"given (?P<x>[^\W\d_][^<>=≥≤(){}:]*?) ?(?:=| is | of |:) ?(?P<value>[^<>=≥≤(){}:]+?),? (?:on|at|dated) "
    r"(?P<date>\d{4}-\d\d(?:-\d\d)?)"
)


def dated_result(m: Mistake) -> Diagnostic | None:
    """`given LVEF = 55 % on 2025-01-20`."""
    found = _DATED.fullmatch(m.whole.strip())
    if not found or not m.line.indent:
        return None
    return m.found(
        "unknown-when",
        "A result of a day has its date and its value in brackets.",
        "A value of a visit belongs to the visit; a result of another day is one of the history.",
        f"given {found['x']} (date: {found['date']}, value: {found['value'].strip()})",
        m.line.start,
        len(m.whole.strip()),
    )


EXAMPLES = (dated_result,)
