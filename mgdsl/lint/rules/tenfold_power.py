"""A power of ten written with a ten in front: `10e6` is 10^7."""

import re
from collections.abc import Iterator

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.report.diagnostic import Severity
from mgdsl.syntax import ast

SEVERITY = Severity.WARNING


def find(look: Look) -> Iterator[Finding]:
    for quantity in look.all(ast.Quantity):
        power = re.fullmatch(r"10(?:\.0+)?[eE]\+?(\d{1,2})", quantity.number)
        if power is None:
            continue
        n = int(power[1])
        yield Finding(
            look.place(quantity),
            f"`{quantity.number}` is ten times 10^{n}.",
            f"Registries print 10e{n} for 10^{n}; so written it is 10^{n + 1}, ten times more.",
            f"write `1e{n}` or `1e{n + 1}`, whichever is meant",
        )
