"""Bounds on nesting, checked before parsing.

Every pass over the tree is recursive, so depth is what could exhaust the stack; these bounds keep any text
far from that, and no protocol comes near them.
"""

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place, Source, Span
from mgdsl.syntax.layout import LogicalLine

DEEPEST = 40
MOST_SIGNS = 100


def beyond_limits(source: Source, lines: list[LogicalLine]) -> list[Diagnostic]:
    """At most one finding of each kind: a text beyond the limits is not parsed."""
    depths = [0]
    for line in lines:
        while depths[-1] > line.indent:
            depths.pop()
        if depths[-1] < line.indent:
            depths.append(line.indent)
        if len(depths) - 1 + line.deepest > DEEPEST:
            return [_too_deep(source, line)]
        if line.signs > MOST_SIGNS:
            return [_too_long(source, line)]
    return []


def _too_deep(source: Source, line: LogicalLine) -> Diagnostic:
    return Diagnostic(
        "too-deep",
        f"Blocks and brackets nest more than {DEEPEST} deep here.",
        Place(source, Span(line.start, line.start + 1)),
        why=f"{DEEPEST} levels are the limit, so that no text can exhaust the machine that reads it.",
        repair="Give an inner block a name with `define` and use the name.",
    )


def _too_long(source: Source, line: LogicalLine) -> Diagnostic:
    return Diagnostic(
        "too-many-terms",
        f"One line joins more than {MOST_SIGNS} terms by arithmetic signs or nots.",
        Place(source, Span(line.start, line.start + 1)),
        why=f"{MOST_SIGNS} are the limit, so that no text can exhaust the machine that reads it.",
        repair="Give parts of the sum names with `define` and add the names.",
    )
