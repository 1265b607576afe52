"""Ages without a comparison: `18 years or older`, `over the age of 18`, `male or female, aged 18+`."""

import re

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.mistake import WHENS, Mistake

_PEOPLE = (
    r"(?:(?:the )?(?:subjects?|patients?|participants?|adults?|males?|females?|men|women)"
    r"(?: (?:or|and) (?:females?|males?|women|men))?(?: (?:subjects?|patients?|participants?))?"
    r"(?: (?:who are|must be))?,? )"
)
_WHEN = rf"(?:,? (?P<when>(?:{WHENS})\b[^<>=≥≤]*))?"
_YEARS = r"(?: ?(?P<unit>years?|yrs?|y|months?)(?:[ -]old| of age)?)?"
_AGED = r"(?:aged?|ages|(?:the |an )?age of|of age)"
_BEHIND = re.compile(
    rf"{_PEOPLE}?(?:{_AGED} )?(?P<n>\d+){_YEARS} (?:or|and) (?P<word>older|above|over|younger|below|under|up)"
    rf"(?: of age)?{_WHEN}",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"{_PEOPLE}?(?:{_AGED} )?"
    r"(?P<word>over|above|at least|older than|under|below|younger than|up to|at most|≥|>=|>|<|≤|<=)"
    rf" ?(?:{_AGED} )?(?P<n>\d+){_YEARS}(?: at (?:the )?time of [^,]*)?{_WHEN}",
    re.IGNORECASE,
)
_SIGNS = {
    **dict.fromkeys(("over", "above", "older than", ">"), ">"),
    **dict.fromkeys(("under", "below", "younger than", "<"), "<"),
    **dict.fromkeys(("up to", "at most", "≤", "<="), "<="),
    **dict.fromkeys(("at least", "≥", ">="), ">="),
}


def age_alone(m: Mistake) -> Diagnostic | None:
    """An age with words for its comparison, and perhaps for the people."""
    found = _BEHIND.fullmatch(m.whole)
    sign = ""
    if found:
        sign = "<=" if found["word"].lower() in ("younger", "below", "under") else ">="
    else:
        found = _BEFORE.fullmatch(m.whole)
    if found and re.match(r"age ", m.whole):
        return None
    if not found or not m.line.indent or not (found["unit"] or re.search(r"\bage", m.whole, re.IGNORECASE)):
        return None
    sign = sign or _SIGNS[found["word"].lower()]
    unit = "months" if (found["unit"] or "").startswith("m") else "years"
    when = f" {found['when']}" if found["when"] else ""
    return m.found(
        "words-for-comparison",
        f"An age is compared by a sign: `age {sign} {found['n']} {unit}`.",
        "A condition is thing, test, when; whether the birthday itself counts decides who is in.",
        f"age {sign} {found['n']} {unit}{when}",
        m.line.start,
        len(m.whole),
    )


EXAMPLES = (age_alone,)
