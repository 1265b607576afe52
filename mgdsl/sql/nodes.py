"""Walks over core expressions that know which table a row stands for."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from attrs import evolve

from mgdsl.core.ir import Apply, AtLeast, Expr, Field, If, Known, Lit, Not, Query, Ref
from mgdsl.core.program import Program


def children(expr: Expr) -> tuple[Expr, ...]:
    """The direct operands, in reading order."""
    match expr:
        case Lit() | Field() | Ref():
            return ()
        case Apply(left=left, right=right):
            return left, right
        case Not(of=of) | Known(of=of):
            return (of,)
        case AtLeast(xs=xs):
            return xs
        case If(condition=condition, then=then, otherwise=otherwise):
            return condition, then, otherwise
        case Query(where=where, closed=closed):
            return where, closed
        case _:
            assert_never(expr)


def with_children(expr: Expr, operands: Sequence[Expr]) -> Expr:
    """The same node over other operands, in the order of `children`."""
    match expr:
        case Lit() | Field() | Ref():
            return expr
        case Apply():
            return evolve(expr, left=operands[0], right=operands[1])
        case Not() | Known():
            return evolve(expr, of=operands[0])
        case AtLeast():
            return evolve(expr, xs=tuple(operands))
        case If():
            return evolve(expr, condition=operands[0], then=operands[1], otherwise=operands[2])
        case Query():
            return evolve(expr, where=operands[0], closed=operands[1])
        case _:
            assert_never(expr)


def walk(expr: Expr, rows: dict[str, str]) -> Iterator[tuple[Expr, dict[str, str]]]:
    """Every node once, with the table of each row in scope by the row's name."""
    pending = [(expr, rows)]
    while pending:
        node, scope = pending.pop()
        yield node, scope
        match node:
            case Query(table=table, row=row, where=where, closed=closed):
                pending += [(closed, scope), (where, {**scope, row: table})]
            case _:
                pending += [(child, scope) for child in children(node)]


def expressions(program: Program) -> Iterator[Expr]:
    """The definitions, then both expressions of each criterion."""
    for let in program.lets:
        yield let.body
    for criterion in program.criteria:
        yield criterion.applies
        yield criterion.blocks


def referred(expr: Expr, bodies: tuple[Expr, ...]) -> Expr:
    """The expression itself, or the definition that a chain of references ends in."""
    while isinstance(expr, Ref):
        expr = bodies[expr.index]
    return expr
