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
