"""The study of the how-to page on SDTM: protocol, data, mapping, records; and how to run a command."""

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from mgdsl.cli.main import main

PAGE = (Path(__file__).parents[1] / "docs/how-to/sdtm.md").read_text("utf-8")
CSV = re.compile(r'^```csv title="data/(\w+)\.csv"\n(.*?)^```$', re.M | re.S)
TABLES = {domain.upper(): text for domain, text in CSV.findall(PAGE)}


def fence(language: str) -> str:
    found = re.search(rf"^```{language}\b.*?\n(.*?)^```$", PAGE, re.M | re.S)
    assert found
    return found[1]


TOML = fence("toml")


def lay_out(folder: Path) -> Path:
    """The study in a folder: protocol, mapping, and its domains in data/."""
    (folder / "protocol.mgdsl").write_text(fence("mgdsl"), "utf-8")
    (folder / "sdtm.toml").write_text(TOML, "utf-8")
    (folder / "data").mkdir()
    for domain in TABLES:
        write(folder, domain, TABLES[domain])
    return folder


def write(study: Path, domain: str, text: str) -> None:
    (study / f"data/{domain.lower()}.csv").write_text(text, "utf-8")


def records(text: str) -> list[dict[str, Any]]:
    """JSON objects one after another."""
    decoder, found, at = json.JSONDecoder(), [], 0
    while at < len(text.rstrip()):
        value, at = decoder.raw_decode(text, at)
        found.append(value)
        at += len(text[at:]) - len(text[at:].lstrip())
    return found


class Shell:
    """Runs `mgdsl` as a shell does; holds what it wrote."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch, self.capsys = monkeypatch, capsys
        monkeypatch.setenv("NO_COLOR", "1")

    def __call__(self, *words: object) -> tuple[int, str, str]:
        """Exit code, standard output, standard error."""
        self.monkeypatch.setattr(sys, "argv", ["mgdsl", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        shown = self.capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, shown.out, shown.err
