"""Findings for people: the place, the line with the words underlined, what, why, and the repair.

::

    protocol.mgdsl:12:9: error: QMG can be at most 39. [threshold-out-of-range]
      12 |     QMG >= 45 at screening
         |            ^^ never true
      why: The instrument ends there.
      try: QMG >= 39
"""

from collections.abc import Iterable, Iterator

from mgdsl.report.diagnostic import Diagnostic, Label, Severity
from mgdsl.report.excerpt import excerpt
from mgdsl.report.source import Place
from mgdsl.report.style import PLAIN, Style, printable

MOST_OTHERS = 6
"""Second places shown of one finding."""
MOST_REPAIR = 20
"""Lines shown of a repair."""


def human(diagnostic: Diagnostic, style: Style = PLAIN) -> str:
    """The whole finding, some lines, ending in a line feed."""
    lines = [_heading(diagnostic, style), *_shown(diagnostic, style)]
    if diagnostic.why:
        lines += _paragraph("why", diagnostic.why, style)
    if diagnostic.repair:
        lines += _paragraph("try", diagnostic.repair, style)
    return "\n".join(lines) + "\n"


def concise(diagnostic: Diagnostic) -> str:
    """One line, ending in a line feed: ``file:line:column: error: message [name]``."""
    return _heading(diagnostic, PLAIN) + "\n"


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """``2 errors, 1 warning``; empty without findings."""
    held = [diagnostic.severity for diagnostic in diagnostics]
    counts = [(severity.value, held.count(severity)) for severity in Severity]
    return ", ".join(f"{n} {word}{'s' if n > 1 else ''}" for word, n in counts if n)


def where(place: Place) -> str:
    """``file:line:column``, counted from 1."""
    return f"{printable(place.source.name)}:{place.line}:{place.column}"


def _heading(diagnostic: Diagnostic, style: Style) -> str:
    parts = [where(diagnostic.place)] if diagnostic.place is not None else []
    if diagnostic.record is not None:
        parts.append(printable(diagnostic.record))
    if diagnostic.path:
        parts.append(printable(diagnostic.path))
    severity = diagnostic.severity.value
    parts.append(style.severity(severity))
    parts.append(style.strong(" ".join(printable(diagnostic.message).split())))
    return f"{': '.join(parts)} {style.faint(f'[{diagnostic.name}]')}"


def _shown(diagnostic: Diagnostic, style: Style) -> Iterator[str]:
    """The first place, then the others; those of the same source in one excerpt."""
    if diagnostic.place is None:
        return
    first = Label(diagnostic.place, diagnostic.label)
    others = diagnostic.others[:MOST_OTHERS]
    here = [label for label in others if label.place.source == first.place.source]
    yield from excerpt(first, here, style)
    for label in others:
        if label.place.source != first.place.source:
            yield f"  {style.faint(where(label.place))}"
            yield from excerpt(label, [], style)


def _paragraph(word: str, text: str, style: Style) -> Iterator[str]:
    lines = printable(text.expandtabs(4)).split("\n")
    first, *rest = lines[:MOST_REPAIR]
    head = f"  {style.repair(word) if word == 'try' else style.faint(word)}: "
    if rest:
        yield head.rstrip()
        yield from (f"      {line}".rstrip() for line in (first, *rest))
    else:
        yield head + first
    if len(lines) > MOST_REPAIR:
        yield f"      … {len(lines) - MOST_REPAIR} more lines"
