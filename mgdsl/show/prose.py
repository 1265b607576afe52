"""Lines and blocks as sentences below one another; below the use of a definition stands what it means."""

from typing import Any, assert_never

import attrs
from attrs import frozen

from mgdsl.check.scope import Definition, Names
from mgdsl.report.suggest import fold
from mgdsl.show.blocks import Item
from mgdsl.show.phrases import sentence, when_words
from mgdsl.syntax import ast


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


@frozen
class Prose:
    """Writes lines; `names` know the definitions."""

    names: Names

    def items(self, lines: tuple[ast.Line, ...]) -> tuple[Item, ...]:
        """Lines one after another; together they mean all of them."""
        return tuple(each for line in lines for each in self._line(line))

    def _line(self, line: ast.Line) -> tuple[Item, ...]:
        match line:
            case ast.Simple() | ast.Negated() | ast.Junction():
                return (self._condition(line),)
            case ast.Filtered(cond, where):
                return (Item(f"{sentence(cond)}, where", self.items(where)),)
            case ast.AllBlock(lines):
                return (Item("all of these:", self.items(lines)),)
            case ast.AnyBlock(lines):
                return (Item("at least one of these:", self.items(lines)),)
            case ast.NoneBlock(lines):
                return (Item("none of these:", self.items(lines)),)
            case ast.CountBlock(word, n, lines):
                return (Item(f"{word} {n} of these:", self.items(lines)),)
            case ast.AtBlock(when, lines):
                return (Item(f"{when_words(when)}:", self.items(lines)),)
            case ast.UnlessBlock(condition, lines):
                return (Item(f"unless {sentence(condition)}:", self.items(lines)),)
            case ast.IfBlock(branches, otherwise):
                return self._branches(branches, otherwise)
            case _:
                assert_never(line)

    def _condition(self, line: ast.Cond) -> Item:
        definition = used(line, self.names)
        if definition is None:
            return Item(sentence(line))
        return Item(f"{sentence(line)}, that is:", self.items(_bound(line, definition.node)))

    def _branches(
        self, branches: tuple[ast.Branch, ...], otherwise: "tuple[ast.Line, ...] | None"
    ) -> tuple[Item, ...]:
        words = ("if", *["otherwise, if"] * len(branches))
        made = [
            Item(f"{word} {sentence(branch.condition)}:", self.items(branch.lines))
            for word, branch in zip(words, branches, strict=False)
        ]
        if otherwise is None:
            return (*made, Item("for others this does not apply"))
        return (*made, Item("otherwise:", self.items(otherwise)))


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
