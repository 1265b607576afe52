"""`mgdsl check`: every finding in protocols and vocabularies."""

import json
import sys

import click

from mgdsl.cli.common import CLEAN, FINDINGS, STDIN, UNREADABLE, Unreadable, code_of, read_bytes, style_of
from mgdsl.report.diagnostic import Diagnostic, ProgramError


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


def _check(file: str) -> tuple[tuple[Diagnostic, ...], int]:
    from pathlib import Path

    from mgdsl.files import located
    from mgdsl.program import load_bytes

    path = located(Path(file))
    try:
        if file == STDIN:
            diagnostics = load_bytes("<stdin>", read_bytes(file), Path()).diagnostics
        else:
            diagnostics = load_bytes(str(path), read_bytes(str(path)), path.parent).diagnostics
    except ProgramError as error:
        return error.diagnostics, code_of(error.diagnostics)
    except OSError as error:
        raise Unreadable(f"{error.filename or path}: {error.strerror or error}") from None
    return diagnostics, FINDINGS if diagnostics else CLEAN


def _print(found: list[Diagnostic], form: str, files: int) -> None:
    from mgdsl.report.render import concise, human, summary

    match form:
        case "json":
            from mgdsl.report.render_json import to_json

            print(json.dumps([to_json(each) for each in found], ensure_ascii=False, indent=2))
        case "concise":
            for each in found:
                sys.stdout.write(concise(each))
        case _:
            for each in found:
                print(human(each, style_of(sys.stdout)))
            told = summary(found) or "no findings"
            if files:
                click.echo(f"{files} {'file' if files == 1 else 'files'}: {told}", err=True)
