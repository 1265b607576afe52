"""`mgdsl test`: the cases that stand beside the criteria."""

import re
import sys
from typing import TYPE_CHECKING

import click

from mgdsl.cli.common import CLEAN, FILE, FINDINGS, Found, Unreadable, read_source, style_of, tell
from mgdsl.files import gathered
from mgdsl.report.diagnostic import MgdslError, Severity
from mgdsl.report.style import Style, one_line

if TYPE_CHECKING:
    from mgdsl.testing.run import CaseResult, Failure


@click.command("test")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=FILE)
def command(files: tuple[str, ...]) -> int:
    """Run the cases of protocols; - stands for the standard input.

    A directory stands for all .mgdsl files in it and below. Exit code 1 if a case fails or a protocol does
    not check, 2 if a file cannot be read.
    """
    code = CLEAN
    told: set[str] = set()
    for file in gathered(files):
        try:
            passed = _run(file, style_of(sys.stdout), named=file in files)
        except click.ClickException as error:
            _show(error, told)
            code = max(code, error.exit_code)
        else:
            code = max(code, CLEAN if passed else FINDINGS)
    return code


def _show(error: click.ClickException, told: set[str]) -> None:
    """What ended a run; findings in a vocabulary of several files once."""
    if isinstance(error, Found):
        fresh = [found for found in error.diagnostics if repr(found) not in told]
        told.update(map(repr, fresh))
        tell(fresh)
    else:
        error.show()


def _run(file: str, style: Style, named: bool) -> bool:
    """Whether every case passes. Of a vocabulary it is told if it was `named`. Raises Found, Unreadable."""
    from mgdsl.program import load_bytes
    from mgdsl.testing.run import run_cases

    name, data, beside = read_source(file)
    try:
        loaded = load_bytes(name, data, beside)
    except MgdslError as error:
        raise Found(error.diagnostics) from None
    except OSError as error:
        raise Unreadable(f"{error.filename or name}: {error.strerror or error}") from None
    errors = [found for found in loaded.diagnostics if found.severity is Severity.ERROR]
    if errors:
        raise Found(errors)
    if loaded.checked.program is None:
        if named:
            print(f"{name}: a vocabulary, which has no cases")
        return True
    results = run_cases(loaded)
    seen: set[object] = set()
    for result in results:
        if not result.passed:
            _report(result, style, seen)
    failed = sum(not result.passed for result in results)
    told = f"{len(results) - failed} passed, {failed} failed" if results else "no cases"
    print(f"{name}: {style.bad(told) if failed else style.good(told)}")
    return not failed


def _report(result: "CaseResult", style: Style, seen: set[object]) -> None:
    """A case that failed, with the reasons for what was found. `seen`: mistakes of columns, told already."""
    from mgdsl.report.render import human, where
    from mgdsl.testing.mistakes import OF_COLUMN

    print(f"{where(result.place)}: {style.bad('FAIL')} {style.strong(one_line(result.title))}")
    for diagnostic in result.diagnostics:
        table = result.title.partition(", row ")
        key = (table[0], diagnostic.name, re.sub(r"[\d.]+", "", diagnostic.message))
        if table[1] and diagnostic.name in OF_COLUMN and key in seen:
            print(f"  {diagnostic.name}: as in the row above")
        else:
            print(human(diagnostic, style))
        seen.add(key)
    for failure in result.failures:
        print(f"  {failure.name}: expected {failure.expected}, found {style.bad(failure.found)}")
        _reasons(result, failure, style)
    print()


def _reasons(result: "CaseResult", failure: "Failure", style: Style) -> None:
    from mgdsl.evaluate.brief import brief_criterion

    if result.answer is None:
        return
    for criterion in result.answer.criteria:
        if failure.name in (criterion.id, "verdict"):
            for line in brief_criterion(criterion, result.answer, style):
                print(f"  {line}")
