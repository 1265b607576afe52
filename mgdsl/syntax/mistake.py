"""A place where parsing stopped, with what the messages look at: the line, the words before and after."""

import re
from collections.abc import Sequence
from functools import cached_property
from textwrap import indent

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place, Source, Span
from mgdsl.syntax.layout import LogicalLine
from mgdsl.syntax.outline import decision_visit, first_visit, next_id, visits_in, without_comment
from mgdsl.tree import frozen

WHENS = (
    "at|within|before|after|until|from|for at least|for more than|over at least|less than|more than|on a day"
)
STOPS = re.compile(rf"\s(?:and|or|where|unless|if|except|{WHENS}|is|are|between|in)\s|[:#]|\s*$|[<>=≥≤]")


_AGE = re.compile(r"\b(?:ages?|aged) ((?:between \d+ and|[<>=≥≤]=?) ?\d+)(?=$| (?:at|and|or)\b|\n)")
_AGED = re.compile(r"\b(?:ages|aged) (?=between \d|[<>=≥≤])")
_ALONE = re.compile(r"^ *age (?:between \d+ and|[<>=≥≤]=?) ?\d+ years$", re.MULTILINE)


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
        """The line, its comment apart."""
        return without_comment(self.before + self.here)

    @cached_property
    def bare(self) -> str:
        """The line with blanks for what stands in quotes."""
        return re.sub(r'"[^"]*"?', lambda text: " " * len(text[0]), self.whole)

    @cached_property
    def done(self) -> bool:
        """Whether nothing but a comment stands at the mistake."""
        return not self.here.strip() or self.here.lstrip().startswith("#")

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

    @property
    def visits(self) -> tuple[str, ...]:
        return visits_in(self.source.text)

    @property
    def first_visit(self) -> str:
        return first_visit(self.source.text)

    def anchored(self, line: str) -> str:
        """The line with `…` for a visit: for the decision visit, or another of the protocol."""
        if "…" not in line:
            return line
        visits = dict.fromkeys((decision_visit(self.source.text), *self.visits))
        forms = [line.replace("…", visit) for visit in visits]
        return forms[0] if len(forms) == 1 else "write one of\n" + "\n".join(forms)

    def next_id(self, kind: str) -> str:
        return next_id(self.source.text, kind)

    def block(self, text: str) -> str:
        """Lines of a repair as they stand in the file: indented as the mistake's line."""
        return indent(text, " " * self.line.indent)

    @property
    def beside(self) -> tuple[str, str]:
        """The lines above and below, as far as they stand in the same block or continue this one."""
        at = self.lines.index(self.line)
        above = self.lines[at - 1] if at and self.lines[at - 1].indent == self.line.indent else None
        below = self.lines[at + 1] if at + 1 < len(self.lines) else None
        return (
            self.text_of(above).strip() if above is not None else "",
            self.text_of(below).strip() if below is not None and below.indent >= self.line.indent else "",
        )

    @property
    def reach(self) -> int:
        """Where the line below ends."""
        below = self.lines[self.lines.index(self.line) + 1]
        return below.start + len(self.text_of(below).rstrip())

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
        return Diagnostic(
            name, message, place, why=why, repair=self._aged(repair).rstrip() or "delete the line"
        )

    def _aged(self, repair: str) -> str:
        """`age`, however it was called, with its unit, and with a visit where nothing says at which."""
        aged = _AGED.sub("age ", _AGE.sub(r"age \1 years", repair))
        return _ALONE.sub(rf"\g<0> at {self.first_visit}", aged) if self.undated else aged

    @cached_property
    def undated(self) -> bool:
        """Whether the line stands in a criterion, and below no header that names a visit."""
        if not re.match(r"(?:in|ex)clusion\b", self.text_of(self.lines[0])):
            return False
        width = self.line.indent
        for line in reversed([line for line in self.lines if line.start < self.line.start]):
            if line.indent < width:
                width = line.indent
                if width and re.match(r"at\b", self.text_of(line)):
                    return False
        return True


def either_of(forms: Sequence[str]) -> str:
    """A repair of one form, or of several of which the author chooses."""
    return forms[0] if len(forms) == 1 else "write either\n" + "\nor\n".join(forms)


def upto_stop(text: str) -> str:
    """The words of `text` up to the next test, when or end of the line."""
    found = STOPS.search(text)
    return (text[: found.start()] if found else text).strip()
