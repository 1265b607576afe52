"""The criteria of a protocol, its sections and its holes."""

import re

from attrs import evolve

from mgdsl.check import messages
from mgdsl.check.criteria import Pair, exclusion, inclusion, under
from mgdsl.check.elaborate import Elaborator
from mgdsl.check.names import Parsed, property_of
from mgdsl.check.scope import Context, Mistake
from mgdsl.core import columns as c
from mgdsl.core.ir import TRUE, Criterion, Expr, Field, Ref, not_
from mgdsl.core.program import Let
from mgdsl.report.source import Place
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

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
_TITLED = re.compile(r"([A-Za-z]+\d+[a-z]?) (.+)")
CRITERION_PROPERTIES = ("source", "reading", "note", "versions")


def texts(header: ast.Protocol | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
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


def criteria_of(e: Elaborator, protocol: Parsed, header: ast.Protocol | None) -> tuple[Criterion, ...]:
    file, source = protocol
    context = Context(source)
    first: dict[str, Place] = {}
    criteria = []
    section: Expr | None = None
    for node in file.declarations:
        if isinstance(node, ast.Section):
            section = _section(e, node, context)
        if not isinstance(node, ast.Criterion):
            continue
        place = Place(source, node.id.span)
        if node.title is None and (words := _TITLED.fullmatch(node.id.text)):
            e.diagnostics.append(messages.title_in_id(place, words[1], words[2]))
        key = fold(node.id.text)
        if key in first:
            e.diagnostics.append(messages.duplicate_criterion(place, node.id.text, first[key]))
        first.setdefault(key, place)
        _known(e, node.properties, CRITERION_PROPERTIES, "criterion", context)
        criteria.append(_criterion(e, node, context, section))
    if header is not None:
        _known(e, header.properties, PROTOCOL_PROPERTIES, "protocol", context)
    return (*criteria, *_holes(e, header, context))


def _known(
    e: Elaborator, properties: tuple[ast.Property, ...], known: tuple[str, ...], kind: str, context: Context
) -> None:
    for prop in properties:
        if fold(prop.key) in known:
            continue
        place = context.place(prop.span)
        if kind == "criterion" and (meant := messages.whole_line_of(place)) is not None:
            if place.text.strip().endswith(":") or "\n" in place.text.strip():
                continue
            e.diagnostics.append(meant)
            continue
        if kind == "criterion" and e.names.find(prop.key) is not None:
            e.diagnostics.append(messages.colon_for_test(place, prop.key))
        else:
            e.diagnostics.append(messages.unknown_property(place, prop.key, kind, known))


def _section(e: Elaborator, node: ast.Section, context: Context) -> Expr | None:
    """What limits the criteria of a section, shared by them; None when nothing does."""
    if not node.lines:
        return None
    e.lets.append(Let(f"section {node.title}", e.all_lines(node.lines, context)))
    return Ref(len(e.lets) - 1, origin=context.header(node.span))


def _criterion(e: Elaborator, node: ast.Criterion, context: Context, section: Expr | None) -> Criterion:
    strange = any(fold(prop.key) not in CRITERION_PROPERTIES for prop in node.properties)
    if not node.lines and not strange:
        e.diagnostics.append(messages.no_lines(context.place(node.id.span), node.id.text))
    read = inclusion if node.kind == "inclusion" else exclusion
    try:
        found: Pair = read(e, node.lines, context)
        applies, blocks = under(section, found) if section is not None else found
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
        prop = property_of(header, key)
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
