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
    Pairs,
    Paragraph,
    Picture,
    Quoted,
    Warned,
)
from mgdsl.show.columns import columns

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
        case Warned(words, lines):
            yield from (f"! {line}" for line in (*_wrapped(words), *_items(lines)))
        case Labelled(label, items):
            yield from (f"{label}:",) if label else ()
            yield from _items(item.text for item in items)
        case Pairs(label, rows):
            yield f"{label}:"
            yield from _items(f"{name}: {told}" for name, told in rows)
        case Quoted(label, lines):
            yield f"{label}:"
            yield from (f"  | {line}" for line in lines)
        case Grid():
            yield from (f"  {line}" for line in columns(block))
        case Picture():
            return


def _items(lines: Iterable[str]) -> Iterator[str]:
    return (part for line in lines for part in _wrapped(line, "  - ", "    "))


def _wrapped(words: str, first: str = "", rest: str = "") -> list[str]:
    return wrap(words, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
