"""An exclusion whose lines must all hold, where its source lists them or says *or*."""

from collections.abc import Iterator

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.stacks import stacks
from mgdsl.report.diagnostic import Label, Severity

SEVERITY = Severity.WARNING


def find(look: Look) -> Iterator[Finding]:
    for stack in stacks(look):
        if not stack.listed or stack.source is None:
            continue
        yield Finding(
            look.place(stack.lines[0]),
            f"{stack.criterion.id.text} excludes only those for whom all {len(stack.lines)} lines hold; "
            f"its source {stack.listed}.",
            "Lines below one another mean all of them, so a patient with one of these things is let in.",
            "put the lines below `any of:`, or below `all of:` if they are meant to hold together",
            others=(Label(look.place(stack.source), "the source"),),
        )
