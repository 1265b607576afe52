"""A document as Markdown."""

import re
from collections.abc import Iterator
from typing import assert_never

from mgdsl.report.style import printable
from mgdsl.show.blocks import (
    Block,
    Document,
    Grid,
    Heading,
    Item,
    Labelled,
    Pairs,
    Paragraph,
    Picture,
    Quoted,
    Warned,
)


def markdown(document: Document) -> str:
    """The whole text; signs that Markdown would read are escaped."""
    blocks = (block for block in document.blocks if not isinstance(block, Picture))
    return "\n\n".join("\n".join(_lines(block)) for block in blocks) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, text, mark):
            yield f"{'#' * level} {': '.join(escaped(each) for each in (mark, text) if each)}"
        case Paragraph(text):
            yield escaped(text)
        case Labelled(label, items):
            yield from (f"**{escaped(label)}**", "") if label else ()
            yield from _tree(items, "")
        case Warned(text, lines):
            yield f"> **{escaped(text)}**"
            yield ">"
            yield from (f"> - {escaped(line)}" for line in lines)
        case Picture():
            return
        case Quoted(label, lines):
            yield f"**{escaped(label)}**"
            yield ""
            yield from (f"> {escaped(line)}  " for line in lines)
        case Pairs(label, rows):
            yield from _lines(Grid((label, ""), rows))
        case Grid(header, rows):
            yield _row(header)
            yield "|" + "---|" * len(header)
            yield from map(_row, rows)
        case _:
            assert_never(block)


def _tree(items: tuple[Item, ...], indent: str) -> Iterator[str]:
    for item in items:
        yield f"{indent}- {escaped(item.text)}"
        yield from _tree(item.below, indent + "  ")


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(escaped(cell).replace("\n", " ") for cell in cells) + " |"


def escaped(text: str) -> str:
    """One line of plain text."""
    line = " ".join(printable(text).split())
    return re.sub(r"([\\`*_\[\]<>|#&~])", r"\\\1", line)
