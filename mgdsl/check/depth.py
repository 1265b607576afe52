"""How deep a criterion nests, definitions written out: a bound that lets every backend recurse safely."""

from mgdsl.check import messages
from mgdsl.core.ir import Criterion, Expr, Ref
from mgdsl.core.program import Let
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.tree import children

DEEPEST = 150
"""Levels of core nodes. Backends and explanations spend a few frames a level; Python allows 1000."""


def too_deep(criteria: tuple[Criterion, ...], lets: list[Let]) -> list[Diagnostic]:
    """The criteria that nest too deep."""
    of_lets: list[int] = []
    for let in lets:
        of_lets.append(_depth(let.body, of_lets))
    return [
        messages.criterion_too_deep(criterion.origin.place, DEEPEST)
        for criterion in criteria
        if criterion.origin is not None
        and max(_depth(criterion.applies, of_lets), _depth(criterion.blocks, of_lets)) > DEEPEST
    ]


def _depth(expr: Expr, of_lets: list[int]) -> int:
    """Lets refer only to earlier ones."""
    if isinstance(expr, Ref):
        return 1 + of_lets[expr.index]
    return 1 + max((_depth(child, of_lets) for child in children(expr)), default=0)
