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
from mgdsl.report.style import PLAIN, Style, one_line, printable

MOST_OTHERS = 6
"""Second places shown of one finding."""
MOST_REPAIR = 20
"""Lines shown of a repair."""
MOST_SAID = 600
"""Characters shown of a sentence, or of a line of a repair."""
AROUND = 100
"""Characters shown before and after what a long line of a repair changes."""


def human(diagnostic: Diagnostic, style: Style = PLAIN) -> str:
    """The whole finding, some lines, ending in a line feed."""
    lines = [_heading(diagnostic, style), *_shown(diagnostic, style)]
    if diagnostic.why:
        lines += _paragraph("why", diagnostic.why, "", style)
    if diagnostic.repair:
        source = diagnostic.place.source.line(diagnostic.place.line) if diagnostic.place is not None else ""
        lines += _paragraph("try", diagnostic.repair, source, style)
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
    return f"{one_line(place.source.name)}:{place.line}:{place.column}"


def _heading(diagnostic: Diagnostic, style: Style) -> str:
    parts = [where(diagnostic.place)] if diagnostic.place is not None else []
    if diagnostic.record is not None:
        parts.append(one_line(diagnostic.record))
    if diagnostic.path:
        parts.append(one_line(diagnostic.path))
    severity = diagnostic.severity.value
    parts.append(style.severity(severity))
    parts.append(style.strong(_cut(one_line(diagnostic.message), "")))
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


def _paragraph(word: str, text: str, source: str, style: Style) -> Iterator[str]:
    """`source`: the line that a repair changes."""
    lines = [_cut(line, source) for line in printable(text.expandtabs(4)).split("\n")]
    first, *rest = lines[:MOST_REPAIR]
    head = f"  {style.repair(word) if word == 'try' else style.faint(word)}: "
    if rest:
        yield head.rstrip()
        yield from (f"      {line}".rstrip() for line in (first, *rest))
    else:
        yield head + first
    if len(lines) > MOST_REPAIR:
        yield f"      … {len(lines) - MOST_REPAIR} more lines"


def _cut(line: str, source: str) -> str:
    """A line that is too long for people, cut to what it changes in the source, or to its beginning."""
    if len(line) <= MOST_SAID:
        return line
    text, held = line.strip(), source.strip()
    start = max(_alike(text, held) - AROUND, 0)
    end = len(text) - _alike(text[::-1], held[::-1]) + AROUND
    end = min(max(end, start + 2 * AROUND), start + MOST_SAID, len(text))
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
