"""Lark's contextual lexer with one compiled pattern per terminal, shared by all parser states.

Lark compiles one alternation for each set of terminals that a parser state accepts: about sixty large
patterns in every fresh process. An alternation takes its first branch that matches, so trying its branches
one by one in the same order finds the same token.
"""

import re
from typing import cast

from lark import TextSlice
from lark.lexer import BasicLexer, ContextualLexer, TerminalDef


class OneByOne:
    """Stands where lark has its `Scanner`: the terminals of one state, in the order of trying."""

    def __init__(self, terminals: list[TerminalDef], flags: int) -> None:
        self.allowed_types = {terminal.name for terminal in terminals}
        self._tried = tuple(
            (re.compile(terminal.pattern.to_regexp(), flags).match, terminal.name) for terminal in terminals
        )

    def match(self, text: TextSlice[str], at: int) -> tuple[str, str] | None:
        """The first terminal that matches at this offset: its text and its name."""
        whole, end = text.text, text.end
        for match, name in self._tried:
            found = match(whole, at, end)
            if found is not None:
                return found.group(), name
        return None


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
