"""The README's protocol, verdict, mistake and Python are what the tool says and does."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def fence(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.M | re.S)


def mgdsl(*words: str) -> tuple[int, str]:
    """Exit code and what both streams show."""
    code = "from mgdsl.__main__ import main; main()"
    shown = subprocess.run(
        [sys.executable, "-c", code, *words],
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "PYTHONUNBUFFERED": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return shown.returncode, shown.stdout.strip()


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "example.mgdsl").write_text(fence("mgdsl")[0], "utf-8")
    (tmp_path / "example.json").write_text(fence("json")[0], "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_verdict_is_as_printed(example: Path) -> None:
    assert mgdsl("eval", "example.mgdsl", "example.json") == (0, fence("text")[0].strip())


def test_the_mistake_is_as_printed(example: Path) -> None:
    text = fence("mgdsl")[0].replace("QMG >= 11", "QMG >= 45").replace("at screening", "at sceening")
    (example / "example.mgdsl").write_text(text, "utf-8")
    assert mgdsl("check", "example.mgdsl") == (1, fence("text")[1].strip())


def test_the_python_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(fence("python")[0], "README.md", "exec"), {})
    assert capsys.readouterr().out.startswith("undetermined [")
