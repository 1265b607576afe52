"""Which side of a reference limit is the normal one."""

from fractions import Fraction

from mgdsl.lang.numbers import exact
from mgdsl.syntax import ast


def multiple(value: ast.Expr) -> tuple[Fraction, str] | None:
    """How many times which limit."""
    match value:
        case ast.Limit(kind):
            return Fraction(1), kind
        case ast.Arith(ast.Quantity(number, None), "×", ast.Limit(kind)):
            return exact(number), kind
        case ast.Arith(ast.Limit(kind), "×", ast.Quantity(number, None)):
            return exact(number), kind
        case _:
            return None


def is_normal(op: str, times: Fraction, kind: str) -> bool:
    """Whether all values up to the upper limit, or from the lower one on, satisfy the comparison."""
    if kind == "ULN":
        return op in ("<", "<=") and times >= 1
    return op in (">", ">=") and times <= 1
