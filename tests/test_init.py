"""`mgdsl init`: what it writes checks, tests and evaluates at once, and nothing that is there is lost."""

import json
from pathlib import Path

import pytest

from mgdsl.cli import init
from tests.test_cli import run

VERDICTS = {
    "synthetic-1-everything-met": "eligible",
    "synthetic-2-a-woman-not-pregnant": "eligible",
    "synthetic-3-pregnant": "ineligible",
    "synthetic-4-worse-by-night": "ineligible",
    "synthetic-5-baseline-score-missing": "undetermined",
    "synthetic-6-one-attack-only": "ineligible",
    "synthetic-7-attacks-perhaps-not-all-recorded": "undetermined",
    "synthetic-8-born-in-march-2007": "undetermined",
}


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert run("init").exit_code == 0
    return tmp_path


def test_it_checks_tests_and_evaluates(begun: Path) -> None:
    assert sorted(path.name for path in begun.iterdir()) == sorted(init.FILES)
    checked = run("check", ".", "our-terms.mgdsl", "--format", "json")
    assert (checked.exit_code, json.loads(checked.stdout)) == (0, [])
    assert run("format", "--check", ".", "our-terms.mgdsl").exit_code == 0
    tested = run("test", ".")
    assert tested.exit_code == 0 and ", 0 failed" in tested.stdout and "no cases" not in tested.stdout
    answers = [
        json.loads(row) for row in run("eval", ".", "patients.jsonl", "--format", "jsonl").stdout.splitlines()
    ]
    assert {answer["id"]: answer["verdict"] for answer in answers} == VERDICTS


def test_every_command_that_it_names_runs(begun: Path) -> None:
    named = [line.split() for line in init.NEXT]
    named += [
        row.removeprefix("#").split("  ")[1].split()
        for row in (begun / "protocol.mgdsl").read_text("utf-8").splitlines()
        if row.startswith("#   mgdsl ")
    ]
    assert len(named) == 2 * len(init.NEXT)
    for program, *words in named:
        assert program == "mgdsl" and run(*words).exit_code == 0
    assert (begun / "criteria.md").read_text("utf-8").startswith("# A first protocol\n")


def test_its_vocabulary_is_shown(begun: Path) -> None:
    shown = run("vocabulary", "our-terms")
    assert shown.exit_code == 0 and "breathing score" in shown.stdout


@pytest.mark.parametrize("there", [("our-terms.mgdsl",), ("patients.jsonl", "protocol.mgdsl")])
def test_nothing_is_overwritten(tmp_path: Path, there: tuple[str, ...]) -> None:
    for name in there:
        (tmp_path / name).write_text("mine")
    refused = run("init", str(tmp_path))
    assert refused.exit_code == 2
    assert all(str(tmp_path / name) in str(refused.exception) for name in there)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == dict.fromkeys(there, "mine")


def test_a_dangling_link_is_there_too(tmp_path: Path) -> None:
    (tmp_path / "protocol.mgdsl").symlink_to(tmp_path / "elsewhere")
    assert run("init", str(tmp_path)).exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["protocol.mgdsl"]


def test_a_folder_is_made_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = run("init", str(tmp_path / "a b/c"))
    assert made.exit_code == 0 and f"cd '{tmp_path}/a b/c'" in made.stdout
    full = Path.open

    def failing(path: Path, mode: str = "r", *more: object) -> object:
        if path.name == "patients.jsonl":
            raise OSError(28, "No space left on device", str(path))
        return full(path, mode, *more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", failing)
    failed = run("init", str(tmp_path / "d/e"))
    assert failed.exit_code == 2 and "No space left" in str(failed.exception)
    assert not (tmp_path / "d").exists()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    assert run("init", str(tmp_path / "file")).exit_code == 2
    assert run("init", str(tmp_path / "file/below")).exit_code == 2
    assert (tmp_path / "file").read_text() == "mine"
