"""Lark's contextual lexer, with one pattern for each terminal, compiled when it is first tried.

Lark compiles one alternation for each set of terminals that a parser state accepts: about sixty large
patterns in every fresh process. An alternation takes its first branch that matches, so trying its branches
one by one in the same order finds the same token; and a branch that cannot begin with the next character of
the text need not be tried.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import cast

from lark import TextSlice
from lark.lexer import BasicLexer, ContextualLexer, TerminalDef

Matcher = Callable[[str, int, int], "re.Match[str] | None"]

_WORD = re.compile(r"(?:\(\?<!\[\^\\n\]\))?(?:\(\?:([A-Za-z|]+)\)|([A-Za-z]+))")
"""How the pattern of a word of the language begins: perhaps at a line's start, one or a choice of words."""


@cache
def beginnings(pattern: str) -> frozenset[str] | None:
    """The characters that a match of a terminal's pattern begins with; None if they are not seen from it."""
    found = _WORD.match(pattern)
    rest = pattern[found.end() :] if found else ""
    if found is None or rest[:1] in ("?", "*", "+", "{", "|"):
        return None
    return frozenset(word[:1] for word in (found[1] or found[2]).split("|"))


@cache
def _compiled(pattern: str, flags: int) -> Matcher:
    return re.compile(pattern, flags).match


class OneByOne:
    """Stands where lark has its `Scanner`: the terminals of one state, in the order of trying."""

    def __init__(self, terminals: list[TerminalDef], flags: int) -> None:
        self.allowed_types = {terminal.name for terminal in terminals}
        self._flags = flags
        self._terminals = [(terminal.name, terminal.pattern.to_regexp()) for terminal in terminals]
        self._tried: dict[str, tuple[tuple[str, Matcher], ...]] = {}

    def match(self, text: TextSlice[str], at: int) -> tuple[str, str] | None:
        """The first terminal that matches at this offset: its text and its name."""
        whole, end = text.text, text.end
        first = whole[at : at + 1]
        tried = self._tried.get(first)
        if tried is None:
            tried = self._tried[first] = self._beginning(first)
        for name, match in tried:
            found = match(whole, at, end)
            if found is not None:
                return found.group(), name
        return None

    def _beginning(self, first: str) -> tuple[tuple[str, Matcher], ...]:
        """The terminals that a text beginning with this character may be."""
        return tuple(
            (name, _compiled(pattern, self._flags))
            for name, pattern in self._terminals
            if first in (beginnings(pattern) or first)
        )


class StateLexer(BasicLexer):
    """The lexer of one parser state.

    The grammar has no callbacks, and no string terminal that a pattern covers.
    """

    def _build_scanner(self) -> OneByOne:  # type: ignore[override]
        self.callback = {}
        return OneByOne(cast("list[TerminalDef]", self.terminals), self.g_regex_flags)


class StatesLexer(ContextualLexer):
    """Picks the lexer by the state of the parser."""

    BasicLexer = StateLexer
