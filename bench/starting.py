"""Cold start: what a command costs before it does anything, beside bare Python and the libraries under it."""

import subprocess
import sys

from bench.protocols import PATIENTS, PROTOCOL
from bench.timing import best, show

CALL = "import sys; sys.argv[0] = 'mgdsl'; from mgdsl.cli.main import main; main()"


def report() -> None:
    print("\nCold start (the best of 5)")
    bare = _show("python -c pass", ["-c", "pass"], None)
    _show("python -c 'import click'", ["-c", "import click"], bare)
    _show("python -c 'import click, attrs, lark'", ["-c", "import click, attrs, lark"], bare)
    for words in (["--version"], ["check", str(PROTOCOL)], ["eval", str(PROTOCOL), str(PATIENTS)]):
        shown = " ".join(word.rsplit("/", 1)[-1] for word in words)
        _show(f"mgdsl {shown}", ["-c", CALL, *words], bare)


def _show(what: str, arguments: list[str], bare: float | None) -> float:
    seconds = best(lambda: subprocess.run([sys.executable, *arguments], capture_output=True, check=False))
    show(what, f"{seconds * 1e3:.0f} ms", f"{seconds / bare:.1f} times bare Python" if bare else "")
    return seconds
