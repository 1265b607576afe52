"""`mgdsl check`: every finding in protocols and vocabularies."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mgdsl.cli import kept
from mgdsl.cli.common import (
    CLEAN,
    FILE,
    FINDINGS,
    STDIN,
    UNREADABLE,
    Unreadable,
    aside,
    code_of,
    read_source,
    style_of,
    write,
)
from mgdsl.cli.unchanged import summary
from mgdsl.files import gathered, settings_file

if TYPE_CHECKING:
    from mgdsl.report.diagnostic import Diagnostic

    Findings = tuple[Diagnostic, ...]


UNMENDED = "{}: nothing is mended as long as there are errors; what lint finds in files without is mended."
FORMATS = ("human", "concise", "json", "github", "sarif", "junit")


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=FILE)
@click.option("--format", "form", type=click.Choice(FORMATS), default="human")
@click.option("--fix", is_flag=True, help="Make the repairs that cannot change what is meant.")
@click.option("--diff", is_flag=True, help="Show what --fix would change; change nothing.")
def command(files: tuple[str, ...], form: str, fix: bool, diff: bool) -> int:
    """Check protocols and vocabularies; - stands for the standard input.

    A directory stands for all .mgdsl files in it and below. Files without errors are linted, too. Findings go
    to the standard output. Exit code 1 if one is an error or a warning (with --diff: an error, or if there is
    something to mend), 2 if a file cannot be read.
    """
    if fix and not diff and STDIN in files:
        raise click.UsageError("--fix writes files; what it would change in the standard input, --diff shows")
    code = CLEAN
    found: list[Diagnostic] = []
    read: list[str] = []
    for file in gathered(files):
        try:
            diagnostics, worst = _mend(file, diff) if fix or diff else _check(file)
        except Unreadable as error:
            error.show()
            code = UNREADABLE
            continue
        read.append("<stdin>" if file == STDIN else file)
        found += diagnostics
        code = max(code, worst)
    if found or not diff:
        _print(list(dict.fromkeys(found)), form, read)
    return code


def _check(file: str) -> tuple["Findings", int]:
    name, data, beside = read_source(file)
    try:
        key = kept.key_of(name, data, beside, settings_file(beside))
        found = kept.findings(key)
        if found is None:
            found = _found(name, data, beside)
            kept.keep_findings(key, found)
    except OSError as error:
        raise Unreadable(f"{error.filename or name}: {error.strerror or error}") from None
    return found, code_of(found)


def _found(name: str, data: bytes, beside: Path) -> "Findings":
    """Errors; then mistakes in cases, which need a protocol that checks; then what lint finds."""
    from mgdsl.lint.run import linted
    from mgdsl.program import load_bytes  # the parser
    from mgdsl.report.diagnostic import ProgramError
    from mgdsl.testing.mistakes import case_mistakes

    try:
        loaded = load_bytes(name, data, beside)
    except ProgramError as error:
        return error.diagnostics
    found = (*loaded.diagnostics, *case_mistakes(loaded))
    return (*found, *linted(loaded, beside))


def _mend(file: str, diff: bool) -> tuple["Findings", int]:
    """Mend the file, and return what is left to be found; or show the difference, and return errors."""
    from mgdsl.lint.fix import difference, mended
    from mgdsl.report.diagnostic import ProgramError

    name, data, beside = read_source(file)
    try:
        before, after = mended(name, data, beside)
        found = _found(name, after.encode(), beside)
    except ProgramError as error:
        aside(UNMENDED.format(name))
        return error.diagnostics, code_of(error.diagnostics)
    except OSError as error:
        raise Unreadable(f"{error.filename or name}: {error.strerror or error}") from None
    if before == after and any(each.severity.value == "error" for each in found):
        aside(UNMENDED.format(name))
    if diff:
        sys.stdout.write(difference(name, before, after))
        errors = tuple(each for each in found if each.severity.value == "error")
        return errors, FINDINGS if before != after else code_of(errors)
    if before != after:
        write(after, name)
    return found, code_of(found)


def _print(found: "list[Diagnostic]", form: str, files: list[str]) -> None:
    """`files`: those that were read."""
    match form:
        case "json":
            from mgdsl.report.render_json import to_json

            _dump([to_json(each) for each in found])
        case "sarif":
            from mgdsl.report.render_sarif import to_sarif

            _dump(to_sarif(found))
        case "junit":
            from mgdsl.report.render_junit import junit

            sys.stdout.write(junit(found, files))
        case "github":
            from mgdsl.report.render_github import github

            sys.stdout.writelines(map(github, found))
        case "concise":
            from mgdsl.report.render import concise

            sys.stdout.writelines(map(concise, found))
        case _:
            told = _told(found)
            if files:
                aside(summary(len(files), told))


def _dump(value: object) -> None:
    import json

    from mgdsl.report.style import json_safe

    print(json_safe(json.dumps(value, ensure_ascii=False, indent=2)))


def _told(found: "list[Diagnostic]") -> str:
    """Print the findings for people; their number in words."""
    if not found:
        return "no findings"
    from mgdsl.report.render import human
    from mgdsl.report.render import summary as numbers

    for each in found:
        print(human(each, style_of(sys.stdout)))
    return numbers(found)
