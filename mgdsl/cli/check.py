"""`mgdsl check`: every finding in protocols and vocabularies."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mgdsl.cli import kept
from mgdsl.cli.common import CLEAN, STDIN, UNREADABLE, Unreadable, code_of, read_bytes, style_of
from mgdsl.files import located

if TYPE_CHECKING:
    from mgdsl.report.diagnostic import Diagnostic

    Findings = tuple[Diagnostic, ...]


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--format", "form", type=click.Choice(["human", "concise", "json"]), default="human")
def command(files: tuple[str, ...], form: str) -> int:
    """Check protocols and vocabularies; a directory stands for its protocol.mgdsl, - for the standard input.

    Findings go to the standard output. Exit code 1 if there are any, 2 if a file cannot be read.
    """
    code, unread = CLEAN, 0
    found: list[Diagnostic] = []
    for file in files:
        try:
            diagnostics, worst = _check(file)
        except Unreadable as error:
            error.show()
            code, unread = UNREADABLE, unread + 1
            continue
        found += diagnostics
        code = max(code, worst)
    _print(found, form, len(files) - unread)
    return code


def _check(file: str) -> tuple["Findings", int]:
    path = located(Path(file))
    name, beside = ("<stdin>", Path()) if file == STDIN else (str(path), path.parent)
    data = read_bytes(file if file == STDIN else name)
    try:
        key = kept.key_of(name, data, beside)
        found = kept.findings(key)
        if found is None:
            found = _found(name, data, beside)
            kept.keep_findings(key, found)
    except OSError as error:
        raise Unreadable(f"{error.filename or path}: {error.strerror or error}") from None
    return found, code_of(found)


def _found(name: str, data: bytes, beside: Path) -> "Findings":
    from mgdsl.program import load_bytes  # the parser
    from mgdsl.report.diagnostic import ProgramError

    try:
        return load_bytes(name, data, beside).diagnostics
    except ProgramError as error:
        return error.diagnostics


def _print(found: "list[Diagnostic]", form: str, files: int) -> None:
    match form:
        case "json":
            import json

            from mgdsl.report.render_json import to_json

            print(json.dumps([to_json(each) for each in found], ensure_ascii=False, indent=2))
        case "concise":
            from mgdsl.report.render import concise

            for each in found:
                sys.stdout.write(concise(each))
        case _:
            told = _told(found)
            if files:
                click.echo(f"{files} {'file' if files == 1 else 'files'}: {told}", err=True)


def _told(found: "list[Diagnostic]") -> str:
    """Print the findings for people; their number in words."""
    if not found:
        return "no findings"
    from mgdsl.report.render import human, summary

    for each in found:
        print(human(each, style_of(sys.stdout)))
    return summary(found)
