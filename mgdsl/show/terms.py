"""The definitions that a protocol uses inside its lines, and what else gives its words their meaning."""

from collections.abc import Iterator

from attrs import frozen

from mgdsl.check.scope import Definition
from mgdsl.program import Loaded
from mgdsl.report.suggest import fold
from mgdsl.show.blocks import Item
from mgdsl.show.prose import Prose, used
from mgdsl.syntax import ast
from mgdsl.tree import find


@frozen
class Term:
    """`words`: what the author says about it."""

    name: str
    label: str
    items: tuple[Item, ...]
    words: str = ""


def terms(loaded: Loaded) -> Iterator[Term]:
    """Each definition that stands inside a line, in the order of use; conditions on values; chosen parts."""
    names = loaded.checked.names
    prose = Prose(names)
    valid = [each.node for name, each in names.validity.items() if _speaks_of(loaded.file, name)]
    told: set[str] = set()
    met: set[str] = set()
    scoped = (d for d in loaded.file.declarations if isinstance(d, ast.Criterion | ast.Section))
    todo = [line for each in (*scoped, *valid) for line in each.lines]
    while todo:
        line = todo.pop(0)
        written_out = {id(_name(each)) for each in find(line, ast.Simple) if used(each, names)}
        for name in find(line, ast.Name):
            found = names.find(name.text)
            if not isinstance(found, Definition):
                continue
            if fold(found.name) not in met:
                met.add(fold(found.name))
                todo += found.node.lines
            if id(name) not in written_out and fold(found.name) not in told:
                told.add(fold(found.name))
                yield _definition(found.node, prose)
    for each in valid:
        yield Term(each.name.text, "A value counts only if, at its visit", prose.items(each.lines))
    for declaration in loaded.file.declarations:
        if isinstance(declaration, ast.ReadAs):
            kind, part = declaration.kind, declaration.as_.text
            words = f"the {declaration.part.text} {kind} is read as the part {part}"
            yield Term(declaration.of.text, "In this protocol", (Item(words),))


def _name(line: ast.Simple) -> ast.Subject:
    return line.subject.name if isinstance(line.subject, ast.Call) else line.subject


def _definition(node: ast.Define, prose: Prose) -> Term:
    inside = ", ".join(f"{p.key}: {p.type.text}" for p in node.parameters)
    texts = [v.text for p in node.properties for v in p.values if isinstance(v, ast.Text)]
    return Term(
        node.name.text + (f" ({inside})" if inside else ""), "Means", prose.items(node.lines), " ".join(texts)
    )


def _speaks_of(file: ast.File, name: str) -> bool:
    return any(fold(each.text) == fold(name) for each in find(file, ast.Name))
