"""A case that gives nothing of what its criteria ask for."""

from collections.abc import Iterable, Iterator

from lark import UnexpectedInput

from mgdsl.check.scope import Agent, Definition
from mgdsl.core import columns as c
from mgdsl.core import ir
from mgdsl.core.program import Program
from mgdsl.core.schema import AgentClass
from mgdsl.lint.canonical import Sources
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.report.diagnostic import Severity
from mgdsl.report.source import Place, Span
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast
from mgdsl.syntax.parse import parse_cond
from mgdsl.tree import find as nodes
from mgdsl.tree import walk

SEVERITY = Severity.WARNING


def find(look: Look) -> Iterator[Finding]:
    if look.program is None or not (any(look.all(ast.Case)) or any(look.all(ast.CaseTable))):
        return
    reads = _reads(look.program)
    for case in look.all(ast.Case):
        ids = [expect.name.text for expect in case.expects]
        if _missed(ids, reads, _given(look, (given.cond for given in case.givens))):
            end = look.source.text.find("\n", case.span.start)
            yield _finding(Place(look.source, Span(case.span.start, end)), ids)
    for table in look.all(ast.CaseTable):
        header = table.rows[0]
        ids = [cell.text for cell in header if fold(cell.text) in reads or fold(cell.text) == "verdict"]
        conds = (_parsed(cell) for cell in header if cell.text not in ids)
        if _missed(ids, reads, _given(look, (cond for cond in conds if cond is not None))):
            yield _finding(Place(look.source, Span(header[0].span.start, header[-1].span.end)), ids)


def _missed(ids: list[str], reads: dict[str, set[str]], given: set[str]) -> bool:
    """Nothing that is given is read by what is expected; a verdict reads everything."""
    return all(fold(id) in reads and not reads[fold(id)] & given for id in ids)


def _finding(place: Place, ids: list[str]) -> Finding:
    named = ", ".join(dict.fromkeys(ids))
    return Finding(
        place,
        f"Nothing that is given here is asked for by {named}.",
        "What is expected does not depend on what is given, so the case tests nothing.",
        "give what the criterion asks for, or name the criterion that is meant",
    )


def _given(look: Look, conds: Iterable[ast.Line]) -> set[str]:
    """The folded names of what the conditions give: measures, kinds of event, visits, statements."""
    found: set[str] = set()
    todo = list(conds)
    while todo:
        for node in walk(todo.pop()):
            match node:
                case ast.Name(written):
                    text = fold(written).removeprefix("other ")  # `given no other therapy`
                    entity = look.names.find(written) or look.names.find(text)
                    name = fold(getattr(entity, "name", text))
                    if isinstance(entity, Agent | AgentClass):
                        found.add(fold(entity.event))
                    elif isinstance(entity, Definition) and name not in found:
                        todo.extend(entity.node.lines)
                    found.add(name)
                case ast.Said(text=text) | ast.Unspecified(text):
                    found.add(fold(text))
                case _:
                    pass
    return found


def _parsed(cell: ast.Cell) -> ast.Cond | None:
    try:
        return parse_cond(cell.text)
    except UnexpectedInput:
        return None


def _reads(program: Program) -> dict[str, set[str]]:
    """What each criterion reads, by folded id: names of measures, kinds of event, statements."""
    sources = Sources(program)
    tables = {table.name: table.of for table in program.tables}

    def names(root: ir.Expr, seen: set[int]) -> Iterator[str]:
        for node in walk(root):
            match node:
                case ir.Ref(index) if index not in seen:
                    seen.add(index)
                    yield from names(program.lets[index].body, seen)
                case ir.Query(table):
                    yield from tables[table]
                case ir.Field():
                    yield from _of_source(sources.of(node))
                case _:
                    pass

    return {
        fold(criterion.id): {
            fold(name) for part in (criterion.applies, criterion.blocks) for name in names(part, set())
        }
        for criterion in program.criteria
    }


def _of_source(source: c.ColumnSource) -> Iterator[str]:
    match source:
        case c.Answer(_, text):
            yield text
        case c.Closes(names):
            yield from names
        case c.VisitDay(visit):
            yield visit
        case _:
            yield from (slot.name for slot in nodes(source, c.Slot))
