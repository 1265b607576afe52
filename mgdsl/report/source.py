"""Source text and places in it. Offsets count characters of the normalised text (no BOM, LF line ends)."""

from bisect import bisect_right
from functools import cached_property

from attrs import field

from mgdsl.tree import frozen


@frozen(slots=False)
class Source:
    """A named text; `name` is a path or a label such as ``<stdin>``. Its lines count from `first`."""

    name: str
    text: str = field(repr=False)
    first: int = 1

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(i + 1 for i, char in enumerate(self.text) if char == "\n")]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, the column counted from 1."""
        line = bisect_right(self._starts, offset)
        return line - 1 + self.first, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line by its number, without its end."""
        start = self._starts[number - self.first]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]


@frozen
class Span:
    """Characters `start` up to, not including, `end` of a source that the holder knows."""

    start: int
    end: int


@frozen
class Place:
    """A span together with its source."""

    source: Source = field(repr=lambda source: source.name)
    span: Span

    @property
    def text(self) -> str:
        return self.source.text[self.span.start : self.span.end]

    @property
    def line(self) -> int:
        return self.source.position(self.span.start)[0]

    @property
    def column(self) -> int:
        return self.source.position(self.span.start)[1]
