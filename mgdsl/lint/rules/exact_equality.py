"""A measured value that must equal a number exactly."""

from collections.abc import Iterator

from mgdsl.core.schema import Quantity
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.wording import compared, measured
from mgdsl.report.diagnostic import Severity
from mgdsl.syntax import ast

SEVERITY = Severity.WARNING


def find(look: Look) -> Iterator[Finding]:
    for simple, test, _, number in compared(look):
        if test.op not in ("=", "!=") or look.within(simple, ast.Case) is not None:
            continue
        match measured(look, simple.subject):
            case Quantity(decimals=0):
                pass
            case Quantity(unit="1") if number.denominator == 1:
                pass  # a count, as a rule
            case Quantity(name=name):
                yield Finding(
                    look.place(test),
                    f"{name} is compared for being exactly {look.text(test.value)}.",
                    "A measured value differs in its last digit from one laboratory to the next.",
                    "write `>=`, `<=` or `between … and …`",
                )
            case _:
                pass
