"""Words with an `or` that joins no conditions: `18 years or older`, `2 or more exacerbations`."""

import re

from mgdsl.syntax.mistake import WHENS

_OLDER = re.compile(
    r"(?P<n>\d+) (?P<unit>years?|months?)(?: old| of age)? (?:or|and)"
    r" (?P<word>older|above|over|younger|under|below)(?: of age)?(?P<when> .*)?"
)
_MORE = re.compile(
    rf"(?P<n>\d+) or (?P<word>more|fewer) (?P<thing>[^\W\d][^<>=≥≤(){{}}]*?)(?P<when> (?:{WHENS})\b.*)?"
)


def in_words(text: str, visit: str) -> str | None:
    """The condition that the words say; `visit`: at which an age is asked where nothing says it."""
    if found := _OLDER.fullmatch(text):
        sign = ">=" if found["word"] in ("older", "above", "over") else "<="
        unit = found["unit"].rstrip("s") + "s"
        return f"age {sign} {found['n']} {unit}{found['when'] or f' at {visit}'}"
    if found := _MORE.fullmatch(text):
        how = "at least" if found["word"] == "more" else "at most"
        return f"{how} {found['n']} {found['thing']}{found['when'] or ''}"
    return None


_NAME = rf"(?!(?:{WHENS})\b)[^\W\d][^<>=≥≤(){{}},]*?"
_RECEIVED = re.compile(
    r"(?:(?:the )?(?:patients?|subjects?|participants?)(?: who)? )?(?:has |have |had )?(?:been )?"
    r"(?:received|receiving|treated with|treatment with|taken|taking|use of|given|exposed to) "
    rf"(?P<things>{_NAME}(?:, {_NAME})*,? or {_NAME})(?P<when> (?:{WHENS})\b.*)?"
)
_FEMALE = r"(?:pregnant|breast-?feeding|lactating|nursing|postmenopausal)"
_WHO = re.compile(
    r"(?:(?:women|females|patients|subjects|participants) who are )?"
    rf"(?P<things>{_FEMALE}(?:, {_FEMALE})*,? or {_FEMALE})"
    rf"(?: (?:women|females|patients|subjects))?(?P<when> (?:{WHENS})\b.*)?"
)


def listed(text: str, visit: str) -> str | None:
    """`received IVIg or PE within …`, `women who are pregnant or breast-feeding`: the things in braces."""
    for shape, how in ((_RECEIVED, "any"), (_WHO, "any of")):
        if found := shape.fullmatch(text):
            things = re.split(r",? or |, ", found["things"])
            at = found["when"] or (f" at {visit}" if shape is _WHO else "")
            return f"{how} {{{', '.join(things)}}}{at}"
    return None


def at_visits(text: str, visits: tuple[str, ...]) -> str | None:
    """`QMG >= 11 at both the screening and the baseline visits`: the line with one when."""
    either = "|".join(map(re.escape, sorted(visits, key=len, reverse=True)))
    found = visits and re.fullmatch(
        rf"(?P<test>.+?) (?:both |either )?at (?:both |either )?(?:the )?(?P<a>{either})(?: visit)?"
        rf" (?P<op>and|or) (?:the )?(?P<b>{either})(?: visits?)?",
        text,
    )
    how = {"and": "each", "or": "any"}
    return f"{found['test']} at {how[found['op']]} of {{{found['a']}, {found['b']}}}" if found else None
