"""A parameter that its definition does not use."""

from collections.abc import Iterator

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.report.diagnostic import Severity
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast
from mgdsl.tree import walk

SEVERITY = Severity.WARNING


def find(look: Look) -> Iterator[Finding]:
    for define in look.all(ast.Define):
        names = (node for line in define.lines for node in walk(line) if isinstance(node, ast.Name))
        used = {fold(name.text) for name in names}
        for parameter in define.parameters:
            if fold(parameter.key) not in used:
                yield Finding(
                    look.place(parameter),
                    f"`{define.name.text}` asks for `{parameter.key}`, and does not use it.",
                    "What is given for it has no effect: what the definition itself says decides instead.",
                    f"write `{parameter.key}` in the line where it is meant, or delete it here and where "
                    f"`{define.name.text}` is used",
                )
