"""How a shell completes a command line, asked as bash, zsh and fish ask."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mgdsl.cli.main import COMMANDS, COMPLETE
from tests.test_cli import FOUNDING, HERE


def ask(shell: str, **more: str) -> list[str]:
    environment = {**os.environ, "PYTHONPATH": str(HERE), COMPLETE: shell, **more}
    code = "from mgdsl.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True, cwd=HERE
    )
    assert done.stderr == ""
    return done.stdout.strip().splitlines()


def completed(*words: str) -> list[str]:
    """What bash may put in the place of the last word."""
    asked = {"COMP_WORDS": " ".join(("mgdsl", *words)), "COMP_CWORD": str(len(words))}
    return [line.removeprefix("plain,") for line in ask("bash_complete", **asked)]


def test_commands() -> None:
    assert completed("") == sorted(COMMANDS)
    assert completed("te") == ["template", "test"]
    assert completed("dose", "") == ["table", "next", "select", "simulate", "report"]


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("format",),
        ("test",),
        ("eval",),
        ("eval", "p"),
        ("show",),
        ("show", "p", "-o"),
        ("dose", "table"),
    ],
)
def test_files_are_left_to_the_shell(words: tuple[str, ...]) -> None:
    assert completed(*words, "prot") == ["file,prot"]


def test_choices() -> None:
    assert completed("check", "--format", "j") == ["json", "junit"]
    assert completed("show", "--form") == ["--format"]


def test_vocabularies_or_files() -> None:
    assert completed("vocabulary", "m") == ["file,m", "myasthenia-gravis"]
    assert completed("vocabulary", "docs/x") == ["file,docs/x"]


def test_findings() -> None:
    assert completed("explain", "unknown-v") == [
        "unknown-value",
        "unknown-version",
        "unknown-visit",
        "unknown-vocabulary",
    ]


def test_visits_of_the_protocol() -> None:
    assert completed("eval", FOUNDING, "x", "--as-of", "") == [
        "screening",
        "baseline",
        "infusion",
        "'end of study'",
    ]
    assert completed("eval", FOUNDING, "--as-of", "b") == ["baseline"]
    assert completed("eval", "no such protocol", "x", "--as-of", "") == []
    assert completed("eval", "-", "x", "--as-of", "") == []


def test_zsh_and_fish() -> None:
    zsh = ask("zsh_complete", COMP_WORDS="mgdsl ini", COMP_CWORD="1")
    assert zsh[:2] == ["plain", "init"]
    fish = ask("fish_complete", COMP_WORDS="mgdsl ini", COMP_CWORD="ini")
    assert [line.split("\t")[0] for line in fish] == ["plain,init"]


@pytest.mark.skipif(shutil.which("bash") is None, reason="without bash")
def test_the_script_is_one_that_bash_reads(tmp_path: Path) -> None:
    script = tmp_path / "mgdsl.bash"
    script.write_text("\n".join(ask("bash_source")) + "\n")
    done = subprocess.run(
        ["bash", "-c", f"source {script} && complete -p mgdsl"], capture_output=True, text=True
    )
    assert done.returncode == 0 and "_mgdsl_completion mgdsl" in done.stdout


def test_the_page() -> None:
    """Its examples complete as they say, and its table names the shells that there are."""
    page = (HERE / "docs/reference/completion.md").read_text("utf-8")
    shown = re.findall(r"^mgdsl (.*)<TAB> +# (.*)$", page, re.M)
    assert len(shown) == 3
    for begun, completes in shown:
        assert completes in completed(*begun.split(" "))
    for shell in re.findall(rf"`[^`]*{COMPLETE}=(\w+) mgdsl[^`]*`", page):
        assert ask(shell)
