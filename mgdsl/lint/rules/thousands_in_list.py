"""A comma inside a number, in a list of numbers."""

import re
from collections.abc import Iterator
from itertools import pairwise

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.report.diagnostic import Severity
from mgdsl.report.source import Place, Span
from mgdsl.syntax import ast

SEVERITY = Severity.WARNING


def find(look: Look) -> Iterator[Finding]:
    for prop in look.all(ast.Property):
        for one, other in pairwise(prop.values):
            place = Place(look.source, Span(one.span.start, other.span.end))
            if re.match(r"\d{1,3},\d{3}(?!\d)", place.text):
                joined = place.text.replace(",", "")
                yield Finding(
                    place,
                    f"`{place.text}` is read as two numbers.",
                    "A comma separates the things of a list; thousands are written without one.",
                    f"write `{joined}`, or a blank after the comma if two numbers are meant",
                )
