"""Cold start: what a command costs before it does anything, beside bare Python and the libraries under it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.protocols import PATIENTS, PROTOCOL
from bench.timing import best, show

CALL = "import sys; sys.argv[0] = 'mgdsl'; from mgdsl.__main__ import main; main()"
"""As the installed script does."""

COMMANDS = (
    ["--version"],
    ["check", str(PROTOCOL)],
    ["eval", str(PROTOCOL), str(PATIENTS)],
    ["test", str(PROTOCOL)],
    ["schema", str(PROTOCOL)],
    ["template", str(PROTOCOL)],
    ["compile", str(PROTOCOL), "--to", "core"],
    ["format", "--check", str(PROTOCOL)],
    ["show", str(PROTOCOL)],
    ["vocabulary", "QMG"],
    ["explain", "unknown-name"],
    ["share", str(PROTOCOL)],
    ["dose", "table", str(PROTOCOL)],
)


def report() -> None:
    with TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        os.environ["PYTHONPYCACHEPREFIX"] = f"{cache}/bytecode"  # kept, as everywhere but in some containers
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        _report(Path(cache))


def _report(cache: Path) -> None:
    print("\nCold start, milliseconds beyond bare Python (the best of 5)")
    bare = _took(["-c", "pass"])
    show("python -c pass", f"{bare * 1e3:.0f} ms", "")
    _show("python -c 'import click'", ["-c", "import click"], bare)
    _show("python -c 'import click, attrs, lark'", ["-c", "import click, attrs, lark"], bare)
    print("\nNothing has changed since the last run")
    for words in COMMANDS:
        _show(_named(words), ["-c", CALL, *words], bare)
    print("\nThe protocol has changed: only the grammar's tables are kept")
    for words in COMMANDS[1:3]:
        _show(_named(words), ["-c", CALL, *words], bare, lambda: _forget(cache))


def _named(words: list[str]) -> str:
    return " ".join(["mgdsl", *(word.rsplit("/", 1)[-1] for word in words)])


def _forget(cache: Path) -> None:
    for path in (cache / "mgdsl").glob("*.json"):
        path.unlink()


def _show(what: str, arguments: list[str], bare: float, before: Callable[[], object] = int) -> None:
    seconds = _took(arguments, before)
    show(what, f"+{(seconds - bare) * 1e3:.0f} ms", f"{seconds / bare:.1f} times bare Python")


def _took(arguments: list[str], before: Callable[[], object] = int) -> float:
    command = [sys.executable, *arguments]
    return best(lambda: subprocess.run(command, capture_output=True, check=False), before=before)
