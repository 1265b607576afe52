"""Whether two texts say the same: one tree up to the case of names, and the same comments in order."""

from typing import Any

import attrs

from mgdsl.format.lines import comments_of
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast
from mgdsl.syntax.parse import parse_file

SPELT = {ast.Name: "text", ast.Argument: "key", ast.Parameter: "key", ast.Property: "key"}
"""Where a tree holds a name, whose case and blanks do not count."""


def same(one: str, other: str) -> bool:
    """Both texts parse. Raises as the parser does."""
    return comments_of(one) == comments_of(other) and _alike(parse_file(one), parse_file(other))


def _alike(one: Any, other: Any) -> bool:
    """Not recursive: any depth will do."""
    todo = [(one, other)]
    while todo:
        left, right = todo.pop()
        if type(left) is not type(right):
            return False
        if isinstance(left, tuple):
            if len(left) != len(right):
                return False
            todo.extend(zip(left, right, strict=True))
        elif attrs.has(type(left)):
            for field in attrs.fields(type(left)):
                if field.eq:
                    values = getattr(left, field.name), getattr(right, field.name)
                    spelt = SPELT.get(type(left)) == field.name
                    todo.append((fold(values[0]), fold(values[1])) if spelt else values)
        elif left != right:
            return False
    return True
