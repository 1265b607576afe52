"""A negation of a negation."""

import re
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
            plain = _turned(look, negated.cond)
            yield _finding(look, negated, f"`{plain}`", (Edit(look.place(negated), plain),))
    for none in look.all(ast.NoneBlock):
        for line in none.lines:
            if negates(line):
                plain = _turned(look, line.cond if isinstance(line, ast.Filtered) else line)
                better = f"`all of:`, with `{plain}` here and the other lines turned round, too"
                yield _finding(look, line, better)
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


def _turned(look: Look, line: ast.Line) -> str:
    """What a line that says no says no to."""
    match line:
        case ast.Negated(cond):
            return look.text(cond)
        case ast.Simple(subject=ast.Choice(word="none") | ast.Counted(how=ast.How("no"))):
            return re.sub(r"^(?:none|no)\b", "any", look.text(line))
        case ast.Simple(subject, ast.Is(True, value), whens):
            return _joined(look, subject, f"is {look.text(value)}", whens)
        case ast.Simple(subject, ast.Inside(True, values), whens):
            return _joined(look, subject, f"in {look.text(values)}", whens)
        case ast.Simple(subject=ast.Paren(cond, None), test=None):
            return _turned(look, cond)
        case _:
            return look.text(line)


def _joined(look: Look, subject: ast.Subject, test: str, whens: tuple[ast.When, ...]) -> str:
    return " ".join((look.text(subject), test, *map(look.text, whens)))


def _finding(look: Look, node: ast.Node, better: str, edits: tuple[Edit, ...] = ()) -> Finding:
    place = look.place(node)
    return Finding(place, "This is a negation of a negation.", WHY, f"write {better}", edits=edits)
