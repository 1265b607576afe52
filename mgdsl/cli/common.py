"""What the commands share: reading input, telling findings, writing output."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, TextIO

import click

from mgdsl.cli import kept
from mgdsl.files import ENDING, MAIN, is_compiled, located
from mgdsl.report.counted import counted

if TYPE_CHECKING:
    from mgdsl.protocol import Protocol
    from mgdsl.report.diagnostic import Diagnostic
    from mgdsl.report.style import Style

CLEAN, FINDINGS, UNREADABLE = 0, 1, 2

GUTTER, NARROWEST = 12, 40
"""What stands beside a source's line on a terminal; how much of the line is shown at least."""

STDIN = "-"
FILE = click.Path(allow_dash=True)
"""A file as an argument: a shell completes its name. What it is, is found out when it is read."""

_NOT_TEXT = frozenset({"not-utf-8", "file-too-large", "not-json", "not-core"})
"""Findings that mean that a file could not be read at all."""


class Unreadable(click.ClickException):
    """Input that cannot be read, or an output that cannot be written."""

    exit_code = UNREADABLE

    def show(self, file: IO[str] | None = None) -> None:
        sys.stdout.flush()
        super().show(file)


class Found(click.ClickException):
    """Findings that end the run. They are told on the standard error."""

    def __init__(self, diagnostics: "Iterable[Diagnostic]", exit_code: int | None = None) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__(counted(len(self.diagnostics), "finding"))
        self.exit_code: int = code_of(self.diagnostics) if exit_code is None else exit_code  # type: ignore[misc]

    def show(self, file: object = None) -> None:
        tell(self.diagnostics)


def code_of(diagnostics: "Iterable[Diagnostic]") -> int:
    """The exit code for these findings."""
    names = {found.name for found in diagnostics if found.severity.value != "info"}
    if not names:
        return CLEAN
    return UNREADABLE if names <= _NOT_TEXT else FINDINGS


def read_bytes(path: str) -> bytes:
    """The bytes of a file, or of the standard input for ``-``. Raises Unreadable."""
    try:
        return sys.stdin.buffer.read() if path == STDIN else Path(path).read_bytes()
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror or error}") from None


@contextmanager
def reading(path: str) -> Iterator[BinaryIO]:
    """A file to be read bit by bit, or the standard input for ``-``. Raises Unreadable."""
    try:
        with nullcontext(sys.stdin.buffer) if path == STDIN else Path(path).open("rb") as file:
            yield file
    except BrokenPipeError:
        raise  # of what is written
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror or error}") from None


def read_source(path: str) -> tuple[str, bytes, Path]:
    """The name in messages, the bytes, and the folder where vocabularies may lie.

    A directory stands for its protocol.mgdsl. Raises Unreadable.
    """
    if path == STDIN:
        return "<stdin>", read_bytes(STDIN), Path()
    file = located(Path(path))
    if file != Path(path) and not file.exists():
        raise Unreadable(without_protocol(path))
    return str(file), read_bytes(str(file)), file.parent


def without_protocol(folder: str) -> str:
    """What is said of a folder without a protocol.mgdsl, with the protocols that it has instead."""
    held = [path for path in sorted(Path(folder).glob(f"*{ENDING}")) if path.is_file()]
    names = [str(path) for path in held if b"\nprotocol " in b"\n" + path.read_bytes()]
    instead = f"; name the file: {', '.join(names)}" if names else ""
    return f"{folder}: a folder without a {MAIN}{instead}"


def open_protocol(path: str) -> "Protocol":
    """The protocol of a file, a directory or the standard input. Raises Unreadable, Found."""
    from mgdsl.report.diagnostic import MgdslError

    name, data, beside = read_source(path)
    try:
        return _opened(name, data, beside)
    except OSError as error:
        raise Unreadable(f"{error.filename or path}: {error.strerror or error}") from None
    except MgdslError as error:
        raise Found(error.diagnostics) from None


def _opened(name: str, data: bytes, beside: Path) -> "Protocol":
    from mgdsl.opening import loads
    from mgdsl.protocol import Protocol

    if is_compiled(data, name):
        return loads(data, name, beside)
    key = kept.key_of(name, data, beside)
    program = kept.program(key)
    if program is not None:
        return Protocol(program)
    opened = loads(data, name, beside)
    kept.keep_program(key, opened.program)
    return opened


def tell(diagnostics: "Iterable[Diagnostic]") -> None:
    """Findings for people, on the standard error."""
    from mgdsl.report.render import human

    style = style_of(sys.stderr)
    for diagnostic in diagnostics:
        aside(human(diagnostic, style))


def aside(words: str) -> None:
    """A line on the standard error, after all that was written to the standard output so far."""
    sys.stdout.flush()
    click.echo(words, err=True)


def style_of(stream: TextIO) -> "Style":
    """Colour for a terminal; NO_COLOR forbids it, FORCE_COLOR asks for it. As wide as a narrow terminal."""
    from mgdsl.report.style import WIDEST, Style

    colour = not os.environ.get("NO_COLOR") and (bool(os.environ.get("FORCE_COLOR")) or stream.isatty())
    try:
        columns = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):  # no terminal
        return Style(colour)
    return Style(colour, max(min(columns - GUTTER, WIDEST), NARROWEST))


def write(text: str, output: str | None) -> None:
    """To a file, whole or not at all; without one to the standard output. Raises Unreadable.

    A link stays a link: the file it points to is written.
    """
    if output is None or output == STDIN:
        sys.stdout.write(text)
        return
    import tempfile  # costs start-up

    path = Path(os.path.realpath(output))
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise Unreadable(f"{output}: {error.strerror or error}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
