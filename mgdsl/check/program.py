"""A checked program from parsed files: names first, then criteria, then the whole."""

from attrs import evolve, frozen

from mgdsl.check import messages
from mgdsl.check.criteria import exclusion, inclusion
from mgdsl.check.declare import Declared, declare
from mgdsl.check.definitions import is_value
from mgdsl.check.elaborate import Elaborator
from mgdsl.check.scope import Agent, BuiltIn, Context, Definition, Entity, Mistake, Names, Visit
from mgdsl.core import columns as c
from mgdsl.core.ir import TRUE, Criterion, Field, not_
from mgdsl.core.program import Program
from mgdsl.core.schema import Schema
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place, Source, Span
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast
from mgdsl.tree import walk

PROTOCOL_PROPERTIES = (
    "registry",
    "version",
    "versions",
    "parent",
    "visits",
    "decision visit",
    "inclusions",
    "exclusions",
    "source",
    "reading",
    "note",
    "sponsor",
    "phase",
)
CRITERION_PROPERTIES = ("source", "reading", "note", "versions")

Parsed = tuple[ast.File, Source]


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
    definitions = _definitions(files, declared, found)
    names = _names(declared, header, definitions, found, protocol[1])
    e = Elaborator(names)
    for definition in definitions:
        _alone(e, definition)
    criteria = _criteria(e, protocol, header)
    found += e.diagnostics
    if header is not None and not criteria:
        found.append(messages.no_criteria(Place(protocol[1], header.span)))
    found += unused(names, definitions, e)
    found = list(dict.fromkeys(found))
    columns, tables = e.layout.finished()
    sources = [columns, *(table.columns for table in tables)]
    answers = tuple(col.source for cols in sources for col in cols if isinstance(col.source, c.Answer))
    program = Program(
        header.title if header else "",
        _texts(header),
        tuple(source for _, source in files),
        names.schema,
        columns,
        tables,
        tuple(e.lets),
        criteria,
        answers,
    )
    errors = any(d.severity.value == "error" for d in found)
    done = None if errors or vocabulary else program
    return Checked(names, done, tuple(sorted(found, key=_order)))


def is_vocabulary(file: ast.File) -> bool:
    """The file declares and defines, and does nothing else."""
    own = (ast.Declare, ast.Define, ast.Use)
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
                alone.definition_value(definition, (), context, definition.node.span, None)
            except Mistake as mistake:
                alone.diagnostics.append(mistake.diagnostic)
        else:
            alone.all_lines(definition.node.lines, context)
        about_visits = ("no-decision-visit", "unknown-visit")
        found += [d for d in alone.diagnostics if names.schema.visits or d.name not in about_visits]
    return found


def _order(diagnostic: Diagnostic) -> tuple[str, int]:
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


def _texts(header: ast.Protocol | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if header is None:
        return ()
    return tuple((p.key, tuple(_text(v) for v in p.values)) for p in header.properties)


def _text(value: ast.PropertyValue) -> str:
    match value:
        case ast.Name(text) | ast.Text(text) | ast.Date(text) | ast.Unspecified(text):
            return text
        case ast.Quantity(number, unit):
            return f"{number} {unit}" if unit else number
        case ast.Range(low, high, unit):
            return f"{low} to {high} {unit or ''}".strip()
        case ast.Assume(quantity, because):
            return f"{_text(quantity)}, assumed because {because}"


def _property(header: ast.Protocol | None, key: str) -> ast.Property | None:
    return next((p for p in header.properties if fold(p.key) == key), None) if header else None


def _definitions(files: list[Parsed], declared: Declared, found: list[Diagnostic]) -> list[Definition]:
    definitions = []
    for index, (file, source) in enumerate(files):
        for node in file.declarations:
            if isinstance(node, ast.Define):
                try:
                    declared.claim(node.name.text, (), Place(source, node.name.span))
                    definitions.append(Definition(node, source))
                except Mistake as mistake:
                    found.append(mistake.diagnostic)
            elif index and isinstance(node, ast.Criterion | ast.Protocol | ast.DoseFinding):
                what = {ast.Criterion: "criteria", ast.Protocol: "protocol"}.get(type(node), "dose finding")
                found.append(messages.not_in_vocabulary(Place(source, node.span), what))
    return definitions


def _names(
    declared: Declared,
    header: ast.Protocol | None,
    definitions: list[Definition],
    found: list[Diagnostic],
    source: Source,
) -> Names:
    visits = _visits(declared, header, found, source)
    decision = _decision(header, visits, found, source)
    agents = tuple(declared.agents.items())
    schema = Schema(
        visits,
        decision,
        tuple(declared.measures),
        tuple(declared.events),
        tuple(declared.classes),
        agents,
        tuple(declared.statements),
    )
    entities: dict[str, Entity] = {"age": BuiltIn("age"), "exact age": BuiltIn("exact age")}
    carrier = {agent: group.event for group in declared.classes for agent in group.agents}
    for agent, others in declared.agents.items():
        entities |= {fold(word): Agent(agent, carrier[agent]) for word in (agent, *others)}
    for entity in (*declared.measures, *declared.events, *declared.classes):
        entities |= {fold(word): entity for word in (entity.name, *entity.also)}
    entities |= {fold(statement.text): statement for statement in declared.statements}
    entities |= {fold(definition.name): definition for definition in definitions}
    entities |= {fold(visit): Visit(visit) for visit in visits}
    return Names(schema, entities)


def _visits(
    declared: Declared, header: ast.Protocol | None, found: list[Diagnostic], source: Source
) -> tuple[str, ...]:
    prop = _property(header, "visits")
    visits = []
    for value in prop.values if prop else ():
        place = Place(source, value.span)
        if not isinstance(value, ast.Name):
            found.append(messages.name_expected(place))
            continue
        name = " ".join(value.text.split())
        try:
            declared.claim(name, (), place)
            visits.append(name)
        except Mistake as mistake:
            found.append(mistake.diagnostic)
    return tuple(visits)


def _decision(
    header: ast.Protocol | None, visits: tuple[str, ...], found: list[Diagnostic], source: Source
) -> str | None:
    prop = _property(header, "decision visit")
    if prop is None:
        return None
    match prop.values:
        case (ast.Name(text),):
            chosen = next((visit for visit in visits if fold(visit) == fold(text)), None)
            if chosen is None:
                found.append(messages.unknown_visit(Place(source, prop.values[0].span), text, visits))
            return chosen
        case _:
            found.append(messages.bad_protocol_value(Place(source, prop.span), "decision visit"))
            return None


def _alone(e: Elaborator, definition: Definition) -> None:
    """A definition that uses itself is wrong even when no criterion uses it; said once for a circle."""
    path = _cycle(e.names, definition, ())
    if path and definition.name not in e.cyclic:
        found = messages.uses_itself(Place(definition.source, definition.node.name.span), path)
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


def _criteria(e: Elaborator, protocol: Parsed, header: ast.Protocol | None) -> tuple[Criterion, ...]:
    file, source = protocol
    context = Context(source)
    first: dict[str, Place] = {}
    criteria = []
    for node in file.declarations:
        if not isinstance(node, ast.Criterion):
            continue
        place = Place(source, node.id.span)
        key = fold(node.id.text)
        if key in first:
            e.diagnostics.append(messages.duplicate_criterion(place, node.id.text, first[key]))
        first.setdefault(key, place)
        _known(e, node.properties, CRITERION_PROPERTIES, "criterion", context)
        criteria.append(_criterion(e, node, context))
    if header is not None:
        _known(e, header.properties, PROTOCOL_PROPERTIES, "protocol", context)
    return (*criteria, *_holes(e, header, context))


def _known(
    e: Elaborator, properties: tuple[ast.Property, ...], known: tuple[str, ...], kind: str, context: Context
) -> None:
    for prop in properties:
        if fold(prop.key) not in known:
            e.diagnostics.append(messages.unknown_property(context.place(prop.span), prop.key, kind, known))


def _criterion(e: Elaborator, node: ast.Criterion, context: Context) -> Criterion:
    if not node.lines:
        e.diagnostics.append(messages.no_lines(context.place(node.id.span), node.id.text))
    read = inclusion if node.kind == "inclusion" else exclusion
    try:
        applies, blocks = read(e, node.lines, context)
    except Mistake as mistake:
        e.diagnostics.append(mistake.diagnostic)
        applies = blocks = TRUE
    return Criterion(
        node.id.text,
        node.kind,
        node.title or "",
        applies,
        blocks,
        _quoted(node, "source"),
        _quoted(node, "reading"),
        origin=context.header(node.span),
    )


def _quoted(node: ast.Criterion, key: str) -> tuple[str, ...]:
    return tuple(
        value.text
        for prop in node.properties
        if fold(prop.key) == key
        for value in prop.values
        if isinstance(value, ast.Text)
    )


def _holes(e: Elaborator, header: ast.Protocol | None, context: Context) -> tuple[Criterion, ...]:
    """`exclusions: unspecified "…"` is one criterion that stays unknown until somebody answers it."""
    holes = []
    for key, kind in (("inclusions", "inclusion"), ("exclusions", "exclusion")):
        prop = _property(header, key)
        if prop is None:
            continue
        match prop.values:
            case (ast.Unspecified(text),):
                origin = context.origin(prop.span)
                field = e.patient(c.Answer(None, " ".join(text.split())))
                assert isinstance(field, Field)
                answer = evolve(field, origin=origin)
                blocks = answer if kind == "exclusion" else not_(answer, origin)
                holes.append(Criterion(key, kind, text, TRUE, blocks, origin=origin, hole=True))
            case _:
                e.diagnostics.append(messages.bad_protocol_value(context.place(prop.span), key))
    return tuple(holes)
