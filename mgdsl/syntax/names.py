"""Which names stand as plain words, and which need backticks."""

import re
from collections.abc import Sequence

from mgdsl.syntax.keywords import CASE, COMBINED, FIRST, LIMITS, PHRASES, RESERVED, WORD_END

_WORD = rf"(?!(?:{'|'.join((*RESERVED, *PHRASES, *LIMITS))}){WORD_END})[^\W\d_](?:[\w'’.+-]*\w)?"
NAME = rf"(?!(?:{'|'.join(FIRST)}){WORD_END}){_WORD}(?: +{_WORD})*"
"""A name in plain words."""
_PLAIN = re.compile(NAME)
FIELD = r"""[^\W\d_](?:[^\s:,(){}"`#]| +(?=\S))*"""
"""The name of a field before its colon, which may hold words of the language."""
_FIELD = re.compile(FIELD)
_MISREAD = re.compile(rf"(?:{'|'.join((*COMBINED, *CASE))}|to|because){WORD_END}|assume +-?\d|(?:x|×)10\^")
UNIT_ALONE = r"""%|[×x]?10\^\d+(?:/[^\s,(){}:|"#]+)?|[^\W\d_][^\s,(){}:|"#/`]*/[^\s,(){}:|"#]+"""
"""A unit that stands without a number."""
_LONE = re.compile(UNIT_ALONE)


def written(name: str) -> str:
    """The name as it stands in a text."""
    return name if plain(name) else f"`{name}`"


def braced(names: Sequence[str]) -> str:
    """One name as it stands, several in braces."""
    return names[0] if len(names) == 1 else f"{{{', '.join(names)}}}"


def written_key(name: str) -> str:
    """The name of a field as it stands before its colon."""
    return name if _FIELD.fullmatch(name) else f"`{name}`"


def plain(name: str) -> bool:
    return _PLAIN.fullmatch(name) is not None and not _MISREAD.match(name)


def lone_unit(name: str) -> bool:
    """Whether the name is a unit that stands without a number, as the value of a property."""
    return _LONE.fullmatch(name) is not None
