"""Expressions without what does not matter: names of rows and columns, double negation, how bounds read.

Two expressions with the same canonical form mean the same. The reverse does not hold.
"""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor
from typing import Any, assert_never

from attrs import evolve

from mgdsl.core import columns as c
from mgdsl.core import ir
from mgdsl.core.program import Program
from mgdsl.core.schema import Schema
from mgdsl.lint.spaces import whole
from mgdsl.tree import find

Canon = tuple[Any, ...]
NUMBERED = {">=": (ceil, False), ">": (lambda x: floor(x) + 1, False), "<": (ceil, True)}
NUMBERED |= {"<=": (lambda x: floor(x) + 1, True)}
"""A bound on whole numbers as `>= n`, or as its negation."""


class Sources:
    """Which column a field reads, and of what table a row is; row names are unique in a program."""

    def __init__(self, program: Program) -> None:
        roots = [*(let.body for let in program.lets)]
        roots += [expr for criterion in program.criteria for expr in (criterion.applies, criterion.blocks)]
        self.tables = {query.row: query.table for root in roots for query in find(root, ir.Query)}
        self._columns = {("", column.name): column.source for column in program.columns}
        for table in program.tables:
            self._columns |= {(table.name, column.name): column.source for column in table.columns}

    def of(self, field: ir.Field) -> c.ColumnSource:
        return self._columns[self.tables.get(field.row, ""), field.column]


def canonical(
    expr: ir.Expr, program: Program, sources: Sources, rows: Mapping[str, int] | None = None
) -> Canon:
    """The canonical form; `rows` numbers the rows in scope."""
    rows = rows or {}

    def below(inner: ir.Expr) -> Canon:
        return canonical(inner, program, sources, rows)

    match expr:
        case ir.Lit(value):
            return ("lit", value)
        case ir.Field(row):
            return ("field", rows.get(row, row), _plain(sources.of(expr)))
        case ir.Ref(index):
            return ("ref", index)
        case ir.Apply(op, ir.Field() as left, ir.Lit(value)) if _numbered(
            left, op, value, sources, program.schema
        ):
            to, negated = NUMBERED[op]
            found: Canon = ("apply", ">=", below(left), ("lit", to(value)))
            return ("not", found) if negated else found
        case ir.Apply(op, left, right):
            return ("apply", op, below(left), below(right))
        case ir.Not(of):
            inner = below(of)
            return inner[1] if inner[0] == "not" else ("not", inner)
        case ir.AtLeast(k, xs):
            items = [below(x) for x in xs]
            if k not in (1, len(xs)):
                return ("at least", k, tuple(items))
            once = tuple(dict.fromkeys(items))  # of two alike, one adds nothing to *and* or *or*
            return once[0] if len(once) == 1 else ("all" if k > 1 else "any", once)
        case ir.Known(of):
            return ("known", below(of))
        case ir.If(condition, then, otherwise):
            return ("if", below(condition), below(then), below(otherwise))
        case ir.Query(table, row, where, closed, fold):
            inside = canonical(where, program, sources, {**rows, row: len(rows) + 1})
            return ("query", table, inside, below(closed), fold)
        case _:
            assert_never(expr)


def _plain(source: c.ColumnSource) -> c.ColumnSource:
    """Weeks as days and years as months: `28 days` is `4 weeks`."""
    match source:
        case c.VisitDay() | c.RecordedDay() | c.RowDay() | c.Closes():
            return evolve(source, step=_plain_step(source.step))
        case _:
            return source


def _plain_step(step: c.Step) -> c.Step:
    match step.unit:
        case "day" | "week":
            return c.Step(days=step.n * (7 if step.unit == "week" else 1) + step.days)
        case "year":
            return c.Step(12 * step.n, "month", step.days)
        case _:
            return step


def _numbered(field: ir.Field, op: str, value: object, sources: Sources, schema: Schema) -> bool:
    source = sources.of(field)
    return (
        op in NUMBERED
        and isinstance(value, Fraction)
        and isinstance(source, c.Number)
        and whole(source.form, schema)
    )


def canonical_program(program: Program) -> Canon:
    """All that a program decides: criteria with their definitions, in order."""
    sources = Sources(program)
    lets = tuple(canonical(let.body, program, sources) for let in program.lets)
    criteria = tuple(
        (
            criterion.id,
            criterion.kind,
            canonical(criterion.applies, program, sources),
            canonical(criterion.blocks, program, sources),
        )
        for criterion in program.criteria
    )
    return (program.schema, lets, criteria)
