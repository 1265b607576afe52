"""A reading that is noted as not settled."""

from collections.abc import Iterator

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.report.diagnostic import Severity
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast
from mgdsl.syntax.reading import unsettled

SEVERITY = Severity.INFO


def find(look: Look) -> Iterator[Finding]:
    for prop in look.all(ast.Property):
        if fold(prop.key) != "reading":
            continue
        for value in prop.values:
            if isinstance(value, ast.Text) and unsettled(value.text):
                yield Finding(
                    look.place(value),
                    "This reading is not settled.",
                    "The lines below decide patients as if it were.",
                    "settle it with the sponsor, and say which reading is taken",
                )
