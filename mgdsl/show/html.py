"""A document as one HTML page that needs nothing else; made to be printed, too."""

import re
from collections.abc import Iterator
from html import escape
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

SECTION = 3
"""The level of the headings under which one thing is told, such as a criterion."""
STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #1a1a1a;
  max-width: 46rem; margin: 2rem auto; padding: 0 1.25rem; overflow-wrap: break-word; }
h1 { font-size: 1.7rem; line-height: 1.25; }
h2 { font-size: 1.3rem; margin: 2.8rem 0 1rem; padding-bottom: .2rem; border-bottom: 2px solid #1d4f72; }
h3 { font-size: 1.1rem; margin: 2.2rem 0 .5rem; color: #1d4f72; }
h3 .mark { display: inline-block; min-width: 2.2rem; padding-right: .5rem; }
p.label, caption { font-weight: 600; font-size: .85rem; color: #4a4a4a; text-align: left; }
p.label { margin: 1rem 0 .2rem; }
blockquote { margin: 0; padding: .3rem 0 .3rem .9rem; border-left: 3px solid #b9c6d0; color: #3c3c3c; }
blockquote p { margin: .1rem 0; }
ul { margin: .2rem 0; padding-left: 1.3rem; }
li { margin: .15rem 0; }
.main { background: #eef3f7; padding: .5rem .9rem .6rem; margin: 1rem 0; border-radius: 3px; }
.main p.label { margin-top: 0; color: #1d4f72; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: .8rem 0; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #ddd; }
thead th { color: #4a4a4a; border-bottom-color: #999; }
tbody th { font-weight: 400; color: #4a4a4a; width: 11rem; }
@media (max-width: 34rem) {
  body { padding: 0 .9rem; margin: 1rem auto; }
  table.pairs th, table.pairs td { display: block; width: auto; padding-right: 0; }
  table.pairs th { border-bottom: 0; padding-bottom: 0; }
  table.pairs td { padding-top: 0; }
}
@page { margin: 20mm 18mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; } }
@media print {
  body { font-size: 10pt; line-height: 1.4; margin: 0; max-width: none; padding: 0; }
  h3 { margin-top: 1.4rem; }
  table { margin: .5rem 0; }
  h2, h3, p.label, caption { break-after: avoid; }
  section, blockquote, tr, li { break-inside: avoid; }
  .wide { overflow: visible; }
  .main { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""


def html(document: Document, style: str = STYLE) -> str:
    """The whole page; every text is escaped."""
    body = "\n".join(_body(document.blocks))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(document.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n{body}\n"
        "</main>\n</body>\n</html>\n"
    )


def _body(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Each heading of the third level with what follows it as a section, which print keeps on one page."""
    inside = False
    for block in blocks:
        if isinstance(block, Heading):
            if inside:
                yield "</section>"
            inside = block.level == SECTION
            if inside:
                yield "<section>"
        yield from _lines(block)
    if inside:
        yield "</section>"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, text, ""):
            yield f"<h{level}>{_text(text)}</h{level}>"
        case Heading(level, text, mark):
            anchor = re.sub(r"[^\w.-]+", "-", mark)
            shown = f'<span class="mark">{_text(mark)}</span>{_text(text)}'
            yield f'<h{level} id="{_text(anchor)}">{shown}</h{level}>'
        case Paragraph(text):
            yield f"<p>{_text(text)}</p>"
        case Labelled(label, items, main):
            yield '<div class="main">' if main else "<div>"
            yield from _label(label)
            yield from _tree(items)
            yield "</div>"
        case Warned(text, lines):
            yield f'<div class="warned"><p>{_text(text)}</p>'
            yield from _tree(tuple(map(Item, lines)))
            yield "</div>"
        case Picture(svg, about):
            yield f'<figure role="img" aria-label="{_text(about)}">{svg[svg.index("<svg") :]}</figure>'
        case Quoted(label, lines):
            yield from _label(label)
            yield "<blockquote>" + "".join(f"<p>{_text(line)}</p>" for line in lines) + "</blockquote>"
        case Pairs(label, rows):
            yield f'<table class="pairs"><caption>{_text(label)}</caption><tbody>'
            yield from (
                f'<tr><th scope="row">{_text(name)}</th><td>{_text(text)}</td></tr>' for name, text in rows
            )
            yield "</tbody></table>"
        case Grid(header, rows):
            heads = "".join(f'<th scope="col">{_text(cell)}</th>' for cell in header)
            yield f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>'
            yield from ("<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in row) + "</tr>" for row in rows)
            yield "</tbody></table></div>"
        case _:
            assert_never(block)


def _label(label: str) -> Iterator[str]:
    if label:
        yield f'<p class="label">{_text(label)}</p>'


def _tree(items: tuple[Item, ...]) -> Iterator[str]:
    yield "<ul>"
    for item in items:
        yield f"<li>{_text(item.text)}"
        if item.below:
            yield from _tree(item.below)
        yield "</li>"
    yield "</ul>"


def _text(text: str) -> str:
    return escape(" ".join(printable(text).split()))
