"""A checked protocol as a document for review, with the headings of ICH M11 for its criteria."""

import re
from collections.abc import Iterator

from mgdsl.check.scope import Definition
from mgdsl.core.ir import Criterion
from mgdsl.core.program import Program
from mgdsl.program import Loaded
from mgdsl.report.suggest import fold
from mgdsl.show.appendix import assumptions, designs, people
from mgdsl.show.blocks import Block, Document, Grid, Heading, Item, Labelled, Pairs, Paragraph, Quoted
from mgdsl.show.glance import glance
from mgdsl.show.glossary import HEADER, called, glossary
from mgdsl.show.needs import EARLIER, answers, histories, needs
from mgdsl.show.origin import origin
from mgdsl.show.prose import BLOCK, HOLD, Prose, Room
from mgdsl.show.remarks import remarks
from mgdsl.show.rules import rules
from mgdsl.show.terms import terms
from mgdsl.show.used import Uses, uses
from mgdsl.show.words import printed, values
from mgdsl.syntax import ast

HEADINGS = {"inclusion": "5.2 Inclusion Criteria", "exclusion": "5.3 Exclusion Criteria"}
SHOWN_BELOW = ("inclusions", "exclusions", "title")
NOTHING = "None are stated."


def document(loaded: Loaded, program: Program) -> Document:
    """The document of a protocol that checks."""
    return Document(program.title, tuple(_blocks(loaded, program)))


def _blocks(loaded: Loaded, program: Program) -> Iterator[Block]:
    read = uses(loaded)
    referred: dict[str, Definition] = {}
    yield Heading(1, program.title)
    yield from _header(loaded.file)
    yield glance(program)
    yield Heading(2, "How to read this document")
    yield Labelled("", tuple(map(Item, rules(read, program))))
    for kind, heading in HEADINGS.items():
        yield Heading(2, heading)
        found = [criterion for criterion in program.criteria if criterion.kind == kind]
        for criterion in found:
            yield from _criterion(criterion, loaded, program, read, referred)
        if not found:
            yield Paragraph(NOTHING)
    yield from _meaning(loaded, program, read, referred)
    yield from people(loaded.file, program)
    yield from assumptions(loaded.file, program)
    yield from designs(loaded.file, program)
    yield Heading(2, "What this document was written from")
    yield from origin(program)


def _header(file: ast.File) -> Iterator[Block]:
    for header in file.declarations:
        if isinstance(header, ast.Protocol):
            rows = ((p.key, values(p, printed)) for p in header.properties if fold(p.key) not in SHOWN_BELOW)
            yield Pairs("Protocol", tuple(rows))


def _criterion(
    criterion: Criterion, loaded: Loaded, program: Program, read: Uses, referred: dict[str, Definition]
) -> Iterator[Block]:
    node, section = _found(criterion, loaded.file)
    if node is None:
        yield from _not_public(criterion, program)
        return
    yield Heading(3, criterion.title, criterion.id)
    prose = Prose(loaded.checked.names, room=Room(referred=referred))
    if criterion.source:
        yield Quoted("Source wording", tuple(paragraphs(criterion.source)))
    if section is not None and section.lines:
        yield Labelled(_all(f"Only for “{section.title}”, if", section.lines), prose.items(section.lines))
    yield _main(criterion, node, prose.items(node.lines))
    if criterion.reading:
        yield Labelled("How the source was read", tuple(map(Item, criterion.reading)))
    told = tuple(map(Item, remarks(node, loaded.source.text)))
    if told:
        yield Labelled("Remarks", told)
    for prop in node.properties:
        if fold(prop.key) in ("note", "versions"):
            yield Labelled(prop.key.capitalize(), (Item(values(prop, printed)),))
    by_visit: dict[str, list[str]] = {}
    for visit, name in needs(program, criterion):
        by_visit.setdefault(visit, []).append(called(name, read.called))
    yield Pairs("Data needed", tuple((_when(visit), "; ".join(names)) for visit, names in by_visit.items()))


def paragraphs(lines: tuple[str, ...]) -> Iterator[str]:
    """A source's lines, those joined again that were broken within a sentence to fit a file."""
    held = ""
    for line in lines:
        if held and re.search(r"[\w,]$", held) and line[:1].islower():
            held = f"{held} {line}"
        else:
            yield from (held,) if held else ()
            held = line
    yield held


def _not_public(criterion: Criterion, program: Program) -> Iterator[Block]:
    """A list of criteria, or the rest of one, that the protocol does not tell."""
    yield Heading(3, f"Further {criterion.kind} criteria, not stated")
    for answer in answers(program, criterion):
        yield Paragraph(
            f"The protocol leaves open: “{answer.text}”. Until somebody answers, nobody is eligible."
        )


def _main(criterion: Criterion, node: ast.Criterion, items: tuple[Item, ...]) -> Labelled:
    """What is asked; a block that stands alone gives its head to the label."""
    if len(items) != 1 or not BLOCK.fullmatch(items[0].text):
        return Labelled(_label(criterion, node), items, main=True)
    head = items[0].text.removesuffix(":")
    if criterion.kind == "exclusion":
        label = f"Excluded if {head} {'holds' if ' one of' in head else 'hold'}"
    else:
        label = f"{head.capitalize()} {'may' if head.startswith(('none', 'at most')) else 'must'} hold"
    return Labelled(label, items[0].below, main=True)


def _label(criterion: Criterion, node: ast.Criterion) -> str:
    """What the lines do together; under an `if` the sentence itself goes on."""
    if criterion.kind == "inclusion":
        return "Required" if len(node.lines) == 1 else "All of these are required"
    match node.lines:
        case (ast.IfBlock() | ast.UnlessBlock(),):
            return "Excluded"
        case _:
            return _all("Excluded if", node.lines)


def _all(label: str, lines: tuple[ast.Line, ...]) -> str:
    return f"{label} {HOLD}" if len(lines) > 1 else label


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
    words = {"": "once", EARLIER: "with dates, and whether all are known"}
    return words.get(visit, f"at {visit}")


def _meaning(
    loaded: Loaded, program: Program, read: Uses, referred: dict[str, Definition]
) -> Iterator[Block]:
    found = list(terms(loaded, read, referred))
    if found:
        yield Heading(2, "Terms")
    for term in found:
        yield Heading(3, term.name)
        if term.words:
            yield Paragraph(term.words)
        yield Labelled(term.label, term.items)
    rows = tuple(glossary(read, loaded.checked.names, histories(program)))
    if rows:
        yield Heading(2, "What is recorded")
        yield Grid(HEADER, rows)
