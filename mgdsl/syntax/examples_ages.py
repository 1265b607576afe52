"""Ages without a comparison: `18 years or older`, `over the age of 18`, `male or female, aged 18+`."""

import re

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.mistake import WHENS, Mistake

_PEOPLE = (
    r"(?P<people>(?:(?:the|all|adults?|subjects?|patients?|participants?|males?|females?|men|women|who|is|are"
    r"|must be|or|and|of either sex),? )+)"
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
_BETWEEN = re.compile(
    rf"{_PEOPLE}(?:{_AGED} |between the ages of )?(?:between )?"
    r"(?P<n>\d+)(?: ?years?)? ?(?:to|and|-|–) ?(?P<high>\d+)"
    rf"{_YEARS}(?:,? \(?inclusive\)?)?{_WHEN}",
    re.IGNORECASE,
)
_SIGNS = {
    **dict.fromkeys(("over", "above", "older than", ">"), ">"),
    **dict.fromkeys(("under", "below", "younger than", "<"), "<"),
    **dict.fromkeys(("up to", "at most", "≤", "<="), "<="),
    **dict.fromkeys(("at least", "≥", ">="), ">="),
}


def _of_one_sex(people: str) -> str:
    """`males aged 18 to 40`: words that are no remark on everybody."""
    said = [
        bool(re.search(rf"\b(?:{words})\b", people, re.IGNORECASE))
        for words in ("males?|men", "females?|women")
    ]
    return {(True, False): "sex is male\n", (False, True): "sex is female\n"}.get((said[0], said[1]), "")


def _asked(m: Mistake) -> tuple[re.Match[str], str] | None:
    """What the line says, and the test of the age."""
    if found := _BETWEEN.fullmatch(m.whole):
        return found, f"between {found['n']} and {found['high']}"
    if found := _BEHIND.fullmatch(m.whole):
        sign = "<=" if found["word"].lower() in ("younger", "below", "under") else ">="
        return found, f"{sign} {found['n']}"
    if (found := _BEFORE.fullmatch(m.whole)) and not re.match(r"age ", m.whole):
        return found, f"{_SIGNS[found['word'].lower()]} {found['n']}"
    return None


def age_alone(m: Mistake) -> Diagnostic | None:
    """An age with words for its comparison, and perhaps for the people."""
    asked = _asked(m) if m.line.indent else None
    if asked is None:
        return None
    found, test = asked
    if not (found["unit"] or re.search(r"\bage", m.whole, re.IGNORECASE)):
        return None
    unit = "months" if (found["unit"] or "").startswith("m") else "years"
    when = f" {found['when']}" if found["when"] else ""
    sex = _of_one_sex(found["people"] or "")
    when = when or (f" at {m.first_visit}" if sex and m.undated else "")
    line = f"age {test} {unit}{when}"
    return m.found(
        "words-for-comparison",
        f"An age is compared by a sign or by `between`: `age {test} {unit}`.",
        "A condition is thing, test, when; whether the birthday itself counts decides who is in.",
        m.block(f"{sex}{line}") if sex else line,
        m.line.start,
        len(m.whole),
    )


def people_of_age(m: Mistake) -> Diagnostic | None:
    """The same, where the people are named: `men and women ≥ 18 years of age`."""
    return age_alone(m) if re.match(_PEOPLE, m.whole, re.IGNORECASE) else None


EXAMPLES = (age_alone,)
