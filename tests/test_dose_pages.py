"""Pages on dose finding are run: commands of findings, of the how-to and of the founding protocol; tables."""

import contextlib
import io
import re
import shlex
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve
from dose_cli import ROOT, refusals, run
from dose_facts import rules
from page_text import examples

from mgdsl.core.design import BOIN, KEYBOARD, MTPI2
from mgdsl.dose import boin
from mgdsl.dose.keys import rightmost, strengths
from mgdsl.dose.rules import Rules
from mgdsl.dose.table import BY_SIDE, action, boundaries

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


# The how-to ------------------------------------------------------------------------------------------------
OUTPUT = re.compile(r"^```sh\n(mgdsl dose .*?)^```\n\n```text\n(.*?)^```", re.M | re.S)
CUT = "…"
"""A line that stands for lines which the page leaves out."""


def said(command: str) -> str:
    """Both streams, as a terminal shows them."""
    stream = io.StringIO()
    with contextlib.redirect_stderr(stream):
        found = run(*words_of(command))
        if found.exception is not None:
            found.exception.show()  # type: ignore[attr-defined]
    return f"{found.output}{stream.getvalue()}".strip()


def missing(page: str, found: str) -> list[str]:
    """Parts of the page, between the lines it leaves out, that the output does not have in this order."""
    parts = [part.strip("\n") for part in re.split(rf"^{CUT}$", page.strip(), flags=re.M)]
    at = 0
    for part in parts:
        begins = found.find(part, at)
        if begins < 0 or (part is parts[0] and begins > 0):
            return [part]
        at = begins + len(part)
    return [] if not parts[-1] or at == len(found) else ["more"]


def test_the_how_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = HOW_TO.read_text("utf-8")
    monkeypatch.chdir(tmp_path)
    block, records = (
        re.findall(rf"^```{name}\n(.*?)^```", text, re.M | re.S)[0] for name in ("mgdsl", "json")
    )
    Path("patients.jsonl").write_text(records, "utf-8")
    for name, data in re.findall(r"^```json (\S+)\n(.*?)^```", text, re.M | re.S):
        Path(name).write_text(data, "utf-8")
    stated = block.replace('margins: unspecified "the sponsor has not said"', "margins: 5%, 5%")
    assert stated != block
    turn = text.index("From here on the sponsor has said it")
    tried = list(OUTPUT.finditer(text))
    assert len(tried) >= 8
    for each in tried:
        Path("protocol.mgdsl").write_text(block if each.start() < turn else stated, "utf-8")
        assert missing(each[2], said(each[1])) == [], each[1]


def test_what_is_left_out_is_left_out_by_a_mark() -> None:
    assert missing("a\n…\nc", "a\nb\nc") == [] and missing("a\n…", "a\nb") == []
    assert missing("a\nc", "a\nb\nc") and missing("b\n…", "a\nb") and missing("a", "a\nb")
    assert missing("…\nc\n…\nb", "a\nb\nc")


# The explanation -------------------------------------------------------------------------------------------
def tables_of(path: Path) -> dict[str, list[tuple[str, ...]]]:
    """Rows of each table, by the heading above it."""
    found = examples(path.read_text("utf-8"))
    return {example.title: list(example.tables[0].rows) for example in found if example.tables}


TABLES = tables_of(ROOT / "docs/explanation/dose-finding.md")


def method(name: str, target: Fraction) -> Rules:
    if name == BOIN:
        return rules(str(target), method=BOIN, low=target * Fraction(3, 5), high=target * Fraction(7, 5))
    return rules(str(target), method=name)


def rate(cell: str) -> Fraction:
    return Fraction(cell.removesuffix("%")) / 100


@pytest.mark.parametrize("name", [KEYBOARD, MTPI2, BOIN])
def test_where_they_agree(name: str) -> None:
    for target, *cells in TABLES["Where they agree"]:
        found = [boundaries(method(name, rate(target)), n) for n in (3, 6, 9, 12)]
        assert cells == [f"{each.escalate}, {each.de_escalate}, {each.eliminate}" for each in found]


def test_where_they_do_not() -> None:
    for target, both, differ in TABLES["Where they do not"]:
        ours, theirs = (
            evolve(method(name, rate(target)), cutoff=Fraction(999_999, 10**6)) for name in (KEYBOARD, BOIN)
        )
        assert both == ", ".join(f"{float(each):.4f}" for each in boin.boundaries(theirs))
        found = []
        for n in range(1, 31):
            one, other = (
                f"{each.escalate}, {each.de_escalate}"
                for each in (boundaries(ours, n), boundaries(theirs, n))
            )
            found += [f"{n}: {one} and {other}"] if one != other else []
        assert differ == ("; ".join(found) or "none")


def test_cut_keys() -> None:
    near = rules("0.10", low=Fraction(1, 20), high=Fraction(3, 20))
    for participants, scaled, left_out in TABLES["Keys that 0% or 100% cuts"]:
        n = int(participants)
        whole = [
            each for each in strengths(near, n, 0) if each.key.high - each.key.low == near.high - near.low
        ]
        assert scaled == action(near, n, 0).value
        assert left_out == BY_SIDE[rightmost(whole).key.side].value


# The founding protocol -------------------------------------------------------------------------------------
def test_the_founding_protocols_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its README shows what the command prints, two headings deeper, assumptions included."""
    monkeypatch.chdir(ROOT)
    section = (FOUNDING / "README.md").read_text("utf-8").split("## Dose escalation\n")[1].split("\n## ")[0]
    (command,) = COMMAND.findall(section)
    shown = section[section.index(command) :].split("```\n", 1)[1].strip()
    assert shown == re.sub("^#", "###", said(command), flags=re.M)
    assert "ASSUMPTIONS" in shown and shown.count("ASSUMED: ") == command.count("--assume") == 5
    assert "| 12 | 2 | 3 to 4 | 5 | 7 |" in shown
