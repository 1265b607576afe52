"""Lines and blocks as sentences below one another; below the use of a definition stands what it means."""

import re
from typing import Any, assert_never

import attrs
from attrs import Factory, define, evolve

from mgdsl.check.scope import Definition, Names
from mgdsl.report.suggest import fold
from mgdsl.show.blocks import Item
from mgdsl.show.phrases import Phrases
from mgdsl.show.whens import when_words
from mgdsl.syntax import ast
from mgdsl.tree import frozen

MOST = 1_000
"""Sentences of one criterion, above which definitions are not written out again."""
ALL = "all of these"
HOLD = "all of these hold"
ELSE = "otherwise this does not apply"
BLOCK = re.compile(r"(?:all|none|(?:at least|at most|exactly) (?:one|\d+)) of these:")
"""The head of a block."""


def used(line: ast.Line, names: Names) -> Definition | None:
    """The definition that a line uses and nothing else; it is written out below the line."""
    match line:
        case ast.Simple(ast.Name(text), None) | ast.Simple(ast.Call(ast.Name(text)), None):
            found = names.find(text)
            return found if isinstance(found, Definition) else None
        case ast.Negated(inner):
            return used(inner, names)
        case _:
            return None


@define
class Room:
    """How many sentences may still be written. `referred`: definitions only named, by folded name."""

    left: int = MOST
    referred: dict[str, Definition] = Factory(dict)


@frozen
class Prose:
    """Writes lines; `names` know the definitions. `phrases` is how conditions are said here.

    Below the use of a definition it is written out while there is room; then it is only named.
    """

    names: Names
    phrases: Phrases = attrs.field(
        default=attrs.Factory(lambda self: Phrases(self.names), takes_self=True), repr=False
    )
    room: Room = attrs.field(factory=Room, repr=False)

    def items(self, lines: tuple[ast.Line, ...]) -> tuple[Item, ...]:
        """Lines one after another; together they mean all of them."""
        return tuple(each for line in lines for each in self._line(line))

    def under(self, head: str, lines: tuple[ast.Line, ...], joint: str = ", ") -> Item:
        """A head for lines that must all hold; a block that stands alone below it joins it."""
        below = self.items(lines)
        if len(lines) > 1:
            return Item(f"{head}{joint}{ALL}:", below)
        if len(below) == 1 and BLOCK.fullmatch(below[0].text):
            return Item(f"{head}{joint}{below[0].text}", below[0].below)
        return Item(f"{head}:", below)

    def _timed(self) -> "Prose":
        return evolve(self, phrases=evolve(self.phrases, timed=True))

    def _line(self, line: ast.Line) -> tuple[Item, ...]:
        self.room.left -= 1
        match line:
            case ast.Simple() | ast.Negated() | ast.Junction():
                return (self._condition(line),)
            case ast.Filtered(cond, where):
                return (self._filtered(cond, where),)
            case ast.AllBlock(lines):
                return (Item(f"{ALL}:", self.items(lines)),)
            case ast.AnyBlock(lines):
                return (Item("at least one of these:", self.items(lines)),)
            case ast.NoneBlock(lines):
                return (Item("none of these:", self.items(lines)),)
            case ast.CountBlock(word, n, lines):
                return (Item(f"{word} {'one' if n == 1 else n} of these:", self.items(lines)),)
            case ast.AtBlock(when, lines):
                return (self._timed().under(when_words(when, None), lines),)
            case ast.UnlessBlock(condition, lines):
                return (self.under(f"unless {self.phrases.asked(condition)}", lines), Item(ELSE))
            case ast.IfBlock(branches, otherwise):
                return self._branches(branches, otherwise)
            case _:
                assert_never(line)

    def _condition(self, line: ast.Cond) -> Item:
        definition = used(line, self.names)
        if definition is not None and self.room.left <= 0:
            self.room.referred.setdefault(fold(definition.name), definition)
            definition = None
        if definition is None:
            return Item(self.phrases.sentence(line))
        words = evolve(self.phrases, refer=False).sentence(line)
        prose = self._timed() if _whens(line) else self
        lines = _bound(line, definition.node)
        if isinstance(line, ast.Negated):
            return prose.under(f"{words}; the term means", lines, " ")
        return prose.under(f"{words}, that is", lines)

    def _filtered(self, cond: ast.Cond, where: tuple[ast.Line, ...]) -> Item:
        rows = evolve(self, phrases=evolve(self.phrases, rows=True))
        head = f"{self.phrases.sentence(cond)}, where"
        match where:
            case (ast.Simple() | ast.Negated() | ast.Junction() as line,) if used(line, self.names) is None:
                return Item(f"{head} {rows.phrases.sentence(line)}")
            case (_,):
                return Item(f"{head}:", rows.items(where))
            case _:
                return Item(f"{head} {HOLD}:", rows.items(where))

    def _branches(
        self, branches: tuple[ast.Branch, ...], otherwise: "tuple[ast.Line, ...] | None"
    ) -> tuple[Item, ...]:
        words = ("if", *["otherwise, if"] * len(branches))
        made = [
            self.under(f"{word} {self.phrases.asked(branch.condition)}", branch.lines)
            for word, branch in zip(words, branches, strict=False)
        ]
        if otherwise is None:
            return (*made, Item(ELSE))
        return (*made, self.under("otherwise", otherwise))


def _whens(line: ast.Cond) -> tuple[ast.When, ...]:
    while isinstance(line, ast.Negated):
        line = line.cond
    return line.whens if isinstance(line, ast.Simple) else ()


def _bound(line: ast.Cond, node: ast.Define) -> tuple[ast.Line, ...]:
    """The lines of a definition with the arguments of its use in the places of its parameters."""
    while isinstance(line, ast.Negated):
        line = line.cond
    given = (
        line.subject.arguments if isinstance(line, ast.Simple) and isinstance(line.subject, ast.Call) else ()
    )
    values = {fold(argument.key): argument.value for argument in given}
    lines: tuple[ast.Line, ...] = _replaced(node.lines, values)
    return lines


def _replaced(node: Any, values: dict[str, Any]) -> Any:
    """The tree with names replaced; a text in the place of a name is a name."""
    if isinstance(node, tuple):
        return tuple(_replaced(each, values) for each in node)
    if isinstance(node, ast.Name):
        value = values.get(fold(node.text), node)
        return ast.Name(value.text) if isinstance(value, ast.Text) else value
    if not values or not attrs.has(type(node)) or not isinstance(node, ast.Node):
        return node
    changes = {f.name: _replaced(getattr(node, f.name), values) for f in attrs.fields(type(node)) if f.eq}
    return attrs.evolve(node, **changes)


__all__ = ["Item", "Prose", "used"]
