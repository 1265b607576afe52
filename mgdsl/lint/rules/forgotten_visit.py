"""A score asked at fewer visits than all the scores like it."""

from collections import Counter
from collections.abc import Iterator

from mgdsl.core.schema import Category, Instrument
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.wording import is_condition, is_filter, measured, owner, visits
from mgdsl.report.diagnostic import Label, Severity
from mgdsl.syntax import ast

SEVERITY = Severity.INFO
LIKE = 2
"""How many others must agree."""


def find(look: Look) -> Iterator[Finding]:
    asked: dict[str, list[tuple[ast.Simple, frozenset[str]]]] = {}
    for simple in look.all(ast.Simple):
        criterion = owner(look, simple)
        if not isinstance(criterion, ast.Criterion) or is_condition(look, simple) or is_filter(look, simple):
            continue
        at = frozenset(visits(look, simple))
        if at and _is_score(look, simple.subject):
            asked.setdefault(criterion.kind, []).append((simple, at))
    for lines in asked.values():
        usual, count = Counter(at for _, at in lines).most_common(1)[0]
        lines = [(simple, at) for simple, at in lines if at == usual or not _is_class(look, simple.subject)]
        odd = [(simple, at) for simple, at in lines if at < usual]
        if count < LIKE or len(usual) < 2 or len(odd) != 1 or len(lines) != count + 1:
            continue
        simple, at = odd[0]
        missing = ", ".join(sorted(usual - at))
        like = next(other for other, visits in lines if visits == usual)
        yield Finding(
            look.place(simple),
            f"This is not asked at {missing}, as all the scores like it are.",
            "A visit is easily forgotten in one of several lines that were written alike.",
            f"write `{_at(look, simple, like)}`, or keep it with "
            "`# allow forgotten-visit: printed so in the source`",
            others=(Label(look.place(like), "like this one"),),
        )


def _at(look: Look, simple: ast.Simple, like: ast.Simple) -> str:
    """The line with the visits of the other one, its own or those of its block."""
    block = look.within(like, ast.AtBlock)
    whens: tuple[ast.Node, ...] = like.whens or ((block.when,) if block is not None else ())
    test = (look.text(simple.test),) if simple.test is not None else ()
    return " ".join((look.text(simple.subject), *test, *map(look.text, whens)))


def _is_score(look: Look, subject: ast.Node) -> bool:
    """An instrument, a part of one, or a classification."""
    return _is_class(look, subject) or isinstance(measured(look, subject), Instrument)


def _is_class(look: Look, subject: ast.Node) -> bool:
    """A classification: it may stand for the others, and is itself mostly made once."""
    found = look.names.find(subject.text) if isinstance(subject, ast.Name) else None
    return isinstance(found, Category) and found.kind == "classification"
