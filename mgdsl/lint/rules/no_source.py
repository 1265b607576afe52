"""A criterion without the words of its source, in a protocol that restates one."""

from collections.abc import Iterator

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.report.diagnostic import Severity
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

SEVERITY = Severity.INFO


def find(look: Look) -> Iterator[Finding]:
    criteria = list(look.all(ast.Criterion))
    quoted = [_has(criterion.properties, "source") for criterion in criteria]
    registered = look.header is not None and _has(look.header.properties, "registry")
    if not registered and not any(quoted):
        return
    for criterion, has in zip(criteria, quoted, strict=True):
        if not has:
            yield Finding(
                look.place(criterion.id),
                f"{criterion.id.text} does not quote its source.",
                "A reviewer compares the formal text with the printed one; here nothing stands beside it.",
                'source: "the criterion as printed"',
            )


def _has(properties: tuple[ast.Property, ...], key: str) -> bool:
    return any(fold(prop.key) == key for prop in properties)
