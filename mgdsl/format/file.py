"""A whole file in the canonical layout: the text of a bare file, the mgdsl blocks of a Markdown file."""

import re
from pathlib import Path

from attrs import evolve
from lark.exceptions import UnexpectedInput
from lark.indenter import DedentError

from mgdsl.check.program import Checked
from mgdsl.format.layout import laid_out
from mgdsl.format.lines import Spell, lines_of
from mgdsl.format.same import same
from mgdsl.format.spelling import spelling
from mgdsl.program import load_bytes
from mgdsl.report.diagnostic import Diagnostic, ProgramError
from mgdsl.report.source import Place, Source, Span
from mgdsl.syntax.load import parse_source
from mgdsl.syntax.text import is_literate, mgdsl_lines, normal, read_source

_ROWS = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


def formatted(name: str, data: bytes, beside: Path | None = None) -> str:
    """The text of the file with its layout made canonical.

    `beside`: where vocabularies may lie. A bare file comes with LF line ends and no byte order mark; of
    a Markdown file everything outside its mgdsl blocks comes back as it was. Raises ProgramError for a text
    that cannot be read or does not parse, OSError for a vocabulary that cannot be read. Where the declared
    spellings would make another program of it, names stay as they are written.
    """
    source = read_source(name, data)
    file, mistakes = parse_source(source)
    if mistakes:
        raise ProgramError(tuple(mistakes))
    before = load_bytes(name, data, beside).checked
    made = _whole(source, data, spelling(file, before.names))
    if made.encode("utf-8") == data or _alike(before, load_bytes(name, made.encode("utf-8"), beside).checked):
        return made
    return _whole(source, data, str)


def _alike(one: Checked, other: Checked) -> bool:
    """Whether two texts ask for the same records, decide alike, and have the same findings."""
    programs = [
        checked.program and evolve(checked.program, sources=(), properties=()) for checked in (one, other)
    ]
    found = [sorted(each.name for each in checked.diagnostics) for checked in (one, other)]
    return one.names.schema == other.names.schema and programs[0] == programs[1] and found[0] == found[1]


def _whole(source: Source, data: bytes, spell: Spell) -> str:
    if is_literate(source.name):
        return _markdown(source, data.decode("utf-8"), spell)
    ended = source.text if source.text.endswith("\n") else f"{source.text}\n"
    return _checked(source, 0, ended, spell)


def _checked(source: Source, start: int, text: str, spell: Spell) -> str:
    """The formatted text, once it says the same as before. `start`: where it stands in its source."""
    try:
        made = laid_out(lines_of(text, spell))
        if made == text or not text.strip():
            return made
        if same(text, made) and laid_out(lines_of(made, spell)) == made:
            return made
    except (UnexpectedInput, DedentError):
        pass
    raise ProgramError((_not_formatted(Place(source, Span(start, start + 1))),))


def _markdown(source: Source, original: str, spell: Spell) -> str:
    """`source`: the blanked text, line by line the original, whose line ends may be others."""
    rows = [row for row in _ROWS.findall(original) if row]
    inside = mgdsl_lines(Source(source.name, normal(original)))
    ended = rows[0][len(rows[0].rstrip("\r\n")) :]  # a block has at least two fences, so this row is ended
    made: list[str] = []
    block: list[str] = []
    offset = start = 0
    for row, code in zip(rows, inside, strict=False):
        if code:
            start = start if block else offset
            block.append(normal(row))
        elif block:
            made.append(_checked(source, start, "".join(block), spell).replace("\n", ended))
            block = []
        if not code:
            made.append(row)
        offset += len(normal(row))
    return "".join(made)


def _not_formatted(place: Place) -> Diagnostic:
    return Diagnostic(
        "not-formatted",
        "This text is left as it is: laid out anew it would not be the same.",
        place,
        why="A layout may move words, never change what they say or lose a comment.",
        repair="end each declaration within its block; if that is so already, please report this text",
    )
