"""`python -m tests.mutation [module …]`: the mutants that no test notices. Exit code 1 if there are any.

Works on a copy of the checkout. What survives for a reason is explained in docs/mutation.md.
"""

import argparse
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from .mutants import Mutant, mutants

ROOT = Path(__file__).parents[2]
NOTICED_BY = {
    "mgdsl/lang/logic.py": ("tests/test_lang_logic.py",),
    "mgdsl/lang/calendar.py": ("tests/test_lang_calendar.py",),
    "mgdsl/lang/ops.py": ("tests/test_lang_ops.py",),
    "mgdsl/evaluate/folds.py": ("tests/test_interpret.py", "-k", "fold"),
}
"""The modules that settle meaning, and how pytest is told the tests that should notice a change."""
COPIED = ("mgdsl", "grammar", "tests", "pyproject.toml")
LONGEST = 120
"""Seconds; a mutant that does not end is noticed."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="module", help=", ".join(NOTICED_BY))
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    chosen = parser.parse_args()
    unknown = [module for module in chosen.modules if module not in NOTICED_BY]
    if unknown:
        parser.error(f"no tests are named for {', '.join(unknown)}")
    left = [survivors(module, chosen.jobs) for module in chosen.modules or NOTICED_BY]
    return 1 if any(left) else 0


def survivors(module: str, jobs: int) -> int:
    """Print the mutants of a module that pass its tests; how many they are."""
    made = list(mutants((ROOT / module).read_text(encoding="utf-8")))
    with TemporaryDirectory() as room, ThreadPoolExecutor(jobs) as pool:
        copies = [_copied(Path(room) / str(at)) for at in range(jobs)]
        shares = [made[at::jobs] for at in range(jobs)]
        results = list(pool.map(lambda pair: _survive(module, *pair), zip(copies, shares, strict=True)))
    left = sorted((each for result in results for each in result), key=lambda mutant: mutant.line)
    print(f"{module}: {len(made)} mutants, {len(left)} survive", flush=True)
    for mutant in left:
        print(f"  line {mutant.line}: {_short(mutant.was)}  ->  {_short(mutant.now)}", flush=True)
    return len(left)


def _copied(room: Path) -> Path:
    """A copy of what the tests need."""
    room.mkdir()
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, room / name, ignore=shutil.ignore_patterns("__pycache__", ".hypothesis"))
        else:
            shutil.copy(source, room / name)
    return room


def _survive(module: str, room: Path, share: list[Mutant]) -> list[Mutant]:
    path = room / module
    original = path.read_text(encoding="utf-8")
    assert _passes(module, room), f"the tests of {module} do not pass as it is"
    left = []
    for mutant in share:
        path.write_text(mutant.source, encoding="utf-8")
        if _passes(module, room):
            left.append(mutant)
    path.write_text(original, encoding="utf-8")
    return left


def _passes(module: str, room: Path) -> bool:
    """Whether the tests pass; the same examples each time."""
    words = ["-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=0", *NOTICED_BY[module]]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            [sys.executable, *words],
            cwd=room,
            env=environment,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 70 else line[:67] + "..."


if __name__ == "__main__":
    sys.exit(main())
