"""A dose level more than twenty times as high as the one below it."""

import re
from collections.abc import Iterator
from itertools import pairwise

from mgdsl.lang.numbers import show
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.report.diagnostic import Severity
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

SEVERITY = Severity.WARNING
STEEPEST = 20
THOUSANDS = re.compile(r"\d,\d{3}(?!\d)")


def find(look: Look) -> Iterator[Finding]:
    designs = {fold(each.name): each for each in (look.program.designs if look.program else ())}
    for node in look.all(ast.DoseFinding):
        design = designs.get(fold(" ".join(node.name.text.split())))
        prop = next((each for each in node.properties if fold(each.key) == "levels"), None)
        if prop is None or THOUSANDS.search(look.text(prop)):  # another rule's
            continue
        for low, high in pairwise(design.levels if design is not None else ()):
            if high.amount > STEEPEST * low.amount:
                times = show(round(high.amount / low.amount))
                yield Finding(
                    look.place(prop),
                    f"Level {high.name} is {times} times as high as level {low.name}, the one below it.",
                    "Doses rise by a few times, seldom by ten; a factor printed once for a whole list, "
                    "such as 10^6, gets lost on the way.",
                    f"compare both doses with the protocol: {low.dose} and {high.dose}",
                )
                break
