"""A checked program from parsed files: names first, then criteria, then the whole."""

from mgdsl.check import messages
from mgdsl.check.body import criteria_of, texts
from mgdsl.check.declare import declare
from mgdsl.check.definitions import definition_value, is_value
from mgdsl.check.depth import too_deep
from mgdsl.check.dose_finding import designs_of
from mgdsl.check.elaborate import Elaborator
from mgdsl.check.names import Parsed, definitions_of, names_of
from mgdsl.check.properties import foreign_dates, twice
from mgdsl.check.scope import Context, Definition, Mistake, Names
from mgdsl.core import columns as c
from mgdsl.core.program import Program
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place, Source, Span
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast
from mgdsl.tree import frozen, walk


@frozen
class Checked:
    """The names of all files and the program; the program is None when there are errors."""

    names: Names
    program: Program | None
    diagnostics: tuple[Diagnostic, ...]


def check(protocol: Parsed, vocabularies: tuple[Parsed, ...]) -> Checked:
    """Check a protocol with the vocabularies it uses. Errors give diagnostics and no program.

    A file with declarations alone is a vocabulary: it is checked as one, and there is no program either.
    """
    files = [protocol, *vocabularies]
    declared = declare(files)
    found = list(declared.diagnostics)
    vocabulary = is_vocabulary(protocol[0])
    header = None if vocabulary else _header(protocol, found)
    definitions = definitions_of(files, declared, found)
    names = names_of(files, declared, header, definitions, found, protocol[1])
    e = Elaborator(names)
    for definition in definitions:
        _alone(e, definition)
    criteria = criteria_of(e, protocol, header)
    found += e.diagnostics
    if header is not None and not criteria:
        found.append(messages.no_criteria(Place(protocol[1], header.span)))
    found += unused(names, definitions, e)
    designs = designs_of(protocol, found)
    found += too_deep(criteria, e.lets)
    found += [each for file, source in files for each in (*twice(file, source), *foreign_dates(file, source))]
    found = _visits_once(list(dict.fromkeys(found)), protocol, header)
    found = [each for each in found if not _lost(each, declared.lost)]
    columns, tables = e.layout.finished()
    sources = [columns, *(table.columns for table in tables)]
    answers = tuple(col.source for cols in sources for col in cols if isinstance(col.source, c.Answer))
    program = Program(
        header.title if header else "",
        texts(header),
        tuple(source for _, source in files),
        names.schema,
        columns,
        tables,
        tuple(e.lets),
        criteria,
        answers,
        designs,
    )
    errors = any(d.severity.value == "error" for d in found)
    done = None if errors or vocabulary else program
    return Checked(names, done, tuple(sorted(found, key=order)))


def _lost(finding: Diagnostic, names: set[str]) -> bool:
    """A name is unknown because its declaration has a mistake, which is told there."""
    return finding.name == "unknown-name" and finding.place is not None and fold(finding.place.text) in names


def _visits_once(found: list[Diagnostic], protocol: Parsed, header: ast.Protocol | None) -> list[Diagnostic]:
    """That no visits are named is said once, with all that are used; not where the block itself is wrong."""
    without = [each for each in found if each.name == "no-visits"]
    if not without:
        return found
    rest = [each for each in found if each.name != "no-visits"]
    if header is None or any(_inside(each, protocol[1], header.span) for each in rest):
        return rest
    used = dict.fromkeys(each.place.text for each in without if each.place is not None)
    end = protocol[1].text.find("\n", header.span.start)
    place = Place(protocol[1], Span(header.span.start, end))
    return [*rest, messages.no_visits(place, ", ".join(used))]


def _inside(finding: Diagnostic, source: Source, span: Span) -> bool:
    place = finding.place
    return place is not None and place.source is source and span.start <= place.span.start <= span.end


def is_vocabulary(file: ast.File) -> bool:
    """The file declares and defines, and does nothing else."""
    own = (ast.Declare, ast.Define, ast.Use, ast.Valid, ast.ReadAs)
    return bool(file.declarations) and all(isinstance(d, own) for d in file.declarations)


def unused(names: Names, definitions: list[Definition], e: Elaborator) -> list[Diagnostic]:
    """What is wrong in definitions that nothing uses, read at some visit and on their own."""
    found = []
    for definition in definitions:
        if definition.name in e.used or definition.node.parameters or definition.name in e.cyclic:
            continue
        alone = Elaborator(names)
        context = Context(definition.source, visit=(*names.schema.visits, "screening")[0])
        if is_value(alone, definition):
            try:
                definition_value(alone, definition, (), context, definition.node.span, None)
            except Mistake as mistake:
                alone.diagnostics.append(mistake.diagnostic)
        else:
            alone.all_lines(definition.node.lines, context)
        about_visits = ("no-decision-visit", "unknown-visit")
        found += [d for d in alone.diagnostics if names.schema.visits or d.name not in about_visits]
    return found


def order(diagnostic: Diagnostic) -> tuple[str, int]:
    """By place, file by file."""
    place = diagnostic.place
    return ("", 0) if place is None else (place.source.name, place.span.start)


def _header(protocol: Parsed, found: list[Diagnostic]) -> ast.Protocol | None:
    file, source = protocol
    headers = [d for d in file.declarations if isinstance(d, ast.Protocol)]
    if not headers:
        found.append(messages.no_protocol(Place(source, Span(0, min(len(source.text), 1)))))
        return None
    found += [messages.two_protocols(Place(source, d.span)) for d in headers[1:]]
    return headers[0]


def _alone(e: Elaborator, definition: Definition) -> None:
    """A definition that uses itself is wrong even when no criterion uses it; said once for a circle."""
    path = _cycle(e.names, definition, ())
    if path and definition.name not in e.cyclic:
        circle = [e.names.find(name) for name in dict.fromkeys(path)][1:]
        others = tuple(Place(d.source, d.node.name.span) for d in circle if isinstance(d, Definition))
        found = messages.uses_itself(Place(definition.source, definition.node.name.span), path, others)
        e.cyclic |= dict.fromkeys(path, found)
        e.diagnostics.append(found)


def _cycle(names: Names, definition: Definition, seen: tuple[str, ...]) -> tuple[str, ...]:
    if definition.name in seen:
        return (*seen, definition.name) if definition.name == seen[0] else ()
    if len(seen) > 50:
        return ()
    for name in _used(definition.node.lines):
        found = names.find(name)
        if isinstance(found, Definition):
            path = _cycle(names, found, (*seen, definition.name))
            if path:
                return path
    return ()


def _used(lines: tuple[ast.Line, ...]) -> set[str]:
    return {inner.text for line in lines for inner in walk(line) if isinstance(inner, ast.Name)}
