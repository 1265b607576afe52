"""The core: a handful of nodes over columns, with three truth values and with numbers known by their bounds.

A truth is True, False or None (unknown). A number or a day is a pair of bounds (`mgdsl.lang.bounds`).
Every node says where it comes from in the author's text; origins are never part of equality.
"""

from fractions import Fraction

from attrs import field

from mgdsl.report.source import Place
from mgdsl.tree import frozen


@frozen(kw_only=True)
class Origin:
    """The author's words for a node. `note` adds what the words leave to the context (``at screening``).

    `words` stands for the text of the place where that speaks of a definition's parameters: ``QMG >= 11`` for
    ``scale >= threshold``.
    """

    place: Place
    note: str = ""
    words: str = ""


TAKEN = "taken as required at "
"""Begins the note of a condition on which a value counts; the visit of the value follows."""


@frozen
class Node:
    origin: Origin | None = field(default=None, kw_only=True, eq=False, repr=False)


@frozen
class Lit(Node):
    """A truth (True, False, None for unknown) or an exact number."""

    value: bool | Fraction | None


@frozen
class Field(Node):
    """A column of the patient (`row` is empty) or of the row that an enclosing Query calls `row`."""

    row: str
    column: str


@frozen
class Ref(Node):
    """A definition shared by several uses, by its index in `Program.lets`."""

    index: int


@frozen
class Apply(Node):
    """A comparison of two operands by bounds; `op` is a row of `mgdsl.lang.ops.COMPARISONS`.

    `same` compares two text columns; the others compare numbers or days.
    """

    op: str
    left: "Expr"
    right: "Expr"


@frozen
class Not(Node):
    of: "Expr"


@frozen
class AtLeast(Node):
    """At least k of xs are true: k = len(xs) is *and*, k = 1 is *or*."""

    k: int
    xs: tuple["Expr", ...]


@frozen
class Known(Node):
    """True if the operand is true or false, false if it is unknown. Only in the template `surely`."""

    of: "Expr"


@frozen
class If(Node):
    """Unknown condition: the answer on which both branches agree, else unknown."""

    condition: "Expr"
    then: "Expr"
    otherwise: "Expr"


@frozen
class Count:
    """How many rows."""


@frozen
class Distinct:
    """How many distinct values of the text column; `limit` bounds it (the size of the class), or None.

    The column holds the name if it is known. `<column>?` is a text column ``,a,b,`` of the names it could be,
    or unknown when it could be any.
    """

    column: str
    limit: int | None


@frozen
class Sum:
    """The sum of a number column that is never negative."""

    column: str


Fold = Count | Distinct | Sum


@frozen
class Query(Node):
    """A number folded over the rows of `table` for which `where` holds.

    Lower bound: rows that surely match. Upper bound: rows that possibly match, unbounded unless `closed` is
    true (unknown counts as open). `row` names the row inside `where`; names of nested queries differ.
    """

    table: str
    row: str
    where: "Expr"
    closed: "Expr"
    fold: Fold


Expr = Lit | Field | Ref | Apply | Not | AtLeast | Known | If | Query

TRUE, FALSE, UNKNOWN = Lit(True), Lit(False), Lit(None)


def all_(xs: "tuple[Expr, ...] | list[Expr]", origin: Origin | None = None) -> "Expr":
    """*and* of any number; the empty *and* is true, one alone is itself unless it has words of its own."""
    if len(xs) == 1 and origin is None:
        return xs[0]
    return Lit(True, origin=origin) if not xs else AtLeast(len(xs), tuple(xs), origin=origin)


def any_(xs: "tuple[Expr, ...] | list[Expr]", origin: Origin | None = None) -> "Expr":
    """*or* of any number; the empty *or* is false, and one alone is itself unless it has words of its own."""
    if len(xs) == 1 and origin is None:
        return xs[0]
    return Lit(False, origin=origin) if not xs else AtLeast(1, tuple(xs), origin=origin)


def not_(x: "Expr", origin: Origin | None = None) -> "Expr":
    return Not(x, origin=origin)


def surely(x: "Expr") -> "Expr":
    """True where x is true, false elsewhere. Keeps the law of learning only inside `decided`."""
    return all_((Known(x), x))


def decided(true: "Expr", false: "Expr", origin: Origin | None = None) -> "Expr":
    """True where `true` is surely true, false where `false` is surely true, else unknown.

    The two must never both be surely true. The one template that may use Known.
    """
    return any_((surely(true), all_((UNKNOWN, not_(surely(false))))), origin)


@frozen
class Criterion:
    """`applies` and `blocks` settle the status (meaning.md, 1 and 2). `kind` is inclusion or exclusion.

    `hole` marks the criterion that stands for a list which is not public.
    """

    id: str
    kind: str
    title: str
    applies: Expr
    blocks: Expr
    source: tuple[str, ...] = ()
    reading: tuple[str, ...] = ()
    origin: Origin | None = field(default=None, kw_only=True, eq=False, repr=False)
    hole: bool = False
