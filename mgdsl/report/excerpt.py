"""Source lines with places underlined, never more than a few and none longer than a screen is wide."""

from collections.abc import Iterator, Sequence
from unicodedata import category, east_asian_width

from mgdsl.report.diagnostic import Label
from mgdsl.report.source import Source
from mgdsl.report.style import Style, one_line, printable
from mgdsl.tree import frozen

MOST_LINES = 4
"""Lines shown of one place."""


@frozen
class Mark:
    """Columns `start` up to `end` of a line, both counted from 0."""

    line: int
    start: int
    end: int
    sign: str
    text: str


def excerpt(first: Label, others: Sequence[Label], style: Style) -> Iterator[str]:
    """The lines of a source that the labels speak of: ``^`` under the first, ``-`` under the others."""
    source = first.place.source
    marks = [*_marks(first, "^"), *(mark for label in others for mark in _marks(label, "-"))]
    numbers = sorted({mark.line for mark in marks})
    gutter = len(str(numbers[-1]))
    previous = None
    for number in numbers:
        if previous is not None and number > previous + 1:
            yield style.faint(f"  {'…':>{gutter}} |")
        previous = number
        yield from _line(source, number, [mark for mark in marks if mark.line == number], gutter, style)


def _marks(label: Label, sign: str) -> list[Mark]:
    """A mark for each line of the place, beyond a few lines for its first ones alone."""
    source, span = label.place.source, label.place.span
    first, start = source.position(min(span.start, len(source.text)))
    last, end = source.position(min(max(span.end, span.start), len(source.text)))
    if end == 1 and last > first:
        last, end = last - 1, len(source.line(last - 1)) + 1
    shown = range(first, min(last, first + MOST_LINES - 1) + 1)
    made = []
    for number in shown:
        text = source.line(number)
        begins = start - 1 if number == first else len(text) - len(text.lstrip())
        ends = end - 1 if number == last else len(text.rstrip())
        if text.strip() or number == first:
            made.append(Mark(number, begins, max(ends, begins + 1), sign, ""))
    more = last - shown[-1]
    words = " ".join(label.text.split()) + (f" (and {more} more lines)" if more else "")
    final = made[-1]
    return [*made[:-1], Mark(final.line, final.start, final.end, sign, words.strip())]


def _line(source: Source, number: int, marks: list[Mark], gutter: int, style: Style) -> Iterator[str]:
    text = source.line(number)
    low = _window(text, marks, style.width)
    seen = text[low : low + style.width]
    before, after = "…" if low else "", "…" if low + style.width < len(text) else ""
    shown = printable(seen.replace("\t", " "))
    yield f"  {style.faint(f'{number:>{gutter}} |')} {before}{shown}{after}".rstrip()
    for mark in sorted(marks, key=lambda mark: (mark.sign != "^", mark.start)):
        start, end = max(mark.start - low, 0), min(mark.end - low, style.width)
        blanks = " " * (len(before) + _cells(seen[:start]))
        under = mark.sign * max(_cells(seen[start:end]), 1)
        words = f" {one_line(mark.text)}" if mark.text else ""
        painted = style.bad(under + words) if mark.sign == "^" else style.faint(under + words)
        yield f"  {style.faint(' ' * gutter + ' |')} {blanks}{painted}"


def _window(text: str, marks: list[Mark], width: int) -> int:
    """Where a long line is cut at the left, so that the first mark is seen."""
    start = marks[0].start
    return 0 if len(text) <= width or start < width * 2 // 3 else start - width // 3


def _cells(text: str) -> int:
    """How many places a text takes on a screen."""
    return sum(
        0 if category(char) in ("Mn", "Me") else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )
