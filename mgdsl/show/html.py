"""A document as one HTML page that needs nothing else; made to be printed, too."""

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
    Listed,
    Paragraph,
    Picture,
    Quoted,
    Warned,
)

STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #1a1a1a;
  max-width: 46rem; margin: 2rem auto; padding: 0 1.25rem; overflow-wrap: break-word; }
h1 { font-size: 1.7rem; line-height: 1.25; }
h2 { font-size: 1.3rem; margin-top: 2.6rem; padding-bottom: .2rem; border-bottom: 2px solid #1d4f72; }
h3 { font-size: 1.05rem; margin: 2rem 0 .5rem; color: #1d4f72; }
p.label { font-weight: 600; font-size: .85rem; color: #555; margin: .9rem 0 .2rem; }
blockquote { margin: 0; padding: .3rem 0 .3rem .9rem; border-left: 3px solid #b9c6d0; color: #444; }
blockquote p { margin: .1rem 0; }
ul { margin: .2rem 0; padding-left: 1.3rem; }
li { margin: .15rem 0; }
table { border-collapse: collapse; margin: .8rem 0; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid #ddd; }
th { color: #555; font-weight: 600; }
td:first-child { width: 9rem; }
@page { margin: 18mm; }
@media print {
  body { font-size: 10.5pt; margin: 0; max-width: none; padding: 0; }
  h2, h3, p.label { break-after: avoid; }
  blockquote, tr, li { break-inside: avoid; }
}
"""


def html(document: Document, style: str = STYLE) -> str:
    """The whole page; every text is escaped."""
    body = "\n".join(line for block in document.blocks for line in _lines(block))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(document.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, text):
            yield f"<h{level}>{_text(text)}</h{level}>"
        case Paragraph(text):
            yield f"<p>{_text(text)}</p>"
        case Labelled(label, items):
            yield f'<p class="label">{_text(label)}</p>'
            yield from _tree(items)
        case Listed(lines):
            yield from _tree(tuple(map(Item, lines)))
        case Warned(text, lines):
            yield f'<div class="warned"><p>{_text(text)}</p>'
            yield from _tree(tuple(map(Item, lines)))
            yield "</div>"
        case Picture(svg, about):
            yield f'<figure role="img" aria-label="{_text(about)}">{svg[svg.index("<svg") :]}</figure>'
        case Quoted(label, lines):
            yield f'<p class="label">{_text(label)}</p>'
            yield "<blockquote>" + "".join(f"<p>{_text(line)}</p>" for line in lines) + "</blockquote>"
        case Grid(header, rows):
            yield "<table>"
            yield f"<thead>{_row(header, 'th')}</thead>"
            yield "<tbody>" + "\n".join(_row(row, "td") for row in rows) + "</tbody>"
            yield "</table>"
        case _:
            assert_never(block)


def _tree(items: tuple[Item, ...]) -> Iterator[str]:
    yield "<ul>"
    for item in items:
        yield f"<li>{_text(item.text)}"
        if item.below:
            yield from _tree(item.below)
        yield "</li>"
    yield "</ul>"


def _row(cells: tuple[str, ...], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{_text(cell)}</{tag}>" for cell in cells) + "</tr>"


def _text(text: str) -> str:
    return escape(" ".join(printable(text).split()))
