"""The definitions that a protocol uses inside its lines, and the conditions under which a value counts."""

from collections.abc import Iterator

from attrs import evolve

from mgdsl.check.scope import Definition
from mgdsl.program import Loaded
from mgdsl.report.suggest import fold
from mgdsl.show.blocks import Item
from mgdsl.show.phrases import Phrases
from mgdsl.show.prose import ALL, HOLD, Prose, Room
from mgdsl.show.used import Uses
from mgdsl.syntax import ast
from mgdsl.tree import frozen


@frozen
class Term:
    """`words`: what the author says about it."""

    name: str
    label: str
    items: tuple[Item, ...]
    words: str = ""


def terms(loaded: Loaded, uses: Uses, referred: dict[str, Definition]) -> Iterator[Term]:
    """Each definition that stands inside a line or is `referred` to, by name; then conditions on values."""
    names = loaded.checked.names
    phrases = evolve(Phrases(names), timed=True)
    for found in uses.inside:
        yield _definition(found.node, Prose(names, phrases, Room(referred=referred)))
    told = {fold(found.name) for found in uses.inside}
    while waiting := [found for name, found in referred.items() if name not in told]:
        for found in waiting:
            told.add(fold(found.name))
            yield _definition(found.node, Prose(names, phrases, Room(0, referred)))
    prose = Prose(names, phrases)
    for each in uses.validity:
        label = f"Only if, at its visit, {HOLD}" if len(each.node.lines) > 1 else "Only if, at its visit"
        yield Term(f"When a value of {each.node.name.text} counts", label, prose.items(each.node.lines))


def _definition(node: ast.Define, prose: Prose) -> Term:
    inside = ", ".join(f"{p.key}: {p.type.text}" for p in node.parameters)
    texts = [v.text for p in node.properties for v in p.values if isinstance(v, ast.Text)]
    name = node.name.text + (f" ({inside})" if inside else "")
    label = f"Means {ALL}" if len(node.lines) > 1 else "Means"
    return Term(name, label, prose.items(node.lines), " ".join(texts))
