"""The surface of declarations: the protocol, criteria, definitions, vocabulary, cases."""

from mgdsl.syntax.ast_base import Node
from mgdsl.syntax.ast_conditions import Cond, Date, Is, Line, Name, Quantity, Range, Text, Unspecified, When
from mgdsl.tree import frozen


# Declarations ---------------------------------------------------------------------------------------------
@frozen
class Assume(Node):
    value: Quantity
    because: str


PropertyValue = Name | Text | Quantity | Range | Date | Unspecified | Assume


@frozen
class Property(Node):
    """`key: values`, or a key with indented `children` (properties) and texts (in `values`)."""

    key: str
    values: tuple[PropertyValue, ...] = ()
    children: tuple["Property", ...] = ()


@frozen
class Protocol(Node):
    title: str
    properties: tuple[Property, ...]


@frozen
class Use(Node):
    name: Name


@frozen
class Criterion(Node):
    """`kind` is inclusion or exclusion."""

    kind: str
    id: Name
    title: str | None
    properties: tuple[Property, ...]
    lines: tuple[Line, ...]


@frozen
class Parameter(Node):
    key: str
    type: Name


@frozen
class Define(Node):
    name: Name
    parameters: tuple[Parameter, ...]
    properties: tuple[Property, ...]
    lines: tuple[Line, ...]


@frozen
class Declare(Node):
    """`kind` is the word of the first column: instrument, classification, measurement, lab, test, fact,
    event, class, judgement or attestation.
    """

    kind: str
    name: Name
    title: str | None
    properties: tuple[Property, ...]


@frozen
class Valid(Node):
    """``valid QMG:`` what must hold at the visit for a value of that visit to count."""

    name: Name
    lines: tuple[Line, ...]


@frozen
class ReadAs(Node):
    """``read ocular part of QMG as wide ocular``: which declared part a protocol means by a word."""

    part: Name
    kind: str
    of: Name
    as_: Name


@frozen
class Section(Node):
    """What limits the criteria below it, up to the next section; without lines, nothing does."""

    title: str
    lines: tuple[Line, ...]


@frozen
class DoseFinding(Node):
    name: Name
    properties: tuple[Property, ...]


@frozen
class Cell(Node):
    text: str


@frozen
class CaseTable(Node):
    """`rows`: the header first; cells are kept as text, with their spans."""

    ids: tuple[Name, ...]
    when: When | None
    rows: tuple[tuple[Cell, ...], ...]


@frozen
class Given(Node):
    cond: Cond


@frozen
class Expect(Node):
    name: Name
    test: Is


@frozen
class Case(Node):
    title: str
    givens: tuple[Given, ...]
    expects: tuple[Expect, ...]


Declaration = (
    Protocol | Use | Criterion | Define | Declare | Valid | ReadAs | Section | DoseFinding | CaseTable | Case
)


@frozen
class File(Node):
    declarations: tuple[Declaration, ...]
