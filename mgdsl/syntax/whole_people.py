"""Headers that say for whom a line is meant: `women of childbearing potential: …`, `female patients:`."""

import re
from collections.abc import Callable

from mgdsl.syntax.meant import Around, Meant
from mgdsl.syntax.mistake import WHENS

_PEOPLE = r"(?:patients?|subjects?|participants?)"
_WHO = re.compile(
    rf"(?:for |in )?(?:(?P<fertile>(?:women|females?|female {_PEOPLE}) (?:of|with) child-?bearing potential"
    r"|WOCBP)"
    rf"|(?P<female>(?:female(?: {_PEOPLE})?|women|females)(?: only)?)"
    rf"|(?P<male>(?:male(?: {_PEOPLE})?|men|males)(?: only)?))(?:,? only)? ?: ?(?P<rest>.*)",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"(?:(?:must have )?an? )?(?P<value>negative|positive) (?P<test>[^\W\d_][\w -]*?)"
    rf"(?P<when> (?:{WHENS})\b.*)?"
)


def for_whom(line: str, around: Around) -> Meant | None:
    """`women of childbearing potential: negative serum pregnancy test within 7 days before baseline`."""
    found = _WHO.fullmatch(line)
    if found is None:
        return None
    first = (*around.visits[1:], around.decision)[0]
    whom = f"woman of childbearing potential at {first}" if found["fertile"] else "sex is female"
    whom = "sex is male" if found["male"] else whom
    rest = found["rest"].strip()
    if result := _RESULT.fullmatch(rest):
        when = result["when"] or f" at {first}"
        latest = "" if when.startswith(" at ") else "latest "
        rest = f"{latest}{result['test']} is {result['value']}{when}"
    return Meant(
        "unknown-header",
        "For whom a line is meant is said by the header `if … :`.",
        "For everybody else the criterion is not applicable, and is not counted as passed.",
        (("", f"if {whom}:\n    {rest}" if rest else f"if {whom}:"),),
    )


_ELSE_IF = re.compile(r"(?:else if|elif|elsif|or else if) (?P<case>.+?):?")


def else_if(line: str, around: Around) -> Meant | None:
    """`else if any stroke before screening:`."""
    found = _ELSE_IF.fullmatch(line)
    if found is None:
        return None
    return Meant(
        "unknown-header",
        "The header of the other cases is `otherwise`, or `otherwise if … :`.",
        "Headers are any of, all of, none of, at least n of, at, if, unless and otherwise.",
        (("", f"otherwise if {found['case']}:"),),
    )


FORMS: tuple[Callable[[str, Around], Meant | None], ...] = (for_whom, else_if)
