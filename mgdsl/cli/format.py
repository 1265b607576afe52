"""`mgdsl format`: one canonical layout."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mgdsl.cli.common import (
    CLEAN,
    FILE,
    FINDINGS,
    STDIN,
    UNREADABLE,
    Found,
    Unreadable,
    aside,
    read_source,
    write,
)
from mgdsl.files import gathered
from mgdsl.report.counted import counted

if TYPE_CHECKING:
    from collections.abc import Iterator


@click.command("format")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=FILE)
@click.option("--check", is_flag=True, help="Change nothing; exit code 1 if a file would change.")
@click.option("--diff", is_flag=True, help="Change nothing; show what would change.")
def command(files: tuple[str, ...], check: bool, diff: bool) -> int:
    """Lay out protocols and vocabularies; a directory stands for all .mgdsl files in it and below.

    Comments stay, names get their declared spelling, tables of cases are aligned, long lines are broken in
    their brackets. Of a Markdown file only the mgdsl blocks change. With - the standard input is laid out on
    the standard output. Nothing is written that does not say the same as before. Exit code 2 if a file
    cannot be read or does not parse.
    """
    code, changed = CLEAN, 0
    every = gathered(files)
    for file in every:
        try:
            changed += _one(file, check, diff)
        except (Found, Unreadable) as error:
            error.show()
            code = UNREADABLE
    if files != (STDIN,):
        would = "would change" if check or diff else "changed"
        aside(f"{changed} of {counted(len(every), 'file')} {would}")
    return code or (FINDINGS if changed and check else CLEAN)


def _one(file: str, check: bool, diff: bool) -> bool:
    """Whether the file changes. Raises Found, Unreadable."""
    name, data, beside = read_source(file)
    made = _formatted(name, data, beside)
    changed = made.encode("utf-8") != data
    if diff:
        sys.stdout.writelines(_difference(name, data.decode("utf-8"), made))
    elif check:
        if changed:
            print(name)
    elif file == STDIN:
        sys.stdout.write(made)
    elif changed:
        write(made, name)
    return changed


def _formatted(name: str, data: bytes, beside: Path) -> str:
    from mgdsl.format.file import formatted
    from mgdsl.report.diagnostic import ProgramError

    try:
        return formatted(name, data, beside)
    except ProgramError as error:
        raise Found(error.diagnostics, UNREADABLE) from None
    except OSError as error:
        raise Unreadable(f"{error.filename or name}: {error.strerror or error}") from None


def _difference(name: str, before: str, after: str) -> "Iterator[str]":
    """A unified diff; a carriage return and a missing last line end are seen in it."""
    from difflib import unified_diff

    from mgdsl.report.style import printable

    old, new = (text.splitlines(keepends=True) for text in (before, after))
    for row in unified_diff(old, new, fromfile=name, tofile=name):
        yield printable(row.removesuffix("\n")) + "\n"
        if not row.endswith("\n"):
            yield "\\ No line end\n"
