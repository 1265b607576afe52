"""Text to surface tree. The parser is built once in a process and its tables are cached on disk."""

from functools import cache
from pathlib import Path

from lark import Lark, TextSlice
from lark.indenter import Indenter

from mgdsl.cache import folder, prune
from mgdsl.syntax import ast
from mgdsl.syntax.build import build
from mgdsl.syntax.scan import StatesLexer


class Lines(Indenter):
    """Blocks by indentation; inside brackets line ends are free."""

    NL_type = "_NL"
    OPEN_PAREN_types = ["LPAR", "LBRACE"]  # noqa: RUF012 (lark reads class attributes)
    CLOSE_PAREN_types = ["RPAR", "RBRACE"]  # noqa: RUF012
    INDENT_type = "_INDENT"
    DEDENT_type = "_DEDENT"
    tab_len = 8


STARTS = ["start", "cond", "expr"]


def grammar_path() -> Path:
    """The grammar: beside this file in an installed package, in the checkout's grammar/ otherwise."""
    shipped = Path(__file__).with_name("mgdsl.lark")
    return shipped if shipped.exists() else Path(__file__).parents[2] / "grammar" / "mgdsl.lark"


def _cache_file() -> str | bool:
    root = folder()
    if root is None:
        return False
    try:
        stamp = grammar_path().stat()
        prune(root, "grammar-*", 4)
    except OSError:
        return False
    return str(root / f"grammar-{stamp.st_size:x}-{stamp.st_mtime_ns:x}.lark-cache")


@cache
def parser() -> Lark:
    """The LALR parser."""
    return Lark(
        grammar_path().read_text("utf-8"),
        parser="lalr",
        start=STARTS,
        postlex=Lines(),
        maybe_placeholders=True,
        cache=_cache_file(),
        _plugins={"ContextualLexer": StatesLexer},
    )


def parse_file(text: str) -> ast.File:
    """The tree of a normalised text. Raises lark's UnexpectedInput at the first mistake."""
    tree: ast.File = build(parser().parse(text if text.endswith("\n") else text + "\n", start="start"))
    return tree


def parse_slice(text: str, start: int, end: int) -> ast.File:
    """The tree of the declarations in a part of a text, with offsets of the whole text.

    The part begins at a line's start and ends behind a line end. Raises as `parse_file`.
    """
    tree: ast.File = build(parser().parse(TextSlice(text, start, end), start="start"))
    return tree


def parse_cond(text: str) -> ast.Cond:
    """The tree of a condition that stands alone, as in a cell of a table of cases."""
    tree: ast.Cond = build(parser().parse(text, start="cond"))
    return tree


def parse_expr(text: str) -> ast.Expr:
    """The tree of a value that stands alone, as in the header of a table of cases."""
    tree: ast.Expr = build(parser().parse(text, start="expr"))
    return tree


__all__ = ["grammar_path", "parse_cond", "parse_expr", "parse_file", "parse_slice", "parser"]
