"""The whole pipeline on one page: files to a checked program."""

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
from mgdsl.syntax.text import read_source
from mgdsl.tree import frozen

MOST_VOCABULARIES = 50


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
        from mgdsl.check.lost import without_follow_on  # most texts need none of it

        rest = without_follow_on(found, checked.diagnostics, protocol[0], len(found) >= MOST)
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
