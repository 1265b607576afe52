"""A table for a terminal."""

from collections.abc import Iterator

from mgdsl.report.style import printable
from mgdsl.show.blocks import Grid


def columns(grid: Grid) -> Iterator[str]:
    """Its lines: cells padded to the width of their column, a rule below the header."""
    rows = [tuple(map(printable, row)) for row in (grid.header, *grid.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in (rows[0], tuple("-" * width for width in widths), *rows[1:]):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
