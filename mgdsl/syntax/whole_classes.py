"""Lines about a class or a grade: `NYHA class II, III or IV`, `II–IV`, `is at least II`."""

import re
from collections.abc import Callable

from mgdsl.syntax.meant import Around, Meant
from mgdsl.syntax.mistake import WHENS

_CLASS = r"(?:[IVX]+[a-c]?|[A-D])"
_THING = r"(?P<x>[^\W\d_][^<>=≥≤(){}:;,\"]*?)(?: (?:of|is|are|in|must be|should be))?"
_WHEN = rf"(?P<when> (?:{WHENS})\b(?! least| most).*)?"
_SEVERAL = re.compile(rf"{_THING} (?P<all>{_CLASS}(?:(?:,? or |, ?|/){_CLASS})+){_WHEN}")
_RANGE = re.compile(rf"{_THING} (?:from )?(?P<a>{_CLASS}) ?[–—−] ?(?P<b>{_CLASS}){_WHEN}")
_LEAST = re.compile(
    rf"{_THING} (?:(?P<words>at least|at most|up to|more than|less than|not more than|not less than|above"
    rf"|below|worse than|better than) (?P<a>{_CLASS})"
    rf"|(?P<b>{_CLASS}),? (?:or|and) (?P<more>higher|above|greater|worse|more|lower|below|less|better))"
    rf"{_WHEN}"
)
_SIGNS = {
    "at least": ">=", "not less than": ">=", "at most": "<=", "up to": "<=", "not more than": "<=",
    "more than": ">", "above": ">", "worse than": ">", "less than": "<", "below": "<", "better than": "<",
    **dict.fromkeys(("higher", "greater", "worse", "more"), ">="),
    **dict.fromkeys(("lower", "less", "better"), "<="),
}  # fmt: skip
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def several(line: str, around: Around) -> Meant | None:
    """`NYHA class II, III or IV at screening`."""
    found = _SEVERAL.fullmatch(line)
    if found is None or f" in {found['all']}" in line:
        return None
    values = re.split(r",? or |, ?|/", found["all"])
    return _listed(found["x"], values, found["when"], "list-without-braces")


def dashed(line: str, around: Around) -> Meant | None:
    """`NYHA class II–IV at screening`."""
    found = _RANGE.fullmatch(line)
    if found is None:
        return None
    thing, ends = found["x"], (found["a"], found["b"])
    for row in (around.values(thing), _ROMAN):
        if set(ends) <= set(row) and row.index(ends[0]) < row.index(ends[1]):
            values = [*row[row.index(ends[0]) : row.index(ends[1]) + 1]]
            return _listed(thing, values, found["when"], "dashed-range")
    return Meant(
        "dashed-range",
        f"A range is written `between {ends[0]} and {ends[1]}`.",
        "A dash is also a minus sign and a part of names; `between` counts both its ends.",
        (("", f"{thing} between {ends[0]} and {ends[1]}{found['when'] or ''}"),),
    )


def bounded(line: str, around: Around) -> Meant | None:
    """`NYHA class is at least II at screening`, `NYHA class II or higher`."""
    found = _LEAST.fullmatch(line)
    if found is None:
        return None
    thing, value = found["x"], found["a"] or found["b"]
    if found["more"]:
        sign = _SIGNS[{"above": "higher", "below": "lower"}.get(found["more"], found["more"])]
    else:
        sign = _SIGNS[found["words"]]
    row = around.values(thing)
    if value in row:
        at = row.index(value)
        kept = {">=": row[at:], ">": row[at + 1 :], "<=": row[: at + 1], "<": row[:at]}[sign]
        return _listed(thing, [*kept], found["when"], "words-for-comparison")
    return Meant(
        "words-for-comparison",
        f"“{found['words'] or found['more']}” beside a value is written {sign}.",
        "At least, less than and their like begin counts and distances; comparisons have signs.",
        (("", f"{thing} {sign} {value}{found['when'] or ''}"),),
    )


def _listed(thing: str, values: list[str], when: str | None, name: str) -> Meant:
    test = f"in {{{', '.join(values)}}}" if len(values) > 1 else f"is {values[0]}" if values else "in {…}"
    return Meant(
        name,
        "The values that count are named, in braces.",
        "Each of them decides about patients; what lies between two values is not the same in every order.",
        (("", f"{thing} {test}{when or ''}"),),
    )


FORMS: tuple[Callable[[str, Around], Meant | None], ...] = (several, dashed, bounded)
