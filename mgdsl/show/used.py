"""The names that the criteria of a protocol use, itself or by way of a definition, in the order met."""

from collections.abc import Iterator, Mapping

from mgdsl.check.scope import Definition, Entity, Names, Validity
from mgdsl.core.schema import Quantity, Statement
from mgdsl.program import Loaded
from mgdsl.report.suggest import fold
from mgdsl.show.prose import used
from mgdsl.syntax import ast
from mgdsl.tree import find, frozen, walk


@frozen
class Uses:
    """`entities`: what the names mean. `parts`: the words for parts of scores, folded.
    `inside`: definitions used otherwise than as a line of their own. `validity`: conditions on values that
    are asked for. `lines`: what was read. `called`: the other names that the criteria use for a declared one.
    `limits`: whose reference limits they ask for.
    """

    entities: tuple[Entity, ...]
    parts: frozenset[str]
    inside: tuple[Definition, ...]
    validity: tuple[Validity, ...]
    lines: tuple[ast.Line, ...]
    called: Mapping[str, tuple[str, ...]]
    limits: frozenset[tuple[str, str]]

    def speaks(self, *kinds: type[ast.Node]) -> bool:
        """Whether a node of one of these kinds stands in what the criteria say."""
        return any(isinstance(inner, kinds) for line in self.lines for inner in walk(line))


def uses(loaded: Loaded) -> Uses:
    """Of the criteria and sections; cases ask for nothing of their own."""
    names = loaded.checked.names
    scoped = (d for d in loaded.file.declarations if isinstance(d, ast.Criterion | ast.Section))
    waiting = [line for each in scoped for line in each.lines]
    lines: list[ast.Line] = []
    entities: dict[str, Entity] = {}
    inside: dict[str, Definition] = {}
    validity: dict[str, Validity] = {}
    while waiting:
        line = waiting.pop(0)
        lines.append(line)
        alone = {id(name) for name in written_out(line, names)}
        for name in find(line, ast.Name):
            found = names.find(name.text)
            if found is None:
                continue
            key = fold(found.text if isinstance(found, Statement) else found.name)
            new = key not in entities
            entities.setdefault(key, found)
            if isinstance(found, Definition):
                waiting += found.node.lines if new else ()
                if id(name) not in alone:
                    inside.setdefault(key, found)
            elif new and (guard := names.validity.get(getattr(found, "name", ""))):
                validity[key] = guard
                waiting += guard.node.lines
    return Uses(
        tuple(entities.values()),
        frozenset(fold(part.part.text) for line in lines for part in find(line, ast.PartOf) if part.part),
        tuple(inside.values()),
        tuple(validity.values()),
        tuple(lines),
        _called(lines, names),
        frozenset(pair for line in lines for pair in _limits(line, names)),
    )


def _called(lines: list[ast.Line], names: Names) -> dict[str, tuple[str, ...]]:
    """By declared name, other names than it that stand in the lines."""
    found: dict[str, dict[str, str]] = {}
    for line in lines:
        for name in find(line, ast.Name):
            declared = getattr(names.find(name.text), "name", None)
            if declared is not None and fold(declared) != fold(name.text):
                found.setdefault(declared, {}).setdefault(fold(name.text), " ".join(name.text.split()))
    return {name: tuple(others.values()) for name, others in found.items()}


def _limits(line: ast.Line, names: Names) -> Iterator[tuple[str, str]]:
    """What is held against which reference limit; an empty name where a definition leaves it open."""
    for simple in find(line, ast.Simple):
        for kind in {limit.kind for limit in find(simple, ast.Limit)}:
            found = [names.find(name.text) for name in find(simple, ast.Name)]
            held = [each.name for each in found if isinstance(each, Quantity)]
            yield from ((name, kind) for name in held or ("",))


def written_out(line: ast.Line, names: Names) -> Iterator[ast.Name]:
    """The names of definitions below whose use a document says what they mean: lines, not parts of a line."""
    match line:
        case ast.Simple(subject):
            name = subject.name if isinstance(subject, ast.Call) else subject
            if used(line, names) and isinstance(name, ast.Name):
                yield name
        case ast.Negated(cond):
            yield from written_out(cond, names)
        case ast.Junction():
            pass
        case ast.Filtered(_, lines):
            yield from (name for each in lines for name in written_out(each, names))
        case ast.IfBlock(branches, otherwise):
            bodies = (*(branch.lines for branch in branches), otherwise or ())
            yield from (name for lines in bodies for each in lines for name in written_out(each, names))
        case _:
            yield from (name for each in line.lines for name in written_out(each, names))
