"""Which names stand as plain words, and which need backticks."""

import re

from mgdsl.syntax.mistake import FIRST, PHRASES, RESERVED

_END = r"(?![\w'’.+-])"
_WORD = rf"(?!(?:{'|'.join((*RESERVED, *PHRASES, 'ULN', 'LLN'))}){_END})[^\W\d_](?:[\w'’.+-]*\w)?"
_NAME = re.compile(rf"(?!(?:{'|'.join(FIRST)}){_END}){_WORD}(?: +{_WORD})*")
_MISREAD = re.compile(rf"(?:any of|at least|at most|given|expect|to|because){_END}|assume +-?\d|(?:x|×)10\^")
_UNIT = re.compile(r"""%|[×x]?10\^\d+(?:/[^\s,(){}:|"#]+)?|[^\W\d_][^\s,(){}:|"#/`]*/[^\s,(){}:|"#]+""")


def written(name: str) -> str:
    """The name as it stands in a text."""
    return name if plain(name) else f"`{name}`"


def written_key(name: str) -> str:
    """The name as it stands before a colon, where `planned` begins no history."""
    return name if name == "planned" else written(name)


def plain(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and not _MISREAD.match(name)


def lone_unit(name: str) -> bool:
    """Whether the name is a unit that stands without a number, as the value of a property."""
    return _UNIT.fullmatch(name) is not None
