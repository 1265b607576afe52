"""An exclusion that excludes only when several values lie beyond their limits at once."""

from collections.abc import Iterator

from mgdsl.lint.limits import is_normal, multiple
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.rules.excludes_normal import TURNED
from mgdsl.lint.wording import is_condition, is_filter, negations, owner
from mgdsl.report.diagnostic import Severity
from mgdsl.syntax import ast

SEVERITY = Severity.WARNING


def find(look: Look) -> Iterator[Finding]:
    for simple in look.all(ast.Simple):
        match simple.subject:
            case ast.Choice("all", _, ast.Braces((_, _, *_))) if _beyond(simple.test) and _excludes(
                look, simple
            ):
                words = look.text(simple).replace("all of", "any of", 1)
                yield _finding(look, simple, f"write `{' '.join(words.split())}`")
            case _:
                pass
    for block in look.all(ast.AllBlock):
        if _alike(look, block.lines):
            yield _finding(look, block, "write `any of:`")
    for junction in look.all(ast.Junction):
        if set(junction.ops) == {"and"} and _alike(look, junction.terms):
            yield _finding(look, junction, "write `or`")


def _finding(look: Look, node: ast.Node, repair: str) -> Finding:
    return Finding(
        look.place(node),
        "One value beyond its limit does not exclude here: the others must lie beyond it, too.",
        "Of values that must be near normal each is mostly meant, also where “and” is printed between them.",
        f"{repair}, or keep it with `# allow all-beyond: the reason`",
    )


def _beyond(test: "ast.Test | None") -> bool:
    """A bound at a reference limit that normal values do not satisfy."""
    if not isinstance(test, ast.Compare) or test.op not in TURNED:
        return False
    limit = multiple(test.value)
    return limit is not None and is_normal(TURNED[test.op], *limit)


def _alike(look: Look, lines: tuple[ast.Node, ...]) -> bool:
    """Whether all lines exclude by the same bound of different things."""
    simple = [line for line in lines if isinstance(line, ast.Simple) and isinstance(line.subject, ast.Name)]
    if len(simple) < 2 or len(simple) != len(lines) or not _excludes(look, simple[0]):
        return False
    bounds = {(each.test, each.whens) for each in simple}
    return len(bounds) == 1 and _beyond(simple[0].test)


def _excludes(look: Look, simple: ast.Simple) -> bool:
    """What an exclusion looks for; no condition or filter."""
    criterion = owner(look, simple)
    if not isinstance(criterion, ast.Criterion) or is_condition(look, simple) or is_filter(look, simple):
        return False
    return (criterion.kind == "exclusion") == (negations(look, simple) % 2 == 0)
