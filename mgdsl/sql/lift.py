"""A program's expressions made shallow: what is nested deeply becomes a definition, a column of its own."""

from mgdsl.core.ir import Apply, AtLeast, Expr, Field, If, Lit, Query, Ref
from mgdsl.core.program import Program
from mgdsl.sql.nodes import children, referred, with_children
from mgdsl.tree import frozen

DEEPEST = 30
"""Depth at which an expression is lifted, in brackets and keywords that are open at once.

SQLite's parser takes 100; the node above and the statement around it need what is left.
"""


@frozen
class Lifted:
    """`bodies` are all definitions, in any order; those of numbers are written out where they are used.

    `criteria` holds applies and blocks of each criterion.
    """

    bodies: tuple[Expr, ...]
    criteria: tuple[tuple[Expr, Expr], ...]


def lifted(program: Program) -> Lifted:
    """The program's expressions, none of them deeper than SQL can take unless rows of a query force it."""
    lifter = _Lifter(tuple(let.body for let in program.lets))
    for index, let in enumerate(program.lets):
        lifter.bodies[index] = lifter.part(let.body).expr
    criteria = tuple((lifter.part(c.applies).expr, lifter.part(c.blocks).expr) for c in program.criteria)
    return Lifted(tuple(lifter.bodies), criteria)


@frozen
class _Part:
    """An expression, its depth, and the rows it needs from outside."""

    expr: Expr
    depth: int
    rows: frozenset[str]


class _Lifter:
    def __init__(self, given: tuple[Expr, ...]) -> None:
        self._given = given
        self._shared: dict[Expr, Ref] = {}
        self.bodies = list(given)

    def part(self, expr: Expr) -> _Part:
        """The expression over shallow operands."""
        if isinstance(expr, Field):
            return _Part(expr, 1, frozenset({expr.row} - {""}))
        parts = []
        for child in children(expr):
            operand = referred(child, self._given) if isinstance(expr, Apply) else child
            parts.append(self._lift(self.part(operand)))
        bound = {expr.row} if isinstance(expr, Query) else set()
        return _Part(
            with_children(expr, [part.expr for part in parts]),
            max((part.depth for part in parts), default=0) + _height(expr),
            frozenset[str]().union(*(part.rows for part in parts)) - bound,
        )

    def _lift(self, part: _Part) -> _Part:
        """A reference to it if it is too deep and a truth about the patient alone."""
        if part.depth <= DEEPEST or part.rows or isinstance(part.expr, Query | Lit):
            return part
        if part.expr not in self._shared:
            self._shared[part.expr] = Ref(len(self.bodies), origin=part.expr.origin)
            self.bodies.append(part.expr)
        return _Part(self._shared[part.expr], 1, frozenset())


def _height(expr: Expr) -> int:
    """How much deeper the node's SQL is than its operands'."""
    match expr:
        case AtLeast(k=k, xs=xs):
            return 3 * len(xs).bit_length() // 4 + (5 if k == len(xs) else 3 if k == 1 else 16)
        case If():
            return 16
        case Query():
            return 20
        case Apply():
            return 8
        case _:
            return 4
