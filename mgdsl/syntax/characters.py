"""Characters that look like others or like nothing: reported, and read as what they were meant to be.

The text that is parsed keeps every offset: each such character is replaced by one other.
"""

import re
from collections.abc import Iterator

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place, Source, Span

MOST = 20
"""Findings of one kind in a text; beyond these, one repair mends them all."""

_ODD = re.compile(
    r"""(?P<hidden>"[^"\n]*"|\#[^\n]*)
    | (?P<indent>^[ ]*\t[ \t]*)
    | (?P<tab>\t)
    | (?P<quote>[“”„‟«»])
    | (?P<blank>[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])
    | (?P<control>[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff])""",
    re.VERBOSE | re.MULTILINE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_QUICK = re.compile(
    r"[\t“”„‟«»\x00-\x08\x0b-\x1f\x7f-\xa0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]"
)


def plain_characters(source: Source) -> tuple[str, list[Diagnostic]]:
    """The text with plain characters in the place of odd ones, and a finding for each of these."""
    if not _QUICK.search(source.text):
        return source.text, []
    chars = list(source.text)
    findings: list[Diagnostic] = []
    counts: dict[str, int] = {}
    for kind, start, end in _odd(source.text):
        chars[start:end] = '"' * (end - start) if kind == "quote" else " " * (end - start)
        counts[kind] = counts.get(kind, 0) + 1
        if counts[kind] <= MOST:
            findings.append(_finding(kind, Place(source, Span(start, end))))
    return "".join(chars), findings


def _odd(text: str) -> Iterator[tuple[str, int, int]]:
    """Kind, start and end of every odd run; in quotes and comments only what could mislead a reader."""
    for found in _ODD.finditer(text):
        kind = found.lastgroup
        assert kind is not None
        if kind == "hidden":
            for control in _CONTROL.finditer(text, found.start(), found.end()):
                yield "control", control.start(), control.end()
        else:
            yield kind, found.start(), found.end()


def _finding(kind: str, place: Place) -> Diagnostic:
    code = f"U+{ord(place.text[0]):04X}"
    match kind:
        case "indent":
            return Diagnostic(
                "tab-indentation",
                "A tab stands in the indentation.",
                place,
                why="A tab is as wide as an editor pleases; which block a line is in must be plain to see.",
                repair="Indent with 4 blanks for each level.",
            )
        case "tab":
            return Diagnostic(
                "tab", "A tab stands between words.", place, why="Words are parted by blanks.", repair=" "
            )
        case "quote":
            return Diagnostic(
                "smart-quote",
                f"{place.text} is a typographic quotation mark.",
                place,
                why='Texts stand between straight marks, "like this"; word processors change them unasked.',
                repair='"',
            )
        case "blank":
            return Diagnostic(
                "no-break-space",
                f"This blank is not the plain one but {code}, as pasted from a document.",
                place,
                why="It cannot be told from a plain blank by looking, and names would not match.",
                repair="Replace it by a plain blank.",
            )
        case _:
            return Diagnostic(
                "control-character",
                f"A character that cannot be seen ({code}) stands here.",
                place,
                why="What is read would not be what is shown.",
                repair="Delete it.",
            )
