"""An exclusion of several lines, without a word above them that says whether all must hold."""

from collections.abc import Iterator

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.stacks import stacks
from mgdsl.report.diagnostic import Severity

SEVERITY = Severity.WARNING


def find(look: Look) -> Iterator[Finding]:
    for stack in stacks(look):
        if not stack.listed:
            yield Finding(
                look.place(stack.lines[0]),
                f"{stack.criterion.id.text} excludes only those for whom all {len(stack.lines)} lines hold.",
                "Lines below one another mean all of them; a list of reasons to exclude seldom does.",
                "write `any of:` above the lines if one is enough, `all of:` if they must hold together",
            )
