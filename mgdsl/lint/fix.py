"""Applying the repairs that findings carry, and making sure that they changed nothing but the words."""

from collections.abc import Iterable, Iterator
from difflib import unified_diff
from pathlib import Path

from mgdsl.lint.canonical import canonical_program
from mgdsl.lint.config import settings
from mgdsl.lint.run import known_rules, lint
from mgdsl.program import Loaded, load_bytes
from mgdsl.report.diagnostic import Diagnostic, Edit
from mgdsl.report.source import Source

ROUNDS = 100
"""Repairs of one file, at most."""


def mended(name: str, data: bytes, beside: Path) -> tuple[str, str]:
    """The text of a file, and the text mended.

    Repairs that only show once others are made are made, too. Raises ProgramError for a file that cannot be
    read as text, OSError.
    """
    before = text = data.decode("utf-8", errors="replace")
    chosen = settings(beside, known_rules())
    loaded = load_bytes(name, data, beside)
    found = lint(loaded, chosen)
    for _ in range(ROUNDS):
        for edits in edits_of(found, loaded.source):
            tried = _written(applied(_plain(text), edits), like=before)
            after = load_bytes(name, tried.encode(), beside)
            if not after.diagnostics and same_meaning(loaded, after):
                text, loaded = tried, after
                break
        else:
            break
        found = lint(loaded, chosen)
    return before, text


def edits_of(diagnostics: Iterable[Diagnostic], source: Source) -> Iterator[list[Edit]]:
    """Edits to try: those of all findings that lie apart; in case that is refused, those of each alone."""
    chosen: list[Edit] = []
    alone: list[list[Edit]] = []
    for diagnostic in diagnostics:
        own = sorted(
            (edit for edit in diagnostic.edits if edit.place.source == source),
            key=lambda edit: edit.place.span.start,
        )
        if own and len(own) == len(diagnostic.edits):
            alone.append(own)
            if not any(_touch(a, b) for a in own for b in chosen):
                chosen += own
    if len(alone) > 1:
        yield sorted(chosen, key=lambda edit: edit.place.span.start)
    yield from alone


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made; they lie apart, in order."""
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.place.span.start], edit.text]
        at = edit.place.span.end
    return "".join((*parts, text[at:]))


def same_meaning(before: Loaded, after: Loaded) -> bool:
    """Whether two files without errors decide every patient alike, as far as their forms show it.

    A vocabulary decides nothing by itself; of it, only comments may differ.
    """
    old, new = before.checked.program, after.checked.program
    if old is None or new is None:
        return old is new and before.file == after.file
    return canonical_program(old) == canonical_program(new)


def difference(name: str, before: str, after: str) -> str:
    """A unified diff; empty without a difference."""
    lines = unified_diff(before.splitlines(True), after.splitlines(True), name, f"{name} (mended)")
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def _touch(a: Edit, b: Edit) -> bool:
    one, two = a.place.span, b.place.span
    return one.start <= two.end and two.start <= one.end


def _plain(text: str) -> str:
    """The text as its places count it: without a byte order mark, with plain line ends."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _written(text: str, like: str) -> str:
    """The text with the byte order mark and the line ends of the file it came from."""
    ends = text.replace("\n", "\r\n") if "\r\n" in like else text
    return ("\ufeff" if like.startswith("\ufeff") else "") + ends
