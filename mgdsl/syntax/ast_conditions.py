"""The surface of conditions: values, subjects, tests, whens, lines and blocks."""

from mgdsl.syntax.ast_base import Node
from mgdsl.tree import frozen


# Values ---------------------------------------------------------------------------------------------------
@frozen
class Name(Node):
    """`text` without backticks, white space as written."""

    text: str


@frozen
class Text(Node):
    """A quoted text, without its quotes."""

    text: str


@frozen
class Quantity(Node):
    """`number` as written; `unit` as written, ``%`` included, or None."""

    number: str
    unit: str | None = None


@frozen
class Range(Node):
    """``0 to 3`` in a declaration."""

    low: str
    high: str
    unit: str | None = None


@frozen
class Date(Node):
    text: str


@frozen
class Limit(Node):
    """``ULN`` or ``LLN``."""

    kind: str


@frozen
class Missing(Node):
    """``?`` in a case."""


@frozen
class Arith(Node):
    """`op` is + - × / (``*`` is read as ×)."""

    left: "Expr"
    op: str
    right: "Expr"


@frozen
class Braces(Node):
    items: tuple["Expr", ...]


@frozen
class Argument(Node):
    key: str
    value: "Expr | Text"


@frozen
class Call(Node):
    """A name with named arguments: a definition's use, or a record in a case."""

    name: Name
    arguments: tuple[Argument, ...]


@frozen
class PartOf(Node):
    """``ocular share of QMG``; `kind` is part, share or items; `part` None: all items."""

    part: Name | None
    kind: str
    of: Name


@frozen
class ChangeOf(Node):
    """`kind` is rise, fall or change."""

    kind: str
    of: Name


@frozen
class DoseOf(Node):
    of: "Name | Braces"
    as_: Name | None = None


@frozen
class Paren(Node):
    cond: "Cond"
    where: "Cond | None" = None


Expr = Name | Quantity | Date | Limit | Missing | Arith | Call | PartOf | ChangeOf | DoseOf | Paren | Braces


# Subjects -------------------------------------------------------------------------------------------------
@frozen
class How(Node):
    """`word` is any, no, every, latest, earliest, highest, lowest; or at least, at most, exactly with `n`."""

    word: str
    n: int | None = None


@frozen
class What(Node):
    planned: bool
    distinct: bool
    result: bool
    thing: "Name | Braces | PartOf"
    among: "Name | Braces | None" = None


@frozen
class Counted(Node):
    """*how many · what · except* of a history, or of the items of an instrument."""

    how: How
    what: What
    except_: "Name | Braces | None" = None
    per: str | None = None
    """``year`` or ``month``: the number is an average over the window."""


@frozen
class Choice(Node):
    """``any of {…}``: `word` is any, none, all, each; or at least, at most, exactly with `n`."""

    word: str
    n: int | None
    things: Braces


@frozen
class Said(Node):
    """``judged by WHO "…"`` or ``attested by WHO "…"``; `verb` is judged or attested."""

    verb: str
    who: Name
    text: str


@frozen
class Unspecified(Node):
    text: str


Subject = Expr | Counted | Choice | Said | Unspecified


# Tests ----------------------------------------------------------------------------------------------------
@frozen
class Compare(Node):
    """`op` is >= > <= < = != (the mathematical signs are read as these)."""

    op: str
    value: Expr


@frozen
class Between(Node):
    low: Expr
    high: Expr


@frozen
class Is(Node):
    negated: bool
    value: Expr


@frozen
class Inside(Node):
    negated: bool
    values: Braces


Test = Compare | Between | Is | Inside


# When -----------------------------------------------------------------------------------------------------
@frozen
class Duration(Node):
    number: str
    unit: str


@frozen
class AtVisit(Node):
    visit: Name


@frozen
class AtEach(Node):
    visits: Braces


@frozen
class AtAny(Node):
    visits: Braces


@frozen
class Before(Node):
    visit: Name


@frozen
class After(Node):
    visit: Name


@frozen
class Strictly(Node):
    """``on a day before V``; `side` is before or after."""

    side: str
    visit: Name


@frozen
class Distance(Node):
    """`word` is within, less than, at least or more than; `side` is before, after or of."""

    word: str
    duration: Duration
    side: str
    visit: Name


@frozen
class Sliding(Node):
    """``within any N``."""

    duration: Duration


@frozen
class Throughout(Node):
    """``for at least N before V``; `strict`: for more than."""

    strict: bool
    duration: Duration
    visit: Name


@frozen
class Over(Node):
    duration: Duration


@frozen
class Point(Node):
    """A visit, or a time `side` (before, after) it."""

    visit: Name
    duration: Duration | None = None
    side: str | None = None


@frozen
class Period(Node):
    """``from P until Q``; `since` None: ``until Q`` alone."""

    since: Point | None
    until: Point


@frozen
class Held(Node):
    """``throughout {V, W}``: the same items at every one of the visits."""

    visits: Braces


When = (
    AtVisit
    | AtEach
    | AtAny
    | Before
    | After
    | Strictly
    | Distance
    | Sliding
    | Throughout
    | Over
    | Period
    | Held
)


# Conditions, lines and blocks -----------------------------------------------------------------------------
@frozen
class Simple(Node):
    """*thing · test · when*."""

    subject: Subject
    test: Test | None = None
    whens: tuple[When, ...] = ()


@frozen
class Negated(Node):
    cond: "Simple | Negated"


@frozen
class Junction(Node):
    """Terms joined by `ops` (``and``, ``or``), one fewer than terms. Mixing is for the checker to refuse."""

    terms: tuple[Simple | Negated, ...]
    ops: tuple[str, ...]


Cond = Simple | Negated | Junction


@frozen
class Filtered(Node):
    """A condition with its ``where``, on one line or as a block."""

    cond: Cond
    where: tuple["Line", ...]
    block: bool


@frozen
class AllBlock(Node):
    lines: tuple["Line", ...]


@frozen
class AnyBlock(Node):
    lines: tuple["Line", ...]


@frozen
class NoneBlock(Node):
    lines: tuple["Line", ...]


@frozen
class CountBlock(Node):
    """`word` is at least, at most or exactly."""

    word: str
    n: int
    lines: tuple["Line", ...]


@frozen
class AtBlock(Node):
    when: AtVisit | AtEach | AtAny
    lines: tuple["Line", ...]


@frozen
class Branch(Node):
    condition: Cond
    lines: tuple["Line", ...]


@frozen
class IfBlock(Node):
    """``if`` and ``otherwise if`` branches in order, then ``otherwise``."""

    branches: tuple[Branch, ...]
    otherwise: tuple["Line", ...] | None = None


@frozen
class UnlessBlock(Node):
    condition: Cond
    lines: tuple["Line", ...]


Block = AllBlock | AnyBlock | NoneBlock | CountBlock | AtBlock | IfBlock | UnlessBlock
Line = Cond | Filtered | Block
