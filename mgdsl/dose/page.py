"""A page of words and tables, and its three forms: text, Markdown, HTML."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import assert_never

from attrs import frozen


@frozen
class Heading:
    text: str


@frozen
class Words:
    text: str


@frozen
class Items:
    lines: tuple[str, ...]


@frozen
class Grid:
    """Rows of cells under a header; all of one length."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@frozen
class Drawing:
    """An SVG picture; only HTML shows it. `about` says in words what it shows."""

    svg: str
    about: str


Block = Heading | Words | Items | Grid | Drawing


def as_text(blocks: Iterable[Block]) -> str:
    """For a terminal; ends in a line feed."""
    return "\n\n".join(filter(None, map(_text, blocks))) + "\n"


def as_markdown(title: str, blocks: Iterable[Block]) -> str:
    parts = [f"# {_marked(title)}", *filter(None, map(_markdown, blocks))]
    return "\n\n".join(parts) + "\n"


def as_html(title: str, blocks: Iterable[Block]) -> str:
    """One file that needs no other, made to be printed on one page."""
    body = "\n".join(_html(block) for block in blocks)
    named = escape(title)
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{named}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{named}</h1>\n{body}\n</body>\n</html>\n"
    )


_STYLE = (
    "body{font:11pt/1.35 sans-serif;max-width:48em;margin:2em auto;padding:0 1em;color:#111}"
    "h1{font-size:15pt}h2{font-size:12pt;margin-bottom:.3em}table{border-collapse:collapse;margin:.5em 0}"
    "th,td{border:1px solid #888;padding:.15em .5em;text-align:left}th{background:#eee}"
    "svg{max-width:100%;height:auto}@media print{body{margin:0;font-size:9.5pt}h2{break-after:avoid}"
    "table,figure{break-inside:avoid}}"
)


def _text(block: Block) -> str:
    match block:
        case Heading(text):
            return f"{text}\n{'=' * len(text)}"
        case Words(text):
            return text
        case Items(lines):
            return "\n".join(f"  - {line}" for line in lines)
        case Grid(header, rows):
            return "\n".join(_columns((header, *rows)))
        case Drawing():
            return ""
        case _:
            assert_never(block)


def _columns(rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for index, row in enumerate(rows):
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        if index == 0:
            yield "  " + "  ".join("-" * width for width in widths)


def _markdown(block: Block) -> str:
    match block:
        case Heading(text):
            return f"## {_marked(text)}"
        case Words(text):
            return _marked(text)
        case Items(lines):
            return "\n".join(f"- {_marked(line)}" for line in lines)
        case Grid(header, rows):
            rule = tuple("---" for _ in header)
            return "\n".join(f"| {' | '.join(map(_marked, row))} |" for row in (header, rule, *rows))
        case Drawing():
            return ""
        case _:
            assert_never(block)


def _marked(text: str) -> str:
    """Signs that Markdown would take as its own, protected."""
    for sign in "\\|<`*_":
        text = text.replace(sign, f"\\{sign}" if sign != "<" else "&lt;")
    return text


def _html(block: Block) -> str:
    match block:
        case Heading(text):
            return f"<h2>{escape(text)}</h2>"
        case Words(text):
            return f"<p>{escape(text)}</p>"
        case Items(lines):
            return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"
        case Grid(header, rows):
            head = "".join(f"<th>{escape(cell)}</th>" for cell in header)
            body = "".join(f"<tr>{''.join(f'<td>{escape(c)}</td>' for c in row)}</tr>" for row in rows)
            return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        case Drawing(svg, about):
            picture = svg[svg.index("<svg") :]
            return f'<figure role="img" aria-label="{escape(about)}">{picture}</figure>'
        case _:
            assert_never(block)
