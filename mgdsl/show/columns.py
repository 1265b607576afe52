"""A table for a terminal."""

from collections.abc import Iterator
from itertools import zip_longest
from textwrap import wrap

from mgdsl.report.style import printable
from mgdsl.show.blocks import Grid

NARROWEST = 12
"""Of a column whose header is broken."""


def columns(grid: Grid, widest: int | None = None) -> Iterator[str]:
    """Its lines: cells padded to the width of their column, a rule below the header.

    The header takes several rows where the table would be wider than `widest` otherwise.
    """
    header, *rows = [tuple(map(printable, row)) for row in (grid.header, *grid.rows)]
    heads = [[cell] for cell in header]
    if widest is not None and sum(_widths([header, *rows])) + 2 * len(header) > widest:
        held = _widths(rows) if rows else [0] * len(header)
        heads = [wrap(cell, max(width, NARROWEST)) for cell, width in zip(header, held, strict=True)]
    above = list(zip_longest(*heads, fillvalue=""))
    widths = _widths([*above, *rows])
    for row in (*above, tuple("-" * width for width in widths), *rows):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _widths(rows: list[tuple[str, ...]]) -> list[int]:
    return [max(map(len, column)) for column in zip(*rows, strict=True)]
