"""What a rule looks at: the parsed file, the names, the checked program, and an index of the tree.

The index is made in one walk that serves all rules; what the program means is worked out once, when the first
rule asks for it.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, TypeVar

from attrs import field

from mgdsl.check.scope import Names
from mgdsl.core.program import Program
from mgdsl.lint.groups import Meaning
from mgdsl.lint.verdicts import Verdict, verdicts
from mgdsl.report.source import Place, Source
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast
from mgdsl.tree import children, frozen

T = TypeVar("T")


@frozen(slots=False)
class Look:
    """`program` is None for a vocabulary. `file` and `source` are those of the file that is linted."""

    file: ast.File
    source: Source
    names: Names
    program: Program | None
    _index: dict[type, list[Any]] = field(factory=dict, init=False, repr=False)
    _parents: dict[int, Any] = field(factory=dict, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        todo: list[tuple[Any, Any]] = [(self.file, None)]
        while todo:
            node, parent = todo.pop()
            self._index.setdefault(type(node), []).append(node)
            self._parents[id(node)] = parent
            todo.extend((child, node) for child in reversed(list(children(node))))

    def all(self, cls: type[T]) -> Iterator[T]:
        """The nodes of a class, in the order of the text."""
        return iter(self._index.get(cls, ()))

    def above(self, node: ast.Node) -> Iterator[Any]:
        """What the node stands in, from the inside out; the file is left out."""
        found = self._parents[id(node)]
        while found is not None and not isinstance(found, ast.File):
            yield found
            found = self._parents[id(found)]

    def within(self, node: ast.Node, cls: type[T]) -> T | None:
        """The nearest node of a class that this one stands in."""
        return next((outer for outer in self.above(node) if isinstance(outer, cls)), None)

    def place(self, node: ast.Node) -> Place:
        return Place(self.source, node.span)

    def text(self, node: ast.Node) -> str:
        return self.place(node).text

    @cached_property
    def meaning(self) -> Meaning | None:
        """What the criteria ask, condition by condition; None for a vocabulary."""
        return None if self.program is None else Meaning(self.program)

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What follows for each condition from its neighbours."""
        return () if self.meaning is None else verdicts(self.meaning)

    @cached_property
    def header(self) -> ast.Protocol | None:
        return next(self.all(ast.Protocol), None)

    def named(self, key: str) -> tuple[ast.Name, ...]:
        """The names that a property of the header lists."""
        if self.header is None:
            return ()
        properties = (prop for prop in self.header.properties if fold(prop.key) == key)
        return tuple(value for prop in properties for value in prop.values if isinstance(value, ast.Name))
