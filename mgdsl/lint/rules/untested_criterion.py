"""A criterion that no case expects anything of, in a protocol that has cases."""

from collections.abc import Iterator

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.report.diagnostic import Severity
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

SEVERITY = Severity.INFO


def find(look: Look) -> Iterator[Finding]:
    reached = {fold(expect.name.text) for expect in look.all(ast.Expect)}
    reached |= {fold(cell.text) for table in look.all(ast.CaseTable) for cell in table.rows[0]}
    if not reached:
        return
    for criterion in look.all(ast.Criterion):
        if fold(criterion.id.text) not in reached:
            yield Finding(
                look.place(criterion.id),
                f"No case expects anything of {criterion.id.text}.",
                "A slip in it would go unnoticed.",
                f"cases for {criterion.id.text}:",
            )
