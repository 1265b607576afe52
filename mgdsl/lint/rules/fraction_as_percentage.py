"""A percentage below 1 %: often a fraction with a percent sign."""

from collections.abc import Iterator

from mgdsl.lang.numbers import show
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.wording import compared
from mgdsl.report.diagnostic import Severity

SEVERITY = Severity.WARNING


def find(look: Look) -> Iterator[Finding]:
    for _, _, quantity, number in compared(look):
        if quantity.unit == "%" and 0 < number < 1:
            yield Finding(
                look.place(quantity),
                f"{look.text(quantity)} is less than one in a hundred.",
                f"A half is 50%, not 0.5%; {look.text(quantity)} is hardly ever a threshold.",
                f"write `{show(number * 100)}%`, if the fraction {show(number)} is meant",
            )
