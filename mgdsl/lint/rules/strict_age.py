"""`age > 18 years` counts completed years, so it begins with 19."""

from collections.abc import Iterator

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.wording import compared, is_condition, keeps_out
from mgdsl.report.diagnostic import Severity
from mgdsl.syntax import ast

SEVERITY = Severity.INFO


def find(look: Look) -> Iterator[Finding]:
    for simple, test, quantity, number in compared(look):
        match simple.subject:
            case ast.Name(text) if text.casefold() == "age" and test.op == ">" and number.denominator == 1:
                if _excludes(look, simple):
                    continue
                years = quantity.unit or "years"
                yield Finding(
                    look.place(test),
                    f"`{look.text(simple.subject)} {look.text(test)}` begins with {number + 1} {years}.",
                    f"Age is completed {years}: who is {number} and some months counts as {number}.",
                    f"`>= {number} {years}` if {number} is old enough, `>= {number + 1} {years}` if not",
                )
            case _:
                pass


def _excludes(look: Look, simple: ast.Simple) -> bool:
    """The line keeps out who is older: the bound is an upper one, and `> 80` is how sources print it."""
    return keeps_out(look, simple) and not is_condition(look, simple)
