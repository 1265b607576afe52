"""The meaning of the core, one case a node.

The other backends are tested against this one. Nothing is cut short: every operand is evaluated, so that the
explanation can name each of them. Only a definition that nothing asks for is left alone, and of a query that
stands inside a row of another the operands are evaluated when they are asked for: its value is found without.
"""

from typing import assert_never

from mgdsl.core.data import Bounds, Data, Row, Truth
from mgdsl.core.ir import Apply, AtLeast, Expr, Field, If, Known, Lit, Not, Query, Ref
from mgdsl.core.program import Let, Program
from mgdsl.evaluate.folds import folded
from mgdsl.evaluate.nested import Values
from mgdsl.evaluate.trace import Decision, LaterTrace, Outcome, Trace
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
        self._inside = 0
        self._values = Values(data.tables, lambda index: self._let(index).value)

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
        """A definition speaks of the patient, wherever it is asked for."""
        known = self._known_lets[index]
        if known is None:
            inside, self._inside = self._inside, 0
            known = self._known_lets[index] = self.trace(self._lets[index].body)
            self._inside = inside
        return known

    def _query(self, query: Query) -> Trace:
        if self._inside:
            around = dict(self._rows)
            value = self._values.query(query, self._rows)
            return LaterTrace(query, value, lambda: self._later(query, around))
        *matches, closed = self._operands(query, self._rows)
        rows = self._tables[query.table]
        value = folded(query.fold, rows, [match.value for match in matches], closed.value is True)
        return Trace(query, value, (*matches, closed))

    def _later(self, query: Query, around: dict[str, Row]) -> tuple[Trace, ...]:
        """As `_operands`, but of the condition for each row only the value; its operands when asked for."""
        rows = self._tables[query.table]
        held = {id(row): truth for row, truth in self._values.matching(query, dict(around))}

        def found(row: Row) -> Trace:
            return LaterTrace(query.where, held.get(id(row), False), lambda: inside(row).children)

        def inside(row: Row) -> Trace:
            return self._within(query.where, {**around, query.row: row})

        return *map(found, rows), self._within(query.closed, around)

    def _within(self, expr: Expr, rows: dict[str, Row]) -> Trace:
        """An expression inside these rows."""
        before, self._rows = self._rows, dict(rows)
        self._inside += 1
        found = self.trace(expr)
        self._rows = before
        self._inside -= 1
        return found

    def _operands(self, query: Query, around: dict[str, Row]) -> tuple[Trace, ...]:
        """The condition for each row, and whether the history is closed."""
        before, self._rows = self._rows, dict(around)
        self._inside += 1
        matches: list[Trace] = []
        for row in self._tables[query.table]:
            self._rows[query.row] = row
            matches.append(self.trace(query.where))
        self._rows = dict(around)
        closed = self.trace(query.closed)
        self._rows = before
        self._inside -= 1
        return (*matches, closed)


def literal(lit: Lit) -> Truth | Bounds:
    value = lit.value
    return value if value is None or isinstance(value, bool) else exactly(value)
