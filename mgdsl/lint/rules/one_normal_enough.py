"""Alternatives of which one value within its limit is enough."""

from collections.abc import Iterator

from mgdsl.lint.limits import is_normal, multiple
from mgdsl.lint.look import Look
from mgdsl.lint.one_bound import instead, of_one_bound
from mgdsl.lint.rule import Finding
from mgdsl.lint.wording import is_condition, is_filter, keeps_out, owner
from mgdsl.report.diagnostic import Severity
from mgdsl.syntax import ast

SEVERITY = Severity.WARNING


def find(look: Look) -> Iterator[Finding]:
    for node in of_one_bound(
        look, "any", ast.AnyBlock, "or", lambda line: _within(line) and _wanted(look, line)
    ):
        match node:
            case ast.Simple():
                repair = instead(look, node, "any", "all")
            case ast.Junction():
                repair = "write `and`"
            case _:
                repair = "write `all of:`, or the lines without a block"
        yield Finding(
            look.place(node),
            "One value within its limit is enough here: the others may lie beyond it.",
            "Of values that must be near normal all are mostly meant, also where “or” is printed between "
            "them.",
            f"{repair}, or keep it with `# allow one-normal-enough: the reason`",
        )


def _within(line: ast.Simple) -> bool:
    """A bound at a reference limit that normal values satisfy."""
    if not isinstance(line.test, ast.Compare):
        return False
    limit = multiple(line.test.value)
    return limit is not None and is_normal(line.test.op, *limit)


def _wanted(look: Look, simple: ast.Simple) -> bool:
    """What an inclusion asks for, or a definition that may serve one; no exclusion, condition or filter."""
    if is_condition(look, simple) or is_filter(look, simple):
        return False
    return isinstance(owner(look, simple), ast.Criterion | ast.Define) and not keeps_out(look, simple)
