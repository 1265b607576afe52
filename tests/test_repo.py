"""The repository's own rules: sizes, docstrings, one version, imports that stay light, what is packaged."""

import ast
import re
import subprocess
import sys
import tomllib
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from pathlib import Path
from statistics import median

import pytest

from mgdsl.version import VERSION

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MOST_LINES, MEDIAN_LINES = 400, 150
FOLDERS = ("mgdsl", "tests", "bench", "docs", "grammar", "protocols", ".ci")
TEXTS = (".py", ".md", ".mgdsl", ".lark", ".json", ".jsonl", ".toml", "")
MACHINE = re.compile(r"(?<![\w.])/(?:work|home|root|tmp|Users)/\w")
LIGHT = (
    "mgdsl",
    "mgdsl.protocol",
    "mgdsl.core.program",
    "mgdsl.evaluate.interpret",
    "mgdsl.records.read",
    "mgdsl.records.project",
)
HEAVY = ("lark", "sqlglot", "click", "hypothesis")


def modules(*folders: str) -> list[Path]:
    return sorted(chain.from_iterable((ROOT / folder).rglob("*.py") for folder in folders))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", modules("mgdsl", "tests", "bench"), ids=named)
def test_size_and_docstring(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    assert not text.strip() or ast.get_docstring(ast.parse(text)), "a module says what it is for"


def test_median_size() -> None:
    assert (
        median(len(path.read_text(encoding="utf-8").splitlines()) for path in modules("mgdsl"))
        <= MEDIAN_LINES
    )


def test_no_paths_of_a_machine() -> None:
    """A line that names somebody's machine is noise to everybody else."""
    files = chain.from_iterable((ROOT / folder).rglob("*") for folder in FOLDERS)
    found = [
        f"{named(path)}:{at}: {line.strip()}"
        for path in files
        if path.is_file() and path.suffix in TEXTS and "__pycache__" not in path.parts
        for at, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if MACHINE.search(line)
    ]
    assert not found


def test_one_version() -> None:
    """The version stands in pyproject.toml; what is installed, and what the package says, is the same."""
    stated = PROJECT["project"]["version"]
    with suppress(PackageNotFoundError):  # run from a checkout
        assert version("mgdsl") == stated
    assert stated == VERSION


def test_the_grammar_is_packaged() -> None:
    from mgdsl.syntax.parse import grammar_path

    shipped = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert shipped["grammar/mgdsl.lark"] == "mgdsl/syntax/mgdsl.lark"
    for kind in ("errors", "lint"):
        assert shipped[f"docs/{kind}"] == f"mgdsl/docs/{kind}"
    assert grammar_path().read_text(encoding="utf-8") == (ROOT / "grammar/mgdsl.lark").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("module", LIGHT)
def test_imports_stay_light(module: str) -> None:
    """What evaluates a compiled program brings neither the parser nor an extra."""
    ask = f"import sys, {module}; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", ask], capture_output=True, text=True, cwd=ROOT, check=True, timeout=60
    )
    assert not done.stdout.strip()


def test_no_disease_in_python() -> None:
    """What is known of a disease is written in the vocabularies; a message may take its example from one."""
    words = re.compile(r"\b(?:QMG|MG-ADL|MGFA|myasthenia|myasthenic|AChR|MuSK|thymectomy)\b", re.IGNORECASE)
    found = [
        named(path)
        for path in modules("mgdsl")
        if "messages" not in named(path) and any(words.search(text) for text in _strings_of_code(path))
    ]
    assert not found


def _strings_of_code(path: Path) -> list[str]:
    """String literals that the code uses: docstrings may take their examples from anywhere."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]
