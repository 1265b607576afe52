"""Alternatives of which one value within its limit is enough."""

from collections.abc import Iterator

from mgdsl.lint.limits import is_normal, multiple
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.wording import is_condition, is_filter, negations, owner
from mgdsl.report.diagnostic import Severity
from mgdsl.syntax import ast

SEVERITY = Severity.WARNING


def find(look: Look) -> Iterator[Finding]:
    for simple in look.all(ast.Simple):
        match simple.subject:
            case ast.Choice("any", _, ast.Braces((_, _, *_))) if _within(simple.test) and _wanted(
                look, simple
            ):
                words = look.text(simple).replace("any of", "all of", 1)
                yield _finding(look, simple, f"write `{' '.join(words.split())}`")
            case _:
                pass
    for block in look.all(ast.AnyBlock):
        if _alike(look, block.lines):
            yield _finding(look, block, "write `all of:`, or the lines without a block")
    for junction in look.all(ast.Junction):
        if set(junction.ops) == {"or"} and _alike(look, junction.terms):
            yield _finding(look, junction, "write `and`")


def _finding(look: Look, node: ast.Node, repair: str) -> Finding:
    return Finding(
        look.place(node),
        "One value within its limit is enough here: the others may lie beyond it.",
        "Of values that must be near normal all are mostly meant, also where “or” is printed between them.",
        f"{repair}, or keep it with `# allow one-normal-enough: the reason`",
    )


def _within(test: "ast.Test | None") -> bool:
    """A bound at a reference limit that normal values satisfy."""
    if not isinstance(test, ast.Compare):
        return False
    limit = multiple(test.value)
    return limit is not None and is_normal(test.op, *limit)


def _alike(look: Look, lines: tuple[ast.Node, ...]) -> bool:
    """Whether all lines ask for the same bound of different things, and are asked for."""
    simple = [line for line in lines if isinstance(line, ast.Simple) and isinstance(line.subject, ast.Name)]
    if len(simple) < 2 or len(simple) != len(lines) or not _wanted(look, simple[0]):
        return False
    bounds = {(each.test, each.whens) for each in simple}
    return len(bounds) == 1 and _within(simple[0].test)


def _wanted(look: Look, simple: ast.Simple) -> bool:
    """What an inclusion asks for, or a definition that may serve one; no exclusion, condition or filter."""
    if is_condition(look, simple) or is_filter(look, simple):
        return False
    match owner(look, simple):
        case ast.Criterion(kind="inclusion") | ast.Define():
            return negations(look, simple) % 2 == 0
        case ast.Criterion():
            return negations(look, simple) % 2 == 1
        case _:
            return False
