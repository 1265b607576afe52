"""The vocabularies that there are, beside a protocol and in the package, and the names a protocol uses."""

from collections.abc import Iterator
from pathlib import Path

from mgdsl.check.program import is_vocabulary
from mgdsl.files import vocabularies, vocabulary_key, vocabulary_label
from mgdsl.program import Loaded, load_bytes
from mgdsl.report.diagnostic import Diagnostic, ProgramError, Severity
from mgdsl.report.suggest import fold
from mgdsl.show.entries import Entry, entries
from mgdsl.syntax import ast
from mgdsl.tree import find, frozen


@frozen
class Vocabulary:
    """`about`: the first line of its first comment."""

    name: str
    about: str
    entries: tuple[Entry, ...]


def read(path: Path) -> Loaded:
    """A file that may have errors. Raises OSError, ProgramError: it cannot be read."""
    return load_bytes(vocabulary_label(path), path.read_bytes(), path.parent)


def whole(loaded: Loaded) -> Loaded:
    """The same. Raises ProgramError if it has errors: what it declares is not known, then."""
    errors = tuple(found for found in loaded.diagnostics if found.severity is Severity.ERROR)
    if errors:
        raise ProgramError(errors)
    return loaded


def is_protocol(loaded: Loaded) -> bool:
    return any(isinstance(node, ast.Protocol) for node in loaded.file.declarations)


def shelf(beside: Path) -> tuple[list[Vocabulary], list[Diagnostic]]:
    """The vocabularies of a folder and of the package, by name, and what is wrong with those left out.

    Protocols, and Markdown files that hold nothing, are no vocabularies. Raises OSError.
    """
    found: list[Vocabulary] = []
    wrong: list[Diagnostic] = []
    for name, path in sorted(vocabularies(beside).items()):
        try:
            loaded = read(path)
            if is_protocol(loaded):
                continue
            whole(loaded)
        except ProgramError as error:
            wrong += [each for each in error.diagnostics if each.name != "no-mgdsl-block"]
            continue
        if is_vocabulary(loaded.file):
            found.append(Vocabulary(name, _about(loaded), tuple(entries(loaded))))
    return found, wrong


def _about(loaded: Loaded) -> str:
    first = loaded.source.text.split("\n", 1)[0]
    return first.lstrip("# ").rstrip() if first.startswith("#") else ""


def used(loaded: Loaded, beside: Path) -> list[Entry]:
    """The entries of the names that a protocol uses, itself or in a definition, then those that it declares.

    A class is used with any of its agents. Raises OSError, ProgramError for a vocabulary with errors.
    """
    files = list(_used(loaded, beside))
    defined = {fold(n.name.text): n for f in files for n in f.file.declarations if isinstance(n, ast.Define)}
    words: set[str] = set()
    waiting: list[ast.Node] = [loaded.file]
    while waiting:
        new = {fold(name.text) for name in find(waiting.pop(), ast.Name)} - words
        words |= new
        waiting += [defined[word] for word in new if word in defined]
    found = [entry for file in files for entry in entries(file) if words & set(map(fold, entry.answers_to))]
    return found + entries(loaded)


def _used(loaded: Loaded, beside: Path) -> Iterator[Loaded]:
    """Every vocabulary used, directly or by another, once."""
    paths = vocabularies(beside)
    seen: set[Path] = set()
    waiting = [loaded]
    while waiting:
        for node in waiting.pop(0).file.declarations:
            path = paths.get(vocabulary_key(node.name.text)) if isinstance(node, ast.Use) else None
            if path is not None and path not in seen:
                seen.add(path)
                waiting.append(whole(read(path)))
                yield waiting[-1]
