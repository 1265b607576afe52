"""The whole pipeline on one page: files to a checked program."""

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from mgdsl.check import messages
from mgdsl.check.elsewhere import with_vocabularies
from mgdsl.check.names import Parsed
from mgdsl.check.program import Checked, check, order
from mgdsl.files import SHIPPED, shipped_vocabularies, vocabularies, vocabulary_key, vocabulary_label
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place, Source
from mgdsl.syntax import ast
from mgdsl.syntax.load import MOST, parse_source
from mgdsl.syntax.recover import DECLARING
from mgdsl.syntax.text import read_source
from mgdsl.tree import frozen

MOST_VOCABULARIES = 50
FOLLOW_ON = (
    "unknown-name",
    "unknown-visit",
    "no-protocol",
    "no-criteria",
    "no-decision-visit",
    "class-needs-event",
    "no-condition",
    "no-visits",
    "unknown-value",
    "unknown-part",
    "no-parts",
)
"""Findings that may only follow from a declaration that could not be parsed."""

LINES_LOST = ("no-condition", "impossible-count", "at-unused", "property-missing", "design-property-missing")
"""Findings that may only follow from a line of the same declaration that could not be parsed."""


@frozen
class Loaded:
    """A protocol's files, parsed, and what checking them gave."""

    file: ast.File
    source: Source
    checked: Checked

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return self.checked.diagnostics


def load_bytes(name: str, data: bytes, beside: Path | None = None) -> Loaded:
    """Parse and check a protocol; vocabularies are looked for in `beside`, then in the package.

    Raises ProgramError when the text cannot be read at all (not UTF-8, too large, too deep).
    """
    found: list[Diagnostic] = []
    protocol = _parse(name, data, found)
    checked = check(protocol, _vocabularies(protocol, beside, found))
    if found:
        cut = len(found) >= MOST
        lost = cut or not protocol[0].declarations or any(_loses_names(d) for d in found)
        rest = (
            d
            for d in checked.diagnostics
            if not (lost and d.name in FOLLOW_ON)
            and not (d.name in LINES_LOST and (cut or any(_lost_lines(d, syntax) for syntax in found)))
        )
        checked = Checked(checked.names, None, tuple(sorted((*found, *rest), key=order)))
    if any(each.name == "unknown-name" for each in checked.diagnostics):
        told = with_vocabularies(checked.diagnostics, _unused_vocabularies(protocol[0]))
        checked = Checked(checked.names, checked.program, told)
    return Loaded(*protocol, checked)


def _unused_vocabularies(file: ast.File) -> dict[str, Callable[[], Parsed]]:
    """The vocabularies of the package that the file does not name, read when they are asked for."""
    used = {vocabulary_key(node.name.text) for node in file.declarations if isinstance(node, ast.Use)}
    paths = {path.stem.replace("-", " "): path for path in sorted(SHIPPED.glob("*.mgdsl"))}

    def reader(path: Path) -> Callable[[], Parsed]:
        return lambda: _vocabulary(vocabulary_label(path), path.read_bytes())[0]

    return {name: reader(path) for name, path in paths.items() if vocabulary_key(name) not in used}


def _loses_names(diagnostic: Diagnostic) -> bool:
    """The mistake may have lost names: it stands in the header of a declaration, or in one that declares."""
    place = diagnostic.place
    if place is None:
        return False
    text, at = place.source.text, place.span.start
    if not place.source.line(place.line).startswith(" "):
        return True
    header = re.compile(r"^[^\s#].*", re.MULTILINE)
    above = text.rfind("\n", 0, at)
    while above > 0:
        begin = text.rfind("\n", 0, above) + 1
        if found := header.match(text, begin):
            return found[0].split(" ")[0] in ("protocol", *DECLARING)
        above = begin - 1
    return False


def _lost_lines(diagnostic: Diagnostic, syntax: Diagnostic) -> bool:
    """A finding about what a declaration does not have, where a line of it could not be parsed."""
    here, there = diagnostic.place, syntax.place
    if diagnostic.name not in LINES_LOST or here is None or there is None or here.source != there.source:
        return False
    between = here.source.text[here.span.start : there.span.start]
    return here.span.start <= there.span.start and re.search(r"\n[^\s#]", between) is None


def load_path(path: Path) -> Loaded:
    """Read, parse and check a protocol file. Raises OSError, ProgramError."""
    return load_bytes(str(path), path.read_bytes(), path.parent)


def _parse(name: str, data: bytes, found: list[Diagnostic]) -> Parsed:
    source = read_source(name, data)
    file, diagnostics = parse_source(source)
    found += diagnostics
    return file, source


@lru_cache(maxsize=32)
def _vocabulary(name: str, data: bytes) -> tuple[Parsed, tuple[Diagnostic, ...]]:
    """A vocabulary is used by many protocols; its tree never changes, so they share it."""
    found: list[Diagnostic] = []
    return _parse(name, data, found), tuple(found)


def _vocabularies(protocol: Parsed, beside: Path | None, found: list[Diagnostic]) -> tuple[Parsed, ...]:
    """Every vocabulary used, directly or by another, once, in the order met."""
    parsed: dict[Path, Parsed] = {}
    waiting = [protocol]
    shelf = vocabularies(beside)
    while waiting and len(parsed) < MOST_VOCABULARIES:
        file, source = waiting.pop(0)
        for use in file.declarations:
            if not isinstance(use, ast.Use):
                continue
            path = shelf.get(vocabulary_key(use.name.text))
            if path is None:
                place = Place(source, use.name.span)
                found.append(messages.unknown_vocabulary(place, use.name.text, shipped_vocabularies()))
            elif path not in parsed:
                parsed[path], diagnostics = _vocabulary(vocabulary_label(path), path.read_bytes())
                found += diagnostics
                waiting.append(parsed[path])
    return tuple(parsed.values())
