"""Several things held to one bound: as a choice in braces, as lines of a block, by `and` or `or`."""

from collections.abc import Callable, Iterator

from mgdsl.lint.look import Look
from mgdsl.syntax import ast

Meant = Callable[[ast.Simple], bool]


def of_one_bound(
    look: Look, word: str, block: type[ast.AllBlock | ast.AnyBlock], op: str, of: Meant
) -> Iterator[ast.Node]:
    """The choices by `word`, blocks and junctions by `op` whose every line is `of` the kind asked for."""
    for simple in look.all(ast.Simple):
        match simple.subject:
            case ast.Choice(said, _, ast.Braces((_, _, *_))) if said == word and of(simple):
                yield simple
            case _:
                pass
    yield from (each for each in look.all(block) if _alike(each.lines, of))
    for junction in look.all(ast.Junction):
        if set(junction.ops) == {op} and _alike(junction.terms, of):
            yield junction


def _alike(lines: tuple[ast.Node, ...], of: Meant) -> bool:
    """Whether all lines hold different things to the same bound."""
    simple = [line for line in lines if isinstance(line, ast.Simple) and isinstance(line.subject, ast.Name)]
    bounds = {(each.test, each.whens) for each in simple}
    return len(simple) == len(lines) >= 2 and len(bounds) == 1 and of(simple[0])


def instead(look: Look, node: ast.Node, word: str, other: str) -> str:
    """A choice by another word."""
    return f"write `{' '.join(look.text(node).replace(f'{word} of', f'{other} of', 1).split())}`"
