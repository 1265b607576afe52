"""A threshold between two whole numbers, on a scale that has whole numbers only."""

from collections.abc import Iterator
from math import ceil, floor

from mgdsl.core.schema import Instrument, Quantity
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.wording import compared, measured
from mgdsl.report.diagnostic import Edit, Severity
from mgdsl.syntax import ast

SEVERITY = Severity.INFO


def find(look: Look) -> Iterator[Finding]:
    for simple, test, quantity, number in compared(look):
        if (
            number.denominator == 1
            or test.op not in (">", ">=", "<", "<=")
            or not _whole(look, simple.subject)
        ):
            continue
        up = test.op in (">", ">=")
        plain = f"{'>=' if up else '<='} {ceil(number) if up else floor(number)}"
        unit = f" {quantity.unit}" if quantity.unit else ""
        yield Finding(
            look.place(test),
            f"{look.text(simple.subject)} is a whole number: `{look.text(test)}` means `{plain}{unit}`.",
            "A reader has to work out which whole number is meant, and may think that halves are recorded.",
            f"write `{plain}{unit}`",
            edits=(Edit(look.place(test), f"{plain}{unit}"),),
        )


def _whole(look: Look, subject: ast.Node) -> bool:
    """Scores and their changes; quantities declared without decimals; age in completed years."""
    if isinstance(subject, ast.PartOf) and subject.kind != "part":
        return False
    if isinstance(subject, ast.Name) and subject.text.casefold() == "age":
        return True
    match measured(look, subject):
        case Instrument():
            return True
        case Quantity(decimals=0):
            return True
        case _:
            return False
