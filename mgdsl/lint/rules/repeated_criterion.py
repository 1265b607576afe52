"""A criterion that asks the same as an earlier one."""

from collections.abc import Iterator

from mgdsl.lint.canonical import Canon, Sources, canonical
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.report.diagnostic import Label, Severity
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

SEVERITY = Severity.WARNING


def find(look: Look) -> Iterator[Finding]:
    if look.program is None:
        return
    sources = Sources(look.program)
    nodes = {fold(node.id.text): node for node in look.all(ast.Criterion)}
    first: dict[tuple[str, Canon, Canon], ast.Criterion] = {}
    for criterion in look.program.criteria:
        node = nodes.get(fold(criterion.id))
        if node is None or criterion.hole:
            continue
        parts = (canonical(part, look.program, sources) for part in (criterion.applies, criterion.blocks))
        applies, blocks = parts
        earlier = first.setdefault((criterion.kind, applies, blocks), node)
        if earlier is not node:
            yield Finding(
                look.place(node.id),
                f"{criterion.id} asks the same as {earlier.id.text}.",
                "A copied criterion is often one that was meant to be changed.",
                f"write what the source asks under {criterion.id}, or delete it",
                others=(Label(look.place(earlier.id), "asked here"),),
            )
