"""Pages on dose finding: refusals have their pages, tables are worked out anew, the founding one is printed.

That commands print what the pages show, the tests of sessions find out.
"""

import re
import shlex
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve
from dose_cli import PROTOCOL, ROOT, run
from dose_facts import rules
from page_text import examples

from mgdsl.core.design import BOIN, KEYBOARD, MTPI2
from mgdsl.dose import boin
from mgdsl.dose.keys import rightmost, strengths
from mgdsl.dose.rules import Rules
from mgdsl.dose.table import BY_SIDE, action, boundaries

PAGES = {path.stem: path.read_text("utf-8") for path in sorted((ROOT / "docs/errors").glob("*.md"))}
OWN = [name for name, text in PAGES.items() if "$ mgdsl dose" in text]
FOUNDING = ROOT / "protocols/nct06371040"


@pytest.mark.parametrize("name", OWN)
def test_avoid_is_refused_and_prefer_is_not(name: str) -> None:
    avoid, prefer = PAGES[name].split("## Avoid")[1].split("## Prefer")
    assert set(re.findall(r"\[([a-z-]+)\]$", avoid, re.M)) == {name}
    assert "error: " not in prefer


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
    assert found - shared - {"assumption-without-reason"} == set(OWN)


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
        assert left_out == BY_SIDE[rightmost(near, whole).key.side].value


# The founding protocol -------------------------------------------------------------------------------------
def test_the_founding_protocols_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its README shows what the command prints, two headings deeper, assumptions included."""
    monkeypatch.chdir(ROOT)
    section = (FOUNDING / "README.md").read_text("utf-8").split("## Dose escalation\n")[1].split("\n## ")[0]
    (command,) = re.findall(r"^```sh\n(mgdsl .*?)^```", section, re.M | re.S)
    shown = section[section.index(command) :].split("```\n", 1)[1].strip()
    printed = run(*shlex.split(command.replace("\\\n", " "))[2:]).output
    assert shown == re.sub("^#", "###", printed.strip(), flags=re.M)
    assert "ASSUMPTIONS" in shown and shown.count("ASSUMED: ") == command.count("--assume") == 5
    assert "| 12 | 2 | 3 to 4 | 5 | 7 |" in shown


def test_a_drawing_takes_words_as_they_are(tmp_path: Path) -> None:
    """Dollars in a reason are no formula: text that cannot be set as one is drawn, too."""
    pytest.importorskip("matplotlib")
    file, made = tmp_path / "p.mgdsl", tmp_path / "p.svg"
    reason = r"costs $5 to $\frac{ and"
    file.write_text(PROTOCOL.replace("target: 30%", 'target: unspecified "no"'), "utf-8")
    found = run("simulate", str(file), "--assume", f"target=30% because {reason}", "--plot", str(made))
    assert found.exception is None and reason in made.read_text("utf-8")
