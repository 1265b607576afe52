"""What is recorded of some patients only, asked without the condition that limits it to them."""

from collections.abc import Iterator

from mgdsl.check.scope import Definition
from mgdsl.core.schema import Category
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.report.diagnostic import Severity
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast
from mgdsl.tree import walk

SEVERITY = Severity.INFO


def find(look: Look) -> Iterator[Finding]:
    criteria = list(look.all(ast.Criterion))
    limits = [line for section in look.all(ast.Section) for line in section.lines]
    demanded = [line for each in criteria if each.kind == "inclusion" for line in each.lines]
    settled = {name for line in demanded if isinstance(line, ast.Simple) for name in _names(look, line)}
    settled |= {name for line in limits for name in _names(look, line)}
    for criterion in criteria:
        held = {name for line in criterion.lines for name in _names(look, line)} | settled
        for simple in _simple(look, criterion):
            found = next(_limited(look, simple), None)
            if found is None:
                continue
            thing, value = found
            of = _category(look, value)
            if of is None or fold(of.name) in held:
                continue
            yield Finding(
                look.place(simple),
                f"`{thing}` is asked of everybody; it is recorded only of those whose {of.name} is {value}.",
                "Anybody else, of whom it is not recorded, stays undetermined and is never eligible.",
                f"write `if {of.name} is {value}:` above the line, and the line below it",
            )
            break


def _simple(look: Look, criterion: ast.Criterion) -> Iterator[ast.Simple]:
    """The outermost conditions of a criterion that ask about something."""
    for line in criterion.lines:
        for node in walk(line):
            if isinstance(node, ast.Simple) and not isinstance(node.subject, ast.Paren):
                yield node


def _limited(look: Look, node: ast.Node) -> Iterator[tuple[str, str]]:
    """What is asked of some only, and the value that they have."""
    for name in _names(look, node):
        thing = look.names.find(name)
        value = getattr(thing, "asked_of", "")
        if value:
            yield getattr(thing, "name", name), value


def _names(look: Look, node: ast.Node) -> Iterator[str]:
    """The declared names of what a condition speaks of, in what it is defined by, too; folded."""
    todo: list[ast.Node] = [node]
    read = set()
    while todo:
        for each in walk(todo.pop()):
            if isinstance(each, ast.Name) and (name := fold(each.text)) not in read:
                read.add(name)
                found = look.names.find(each.text)
                yield fold(getattr(found, "name", "")) or name
                if isinstance(found, Definition):
                    todo.extend(found.node.lines)


def _category(look: Look, value: str) -> Category | None:
    """What has the value, as sex has `female`."""
    measures = (each for each in look.names.schema.measures if isinstance(each, Category))
    return next((each for each in measures if fold(value) in map(fold, each.values)), None)
