"""What a vocabulary declares, name by name, as its author wrote it."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import frozen

from mgdsl.files import vocabularies, vocabulary_label
from mgdsl.program import load_bytes
from mgdsl.report.diagnostic import ProgramError
from mgdsl.report.suggest import fold
from mgdsl.show.document import values
from mgdsl.syntax import ast
from mgdsl.syntax.load import parse_source
from mgdsl.syntax.print import print_line
from mgdsl.syntax.text import read_source
from mgdsl.tree import find


@frozen
class Entry:
    """A declared name. `properties`: key and words. `source`: the comment above. `lines`: a definition's."""

    kind: str
    name: str
    title: str
    vocabulary: str
    source: str
    properties: tuple[tuple[str, str], ...]
    lines: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """The name, and the other names that it goes by."""
        also = next((words for key, words in self.properties if fold(key) == "also"), "")
        return (self.name, *filter(None, also.split(", ")))

    def speaks_of(self, word: str) -> bool:
        """Whether the word stands anywhere in it."""
        texts = (
            self.name,
            self.title,
            self.source,
            *self.lines,
            *(text for pair in self.properties for text in pair),
        )
        return any(fold(word) in fold(text) for text in texts)


def entries(path: Path) -> list[Entry]:
    """The entries of a file, in its order. Raises OSError, ProgramError for what cannot be read as text."""
    source = read_source(vocabulary_label(path), path.read_bytes())
    file, _ = parse_source(source)
    found: list[Entry] = []
    end = 0
    for node in file.declarations:
        entry = _entry(node, vocabulary_label(path), _comment(source.text[end : node.span.start]))
        found += [entry] if entry else []
        end = node.span.end
    return found


def shelved(beside: Path) -> dict[str, list[Entry]]:
    """The entries of each vocabulary in a folder and in the package, by its name; no other files."""
    found: dict[str, list[Entry]] = {}
    for name, path in sorted(vocabularies(beside).items()):
        try:
            held = entries(path)
        except ProgramError:
            continue
        if held:
            found[name] = held
    return found


def _entry(node: ast.Declaration, vocabulary: str, source: str) -> Entry | None:
    match node:
        case ast.Declare(kind, name, title, properties):
            told = tuple((prop.key, values(prop)) for prop in properties)
            return Entry(kind, name.text, title or "", vocabulary, source, told)
        case ast.Define(name, parameters, properties, lines):
            told = tuple((prop.key, values(prop)) for prop in properties)
            takes = tuple(("takes", f"{p.key}: {p.type.text}") for p in parameters)
            body = tuple(row for line in lines for row in print_line(line).split("\n"))
            return Entry("define", name.text, "", vocabulary, source, (*takes, *told), body)
        case _:
            return None


def _comment(between: str) -> str:
    """The comment lines directly above a declaration, as one text; a ruled heading is none."""
    rows: list[str] = []
    for row in between.rstrip("\n").split("\n"):
        rows = [*rows, row.lstrip("# ").rstrip()] if row.startswith("#") else []
    return " ".join(row for row in rows if not row.endswith("---"))


def used(name: str, data: bytes, beside: Path) -> list[Entry]:
    """The entries of the names that a protocol uses, those of its own included. Raises as `load_bytes`."""
    loaded = load_bytes(name, data, beside)
    words = {fold(each.text) for each in find(loaded.file, ast.Name)}
    return [entry for entry in _all_of(loaded.file, beside) if words & set(map(fold, entry.spellings))]


def _all_of(file: ast.File, beside: Path) -> Iterator[Entry]:
    shelf = vocabularies(beside)
    seen: set[Path] = set()
    todo = [node.name.text for node in file.declarations if isinstance(node, ast.Use)]
    while todo:
        path = shelf.get(fold(todo.pop(0).replace("-", " ")))
        if path is not None and path not in seen:
            seen.add(path)
            yield from entries(path)
            inner, _ = parse_source(read_source(path.name, path.read_bytes()))
            todo += [node.name.text for node in inner.declarations if isinstance(node, ast.Use)]


def finding(found: Iterable[Entry], word: str) -> list[Entry]:
    """The entries that speak of a word, those named so first."""
    held = [entry for entry in found if entry.speaks_of(word)]
    return sorted(held, key=lambda entry: not any(fold(word) in fold(name) for name in entry.spellings))
