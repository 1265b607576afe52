"""An exclusion that excludes only when several values lie beyond their limits at once."""

from collections.abc import Iterator

from mgdsl.lang.ops import NEGATED
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
        look, "all", ast.AllBlock, "and", lambda line: _beyond(line) and _excludes(look, line)
    ):
        match node:
            case ast.Simple():
                repair = instead(look, node, "all", "any")
            case ast.Junction():
                repair = "write `or`"
            case _:
                repair = "write `any of:`"
        yield Finding(
            look.place(node),
            "One value beyond its limit does not exclude here: the others must lie beyond it, too.",
            "Of values that must be near normal each is mostly meant, also where “and” is printed between "
            "them.",
            f"{repair}, or keep it with `# allow all-beyond: the reason`",
        )


def _beyond(line: ast.Simple) -> bool:
    """A bound at a reference limit that normal values do not satisfy."""
    if not isinstance(line.test, ast.Compare) or line.test.op not in NEGATED:
        return False
    limit = multiple(line.test.value)
    return limit is not None and is_normal(NEGATED[line.test.op], *limit)


def _excludes(look: Look, simple: ast.Simple) -> bool:
    """What an exclusion looks for; no condition or filter."""
    if not isinstance(owner(look, simple), ast.Criterion):
        return False
    return keeps_out(look, simple) and not is_condition(look, simple) and not is_filter(look, simple)
