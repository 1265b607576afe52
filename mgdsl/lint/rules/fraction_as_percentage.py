"""A percentage below 1 %: often a fraction with a percent sign."""

from collections.abc import Iterator

from attrs import evolve

from mgdsl.lang.numbers import exact, show
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.wording import compared
from mgdsl.report.diagnostic import Severity
from mgdsl.syntax import ast

SEVERITY = Severity.WARNING


def find(look: Look) -> Iterator[Finding]:
    for quantity in _numbers(look):
        number = exact(quantity.number)
        if quantity.unit == "%" and 0 < number < 1:
            yield Finding(
                look.place(quantity),
                f"{look.text(quantity)} is less than one in a hundred.",
                f"A half is 50%, not 0.5%; {look.text(quantity)} is hardly ever a threshold.",
                f"write `{show(number * 100)}%`, if the fraction {show(number)} is meant",
            )


def _numbers(look: Look) -> Iterator[ast.Quantity]:
    """What is compared with, the ends of `between` included; their unit stands behind the second."""
    yield from (quantity for _, _, quantity, _ in compared(look))
    for between in look.all(ast.Between):
        match between:
            case ast.Between(ast.Quantity() as low, ast.Quantity() as high) if exact(high.number) <= 1:
                yield evolve(low, unit=low.unit or high.unit)
                yield high
            case _:
                pass
