"""Whether two texts say the same: one tree up to the case of names, and the same comments in order."""

from typing import Any

import attrs

from mgdsl.format.lines import NAMING, comments_of
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast
from mgdsl.syntax.parse import parse_file

SPELT = {ast.Name: "text", ast.Cell: "text", ast.Argument: "key", ast.Parameter: "key", ast.Property: "key"}
"""Where a tree holds a name: blanks do not count, nor does case but for values of properties."""


def same(one: str, other: str) -> bool:
    """Both texts parse. Raises as the parser does."""
    return comments_of(one) == comments_of(other) and _alike(parse_file(one), parse_file(other))


def _alike(one: Any, other: Any) -> bool:
    """Not recursive: any depth will do."""
    todo = [(one, other, False)]
    while todo:
        left, right, exact = todo.pop()
        if type(left) is not type(right):
            return False
        if isinstance(left, tuple):
            if len(left) != len(right):
                return False
            todo.extend((*pair, exact) for pair in zip(left, right, strict=True))
        elif attrs.has(type(left)):
            exact = fold(left.key) not in NAMING if isinstance(left, ast.Property) else exact
            for field in attrs.fields(type(left)):
                if field.eq:
                    values = getattr(left, field.name), getattr(right, field.name)
                    if SPELT.get(type(left)) == field.name:
                        values = _spelt(values[0], exact), _spelt(values[1], exact)
                    todo.append((*values, exact))
        elif left != right:
            return False
    return True


def _spelt(name: str, exact: bool) -> str:
    return " ".join(name.split()) if exact else fold(name)
