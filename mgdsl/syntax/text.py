"""From bytes to a normalised text: UTF-8, no byte order mark, LF line ends, literate Markdown blanked.

Outside its fenced ``mgdsl`` blocks a Markdown file is blanked, not cut, so that every offset, line and column
is that of the Markdown file.
"""

import re

from mgdsl.report.diagnostic import Diagnostic, ProgramError
from mgdsl.report.source import Place, Source, Span

LARGEST = 2_000_000
_FENCE = re.compile(r"^(?P<indent>[ \t]*)(?P<marks>`{3,}|~{3,})[ \t]*(?P<info>[^\n]*)$")


def read_source(name: str, data: bytes, literate: bool | None = None) -> Source:
    """The source of a file's bytes. `literate`: None means that a name ending in ``.md`` says so.

    Raises ProgramError for a file that is too large, is not UTF-8, or is Markdown without a mgdsl block.
    """
    if len(data) > LARGEST:
        raise ProgramError((_too_large(name, len(data)),))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProgramError((_not_utf_8(name, data, error),)) from None
    source = Source(name, normal(text))
    return _code_of_markdown(source) if (is_literate(name) if literate is None else literate) else source


def is_literate(name: str) -> bool:
    """Whether a file of this name is Markdown that holds mgdsl blocks."""
    return name.lower().endswith((".md", ".markdown"))


def normal(text: str) -> str:
    """Without a byte order mark, lines ended by LF."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _code_of_markdown(source: Source) -> Source:
    lines = zip(source.text.split("\n"), mgdsl_lines(source), strict=True)
    return Source(source.name, "\n".join(line if code else " " * len(line) for line, code in lines))


def mgdsl_lines(source: Source) -> list[bool]:
    """For each line of a Markdown text whether it stands in a ``mgdsl`` block. Raises ProgramError."""
    inside: list[bool] = []
    findings: list[Diagnostic] = []
    closing: str | None = None
    ours = found = False
    opening = Span(0, 0)
    offset = 0
    for line in source.text.split("\n"):
        fence = _FENCE.match(line)
        code = False
        if closing is None:
            if fence:
                closing, words = fence["marks"], fence["info"].split()
                ours = words[:1] == ["mgdsl"]
                opening = Span(offset, offset + len(line))
                found = found or ours
                if ours and fence["indent"]:
                    findings.append(_indented_fence(source, opening))
        elif fence and fence["marks"].startswith(closing) and not fence["info"].strip():
            closing, ours = None, False
        else:
            code = ours
        inside.append(code)
        offset += len(line) + 1
    if ours:
        findings.append(_open_fence(source, opening))
    if not found:
        findings.append(_no_fence(source))
    if findings:
        raise ProgramError(tuple(findings))
    return inside


def _too_large(name: str, size: int) -> Diagnostic:
    return Diagnostic(
        "file-too-large",
        f"{name} has {size:,} bytes; a protocol may have {LARGEST:,}.",
        why="A text of this size is hardly a protocol; reading it could exhaust the machine.",
        repair="Split it: put the vocabulary into a file of its own and write `use`.",
    )


def _not_utf_8(name: str, data: bytes, error: UnicodeDecodeError) -> Diagnostic:
    source = Source(name, normal(data.decode("utf-8", errors="replace")))
    at = len(normal(data[: error.start].decode("utf-8")))
    line = source.position(at)[0]
    repair = "Save the file with the encoding UTF-8."
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        repair = "The file looks like UTF-16; save it with the encoding UTF-8."
    elif guess := bytes([data[error.start]]).decode("cp1252", errors="ignore"):
        repair = f"In Windows-1252 the byte would be “{guess}”; save the file with the encoding UTF-8."
    return Diagnostic(
        "not-utf-8",
        f"The file is not UTF-8: byte {error.start} (0x{data[error.start]:02X}, line {line}) cannot be read.",
        Place(source, Span(at, at + 1)),
        why="Guessing an encoding would change signs such as ≥ or µ without notice.",
        repair=repair,
    )


def _indented_fence(source: Source, span: Span) -> Diagnostic:
    return Diagnostic(
        "indented-fence",
        "A mgdsl block of a Markdown file begins in the first column.",
        Place(source, span),
        why="Declarations begin in the first column, and columns are those of the Markdown file.",
        repair="Move the block and its fences to the left margin.",
    )


def _open_fence(source: Source, span: Span) -> Diagnostic:
    return Diagnostic(
        "unclosed-fence",
        "This mgdsl block is never closed.",
        Place(source, span),
        why="The rest of the Markdown file would be read as the protocol.",
        repair="```",
    )


def _no_fence(source: Source) -> Diagnostic:
    return Diagnostic(
        "no-mgdsl-block",
        f"{source.name} has no block fenced as mgdsl, so it holds no protocol.",
        Place(source, Span(0, min(1, len(source.text)))),
        why="Of a Markdown file only the blocks that begin with ```mgdsl are read.",
        repair="```mgdsl",
    )
