"""A reading that is noted as not settled."""

import re
from collections.abc import Iterator

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.report.diagnostic import Severity
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

SEVERITY = Severity.INFO
OPEN = re.compile(
    r"^open\b|\bTB[DC]\b|\?$|\bun(?:clear|settled)\b|\bnot (?:yet )?(?:settled|decided|clear)\b"
    r"|\bto be (?:settled|decided|clarified|confirmed|defined)\b",
    re.IGNORECASE,
)


def find(look: Look) -> Iterator[Finding]:
    for prop in look.all(ast.Property):
        if fold(prop.key) != "reading":
            continue
        for value in prop.values:
            found = OPEN.search(value.text.strip()) if isinstance(value, ast.Text) else None
            if found is not None:
                yield Finding(
                    look.place(value),
                    "This reading is not settled.",
                    "The lines below decide patients as if it were.",
                    "settle it with the sponsor, and say which reading is taken",
                )
