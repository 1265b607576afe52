"""An exclusion that can only exclude whom an inclusion keeps out already."""

from collections.abc import Iterator

from mgdsl.lint.known import possible
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.rules.exclusion_contradicts_inclusion import against
from mgdsl.lint.say import labels, line_of
from mgdsl.report.diagnostic import Severity

SEVERITY = Severity.INFO


def find(look: Look) -> Iterator[Finding]:
    if look.meaning is None:
        return
    known = look.meaning.demanded
    for asked in look.meaning.asked:
        exclusion = asked.criterion
        if exclusion.kind != "exclusion" or possible(asked.tree, known) or not possible(asked.tree, {}):
            continue
        place = line_of(asked, look)
        if place is not None:
            yield Finding(
                place,
                f"{exclusion.id} excludes nobody whom the inclusion criteria let in.",
                "The same thing is asked twice; when one of the two is amended, they will disagree.",
                "delete it, or keep it with `# allow exclusion-repeats-inclusion: the source prints both`",
                others=labels(against(asked, known), "asked here already"),
            )
