"""The lists at the end of a document: what people decide, what is open, what is assumed, dose finding."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from mgdsl.core.design import Design, Margins, Setting, Usual
from mgdsl.core.program import Program
from mgdsl.lang.numbers import show
from mgdsl.report.suggest import fold
from mgdsl.show.blocks import Block, Grid, Heading, Pairs, Paragraph
from mgdsl.show.needs import answers
from mgdsl.show.words import printed, values
from mgdsl.syntax import ast
from mgdsl.syntax.reading import unsettled
from mgdsl.tree import find

NOT_STATED = "not stated; the method's own is "
OWN = "not stated in the protocol; the method's own"
OPEN = "Each stays open until somebody answers or settles it."


def people(file: ast.File, program: Program) -> Iterator[Block]:
    """Who answers what, for which criteria; and what nobody has specified."""
    asked: dict[tuple[str | None, str], list[str]] = {}
    for criterion in program.criteria:
        where = f"further {criterion.id}" if criterion.hole else criterion.id
        for answer in answers(program, criterion):
            ids = asked.setdefault((answer.by, answer.text), [])
            ids += [where] if where not in ids else []
    held = tuple((by, f"“{text}”", ", ".join(ids)) for (by, text), ids in asked.items() if by is not None)
    yield Heading(2, "What people decide")
    yield Grid(("Who", "Statement", "Criteria"), held) if held else Paragraph("Nothing is left to a person.")
    holes = [(f"“{text}”", ", ".join(ids)) for (by, text), ids in asked.items() if by is None]
    yield Heading(2, "What the protocol leaves open")
    holes += [(f"{key}: “{words}”", where) for where, key, words in (*_unsettled(program), *_open(file))]
    if holes:
        yield Paragraph(OPEN)
        yield Grid(("What is open", "Where"), tuple(holes))
    else:
        yield Paragraph("Nothing is left open.")


def _unsettled(program: Program) -> Iterator[tuple[str, str, str]]:
    """Readings that are noted as not settled."""
    for criterion in program.criteria:
        yield from ((criterion.id, "reading", text) for text in criterion.reading if unsettled(text))


def _open(file: ast.File) -> Iterator[tuple[str, str, str]]:
    """Values of designs that are not stated."""
    for node, prop in _properties(file):
        yield from ((_design(node), prop.key, each.text) for each in find(prop, ast.Unspecified))


def assumptions(file: ast.File, program: Program) -> Iterator[Block]:
    """What the author holds to be so, without a source that says it; and what designs take from a method."""
    rows = [
        (_design(node), f"{prop.key}: {printed(each.value.number, each.value.unit)}", each.because)
        for node, prop in _properties(file)
        for each in find(prop, ast.Assume)
    ]
    for node in file.declarations:
        if isinstance(node, ast.ReadAs):
            words = f"{node.part.text} {node.kind} is read as {node.as_.text} {node.kind}"
            rows.append((node.of.text, words, "chosen in the protocol"))
    for design in program.designs:
        own = ((key, told.removeprefix(NOT_STATED)) for key, told in _usual(design))
        rows += [(f"dose finding, {design.name}", f"{key}: {told}", OWN) for key, told in own]
    yield Heading(2, "What is assumed")
    if rows:
        yield Grid(("Where", "What is assumed", "Why"), tuple(rows))
    else:
        yield Paragraph("Nothing, beyond how each criterion's source was read.")


def _properties(file: ast.File) -> Iterator[tuple[ast.DoseFinding, ast.Property]]:
    for node in file.declarations:
        if isinstance(node, ast.DoseFinding):
            yield from ((node, prop) for prop in node.properties)


def _design(node: ast.DoseFinding) -> str:
    return f"dose finding, {node.name.text}"


def designs(file: ast.File, program: Program) -> Iterator[Block]:
    """Each design as it is stated, with what it leaves to its method."""
    checked = {fold(design.name): design for design in program.designs}
    for node in file.declarations:
        if not isinstance(node, ast.DoseFinding):
            continue
        rows = [(prop.key, _stated(prop)) for prop in node.properties]
        design = checked.get(fold(node.name.text))
        rows += _usual(design) if design is not None else []
        yield Heading(2, f"Dose finding: {node.name.text}")
        yield Paragraph("It decides nobody's eligibility.")
        yield Pairs("Design", tuple(rows))


def _stated(prop: ast.Property) -> str:
    """A value of a design; texts are one text on several lines."""
    texts = [value.text for value in prop.values if isinstance(value, ast.Text)]
    return " ".join(texts) if texts and len(texts) == len(prop.values) else values(prop, printed)


def _usual(design: Design) -> list[tuple[str, str]]:
    """What the block does not say, as the method has it."""
    margins = (design.key.below, design.key.above) if isinstance(design.key, Margins) else ()
    settings: tuple[tuple[str, tuple[Setting, ...], Callable[[Fraction], str]], ...] = (
        ("margins", margins, lambda rate: f"{show(rate * 100)}%"),
        ("prior", design.prior, show),
        ("elimination needs", (design.least,), show),
    )
    found = []
    for key, held, say in settings:
        usual = [say(each.value) for each in held if isinstance(each, Usual)]
        if held and len(usual) == len(held):
            found.append((key, f"{NOT_STATED}{', '.join(usual)}"))
    return found
