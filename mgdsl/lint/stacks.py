"""Lines of an exclusion below one another, with nothing above them that says how many must hold."""

import re
from collections.abc import Iterator

from mgdsl.lint.look import Look
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast
from mgdsl.tree import frozen, walk

OR = re.compile(r"\b(?:or|either|any of)\b", re.IGNORECASE)
MARK = re.compile(r"[•·▪‣]|(?:^|[\s\"])(?:\(?(?:[1-9]|[a-h]|i{1,3}|iv|v)\)|[1-9]\.|[-*–])(?=\s+\S)")
"""What stands before the things of a list: a bullet, a number, a letter."""
ASIDE = re.compile(r"\([^()]{3,}\)")
AND = re.compile(r"\b(?:and|both|with|together|combined|plus|who|that|which)\b|&", re.IGNORECASE)
"""Words that may join the lines after all."""
SAYS_OR = (ast.AnyBlock, ast.CountBlock, ast.NoneBlock, ast.Braces, ast.IfBlock, ast.UnlessBlock)


@frozen(eq=False)
class Stack:
    """`listed`: the words of the source that say that one is enough, if there are any."""

    criterion: ast.Criterion
    lines: tuple[ast.Line, ...]
    source: ast.Property | None
    listed: str


def stacks(look: Look) -> Iterator[Stack]:
    """The stacks of all exclusions whose lines speak of different things."""
    for criterion in look.all(ast.Criterion):
        if criterion.kind == "exclusion":
            source = next((prop for prop in criterion.properties if fold(prop.key) == "source"), None)
            for lines in _stacked(criterion.lines):
                things = {_things(look, line) for line in lines}
                if len(things) > 1:
                    yield Stack(criterion, lines, source, _listed(look, lines, source))


def _stacked(lines: tuple[ast.Line, ...]) -> Iterator[tuple[ast.Line, ...]]:
    """The lines, and those inside blocks that say when or for whom, not how many."""
    if len(lines) > 1:
        yield lines
    for line in lines:
        match line:
            case ast.AtBlock(lines=inner) | ast.UnlessBlock(lines=inner):
                yield from _stacked(inner)
            case ast.IfBlock(branches, otherwise):
                for inner in (*(branch.lines for branch in branches), otherwise or ()):
                    yield from _stacked(inner)
            case _:
                pass


def _things(look: Look, line: ast.Line) -> frozenset[str]:
    """What a line asks about, by the names of declarations and by the texts of statements."""
    found = set()
    for simple in walk(line):
        if isinstance(simple, ast.Simple):
            parts = {id(node.part) for node in walk(simple.subject) if isinstance(node, ast.PartOf)}
            for node in walk(simple.subject):
                match node:
                    case ast.Name() if id(node) in parts:
                        pass
                    case ast.Name(text):
                        found.add(fold(getattr(look.names.find(text), "name", text)))
                    case ast.Said(text=text) | ast.Unspecified(text):
                        found.add(fold(text))
                    case _:
                        pass
    return frozenset(found)


def _listed(look: Look, lines: tuple[ast.Line, ...], source: ast.Property | None) -> str:
    """The word or sign by which the source lists them; empty where it may join them."""
    text = "" if source is None else look.text(source).partition(":")[2]
    if not text or AND.search(text) or any(_may_say_or(look, each) for line in lines for each in walk(line)):
        return ""
    if OR.search(text):
        return "says “or”"
    text = ASIDE.sub("", text)
    return "lists them" if re.search(r";\s*\S", text) or len(MARK.findall(text)) > 1 else ""


def _may_say_or(look: Look, node: object) -> bool:
    """A line that holds an *or* of its own, or a definition that may."""
    match node:
        case ast.Junction(ops=ops):
            return "or" in ops
        case ast.Simple(ast.Name(text), None):
            return any(fold(each.name.text) == fold(text) for each in look.all(ast.Define))
        case _:
            return isinstance(node, SAYS_OR)
