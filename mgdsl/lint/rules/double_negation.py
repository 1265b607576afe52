"""A negation of a negation."""

from collections.abc import Iterator

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.report.diagnostic import Edit, Severity
from mgdsl.report.source import Place, Span
from mgdsl.syntax import ast

SEVERITY = Severity.INFO
WHY = "Two negations are easily read as one, above all aloud."


def find(look: Look) -> Iterator[Finding]:
    for block in look.all(ast.UnlessBlock):
        if isinstance(block.condition, ast.Negated):
            inner = block.condition.cond
            opening = Place(look.source, Span(block.span.start, inner.span.start))
            yield _finding(look, block.condition, f"`if {look.text(inner)}:`", (Edit(opening, "if "),))
    for negated in look.all(ast.Negated):
        if negates(negated.cond):
            edits = _of_is(look, negated)
            yield _finding(look, negated, "the condition without both", edits)
    for none in look.all(ast.NoneBlock):
        for line in none.lines:
            if negates(line):
                yield _finding(look, line, "`all of:` with the lines the other way round")
    for simple in look.all(ast.Simple):
        match simple:
            case ast.Simple(ast.Choice(word="none"), ast.Is(True) | ast.Inside(True)):
                yield _finding(look, simple, "`all of {…}` with the test the other way round")
            case _:
                pass


def negates(line: ast.Line) -> bool:
    """Whether a line's outermost word says no."""
    match line:
        case ast.Negated() | ast.NoneBlock():
            return True
        case ast.Filtered(cond):
            return negates(cond)
        case ast.Simple(subject=ast.Choice(word="none")) | ast.Simple(subject=ast.Counted(how=ast.How("no"))):
            return True
        case ast.Simple(test=ast.Is(True) | ast.Inside(True)):
            return True
        case ast.Simple(subject=ast.Paren(cond, None), test=None):
            return negates(cond)
        case _:
            return False


def _of_is(look: Look, negated: ast.Negated) -> tuple[Edit, ...]:
    """`not X is not Y` as `X is Y`."""
    match negated.cond:
        case ast.Simple(ast.Name() | ast.PartOf(), ast.Is(True, value) as test):
            opening = Place(look.source, Span(negated.span.start, negated.cond.span.start))
            return (Edit(opening, ""), Edit(look.place(test), f"is {look.text(value)}"))
        case _:
            return ()


def _finding(look: Look, node: ast.Node, better: str, edits: tuple[Edit, ...] = ()) -> Finding:
    place = look.place(node)
    return Finding(place, "This is a negation of a negation.", WHY, f"write {better}", edits=edits)
