"""A place where parsing stopped, with what the messages look at: the line, the words before and after."""

import re
from functools import cached_property

from attrs import frozen

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place, Source, Span
from mgdsl.syntax.layout import LogicalLine

WHENS = (
    "at|within|before|after|until|from|for at least|for more than|over at least|less than|more than|on a day"
)
STOPS = re.compile(rf"\s(?:and|or|where|unless|if|except|{WHENS}|is|are|between|in)\s|[:#]|\s*$|[<>=≥≤]")


@frozen(slots=False)
class Mistake:
    """`at` is the offset where parsing stopped, `expected` the terminals that could have stood there.

    `lines` are the lines of the declaration, `line` the one with the mistake.
    """

    source: Source
    text: str
    at: int
    expected: frozenset[str]
    lines: tuple[LogicalLine, ...]
    line: LogicalLine

    @cached_property
    def before(self) -> str:
        """The line up to the mistake."""
        return self.text[self.line.start : self.at]

    @cached_property
    def here(self) -> str:
        """From the mistake to the end of its line."""
        end = self.text.find("\n", self.at)
        return self.text[self.at :] if end < 0 else self.text[self.at : end]

    @cached_property
    def whole(self) -> str:
        return (self.before + self.here).rstrip()

    @cached_property
    def word(self) -> str:
        """The word, number or sign at the mistake."""
        found = re.match(r"[^\W\d_][\w'’.+-]*|[\d.]+|[<>=!&|≥≤≠]+|\S", self.here)
        return found[0] if found else ""

    @cached_property
    def header(self) -> LogicalLine | None:
        """The line under which the mistake's line is indented."""
        above = (line for line in reversed(self.lines) if line.start < self.line.start)
        return next((line for line in above if line.indent < self.line.indent), None)

    @cached_property
    def deeper(self) -> bool:
        """Whether the next line is indented further."""
        below = next((line for line in self.lines if line.start > self.line.start), None)
        return below is not None and below.indent > self.line.indent

    def text_of(self, line: LogicalLine) -> str:
        """A line's text up to its first line end."""
        end = self.text.find("\n", line.start)
        return self.text[line.start :] if end < 0 else self.text[line.start : end]

    def found(
        self,
        name: str,
        message: str,
        why: str,
        repair: str,
        start: int | None = None,
        length: int | None = None,
    ) -> Diagnostic:
        """A finding at the mistake, or from offset `start` for `length` characters."""
        begin = self.at if start is None else start
        if length is None:
            length = max(1, len(self.word)) if start is None else max(1, self.at - begin)
        end = min(begin + length, max(len(self.source.text), begin))
        place = Place(self.source, Span(begin, end))
        return Diagnostic(name, message, place, why=why, repair=repair.rstrip() or "delete the line")


def upto_stop(text: str) -> str:
    """The words of `text` up to the next test, when or end of the line."""
    found = STOPS.search(text)
    return (text[: found.start()] if found else text).strip()
