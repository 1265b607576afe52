"""Flawed protocols and records: each mistake is found, alone, at its place, and its repair mends it.

A folder holds `flawed` (a protocol, or records), `expected.json` (the findings, in order) and, where it has
one mistake, `mended`: the same with the repair applied. `paste` is the part of the repair that `mended` took
over as it stands; empty where the repair is a step to take.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from mgdsl.program import load_bytes
from mgdsl.records.read import Reader
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.testing.mistakes import case_mistakes
from tests.test_error_pages import PAGES, TOLD

FOLDER = Path(__file__).parent / "flawed"
FLAWED = sorted(path for path in FOLDER.iterdir() if path.is_dir())
LEAST = 60
PASTED = 60
"""Repairs, at least, that can be pasted as they stand."""

RECORDS_OF = """protocol "Records":
    visits: screening, baseline, infusion
    decision visit: infusion

use myasthenia gravis
use reproductive safety
use laboratory

inclusion J1 "fit":
    judged by investigator "is fit"
"""


def findings(path: Path) -> list[Diagnostic]:
    if path.suffix == ".mgdsl":
        loaded = load_bytes(path.name, path.read_bytes(), path.parent)
        return [*loaded.diagnostics, *case_mistakes(loaded)]
    program = load_bytes("records.mgdsl", RECORDS_OF.encode()).checked.program
    assert program is not None
    read = Reader(program.schema, program.answers).read_text(path.read_text("utf-8"), path.name)
    return [found for faults in read if isinstance(faults, list | tuple) for found in faults]


def told(found: Diagnostic) -> tuple[str, str, str, str]:
    place = found.place
    where = found.path if place is None else f"{place.line}:{place.column}"
    return found.name, where, place.text if place else "", found.repair


def one(folder: Path, stem: str) -> Path:
    (path,) = folder.glob(f"{stem}.*")
    return path


def expected(folder: Path) -> list[dict[str, Any]]:
    held: list[dict[str, Any]] = json.loads((folder / "expected.json").read_text("utf-8"))
    return held


@pytest.mark.parametrize("folder", FLAWED, ids=lambda path: path.name)
def test_found_alone_and_mended(folder: Path) -> None:
    wanted = expected(folder)
    found = findings(one(folder, "flawed"))
    assert [told(each) for each in found] == [
        (each["name"], each["place"], each["underlined"], each["repair"]) for each in wanted
    ]
    if len(wanted) == 1:
        mended = one(folder, "mended")
        assert [told(each) for each in findings(mended)] == []
        paste = squeezed(wanted[0]["paste"])
        assert squeezed(paste.replace("…", "")) in squeezed(mended.read_text("utf-8"))
        assert paste in squeezed(wanted[0]["repair"])


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_every_message_that_a_text_can_show_has_one() -> None:
    names = {each["name"] for folder in FLAWED for each in expected(folder)}
    assert set(PAGES) - TOLD <= names
    assert len(FLAWED) >= LEAST


def test_most_repairs_can_be_pasted() -> None:
    assert sum(bool(each.get("paste")) for folder in FLAWED for each in expected(folder)) >= PASTED
