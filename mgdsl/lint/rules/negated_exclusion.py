"""An exclusion that excludes for what is not there."""

from collections.abc import Iterator

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.rules.double_negation import negates
from mgdsl.report.diagnostic import Severity
from mgdsl.syntax import ast

SEVERITY = Severity.INFO


def find(look: Look) -> Iterator[Finding]:
    for criterion in look.all(ast.Criterion):
        if criterion.kind != "exclusion":
            continue
        for line in criterion.lines:
            if negates(line):
                first = look.text(line).split("\n")[0]
                yield Finding(
                    look.place(line),
                    f"{criterion.id.text} excludes whoever has `{first}`.",
                    "An exclusion states what excludes; copied from an inclusion, a negation turns it round.",
                    "take the negation away if its opposite excludes; if not, an inclusion may read better",
                )
