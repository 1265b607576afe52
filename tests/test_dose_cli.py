"""`mgdsl dose` as a user meets it: tables, the next dose, who may be dosed, characteristics, reports."""

import csv
import json
import re
import sys
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from click import UsageError
from dose_cli import ASSUMED, FOUNDING, OPEN, PROTOCOL, SCENARIO, answer, refusals, run


@pytest.fixture
def file(tmp_path: Path) -> str:
    made = tmp_path / "p.mgdsl"
    made.write_text(PROTOCOL, encoding="utf-8")
    return str(made)


# The table -------------------------------------------------------------------------------------------------
def test_table(file: str) -> None:
    rows = answer("table", file)["rows"]
    assert [tuple(row.values()) for row in rows] == [(3, 0, 2, 3), (6, 1, 3, 4), (9, 2, 4, 5), (12, 2, 5, 7)]
    every = answer("table", file, "--every")["rows"]
    assert every[0] == {"treated": 1, "escalate_at_most": 0, "de_escalate_from": 1, "eliminate_from": None}
    table = list(csv.reader(run("table", file, "--format", "csv").output.splitlines()))
    assert table[4] == ["12", "2", "3 to 4", "5", "7"]


def test_the_methods_own_values_are_told_from_the_protocols(file: str) -> None:
    origins = {value["name"]: value["from"] for value in answer("table", file)["values"]}
    assert origins["prior"] == origins["participants before a level can be eliminated"] == "the method's own"
    assert origins["target rate of toxicity"] == "the protocol"


def test_names_and_amounts_of_levels_change_no_decision(file: str, tmp_path: Path) -> None:
    """The dose levels are only labels: other names and doses, the same decisions."""
    text = PROTOCOL
    for old, new in (("low", "alpha"), ("high", "omega"), ("5e5 cells", "1 mg"), ("1.5e6 cells", "2 mg")):
        text = text.replace(f"        {old}:", f"        {new}:").replace(old, new)
    text = text.replace("5e6 cells", "70 mg")
    other = tmp_path / "other.mgdsl"
    other.write_text(text, "utf-8")
    assert answer("table", file)["rows"] == answer("table", str(other))["rows"]
    for one, two in zip(answer("simulate", file), answer("simulate", str(other)), strict=True):
        assert (one["selected"], one["treated"]) == (two["selected"], two["treated"])
    for counts, current in (("0/3,2/3", "middle"), ("0/3,0/3,2/3", "3")):
        found = [
            answer("next", each, "--counts", counts, "--current", current) for each in (file, str(other))
        ]
        assert [each["level"] for each in found] == [found[0]["level"]] * 2


# The next dose ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("words", "decision", "level", "places"),
    [
        (("--counts", "0/0"), "start", 1, 3),
        (("--counts", "0/2"), "complete the cohort", 1, 1),
        (("--counts", "0/3"), "next cohort", 2, 3),
        (("--counts", "1/3"), "next cohort", 1, 3),
        (("--counts", "0/3,2/3", "--current", "2"), "next cohort", 1, 3),
        (("--counts", "0/3,3/3", "--current", "middle"), "next cohort", 1, 3),
        (("--counts", "0/3,0/3,3/3", "--current", "3"), "next cohort", 2, 3),
        (("--counts", "3/3"), "the trial ends", None, 0),
        (("--counts", "0/3,0/6,1/3", "--current", "3"), "the trial ends", None, 0),
        (("--counts", "0/4,0/8", "--current", "2"), "the trial ends", None, 0),
        (("--counts", "0/4,0/7", "--current", "2"), "complete the cohort", 2, 1),
    ],
)
def test_next(file: str, words: tuple[str, ...], decision: str, level: object, places: int) -> None:
    found = answer("next", file, *words)
    assert (found["decision"], found["level"], found["places"]) == (decision, level, places)


def test_next_gives_its_grounds(file: str) -> None:
    found = answer("next", file, "--counts", "1/3")
    assert found["chance_above_target"] == ["6517/10000", None, None]
    assert sum(Fraction(key["mass"]) for key in found["keys"]) == 1
    text = run("next", file, "--counts", "1/3").output
    assert "65.17%" in text and "target key, strongest" in text


def test_an_eliminated_level_stays_closed(file: str) -> None:
    """Level 2 has 3 of 3; after 3 more on level 1 the data ask for escalation, and the design stays."""
    found = answer("next", file, "--counts", "0/6,3/3", "--current", "1")
    assert (found["level"], found["because"], found["eliminated_from"]) == (
        1,
        "the next level is eliminated",
        2,
    )


def test_a_foregone_de_escalation_is_told(file: str) -> None:
    """After 2 of 2, one without a toxicity more still leaves 2 of 3, which asks to de-escalate."""
    found = answer("next", file, "--counts", "0/3,2/2", "--current", "2")
    assert (found["decision"], found["de_escalation_is_foregone"]) == ("complete the cohort", True)
    assert "Consider whether to dose anybody else" in " ".join(
        run("next", file, "--counts", "0/3,2/2", "--current", "2").output.split()
    )
    assert not answer("next", file, "--counts", "0/3,1/2", "--current", "2")["de_escalation_is_foregone"]


def test_a_selection_before_the_end_is_told(file: str) -> None:
    assert "9 of 12 participants" in run("select", file, "--counts", "0/3,1/6").output
    for counts in ("0/3,1/6,2/3", "3/3"):
        assert "not over" not in run("select", file, "--counts", counts).output


def test_what_the_design_would_not_have_done_is_told(file: str) -> None:
    notes = answer("next", file, "--counts", "0/2,0/3", "--current", "2")["notes"]
    assert any("not a whole number of cohorts" in note for note in notes)


# Who may be dosed ------------------------------------------------------------------------------------------
def test_only_the_eligible_are_dosed(file: str, tmp_path: Path) -> None:
    record = tmp_path / "patient.json"

    def may(consent: object, counts: str) -> tuple[int, dict[str, object]]:
        visit = {"screening": {"informed consent": consent}}
        record.write_text(json.dumps({"id": "N1", "visits": visit}), encoding="utf-8")
        found = run("next", file, "--counts", counts, "--records", str(record), "--format", "json")
        (patient,) = json.loads(found.output)["patients"]
        return found.exit_code, patient

    assert may(True, "0/3") == (0, {"id": "N1", "verdict": "eligible", "may_be_dosed": True, "why_not": []})
    assert may(None, "0/3")[1]["why_not"] == ["undetermined: I1"]
    assert may(False, "0/3")[1]["why_not"] == ["ineligible: I1"]
    code, patient = may(True, "3/3")
    assert (code, patient["why_not"]) == (1, ["no level is open now"])


def test_several_patients(file: str, tmp_path: Path) -> None:
    """One may be dosed, one was already, one is not eligible, and one record cannot be read."""
    lines = [
        {"id": id, "visits": {"screening": {"informed consent": id != "N3"}}} for id in ("N1", "P1", "N3")
    ]
    records = tmp_path / "patients.jsonl"
    records.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    data = tmp_path / "data.json"
    rows = [{"id": f"P{n}", "level": 1, "treated": "2025-03-01", "toxic": False} for n in (1, 2, 3)]
    data.write_text(json.dumps({"participants": rows}), "utf-8")
    words = ("next", file, "--data", str(data), "--on", "2025-06-01", "--records", str(records))
    found = run(*words)
    assert found.exit_code == 0
    shown = found.output
    assert "treated in this trial already" in shown and "ineligible: I1" in shown
    records.write_text(records.read_text("utf-8") + '\n{"id": "N4", "vists": {}}', "utf-8")
    assert run(*words).exit_code == 1


# Operating characteristics and reports ---------------------------------------------------------------------
def test_simulate_is_exact_where_it_can_be(file: str) -> None:
    first, second = answer("simulate", file)
    assert (first["scenario"], first["exact"]) == ("middle dose right", True)
    selected = [f"{100 * float(each['value']):.2f}" for each in first["selected"]]
    assert selected == ["19.77", "60.10", "19.88"]
    assert second["none"]["error"] == "0.000000000000"


def test_designs_side_by_side(file: str) -> None:
    words = ("simulate", file, "--compare", "BOIN", "--compare", "mtpi-2")
    found = answer(*words, "--scenario", "ours=5%,15%,30%")
    assert [each["label"] for each in found] == ["Keyboard", "BOIN", "mTPI-2"]
    text = run(*words).output
    assert "Keyboard  BOIN    mTPI-2" in text and "Exact:" in text
    assert "BOIN: target 30%, against 18% and 42%." in text
    for name in ("BION", "Keyboard", "escalatoin"):
        assert refusals(run("simulate", file, "--compare", name)) == ["cannot-compare"]


def test_designs_that_differ(tmp_path: Path) -> None:
    """In cohorts of 7 the Keyboard and BOIN part at 20 %, so their characteristics do."""
    text = PROTOCOL.replace("30%\n    margins", "20%\n    margins").replace(
        "cohort size: 3", "cohort size: 7"
    )
    made = tmp_path / "p.mgdsl"
    made.write_text(text.replace("12 participants", "21 participants"), "utf-8")
    keyboard, boin = answer("simulate", str(made), "--compare", "BOIN", "--scenario", "10%,20%,40%")
    assert keyboard["selected"] != boin["selected"]


def test_a_boin_design_has_no_key_to_lend(tmp_path: Path) -> None:
    made = tmp_path / "p.mgdsl"
    text = PROTOCOL.replace("method: Keyboard", "method: BOIN").replace("    margins: 5%, 5%\n", "")
    made.write_text(text, "utf-8")
    assert refusals(run("simulate", str(made), "--compare", "Keyboard")) == ["cannot-compare"]
    shown = run("next", str(made), "--counts", "1/3").output
    assert "23.65%" in shown and "likelihood" in shown


def test_simulated_figures_carry_their_error(file: str) -> None:
    pytest.importorskip("numpy")
    found = run("simulate", file, "--trials", "500", "--seed", "3")
    assert "500 trials, seed 3" in found.output and " ± " in found.output
    assert found.output == run("simulate", file, "--trials", "500", "--seed", "3").output


@pytest.mark.parametrize(
    "rates",
    [
        "5%,15%",
        "a=5%,15%,130%",
        "much,more,most",
        "nan,0.1,0.2",
        "0.1,0.2,0.3",
        "-5%,5%,10%",
        "1.00001%,5%,10%",
    ],
)
def test_scenarios_that_cannot_be(file: str, rates: str) -> None:
    assert refusals(run("simulate", file, "--scenario", rates)) == ["bad-scenario"]


def test_a_number_that_is_a_level_and_a_dose(tmp_path: Path) -> None:
    path = tmp_path / "p.mgdsl"
    levels = PROTOCOL[PROTOCOL.index("    levels:") : PROTOCOL.index("    start:")]
    text = PROTOCOL.replace(levels, "    levels: 0.5, 1, 2 mg\n").replace("start: low", "start: 0.5 mg")
    path.write_text(text)
    counts = ("--counts", "0/3,1/3", "--current")
    assert refusals(run("next", str(path), *counts, "2")) == ["unknown-level"]
    assert run("next", str(path), *counts, "1 mg").exception is None
    assert refusals(run("next", str(path), *counts, "4")) == ["unknown-level"]
    data = tmp_path / "data.json"
    for level, told in ((1, 1), ("1 mg", 0), (3, 0)):
        data.write_text(json.dumps({"levels": [{"level": level, "treated": 3, "toxic": 0}]}))
        found = run("select", str(path), "--data", str(data))
        assert (refusals(found) == ["unknown-level"]) == bool(told), level


def test_simulate_needs_scenarios() -> None:
    assert refusals(run("simulate", FOUNDING, *ASSUMED)) == ["no-scenarios"]


def test_a_missing_extra_is_one_line(file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("numpy", "matplotlib", "matplotlib.figure"):
        monkeypatch.setitem(sys.modules, name, None)
    for words in (("--trials", "500"), ("--plot", str(tmp_path / "p.svg"))):
        found = run("simulate", file, *words)
        assert found.exit_code == 2
        assert "pip install 'mgdsl[dose]'" in str(found.exception) and "\n" not in str(found.exception)
    assert "<figure" not in run("report", file, "--format", "html").output


@pytest.mark.parametrize(("kind", "begins"), [("svg", b"<?xml"), ("png", b"\x89PNG")])
def test_plot(file: str, tmp_path: Path, kind: str, begins: bytes) -> None:
    pytest.importorskip("matplotlib")
    drawn = tmp_path / f"p.{kind}"
    assert not run("simulate", file, "--plot", str(drawn)).exception
    made = drawn.read_bytes()
    assert made.startswith(begins)
    run("simulate", file, "--plot", str(drawn))
    assert drawn.read_bytes() == made
    with pytest.raises(UsageError):
        raise run("simulate", file, "--plot", str(tmp_path / "p.pdf")).exception or AssertionError


def test_a_plot_of_many_scenarios_has_several_bands(file: str, tmp_path: Path) -> None:
    """Four scenarios stand beside one another; a fifth begins a band below them."""
    pytest.importorskip("matplotlib")

    def size(scenarios: int) -> tuple[int, int]:
        """Width and height of a PNG, which stand in its header."""
        drawn = tmp_path / "many.png"
        words = [
            word for n in range(scenarios) for word in ("--scenario", f"case number {n}=1%,{n + 10}%,60%")
        ]
        run("simulate", file, *words, "--plot", str(drawn))
        header = drawn.read_bytes()
        return int.from_bytes(header[16:20], "big"), int.from_bytes(header[20:24], "big")

    two, four, five = map(size, (2, 4, 5))
    assert two[0] < four[0] == five[0] and five[1] > 1.5 * four[1]


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_drawing_carries_its_assumptions(tmp_path: Path, kind: str) -> None:
    """In its caption, which is also kept as words in the file."""
    pytest.importorskip("matplotlib")
    drawn = tmp_path / f"p.{kind}"
    run("simulate", FOUNDING, *ASSUMED, *SCENARIO, "--compare", "BOIN", "--plot", str(drawn))
    told = drawn.read_bytes().decode("latin-1")
    assert "ASSUMED, not stated by the protocol" in told
    assert told.count("usual for this method") >= len(OPEN)


def test_report(file: str) -> None:
    page = run("report", file).output
    assert "| 12 | 2 | 3 to 4 | 5 | 7 |" in page
    assert "| middle dose right | 10%, 30%, 50% | 19.8% | 60.1% | 19.9% | 0.2% |" in page
    assert "any grade 3 or higher event" in page and "28 days" in page
    whole = run("report", file, "--format", "html").output
    assert whole.startswith("<!doctype html>") and "<td>3 to 4</td>" in whole
    assert not re.search(r"""(?:src|href)=["'](?!#)|<script|url\((?!#)""", whole)


def test_the_report_says_what_is_open(tmp_path: Path) -> None:
    made = tmp_path / "p.mgdsl"
    text = PROTOCOL.replace(
        '"any grade 3 or higher event that is related to the cells"', 'unspecified "not public"'
    )
    made.write_text(text.replace("    window: 28 days\n", ""), "utf-8")
    page = run("report", str(made)).output
    assert "Dose-limiting toxicity: not stated (not public)." in page
    assert "Window of observation: the protocol says nothing of it." in page


def test_text_of_the_protocol_is_no_markup(tmp_path: Path) -> None:
    made = tmp_path / "p.mgdsl"
    made.write_text(PROTOCOL.replace("any grade 3", "<script>x</script> any | grade *3*"), encoding="utf-8")
    assert "<script>" not in run("report", str(made), "--format", "html").output
    assert r"\<script\>x\</script\> any \| grade \*3\*" in run("report", str(made)).output


def test_stricter_rules_stop_more(tmp_path: Path) -> None:
    """Extra safety and an early stop change what they say they change."""
    found = []
    for more in ("", "    extra safety: 5%\n", "    extra safety: 5%\n    stop with: 6 participants\n"):
        made = tmp_path / "p.mgdsl"
        made.write_text(PROTOCOL.replace("    scenarios:", f"{more}    scenarios:"), "utf-8")
        (first,) = answer("simulate", str(made), "--scenario", "30%,45%,60%")
        found.append(first)
    toxic = [float(each["stopped_toxic"]["value"]) for each in found]
    full = [float(each["stopped_full"]["value"]) for each in found]
    size = [float(each["participants"]["value"]) for each in found]
    assert toxic[0] < toxic[1] and full[:2] == [0, 0] and full[2] > 0
    assert all(one >= other for one, other in pairwise(size))
