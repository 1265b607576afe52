"""Names in the cells of a table of cases, in their declared spelling."""

from collections.abc import Callable

from lark import Token
from lark.exceptions import UnexpectedInput

from mgdsl.syntax.build import cells_of
from mgdsl.syntax.names import written
from mgdsl.syntax.parse import parser


def respelt_row(row: Token, spell: Callable[[str], str]) -> str:
    """The row of a table; what stands in a cell that is no condition stays as it is."""
    return "|" + "|".join(_respelt(cell.text, spell) for cell in cells_of(row)) + "|"


def _respelt(cell: str, spell: Callable[[str], str]) -> str:
    try:
        tokens = list(parser().parse_interactive(cell, start="cond").iter_parse())
    except UnexpectedInput:
        return cell
    for token in reversed(tokens):
        name = spell(" ".join(token.split()))
        if token.type == "NAME" and written(name) == name:
            cell = cell[: token.start_pos] + name + cell[token.end_pos :]
    return cell
