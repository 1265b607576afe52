"""An exclusion that takes back a value that an inclusion admits by name."""

from collections.abc import Iterator

from mgdsl.core.schema import Category
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.wording import visits
from mgdsl.report.diagnostic import Label, Severity
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast
from mgdsl.tree import frozen

SEVERITY = Severity.WARNING


@frozen(eq=False)
class Asked:
    """A line that asks for some values of a category: each with the recorded values it stands for."""

    category: Category
    visits: tuple[str, ...]
    named: tuple[tuple[ast.Name, frozenset[str]], ...]
    line: ast.Simple
    criterion: ast.Criterion

    @property
    def values(self) -> frozenset[str]:
        return frozenset().union(*(values for _, values in self.named))


def find(look: Look) -> Iterator[Finding]:
    if any(section.lines for section in look.all(ast.Section)):
        return
    asked = list(_asked(look))
    excluded = [each for each in asked if each.criterion.kind == "exclusion"]
    admitted = [each for each in asked if each.criterion.kind == "inclusion"]
    for back in excluded:
        for given in admitted:
            if back.category != given.category or back.visits != given.visits:
                continue
            lost = [name for name, values in given.named if values <= back.values]
            if not lost or len(lost) == len(given.named):
                continue
            words = ", ".join(look.text(name) for name in lost)
            ids = back.criterion.id.text, given.criterion.id.text
            yield Finding(
                look.place(back.line),
                f"{ids[0]} takes back {words}, which {ids[1]} admits by name.",
                "One of the two is a slip: often a label that was meant to stand for something else.",
                f"take {words} off the inclusion, or ask for what the exclusion means without the label",
                others=(Label(look.place(given.line), "admitted here"),),
            )


def _asked(look: Look) -> Iterator[Asked]:
    """Lines that, alone, admit (in an inclusion) or exclude (in an exclusion) by the values of a category."""
    for simple in look.all(ast.Simple):
        criterion = _decides(look, simple)
        if criterion is None or not isinstance(simple.subject, ast.Name):
            continue
        category = look.names.find(simple.subject.text)
        if not isinstance(category, Category):
            continue
        match simple.test:
            case ast.Is(False, ast.Name() as name):
                names: tuple[ast.Expr, ...] = (name,)
            case ast.Inside(False, ast.Braces(items)):
                names = items
            case _:
                continue
        named = tuple((name, _values(category, name.text)) for name in names if isinstance(name, ast.Name))
        yield Asked(category, visits(look, simple), named, simple, criterion)


def _decides(look: Look, simple: ast.Simple) -> ast.Criterion | None:
    """The criterion that the line alone meets (an exclusion) or fails (an inclusion)."""
    criterion = look.within(simple, ast.Criterion)
    if criterion is None:
        return None
    inclusion = criterion.kind == "inclusion"
    for outer in look.above(simple):
        match outer:
            case ast.Criterion(lines=lines) | ast.AtBlock(lines=lines) | ast.AllBlock(lines=lines):
                alone = inclusion or len(lines) == 1
            case ast.AnyBlock(lines=lines):
                alone = not inclusion or len(lines) == 1
            case _:
                alone = False
        if not alone:
            return None
    return criterion


def _values(category: Category, word: str) -> frozenset[str]:
    groups = {fold(name): frozenset(members) for name, members in category.groups}
    return groups.get(fold(word), frozenset(v for v in category.values if fold(v) == fold(word)))
