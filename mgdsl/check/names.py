"""The names of a program: what the files declare and define, visits, validity, chosen readings."""

from mgdsl.check import messages
from mgdsl.check.declare import Declared
from mgdsl.check.scope import THE_VISIT, Agent, BuiltIn, Definition, Entity, Mistake, Names, Validity, Visit
from mgdsl.core.schema import BY_VISIT, Instrument, Schema
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place, Source
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

Parsed = tuple[ast.File, Source]


def property_of(header: ast.Protocol | None, key: str) -> ast.Property | None:
    return next((p for p in header.properties if fold(p.key) == key), None) if header else None


def definitions_of(files: list[Parsed], declared: Declared, found: list[Diagnostic]) -> list[Definition]:
    definitions = []
    for index, (file, source) in enumerate(files):
        for node in file.declarations:
            if isinstance(node, ast.Define):
                try:
                    declared.claim(node.name.text, (), Place(source, node.name.span))
                    definitions.append(Definition(node, source))
                except Mistake as mistake:
                    found.append(mistake.diagnostic)
            elif index and isinstance(node, ast.Criterion | ast.Protocol | ast.DoseFinding | ast.Section):
                what = {ast.Criterion: "criteria", ast.Protocol: "protocol"}.get(type(node), "dose finding")
                found.append(messages.not_in_vocabulary(Place(source, node.span), what))
    return definitions


def names_of(
    files: list[Parsed],
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
    bare = Names(schema, entities)
    return Names(schema, entities, _validity(files, bare, found), _readings(files, bare, found))


def _validity(files: list[Parsed], names: Names, found: list[Diagnostic]) -> dict[str, Validity]:
    """`valid` declarations by measure. Mistakes: not recorded by visit; declared twice."""
    made: dict[str, Validity] = {}
    for file, source in files:
        for node in file.declarations:
            if not isinstance(node, ast.Valid):
                continue
            place = Place(source, node.name.span)
            measure = names.find(node.name.text)
            name = getattr(measure, "name", "")
            if getattr(measure, "recorded", None) != BY_VISIT:
                found.append(messages.valid_needs_measure(place, node.name.text))
            elif name in made:
                first = Place(made[name].source, made[name].node.name.span)
                found.append(messages.duplicate_name(place, node.name.text, first))
            else:
                made[name] = Validity(node, source)
    return made


def _readings(files: list[Parsed], names: Names, found: list[Diagnostic]) -> dict[tuple[str, str], str]:
    """`read … as …` lines by instrument and word. Mistakes: no such instrument or part."""
    made: dict[tuple[str, str], str] = {}
    for file, source in files:
        for node in file.declarations:
            if not isinstance(node, ast.ReadAs):
                continue
            instrument = names.find(node.of.text)
            if not isinstance(instrument, Instrument):
                found.append(messages.no_parts(Place(source, node.of.span), node.of.text))
                continue
            parts = {fold(name): name for name, _ in instrument.parts}
            for word in (node.part, node.as_):
                if fold(word.text) not in parts:
                    found.append(messages.unknown_part(Place(source, word.span), word.text, instrument))
            made[instrument.name, fold(node.part.text)] = parts.get(fold(node.as_.text), node.as_.text)
    return made


def _visits(
    declared: Declared, header: ast.Protocol | None, found: list[Diagnostic], source: Source
) -> tuple[str, ...]:
    prop = property_of(header, "visits")
    visits = []
    for value in prop.values if prop else ():
        place = Place(source, value.span)
        if not isinstance(value, ast.Name):
            found.append(messages.name_expected(place))
            continue
        name = " ".join(value.text.split())
        try:
            if fold(name) == THE_VISIT:
                raise Mistake(messages.visit_named_the_visit(place))
            declared.claim(name, (), place)
            visits.append(name)
        except Mistake as mistake:
            found.append(mistake.diagnostic)
    return tuple(visits)


def _decision(
    header: ast.Protocol | None, visits: tuple[str, ...], found: list[Diagnostic], source: Source
) -> str | None:
    prop = property_of(header, "decision visit")
    if prop is None:
        return None
    match prop.values:
        case (ast.Name(text),):
            chosen = next((visit for visit in visits if fold(visit) == fold(text)), None)
            if chosen is None:
                place = Place(source, prop.values[0].span)
                found.append(
                    messages.unknown_visit(place, text, visits) if visits else messages.no_visits(place, text)
                )
            return chosen
        case _:
            found.append(messages.bad_protocol_value(Place(source, prop.span), "decision visit"))
            return None
