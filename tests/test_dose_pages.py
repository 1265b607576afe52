"""Pages on dose finding are run: commands of findings, of the how-to and of the founding protocol; tables."""

import re
import shlex
from pathlib import Path

import pytest
from dose_cli import ROOT, refusals, run
from page_text import examples

ERRORS = ROOT / "docs/errors"
COMMAND = re.compile(r"^```sh\n(mgdsl dose .*?)^```", re.M | re.S)
DATA = re.compile(r"^```json data\n(.*?)^```", re.M | re.S)
PAGES = [path for path in sorted(ERRORS.glob("*.md")) if "mgdsl dose" in path.read_text("utf-8")]
HOW_TO = ROOT / "docs/how-to/dose-finding.md"
FOUNDING = ROOT / "protocols/nct06371040"


def words_of(command: str) -> list[str]:
    return shlex.split(command.replace("\\\n", " "))[2:]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_avoid_is_refused_and_prefer_is_not(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = path.read_text("utf-8")
    monkeypatch.chdir(tmp_path)
    preamble = examples(text)[-1].preamble
    assert preamble is not None
    Path("protocol.mgdsl").write_text(preamble.text, "utf-8")
    avoid, prefer = text.split("## Avoid")[1].split("## Prefer")
    for part, names in ((avoid, {path.stem}), (prefer, set())):
        for data in DATA.findall(part):
            Path("data.json").write_text(data, "utf-8")
        for command in COMMAND.findall(part):
            assert set(refusals(run(*words_of(command)))) == names, command
    assert COMMAND.findall(avoid)


def test_every_refusal_of_the_dose_commands_has_such_a_page() -> None:
    """Each name that only these commands can give; what records share with them has its own page."""
    code = [*(ROOT / "mgdsl/dose").rglob("*.py"), *(ROOT / "mgdsl/cli").glob("dose*.py")]
    found = {
        name
        for path in code
        for name in re.findall(
            r"(?:refuse|Diagnostic|faults\.add)\(\s*\"([a-z-]+)\"", path.read_text("utf-8")
        )
    }
    shared = {
        "not-json",
        "too-large",
        "too-deep",
        "duplicate-key",
        "duplicate-id",
        "missing-id",
        "not-a-date",
    }
    assert found - shared - {"assumption-without-reason"} == {path.stem for path in PAGES}
