"""Lines of words as text: lists of texts, tables, blank rows."""

from collections.abc import Iterator
from itertools import groupby, zip_longest

from attrs import evolve
from lark import Token

from mgdsl.format.lines import Above, Line, Word
from mgdsl.format.wrap import Row, rows_of
from mgdsl.syntax.build import cells_of
from mgdsl.syntax.print import INDENT, table_rows

BLANK = Above(0, "")


def laid_out(lines: list[Line]) -> str:
    """The text of the lines of a file; its last row is ended."""
    rows: list[Row] = []
    whole = [made for line in _aligned(lines) for made in _texts(line)]
    for line in _spaced(whole):
        rows += [Row(above.depth, "", above.text) for above in line.above]
        rows += rows_of(line.words, line.depth)
    return "".join(_text(row) + "\n" for row in rows)


def _text(row: Row) -> str:
    words = "  ".join(part for part in (row.code, row.comment) if part)
    return INDENT * row.depth + words if words else ""


def _texts(line: Line) -> Iterator[Line]:
    """Several texts of one property stand below its key, each on a row of its own."""
    key, *rest = line.words or (Word("", ""),)
    kinds = [word.kind for word in rest]
    if (
        key.kind != "KEY"
        or kinds[:3] != ["COLON", "STRING", "COMMA"]
        or set(kinds[1:]) != {"STRING", "COMMA"}
    ):
        yield line
        return
    yield evolve(line, words=(key, rest[0]))
    for text, comma in zip_longest(rest[1::2], rest[2::2]):
        after = () if comma is None else comma.comments
        yield Line(line.depth + 1, (evolve(text, comments=(*text.comments, *after)),))


def _aligned(lines: list[Line]) -> Iterator[Line]:
    """The rows of each table of cases with its columns below one another."""
    for table, group in groupby(lines, lambda line: line.first == "TABLE_ROW"):
        if not table:
            yield from group
            continue
        held = list(group)
        rows = table_rows([cells_of(Token("TABLE_ROW", line.words[0].text)) for line in held])
        for line, row in zip(held, rows, strict=True):
            yield evolve(line, words=(evolve(line.words[0], text=row.rstrip()),))


def _spaced(lines: list[Line]) -> Iterator[Line]:
    """Blank rows: one at most, none where a block or the text begins or ends, one between declarations."""
    before: Line | None = None
    for line in lines:
        above = _single(line.above)
        if before is None or line.depth > before.depth:
            while above and not above[0].text:
                del above[0]
        if not line.words:
            while above and not above[-1].text:
                del above[-1]
        elif before is not None and line.depth == 0 and not (line.first == before.first == "USE"):
            inside = next((at for at, row in enumerate(above) if not (row.text and row.depth)), len(above))
            if inside == len(above) or above[inside].text:
                above.insert(inside, BLANK)
        yield evolve(line, above=tuple(_single(above)))
        before = line


def _single(above: "tuple[Above, ...] | list[Above]") -> list[Above]:
    """At most one blank row on end."""
    return [row for at, row in enumerate(above) if row.text or at == 0 or above[at - 1].text]


__all__ = ["laid_out"]
