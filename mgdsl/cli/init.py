"""`mgdsl init`: a first protocol that runs."""

import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from mgdsl.cli.common import Unreadable
from mgdsl.files import START

FILES = {
    "protocol.mgdsl": "a commented protocol with its cases",
    "our-terms.mgdsl": "a small vocabulary of your own",
    "patients.jsonl": "synthetic patients",
}
NEXT = {
    "mgdsl check .": "find what is wrong",
    "mgdsl test .": "run the cases",
    "mgdsl eval . patients.jsonl": "decide the patients",
    "mgdsl show .": "read the criteria in plain words",
}


@click.command("init")
@click.argument("folder", default=".", type=click.Path(file_okay=False))
def command(folder: str) -> None:
    """Begin a protocol in FOLDER (here, if none is named) with one that checks, tests and evaluates at once.

    Writes protocol.mgdsl, our-terms.mgdsl and patients.jsonl, to be changed. No file is overwritten: if one
    of them is there already, nothing is written, and the exit code is 2.
    """
    try:
        _begin(Path(folder))
    except OSError as error:
        raise Unreadable(f"{error.filename or folder}: {error.strerror or error}") from None
    for name, words in FILES.items():
        click.echo(f"{Path(folder) / name!s:<32} {words}")
    click.echo("\nNext:")
    if Path(folder) != Path():
        click.echo(f"  cd {shlex.quote(folder)}")
    for line, words in NEXT.items():
        click.echo(f"  {line:<30} {words}")


def _begin(folder: Path) -> None:
    """Write every file, or none. Raises Unreadable if one is there, OSError."""
    texts = {name: (START / name).read_bytes() for name in FILES}
    with _made(folder):
        there = [str(folder / name) for name in FILES if os.path.lexists(folder / name)]
        if there:
            raise Unreadable(
                f"there already: {', '.join(there)}. Nothing was written, since no file is overwritten; "
                "name another folder: mgdsl init FOLDER"
            )
        written: list[Path] = []
        try:
            for name, text in texts.items():
                with (folder / name).open("xb") as file:
                    written.append(folder / name)
                    file.write(text)
        except BaseException:
            for path in written:
                path.unlink(missing_ok=True)
            raise


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """The folder with those above it; what was made is taken away again if the block fails."""
    new = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        with suppress(OSError):  # somebody else has put something there
            for each in new:
                each.rmdir()
        raise
