"""An exclusion that excludes values within the reference limits."""

from collections.abc import Iterator

from mgdsl.core.schema import Quantity
from mgdsl.lang.ops import NEGATED
from mgdsl.lint.limits import is_normal, multiple
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.wording import is_condition, is_filter, keeps_out, measured, owner
from mgdsl.report.diagnostic import Severity
from mgdsl.syntax import ast

SEVERITY = Severity.WARNING


def find(look: Look) -> Iterator[Finding]:
    for simple in look.all(ast.Simple):
        criterion = owner(look, simple)
        if not isinstance(criterion, ast.Criterion) or is_condition(look, simple) or is_filter(look, simple):
            continue
        match simple.test:
            case ast.Compare(op, value) if op in NEGATED:
                excluded = keeps_out(look, simple)
                if not excluded or not _keeps_normal_out(op, value, measured(look, simple.subject)):
                    continue
                yield Finding(
                    look.place(simple.test),
                    f"{criterion.id.text} excludes normal values of {look.text(simple.subject)}.",
                    "A sign turned round excludes the healthy and lets in the ill.",
                    f"write `{NEGATED[op]} {look.text(value)}`, if what lies beyond the limit excludes",
                )
            case _:
                pass


def _keeps_normal_out(op: str, value: ast.Expr, of: object) -> bool:
    """A plain number is taken for a limit where the quantity has one on one side only."""
    limit = multiple(value)
    if limit is not None:
        return is_normal(op, *limit)
    if not isinstance(value, ast.Quantity) or not isinstance(of, Quantity):
        return False
    return (op in ("<", "<=") and of.limits == ("upper",)) or (op in (">", ">=") and of.limits == ("lower",))
