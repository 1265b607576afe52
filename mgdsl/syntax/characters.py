"""Characters that look like others or like nothing: reported, and read as what they were meant to be.

The text that is parsed keeps every offset: each such character is replaced by one other.
"""

import re
from collections.abc import Iterator, Sequence

from mgdsl.report.counted import counted
from mgdsl.report.diagnostic import Diagnostic, Label
from mgdsl.report.source import Place, Source, Span

MOST = 20
"""Findings of one kind in a text; beyond these, one repair mends them all."""
ONCE = ("indent", "blank")
LONGEST = 400
"""Characters shown of a line put right."""

_ODD = re.compile(
    r"""(?P<hidden>"[^"\n]*"|\#[^\n]*)
    | (?P<indent>^[ ]*\t[ \t]*)
    | (?P<tab>\t)
    | (?P<pair>[“”„‟«»][^"“”„‟«»\n]*[“”‟«»])
    | (?P<quote>[“”„‟«»])
    | (?P<blank>[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+)
    | (?P<control>[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff])""",
    re.VERBOSE | re.MULTILINE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_CONTROL_OR_HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
_QUICK = re.compile(
    r"[\t“”„‟«»\x00-\x08\x0b-\x1f\x7f-\xa0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]"
)


def plain_characters(source: Source) -> tuple[str, list[Diagnostic]]:
    """The text with plain characters in the place of odd ones, and a finding for each of these.

    Tabs in the indentation, and odd blanks, are one finding each: one repair mends them all.
    """
    if not _QUICK.search(source.text):
        return source.text, []
    chars = list(source.text)
    found: dict[str, list[Place]] = {}
    for kind, start, end in _odd(source.text):
        place = Place(source, Span(start, end))
        if kind == "pair":
            chars[start] = chars[end - 1] = '"'
        else:
            chars[start:end] = '"' * (end - start) if kind == "quote" else " " * (end - start)
        found.setdefault(kind, []).append(place)
    text = "".join(chars)
    findings = [
        _finding(kind, place, text) for kind, at in found.items() if kind not in ONCE for place in at[:MOST]
    ]
    findings += [_finding(kind, at[0], text, at[1:]) for kind, at in found.items() if kind in ONCE]
    return text, findings


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


def _finding(kind: str, place: Place, text: str, others: Sequence[Place] = ()) -> Diagnostic:
    """`text`: the source with plain characters; `others`: further places of the same kind."""
    code = f"U+{ord(place.text[0]):04X}"
    fixed = _line(text, place)
    more = f", and in {counted(len(others), 'more place')}" if others else ""
    labels = tuple(Label(other, "here too") for other in others[:MOST])
    match kind:
        case "indent":
            lines = f" of {len(others) + 1} lines" if others else ""
            return Diagnostic(
                "tab-indentation",
                f"A tab stands in the indentation{lines}.",
                place,
                why="A tab is as wide as an editor pleases; which block a line is in must be plain to see.",
                repair=f"indent with 4 blanks for each level:\n{_expanded(place)}",
                others=labels,
            )
        case "tab":
            return Diagnostic(
                "tab", "A tab stands between words.", place, why="Words are parted by blanks.", repair=fixed
            )
        case "pair" | "quote":
            said = place.text if kind == "quote" else f"{place.text[0]}…{place.text[-1]}"
            marks = (
                "is a typographic quotation mark" if kind == "quote" else "are typographic quotation marks"
            )
            return Diagnostic(
                "smart-quote",
                f"{said} {marks}.",
                place,
                why='Texts stand between straight marks, "like this"; word processors change them unasked.',
                repair=f'"{place.text[1:-1].strip()}"' if kind == "pair" else '"',
            )
        case "blank":
            return Diagnostic(
                "no-break-space",
                f"This blank is not the plain one but {code}, as pasted from a document{more}.",
                place,
                why="It cannot be told from a plain blank by looking, and names would not match.",
                repair=f"replace it by a plain blank:\n{fixed}",
                others=labels,
            )
        case _:
            return Diagnostic(
                "control-character",
                f"A character that cannot be seen ({code}) stands here.",
                place,
                why="What is read would not be what is shown.",
                repair=f"delete it:\n{_without(place)}",
            )


def _line(text: str, place: Place) -> str:
    """The line of the place, with plain characters."""
    start, end = text.rfind("\n", 0, place.span.start) + 1, text.find("\n", place.span.start)
    return (text[start:] if end < 0 else text[start:end]).rstrip()[:LONGEST]


def _expanded(place: Place) -> str:
    line = place.source.line(place.line)
    tabs = line[: len(line) - len(line.lstrip())].replace(" ", "").count("\t")
    return f"{' ' * (4 * tabs)}{line.strip()}"[:LONGEST]


def _without(place: Place) -> str:
    """The line without characters that cannot be seen."""
    return _CONTROL_OR_HIDDEN.sub("", place.source.line(place.line)).rstrip()[:LONGEST]
