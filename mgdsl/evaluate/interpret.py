"""The meaning of the core, one case a node.

The other backends are tested against this one. Nothing is cut short: every operand is evaluated, so that the
explanation can name each of them. Only a definition that nothing asks for is left alone.
"""

from typing import assert_never

from mgdsl.core.data import Bounds, Data, Row, Truth
from mgdsl.core.ir import Apply, AtLeast, Expr, Field, If, Known, Lit, Not, Query, Ref
from mgdsl.core.program import Let, Program
from mgdsl.evaluate.folds import folded
from mgdsl.evaluate.trace import Decision, Outcome, Trace
from mgdsl.lang.bounds import exactly
from mgdsl.lang.logic import at_least, choose, not_
from mgdsl.lang.ops import COMPARISONS

_HOLDS = {symbol: row.holds for symbol, row in COMPARISONS.items()}


def evaluate(program: Program, data: Data) -> Outcome:
    """Both expressions of each criterion for one patient, with traces."""
    interpreter = Interpreter(program.lets, data)
    return Outcome(
        tuple(
            Decision(criterion, interpreter.trace(criterion.applies), interpreter.trace(criterion.blocks))
            for criterion in program.criteria
        )
    )


class Interpreter:
    """Evaluates expressions over one patient's columns; a definition is evaluated when first asked for."""

    def __init__(self, lets: tuple[Let, ...], data: Data) -> None:
        self._lets = lets
        self._known_lets: list[Trace | None] = [None] * len(lets)
        self._tables = data.tables
        self._rows: dict[str, Row] = {"": data.patient}

    def trace(self, expr: Expr) -> Trace:
        """The value of an expression at patient level, with the traces of its operands."""
        match expr:
            case Field():
                return Trace(expr, self._rows[expr.row][expr.column])
            case Apply():
                left, right = self.trace(expr.left), self.trace(expr.right)
                return Trace(expr, _HOLDS[expr.op](left.value, right.value), (left, right))
            case AtLeast():
                children = tuple([self.trace(x) for x in expr.xs])
                return Trace(expr, at_least(expr.k, [x.value for x in children]), children)
            case Lit():
                return Trace(expr, literal(expr))
            case Not():
                of = self.trace(expr.of)
                return Trace(expr, not_(of.value), (of,))
            case Ref():
                let = self._let(expr.index)
                return Trace(expr, let.value, (let,))
            case If():
                children = self.trace(expr.condition), self.trace(expr.then), self.trace(expr.otherwise)
                return Trace(expr, choose(*[x.value for x in children]), children)
            case Known():
                of = self.trace(expr.of)
                return Trace(expr, of.value is not None, (of,))
            case Query():
                return self._query(expr)
            case _:
                assert_never(expr)

    def _let(self, index: int) -> Trace:
        known = self._known_lets[index]
        if known is None:
            known = self._known_lets[index] = self.trace(self._lets[index].body)
        return known

    def _query(self, query: Query) -> Trace:
        """A definition's query may have the name of one that is running, which is put back afterwards."""
        rows, outer = self._tables[query.table], self._rows.get(query.row)
        matches: list[Trace] = []
        for row in rows:
            self._rows[query.row] = row
            matches.append(self.trace(query.where))
        if outer is not None:
            self._rows[query.row] = outer
        closed = self.trace(query.closed)
        value = folded(query.fold, rows, [match.value for match in matches], closed.value is True)
        return Trace(query, value, (*matches, closed))


def literal(lit: Lit) -> Truth | Bounds:
    value = lit.value
    return value if value is None or isinstance(value, bool) else exactly(value)
