"""What names mean: the entities of a program, and the context in which a line is read. Both immutable."""

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from attrs import evolve, field

from mgdsl.core.ir import Expr, Origin
from mgdsl.core.schema import AgentClass, AnyMeasure, Event, EventField, Schema, Statement
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place, Source, Span
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast
from mgdsl.tree import frozen

THE_VISIT = "the visit"
"""In a when: the visit that the line is read at, as its block, its definition's use or `valid` gives it."""


class Mistake(Exception):
    """Stops the reading of one line; the line's caller keeps the diagnostic and goes on."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic
        super().__init__(diagnostic.message)


@frozen
class Visit:
    name: str


@frozen
class Agent:
    """A drug or other agent; `event` is the kind of event that names it."""

    name: str
    event: str


@frozen(eq=False)
class Definition:
    """A `define` and the source it stands in."""

    node: ast.Define
    source: Source

    @property
    def name(self) -> str:
        return self.node.name.text


@frozen
class BuiltIn:
    """`age` and `exact age`."""

    name: str


Entity: TypeAlias = Visit | AnyMeasure | Event | AgentClass | Agent | Statement | Definition | BuiltIn


@frozen(eq=False)
class Validity:
    """A `valid` declaration and the source it stands in."""

    node: ast.Valid
    source: Source


@frozen
class Names:
    """Every entity by its folded name, other names included.

    `validity`: by the name of a measure. `readings`: the part meant by a word, by instrument and folded word.
    """

    schema: Schema
    entities: Mapping[str, Entity] = field(repr=False)
    validity: Mapping[str, Validity] = field(factory=dict)
    readings: Mapping[tuple[str, str], str] = field(factory=dict)

    def find(self, name: str) -> Entity | None:
        return self.entities.get(fold(name))

    def spellings(self) -> list[str]:
        return [e.text if isinstance(e, Statement) else e.name for e in self.entities.values()]


@frozen
class Bound:
    """An argument of a definition: what the user wrote, with the context it was written in."""

    value: "ast.Expr | ast.Text"
    context: "Context"


@frozen
class Rows:
    """Inside a `where` or a test of a history: the row's name, its table, and the fields it has.

    `measure` is set in the test of a result: the name of the measure then means the row's own value.
    `column` gives the field expression of a row column.
    """

    row: str
    kinds: tuple[str, ...]
    fields: Mapping[str, EventField]
    column: Callable[..., Expr] = field(repr=False, eq=False)
    measure: AnyMeasure | None = None
    span: bool = False


@frozen
class Context:
    """How a line is read: at which visit, in which row, inside which definitions.

    `use`: inside a definition, the place outside all definitions that uses it.
    """

    source: Source
    visit: str | None = None
    in_at_block: bool = False
    rows: Rows | None = None
    arguments: Mapping[str, Bound] = field(factory=dict)
    stack: tuple[str, ...] = ()
    use: Place | None = None

    def at(self, visit: str | None, *, block: bool = False) -> "Context":
        return evolve(self, visit=visit, in_at_block=self.in_at_block or block)

    def place(self, span: Span) -> Place:
        return Place(self.source, span)

    def origin(self, span: Span, note: str = "") -> Origin:
        place = self.place(span)
        return Origin(place=place, note=note, words=self._in_full(place.text) if self.arguments else "")

    def filtered(self, origin: Origin, where: "tuple[ast.Line, ...]") -> Origin:
        """The words of a history with those of its `where`."""
        if not where:
            return origin
        lines = " and ".join(self._in_full(" ".join(self.place(line.span).text.split())) for line in where)
        return evolve(origin, words=f"{origin.words or origin.place.text} where {lines}")

    def _in_full(self, text: str) -> str:
        """The text with each parameter's name replaced by what the user of the definition wrote."""
        if not self.arguments:
            return text
        written = {
            name: b.context._in_full(b.context.place(b.value.span).text) for name, b in self.arguments.items()
        }
        pattern = "|".join(sorted(map(re.escape, written), key=len, reverse=True))
        return re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", lambda found: written[fold(found[0])], text, flags=re.I)

    def header(self, span: Span) -> Origin:
        """The origin of a block: its first line."""
        end = self.source.text.find("\n", span.start, span.end)
        return self.origin(Span(span.start, end if end >= 0 else span.end))
