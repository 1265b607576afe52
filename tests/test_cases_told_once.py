"""A mistake of a whole column is told once: when a file is checked, and when its cases are run."""

from pathlib import Path

from click.testing import CliRunner

from mgdsl.cli.main import cli

TEXT = """protocol "Told once":
    visits: screening
    decision visit: screening

use laboratory

inclusion I1 "liver":
    ALT <= 100 U/L at screening

cases for I1 at screening:
    | ALT    | I1   |
    | 120    | fail |
    | 100    | pass |
    | 90     | pass |
    | 90 U/L | pass |
"""


def told(command: str, folder: Path) -> str:
    path = folder / "p.mgdsl"
    path.write_text(TEXT, "utf-8")
    return CliRunner().invoke(cli, [command, str(path)]).output


def test_checking(tmp_path: Path) -> None:
    said = told("check", tmp_path)
    assert said.count("[unit-missing]") == 1 and "the same in 2 rows below" in said


def test_running(tmp_path: Path) -> None:
    said = told("test", tmp_path)
    assert said.count("[unit-missing]") == 1 and said.count("unit-missing: as in the row above") == 2
    assert "1 passed, 3 failed" in said
