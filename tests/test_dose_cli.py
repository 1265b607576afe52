"""`mgdsl dose` as a user meets it."""

import csv
import json
import sys
from pathlib import Path

import pytest
from click import UsageError
from click.testing import CliRunner, Result

from mgdsl.cli.dose import command

ROOT = Path(__file__).parents[1]
FOUNDING = str(ROOT / "protocols/nct06371040")
OPEN = ("start", "target", "margins", "cohort size", "eliminate above")
USUAL = ("start=1", "target=30%", "margins=5%", "cohort size=3", "eliminate above=95%")
ASSUMED = tuple(word for each in USUAL for word in ("--assume", f"{each} because usual for this method"))

PROTOCOL = """protocol "Escalation":
    visits: screening
    decision visit: screening
use general clinical
inclusion I1 "informed":
    informed consent at screening

dose finding escalation:
    method: Keyboard
    levels:
        low: 5e5 cells/kg
        middle: 1.5e6 cells/kg
        high: 5e6 cells/kg
    start: low
    target: 30%
    margins: 5%, 5%
    cohort size: 3
    maximum: 12 participants
    eliminate above: 95%
    toxicity: "any grade 3 or higher event that is related to the cells"
    window: 28 days
    scenarios:
        middle dose right: 10%, 30%, 50%
        all too toxic: 50%, 60%, 70%
"""


def run(*arguments: str, stdin: str | None = None) -> Result:
    group, *rest = arguments
    assert group == command.name
    result = CliRunner().invoke(command, rest, input=stdin, standalone_mode=False)
    if isinstance(result.return_value, int):
        result.exit_code = result.return_value
    if (code := getattr(result.exception, "exit_code", None)) is not None:
        result.exit_code = code
        result.exception.show()  # type: ignore[union-attr]
    elif result.exception is not None:
        raise result.exception
    return result


def refusals(result: Result) -> list[str]:
    return [each.name for each in getattr(result.exception, "diagnostics", ())]


@pytest.fixture
def file(tmp_path: Path) -> str:
    made = tmp_path / "p.mgdsl"
    made.write_text(PROTOCOL, encoding="utf-8")
    return str(made)


def test_an_open_design_is_refused_whole() -> None:
    found = run("dose", "table", FOUNDING)
    assert found.exit_code == 1 and not found.stdout
    said = [each.message for each in found.exception.diagnostics]  # type: ignore[union-attr]
    assert [message.split("`")[1] for message in said] == list(OPEN)


def test_assumptions_are_printed_on_every_form() -> None:
    for form in ("text", "markdown", "html", "csv", "json"):
        shown = run("dose", "table", FOUNDING, *ASSUMED, "--format", form).output
        assert shown.count("usual for this method") >= len(OPEN), form
    assert "ASSUMPTIONS" not in run("dose", "table", FOUNDING).output


@pytest.mark.parametrize(
    ("wish", "name"),
    [
        ("maximum=9 because I say so", "already-stated"),
        ("target=30%", "assumption-without-reason"),
        ("traget=30% because usual", "unknown-assumption"),
        ("target=many because usual", "bad-assumption"),
        ("target=130% because usual", "assumption-does-not-fit"),
        ("cohort size=5 because usual", "assumption-does-not-fit"),
        ("start=4 because usual", "assumption-does-not-fit"),
    ],
)
def test_assumptions_that_cannot_be(wish: str, name: str) -> None:
    assert refusals(run("dose", "table", FOUNDING, "--assume", wish)) == [name]


UNKNOWN_METHOD = PROTOCOL.replace(
    "method: Keyboard", 'method: unspecified "method of escalation is not public"'
).replace("low: 5e5 cells/kg", 'low: assume 5e5 cells/kg because "printed as 0.5 × 10e6"')


def test_a_method_that_is_not_stated(tmp_path: Path) -> None:
    made = tmp_path / "p.mgdsl"
    made.write_text(UNKNOWN_METHOD, encoding="utf-8")
    found = run("dose", "table", str(made))
    assert [each.message for each in found.exception.diagnostics] == [  # type: ignore[union-attr]
        "escalation does not state `method`: method of escalation is not public."
    ]
    wish = "method=keyboard because it is usual"
    held = run("dose", "table", str(made), "--assume", wish, "--format", "json")
    known = tmp_path / "known.mgdsl"
    known.write_text(PROTOCOL, encoding="utf-8")
    rows = json.loads(run("dose", "table", str(known), "--format", "json").stdout)["rows"]
    page = json.loads(held.stdout)
    assert page["rows"] == rows
    assert page["assumptions"] == [
        "method: Keyboard, because it is usual",
        "dose of level 1, low: 500000 cells/kg, because printed as 0.5 × 10e6",
    ]
    refused = run("dose", "table", str(made), "--assume", "method=keybord because it is usual")
    assert refusals(refused) == ["bad-assumption"]
    stated = run("dose", "table", str(known), "--assume", "method=BOIN because so")
    assert refusals(stated) == ["already-stated"]


def test_an_open_method_leaves_its_margins_open(tmp_path: Path) -> None:
    made = tmp_path / "p.mgdsl"
    made.write_text(UNKNOWN_METHOD.replace("    margins: 5%, 5%\n", ""), encoding="utf-8")
    found = run("dose", "table", str(made), "--assume", "method=Keyboard because it is usual")
    said = [each.message for each in found.exception.diagnostics]  # type: ignore[union-attr]
    assert [message.split("`")[1] for message in said] == ["margins"]
    assert not run("dose", "table", str(made), "--assume", "method=BOIN because it is usual").exception


def test_table(file: str) -> None:
    rows = json.loads(run("dose", "table", file, "--format", "json").output)["rows"]
    assert [tuple(row.values()) for row in rows] == [(3, 0, 2, 3), (6, 1, 3, 4), (9, 2, 4, 5), (12, 2, 5, 7)]
    every = json.loads(run("dose", "table", file, "--every", "--format", "json").output)["rows"]
    assert every[0] == {"treated": 1, "escalate_at_most": 0, "de_escalate_from": 1, "eliminate_from": None}
    table = list(csv.reader(run("dose", "table", file, "--format", "csv").output.splitlines()))
    assert table[4] == ["12", "2", "3 to 4", "5", "7"]


def next_of(file: str, *words: str) -> dict[str, object]:
    found = run("dose", "next", file, "--format", "json", *words)
    assert not found.exception, refusals(found)
    made: dict[str, object] = json.loads(found.output)
    return made


@pytest.mark.parametrize(
    ("words", "decision", "level", "places"),
    [
        (("--seen", "0/0"), "start", 1, 3),
        (("--seen", "0/2"), "complete the cohort", 1, 1),
        (("--seen", "0/3"), "next cohort", 2, 3),
        (("--seen", "1/3"), "next cohort", 1, 3),
        (("--seen", "0/3,2/3", "--current", "2"), "next cohort", 1, 3),
        (("--seen", "0/3,3/3", "--current", "middle"), "next cohort", 1, 3),
        (("--seen", "0/3,0/3,3/3", "--current", "3"), "next cohort", 2, 3),
        (("--seen", "3/3"), "the trial ends", None, 0),
        (("--seen", "0/3,0/6,1/3", "--current", "3"), "the trial ends", None, 0),
    ],
)
def test_next(file: str, words: tuple[str, ...], decision: str, level: object, places: int) -> None:
    found = next_of(file, *words)
    assert (found["decision"], found["level"], found["places"]) == (decision, level, places)


def test_next_gives_its_grounds(file: str) -> None:
    found = next_of(file, "--seen", "1/3")
    assert found["chance_above_target"] == "6517/10000"
    text = run("dose", "next", file, "--seen", "1/3").output
    assert "65.17%" in text and "target key, strongest" in text


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("--seen", "4/3"), "impossible-data"),
        (("--seen", "0/15"), "impossible-data"),
        (("--seen", "0/0,0/3"), "impossible-data"),
        (("--seen", "0/3,0/0,0/3", "--current", "3"), "impossible-data"),
        (("--seen", "0/3", "--current", "2"), "impossible-data"),
        (("--seen", "0/3,0/3"), "current-level-missing"),
        (("--seen", "0/3,0/3,0/3,0/3", "--current", "1"), "too-many-levels"),
        (("--seen", "none"), "bad-count"),
        (("--seen", "0/3", "--current", "top"), "unknown-level"),
    ],
)
def test_impossible_data_are_refused(file: str, words: tuple[str, ...], name: str) -> None:
    assert refusals(run("dose", "next", file, *words)) == [name]


def test_select(tmp_path: Path) -> None:
    """The example of the reference implementation's help page."""
    text = PROTOCOL.replace("high: 5e6 cells/kg", "high: 5e6 cells/kg\n        higher: 1e7 cells/kg")
    text = text.replace("higher: 1e7 cells/kg", "higher: 1e7 cells/kg\n        top: 2e7 cells/kg")
    text = text.replace("12 participants", "30 participants")
    made = tmp_path / "five.mgdsl"
    made.write_text(text[: text.index("    scenarios:")], encoding="utf-8")
    found = json.loads(
        run("dose", "select", str(made), "--seen", "0/3,0/3,4/15,4/9,0/0", "--format", "json").output
    )
    assert (found["dose"], found["level"]) == (3, "high")


PEOPLE = [
    {"id": "P1", "level": "low", "treated": "2025-03-01", "toxic": False},
    {"id": "P2", "level": "low", "treated": "2025-03-08", "toxic": False},
    {"id": "P3", "level": "low", "treated": "2025-03-15", "toxic": False},
]


def asked(tmp_path: Path, people: list[dict[str, object]]) -> tuple[str, str]:
    data = tmp_path / "data.json"
    data.write_text(json.dumps({"participants": people}), encoding="utf-8")
    return "--data", str(data)


def test_the_window_is_waited_for(file: str, tmp_path: Path) -> None:
    """28 days from 15 March end with 12 April, that day included."""
    data = asked(tmp_path, PEOPLE)
    waiting = next_of(file, *data, "--on", "2025-04-12")
    assert (waiting["decision"], waiting["level"]) == ("wait", None)
    assert waiting["still_observed"] == [{"id": "P3", "level": 1, "until": "2025-04-12"}]
    assert next_of(file, *data, "--on", "2025-04-13")["level"] == 2
    assert refusals(run("dose", "next", file, *data)) == ["date-missing"]
    assert refusals(run("dose", "next", file, *data, "--on", "2025-03-10")) == ["treated-later"]


def test_too_toxic_a_level_is_left_at_once(file: str, tmp_path: Path) -> None:
    """Even if nobody still observed has a toxicity, the level is eliminated."""
    people = [{**each, "toxic": True} for each in PEOPLE]
    found = next_of(file, *asked(tmp_path, people), "--on", "2025-03-15")
    assert (found["decision"], found["because"]) == ("the trial ends", "the lowest level is too toxic")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"level": "top"}, "unknown-level"),
        ({"treated": "soon"}, "bad-date"),
        ({"toxic": "no"}, "bad-participant"),
        ({"toxic": 0}, "bad-participant"),
        ({"id": "P2"}, "bad-participant"),
        ({"age": 3}, "unknown-field"),
    ],
)
def test_bad_participants(file: str, tmp_path: Path, change: dict[str, object], name: str) -> None:
    people = [{**PEOPLE[0], **change}, *PEOPLE[1:]]
    assert refusals(run("dose", "next", file, *asked(tmp_path, people), "--on", "2025-06-01")) == [name]


def test_only_the_eligible_are_dosed(file: str, tmp_path: Path) -> None:
    record = tmp_path / "patient.json"

    def may(consent: object, seen: str) -> tuple[int, dict[str, object]]:
        visit = {"screening": {"informed consent": consent}}
        record.write_text(json.dumps({"id": "N1", "visits": visit}), encoding="utf-8")
        found = run("dose", "next", file, "--seen", seen, "--record", str(record), "--format", "json")
        return found.exit_code, json.loads(found.output)["patient"]

    assert may(True, "0/3") == (0, {"id": "N1", "verdict": "eligible", "may_be_dosed": True, "why_not": []})
    assert may(None, "0/3")[1]["why_not"] == ["undetermined: I1"]
    assert may(False, "0/3")[1]["why_not"] == ["ineligible: I1"]
    code, patient = may(True, "3/3")
    assert (code, patient["why_not"]) == (1, ["no level is open now"])


def fares(file: str, *words: str) -> list[dict[str, object]]:
    made: list[dict[str, object]] = json.loads(
        run("dose", "simulate", file, "--format", "json", *words).output
    )
    return made


def test_simulate_is_exact_where_it_can_be(file: str) -> None:
    first, second = fares(file)
    assert (first["scenario"], first["exact"]) == ("middle dose right", True)
    chosen = [f"{100 * float(each['value']):.2f}" for each in first["chosen"]]  # type: ignore[attr-defined]
    assert chosen == ["19.77", "60.10", "19.88"]
    assert second["none"]["error"] == "0.000000000000"  # type: ignore[index]


def test_designs_side_by_side(file: str) -> None:
    found = fares(file, "--compare", "BOIN", "--compare", "mTPI-2", "--scenario", "ours=5%,15%,30%")
    assert [each["method"] for each in found] == ["Keyboard", "BOIN", "mTPI-2"]
    text = run("dose", "simulate", file, "--compare", "boin").output
    assert "Keyboard  BOIN" in text and "Exact:" in text
    assert refusals(run("dose", "simulate", file, "--compare", "BION")) == ["cannot-try"]


def test_simulated_figures_carry_their_error(file: str) -> None:
    pytest.importorskip("numpy")
    found = run("dose", "simulate", file, "--trials", "500", "--seed", "3")
    assert "500 trials, seed 3" in found.output and " ± " in found.output
    assert found.output == run("dose", "simulate", file, "--trials", "500", "--seed", "3").output


@pytest.mark.parametrize("rates", ["5%,15%", "a=5%,15%,130%", "much,more,most"])
def test_scenarios_that_cannot_be(file: str, rates: str) -> None:
    assert refusals(run("dose", "simulate", file, "--scenario", rates)) == ["cannot-try"]


def test_simulate_needs_scenarios() -> None:
    assert refusals(run("dose", "simulate", FOUNDING, *ASSUMED)) == ["no-scenarios"]


def test_a_missing_extra_is_one_line(file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    for words in (("--trials", "500"), ("--plot", str(tmp_path / "p.svg"))):
        found = run("dose", "simulate", file, *words)
        assert found.exit_code == 2
        assert "pip install 'mgdsl[dose]'" in str(found.exception)
    assert run("dose", "report", file, "--format", "html").exit_code == 0


@pytest.mark.parametrize(("kind", "begins"), [("svg", b"<?xml"), ("png", b"\x89PNG")])
def test_plot(file: str, tmp_path: Path, kind: str, begins: bytes) -> None:
    pytest.importorskip("matplotlib")
    drawn = tmp_path / f"fare.{kind}"
    assert not run("dose", "simulate", file, "--plot", str(drawn)).exception
    assert drawn.read_bytes().startswith(begins)
    with pytest.raises(UsageError):
        raise run("dose", "simulate", file, "--plot", str(tmp_path / "fare.pdf")).exception or AssertionError


def test_report(file: str) -> None:
    page = run("dose", "report", file).output
    assert "| 12 | 2 | 3 to 4 | 5 | 7 |" in page
    assert "| middle dose right: 10%, 30%, 50% | 19.8% | 60.1% | 19.9% | 0.2% |" in page
    assert "any grade 3 or higher event" in page and "28 days" in page
    whole = run("dose", "report", file, "--format", "html").output
    assert whole.startswith("<!doctype html>") and "<td>3 to 4</td>" in whole


def test_text_of_the_protocol_is_no_markup(tmp_path: Path) -> None:
    made = tmp_path / "p.mgdsl"
    made.write_text(PROTOCOL.replace("any grade 3", "<script>x</script> any | grade *3*"), encoding="utf-8")
    assert "<script>" not in run("dose", "report", str(made), "--format", "html").output
    assert r"&lt;script>x&lt;/script> any \| grade \*3\*" in run("dose", "report", str(made)).output
