"""A document for a terminal."""

from collections.abc import Iterable, Iterator
from textwrap import wrap

from mgdsl.report.style import printable
from mgdsl.show.blocks import (
    Block,
    Document,
    Grid,
    Heading,
    Labelled,
    Listed,
    Paragraph,
    Picture,
    Quoted,
    Warned,
)

WIDTH = 100
"""Of a line of words; tables are as wide as they are."""


def text(document: Document) -> str:
    """Blocks with a blank line between them; ends in a line feed. Pictures are left out."""
    blocks = (block for block in document.blocks if not isinstance(block, Picture))
    return printable("\n\n".join("\n".join(_lines(block)) for block in blocks)) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(1, words):
            yield from (words, "=" * len(words))
        case Heading(_, words):
            yield from (words, "-" * len(words))
        case Paragraph(words):
            yield from _wrapped(words)
        case Listed(lines):
            yield from _items(lines)
        case Warned(words, lines):
            yield from (f"! {line}" for line in (*_wrapped(words), *_items(lines)))
        case Labelled(label, items):
            yield f"{label}:"
            yield from _items(item.text for item in items)
        case Quoted(label, lines):
            yield f"{label}:"
            yield from (f"  | {line}" for line in lines)
        case Grid(header, rows):
            yield from _columns((header, *rows))
        case Picture():
            return


def _items(lines: Iterable[str]) -> Iterator[str]:
    return (part for line in lines for part in _wrapped(line, "  - ", "    "))


def _wrapped(words: str, first: str = "", rest: str = "") -> list[str]:
    return wrap(words, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def _columns(rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for index, row in enumerate(rows):
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        if index == 0:
            yield "  " + "  ".join("-" * width for width in widths)
