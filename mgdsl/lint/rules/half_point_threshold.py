"""A threshold between two whole numbers, on a scale that has whole numbers only."""

from collections.abc import Iterator
from math import ceil, floor

from mgdsl.lang.numbers import exact
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.wording import is_whole
from mgdsl.report.diagnostic import Edit, Severity
from mgdsl.syntax import ast

SEVERITY = Severity.INFO


def find(look: Look) -> Iterator[Finding]:
    for simple in look.all(ast.Simple):
        plain = _plain(simple.test)
        if simple.test is not None and plain is not None and is_whole(look, simple.subject):
            place = look.place(simple.test)
            yield Finding(
                place,
                f"{look.text(simple.subject)} is a whole number: `{place.text}` means `{plain}`.",
                "A reader has to work out which whole number is meant, and may think halves are recorded.",
                f"write `{plain}`",
                edits=(Edit(place, plain),),
            )


def _plain(test: ast.Test | None) -> str | None:
    """The same with whole numbers; None where they are whole, and where none is left between them."""
    match test:
        case ast.Compare(op, ast.Quantity(number, unit)) if op[0] in "<>" and not _is_whole(number):
            up = op[0] == ">"
            return f"{op[0]}= {ceil(exact(number)) if up else floor(exact(number))}{_after(unit)}"
        case ast.Between(ast.Quantity(low, first), ast.Quantity(high, unit)) if first in (None, unit):
            least, most = ceil(exact(low)), floor(exact(high))
            if least <= most and not (_is_whole(low) and _is_whole(high)):
                return f"between {least}{_after(first)} and {most}{_after(unit)}"
    return None


def _is_whole(number: str) -> bool:
    return exact(number).denominator == 1


def _after(unit: str | None) -> str:
    return f" {unit}" if unit else ""
