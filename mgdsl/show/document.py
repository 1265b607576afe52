"""A checked protocol as a document for review, with the headings of ICH M11 for its criteria."""

from collections.abc import Iterator

from mgdsl.core.ir import Criterion
from mgdsl.core.program import Program
from mgdsl.program import Loaded
from mgdsl.report.suggest import fold
from mgdsl.show.blocks import Block, Document, Grid, Heading, Labelled, Paragraph, Quoted
from mgdsl.show.needs import EARLIER, answers, needs
from mgdsl.show.phrases import quantity
from mgdsl.show.prose import Item, Prose
from mgdsl.show.terms import terms
from mgdsl.syntax import ast

HEADINGS = {"inclusion": "5.2 Inclusion Criteria", "exclusion": "5.3 Exclusion Criteria"}
SHOWN_BELOW = ("inclusions", "exclusions", "title")
NOTHING = "None are stated."


def document(loaded: Loaded, program: Program) -> Document:
    """The document of a protocol that checks."""
    return Document(program.title, tuple(_blocks(loaded, program)))


def _blocks(loaded: Loaded, program: Program) -> Iterator[Block]:
    file = loaded.file
    yield Heading(1, program.title)
    for header in file.declarations:
        if isinstance(header, ast.Protocol):
            rows = [(p.key, values(p)) for p in header.properties if fold(p.key) not in SHOWN_BELOW]
            yield Grid(("Protocol", ""), tuple(rows))
    yield Paragraph(
        "A patient is eligible if every inclusion criterion is met and no exclusion criterion is. One "
        "with data missing stays undecided; one that does not apply to a patient counts neither way."
    )
    for kind, heading in HEADINGS.items():
        yield Heading(2, heading)
        found = [criterion for criterion in program.criteria if criterion.kind == kind]
        for criterion in found:
            yield from _criterion(criterion, loaded, program)
        if not found:
            yield Paragraph(NOTHING)
    yield from _terms(loaded)
    yield from _people(program)
    yield from _designs(file)


def _criterion(criterion: Criterion, loaded: Loaded, program: Program) -> Iterator[Block]:
    node, section = _found(criterion, loaded.file)
    named = f"{criterion.id} {criterion.title}".strip() if node else criterion.id.capitalize()
    yield Heading(3, named)
    prose = Prose(loaded.checked.names)
    if criterion.source:
        yield Quoted("Source", criterion.source)
    if section is not None and section.lines:
        yield Labelled(f"Only for {section.title}", prose.items(section.lines))
    if node is not None:
        yield Labelled(_label(criterion, node), prose.items(node.lines))
    else:
        yield Labelled("Open", tuple(Item(f"“{answer.text}”") for answer in answers(program, criterion)))
    if criterion.reading:
        yield Labelled("Read as", tuple(map(Item, criterion.reading)))
    notes = () if node is None else tuple(p for p in node.properties if fold(p.key) in ("note", "versions"))
    for prop in notes:
        yield Labelled(prop.key.capitalize(), (Item(values(prop)),))
    by_visit: dict[str, list[str]] = {}
    for visit, name in needs(program, criterion):
        by_visit.setdefault(visit, []).append(name)
    rows = tuple((_when(visit), "; ".join(names)) for visit, names in by_visit.items())
    yield Grid(("Data needed", ""), rows)


def _label(criterion: Criterion, node: ast.Criterion) -> str:
    """The lines of an exclusion exclude together."""
    if criterion.kind == "inclusion":
        return "Required"
    return "Excluded if" if len(node.lines) == 1 else "Excluded if all of these hold"


def _found(criterion: Criterion, file: ast.File) -> tuple[ast.Criterion | None, ast.Section | None]:
    """Its declaration, and the section that it stands in; none of a criterion made for what is not public."""
    section: ast.Section | None = None
    for declaration in file.declarations:
        if isinstance(declaration, ast.Section):
            section = declaration
        elif isinstance(declaration, ast.Criterion) and fold(declaration.id.text) == fold(criterion.id):
            return declaration, section
    return None, None


def _when(visit: str) -> str:
    return {"": "once", EARLIER: "with their dates"}.get(visit, f"at {visit}")


def _terms(loaded: Loaded) -> Iterator[Block]:
    found = list(terms(loaded))
    if found:
        yield Heading(2, "Terms")
    for term in found:
        yield Heading(3, term.name)
        if term.words:
            yield Paragraph(term.words)
        yield Labelled(term.label, term.items)


def _people(program: Program) -> Iterator[Block]:
    """What no data decide: who answers what, for which criteria; and what nobody has specified."""
    asked: dict[tuple[str | None, str], list[str]] = {}
    for criterion in program.criteria:
        for answer in answers(program, criterion):
            ids = asked.setdefault((answer.by, answer.text), [])
            ids += [criterion.id] if criterion.id not in ids else []
    people = tuple((by, f"“{text}”", ", ".join(ids)) for (by, text), ids in asked.items() if by is not None)
    holes = tuple((f"“{text}”", ", ".join(ids)) for (by, text), ids in asked.items() if by is None)
    yield Heading(2, "What people decide")
    yield Grid(("Who", "Statement", "Criteria"), people) if people else Paragraph(NOTHING)
    yield Heading(2, "What the protocol leaves open")
    yield (
        Paragraph("Each stays undecided until somebody answers it.")
        if holes
        else Paragraph("Nothing is left open.")
    )
    if holes:
        yield Grid(("Statement", "Criteria"), holes)


def _designs(file: ast.File) -> Iterator[Block]:
    for declaration in file.declarations:
        if isinstance(declaration, ast.DoseFinding):
            yield Heading(2, f"Dose finding: {declaration.name.text}")
            yield Grid(("Design", ""), tuple((p.key, _stated(p)) for p in declaration.properties))


def _stated(prop: ast.Property) -> str:
    """A value of a design; of texts, which are one text on several lines, the whole."""
    texts = [value.text for value in prop.values if isinstance(value, ast.Text)]
    return " ".join(texts) if texts and len(texts) == len(prop.values) else values(prop)


def values(prop: ast.Property) -> str:
    """The values of a property, as they are said."""
    own = ", ".join(map(_value, prop.values))
    below = "; ".join(f"{child.key}: {values(child)}" for child in prop.children)
    return "; ".join(filter(None, (own, below)))


def _value(value: ast.PropertyValue) -> str:
    match value:
        case ast.Name(text) | ast.Date(text) | ast.Text(text):
            return text
        case ast.Unspecified(text):
            return f"not specified: “{text}”"
        case ast.Quantity(number, unit):
            return quantity(number, unit)
        case ast.Range(low, high, unit):
            return f"{low} to {quantity(high, unit)}"
        case ast.Assume(ast.Quantity(number, unit), because):
            return f"assumed to be {quantity(number, unit)} because “{because}”"
