"""What a mistake of syntax has lost, and which findings of the checker may only follow from that.

A finding that may follow is not said: it would send an author after a mistake that is none. What was lost
decides: a protocol block has visits, a criterion its id, a `use` every name of its vocabulary, a
declaration the names that stand in its text.
"""

import re
from collections.abc import Iterable, Iterator

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Source
from mgdsl.report.suggest import fold, nearest
from mgdsl.syntax import ast
from mgdsl.syntax.keywords import DECLARATIONS, NO_KIND
from mgdsl.tree import frozen

OF_VISITS = frozenset(("unknown-visit", "no-visits", "no-decision-visit", "visit-missing", "no-protocol"))
"""What may follow from a protocol block."""
OF_CRITERIA = frozenset(("no-criteria", "no-condition"))
"""What may follow from a criterion."""
OF_NAMES = frozenset((*OF_CRITERIA, "class-needs-event", "no-parts"))
"""What may follow from a declaration, whatever its finding speaks of."""
OF_KIND = {
    "class": frozenset(("no-equivalent",)),
    "classification": frozenset(("not-ordered",)),
    "define": frozenset(("unknown-argument", "argument-missing")),
    "instrument": frozenset(("unknown-item", "items-need-count")),
    "lab": frozenset(("no-reference-limit",)),
}
"""What may follow from a declaration of that kind."""
NAMING = frozenset(("unknown-name", "unknown-value", "unknown-part"))
"""What may follow from a declaration whose text holds the name, or from a lost `use`."""
OF_LINES = frozenset(
    (
        "no-condition", "impossible-count", "at-unused", "property-missing", "design-property-missing",
        "too-few-levels", "start-not-a-level", "scenario-length", "levels-in-units",
    )
)  # fmt: skip
"""What may follow from a line of the same declaration."""

_READ_ANYWAY = frozenset(("smart-quote", "control-character"))
"""Mistakes of characters: the text is read as it was meant."""


@frozen
class Lost:
    """Names of findings that may follow; texts that may have declared a name; whether any may be lost."""

    findings: frozenset[str] = frozenset()
    texts: tuple[str, ...] = ()
    anything: bool = False

    def explains(self, finding: Diagnostic) -> bool:
        if finding.name in self.findings:
            return True
        if finding.name not in NAMING:
            return False
        said = fold(finding.place.text.strip(" `")) if finding.place is not None else ""
        return self.anything or any(said in text for text in self.texts)


ANY_NAME = Lost(OF_NAMES, anything=True)
EVERYTHING = Lost(OF_VISITS | OF_NAMES, anything=True)


def without_follow_on(
    syntax: list[Diagnostic], checked: Iterable[Diagnostic], file: ast.File, cut: bool
) -> Iterator[Diagnostic]:
    """The findings of the checker that the mistakes of syntax do not explain.

    `file`: what could be read; `cut`: there are more mistakes than were listed.
    """
    whole = cut or not file.declarations
    protocol = any(isinstance(each, ast.Protocol) for each in file.declarations)
    lost = [EVERYTHING] if whole else [lost_by(each, protocol) for each in syntax]
    for finding in checked:
        if any(each.explains(finding) for each in lost):
            continue
        if finding.name in OF_LINES and (cut or any(_same_declaration(finding, each) for each in syntax)):
            continue
        yield finding


def lost_by(mistake: Diagnostic, protocol: bool) -> Lost:
    """What the mistake may have lost, by the declaration that it stands in.

    `protocol`: the protocol block could be read, with the visits that it shows.
    """
    place = mistake.place
    if place is None or mistake.name in _READ_ANYWAY:
        return Lost()
    if mistake.why == NO_KIND:
        return ANY_NAME if protocol else EVERYTHING  # the next lines of the file have the same mistake
    start, end = _declaration(place.source, place.span.start)
    text = place.source.text[start:end]
    header = text.split("\n", 1)[0]
    in_header = place.span.start <= start + len(header)
    match _kind(mistake, header):
        case "protocol" if not protocol:
            return Lost(OF_VISITS)
        case "protocol":
            key = re.match(r"visits|decision visit", place.source.line(place.line).strip(), re.IGNORECASE)
            return Lost(OF_VISITS) if key and not in_header else Lost()
        case "inclusion" | "exclusion":
            return Lost(OF_CRITERIA) if in_header else Lost()
        case "section" | "case" | "cases for" | "dose finding" | "valid" | "read":
            return Lost()
        case "define" if not in_header:
            return Lost()
        case "use":
            return ANY_NAME
        case None:
            alone = not text[len(header) :].strip()
            if alone and re.search(r"[<>=≥≤]|\b(?:is|in|at)\b", header):
                return Lost()  # a condition at the left margin
            return ANY_NAME if protocol else EVERYTHING
        case kind:
            return Lost(OF_NAMES | OF_KIND.get(kind, frozenset()), (fold(text),))


def _kind(mistake: Diagnostic, header: str) -> str | None:
    """The word that begins the declaration, or the one that the repair puts in its place."""
    repaired = mistake.repair if mistake.name in ("unknown-declaration", "criterion-head") else header
    for text in (header, repaired):
        found = next((word for word in DECLARATIONS if re.match(rf"{word}\b", text)), None)
        if found is not None:
            return found
    word = re.match(r"[^\W\d_]+", header)
    return nearest(word[0], DECLARATIONS) if word else None


def _declaration(source: Source, at: int) -> tuple[int, int]:
    """From the line of the first column at or above an offset to the next such line."""
    start = 0
    for found in re.finditer(r"^[^\s#].*$", source.text, re.MULTILINE):
        if found.start() > at:
            return start, found.start()
        start = found.start()
    return start, len(source.text)


def _same_declaration(finding: Diagnostic, mistake: Diagnostic) -> bool:
    """A finding about what a declaration does not have, where a line of it could not be parsed."""
    here, there = finding.place, mistake.place
    if here is None or there is None or here.source != there.source:
        return False
    start, end = _declaration(there.source, there.span.start)
    return start <= here.span.start < end
