"""A count per volume with exactly three decimals: often a point between thousands."""

import re
from collections.abc import Iterator

from mgdsl.core.schema import Quantity
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.wording import measured, owner
from mgdsl.report.diagnostic import Severity
from mgdsl.syntax import ast
from mgdsl.tree import walk

SEVERITY = Severity.INFO
GROUPED = re.compile(r"[1-9]\d{0,2}\.\d{3}")
COUNT = re.compile(r"/ ?(?:[munµμ]?[lL]|mm3|mm\^3|mm³)")
"""A unit of so many in a volume: `/µL`, `/mm3`."""


def find(look: Look) -> Iterator[Finding]:
    for simple in look.all(ast.Simple):
        of = measured(look, simple.subject)
        if simple.test is None or owner(look, simple) is None or not isinstance(of, Quantity):
            continue
        if of.usual is not None or (of.decimals or 0) > 2:
            continue
        for quantity in walk(simple.test):
            if not isinstance(quantity, ast.Quantity) or not GROUPED.fullmatch(quantity.number):
                continue
            if not COUNT.fullmatch(quantity.unit or of.unit):
                continue
            whole = quantity.number.replace(".", "")
            yield Finding(
                look.place(quantity),
                f"`{look.text(quantity)}` has a decimal point: it is less than {_above(quantity.number)}.",
                "In several languages a point stands between thousands, and counts are whole numbers.",
                f"write `{whole} {quantity.unit or of.unit}` if thousands are meant, "
                f"or fewer decimals: `{quantity.number.rstrip('0').rstrip('.')}`",
            )


def _above(number: str) -> int:
    return int(number.partition(".")[0]) + 1
