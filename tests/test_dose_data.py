"""The data of a trial: what is read from them, what is refused, and that hostile ones are refused quickly."""

import json
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from dose_cli import PROTOCOL, answer, refusals, run
from hypothesis import given, settings
from hypothesis import strategies as st

from mgdsl.core.design import Design
from mgdsl.dose.next_dose import State, next_dose
from mgdsl.dose.read_data import from_json, from_words
from mgdsl.dose.refusal import Refusal
from mgdsl.dose.rules import Rules, resolve
from mgdsl.dose.trial_data import refuse_impossible
from mgdsl.program import load_bytes


def design() -> Design:
    program = load_bytes("p", PROTOCOL.encode()).checked.program
    assert program is not None
    return program.designs[0]


DESIGN = design()
RULES: Rules = resolve(DESIGN)
PEOPLE = [
    {"id": "P1", "level": "low", "treated": "2025-03-01", "toxic": False},
    {"id": "P2", "level": "low", "treated": "2025-03-08", "toxic": False},
    {"id": "P3", "level": "low", "treated": "2025-03-15", "toxic": False},
]


@pytest.fixture
def file(tmp_path: Path) -> str:
    made = tmp_path / "p.mgdsl"
    made.write_text(PROTOCOL, encoding="utf-8")
    return str(made)


def kept(tmp_path: Path, data: object) -> tuple[str, str]:
    path = tmp_path / "data.json"
    path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
    return "--data", str(path)


# The window of observation ---------------------------------------------------------------------------------
def test_the_window_is_waited_for(file: str, tmp_path: Path) -> None:
    """28 days from 15 March end with 12 April, that day included."""
    data = kept(tmp_path, {"participants": PEOPLE})
    waiting = answer("next", file, *data, "--on", "2025-04-12")
    assert (waiting["decision"], waiting["level"]) == ("wait", None)
    assert waiting["still_observed"] == [{"id": "P3", "level": 1, "until": "2025-04-12"}]
    assert answer("next", file, *data, "--on", "2025-04-13")["level"] == 2
    assert refusals(run("next", file, *data)) == ["day-missing"]
    assert refusals(run("next", file, *data, "--on", "2025-03-10")) == ["impossible-data"]
    assert refusals(run("next", file, *data, "--on", "soon")) == ["not-a-date"]


def test_a_toxicity_is_known_at_once(file: str, tmp_path: Path) -> None:
    """Even if nobody still observed has a toxicity, the level is eliminated."""
    people = [{**each, "toxic": True} for each in PEOPLE]
    found = answer("next", file, *kept(tmp_path, {"participants": people}), "--on", "2025-03-15")
    assert (found["decision"], found["because"]) == ("the trial ends", "the lowest level is too toxic")


def test_too_toxic_a_level_is_left_while_others_are_observed(file: str, tmp_path: Path) -> None:
    """Three of four on level 2 had a toxicity; the fourth is waited for by nobody, for level 1 is free."""
    people = [
        *PEOPLE,
        *({"id": f"Q{n}", "level": 2, "treated": "2025-05-01", "toxic": True} for n in range(3)),
        {"id": "Q3", "level": 2, "treated": "2025-05-02", "toxic": None},
    ]
    found = answer("next", file, *kept(tmp_path, {"participants": people}), "--on", "2025-05-03")
    assert (found["decision"], found["level"], found["eliminated_from"]) == ("next cohort", 1, 2)
    people[0] = {**people[0], "toxic": None}  # somebody below is still observed: then level 1 is not free
    found = answer("next", file, *kept(tmp_path, {"participants": people}), "--on", "2025-05-03")
    assert (found["decision"], found["level"]) == ("wait", None)
    assert "closed" in found["words"]


def test_without_a_window_only_the_unknown_are_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "p.mgdsl"
    file.write_text(PROTOCOL.replace("    window: 28 days\n", ""), "utf-8")
    found = answer("next", str(file), *kept(tmp_path, {"participants": PEOPLE}))
    assert found["level"] == 2 and "no window" in found["notes"][0]
    people = [*PEOPLE[:2], {**PEOPLE[2], "toxic": None}]
    assert answer("next", str(file), *kept(tmp_path, {"participants": people}))["decision"] == "wait"


def test_the_selection_waits_for_everybody(file: str, tmp_path: Path) -> None:
    data = kept(tmp_path, {"participants": PEOPLE})
    assert refusals(run("select", file, *data, "--on", "2025-04-12")) == ["still-observed"]
    assert answer("select", file, *data, "--on", "2025-04-13")["dose"] == 1


def test_levels_as_json(file: str, tmp_path: Path) -> None:
    rows = [{"level": "low", "treated": 3, "toxic": 0}, {"level": 2, "treated": 3, "toxic": 2}]
    found = answer("next", file, *kept(tmp_path, {"current": 2, "levels": rows}))
    assert (found["level"], found["data_ask_for"]) == (1, "de-escalate")
    assert "rests on who counted" in found["notes"][0]


def test_the_present_level_is_that_of_the_latest(file: str, tmp_path: Path) -> None:
    two = [{**each, "id": f"Q{n}", "level": 2, "treated": "2025-05-01"} for n, each in enumerate(PEOPLE)]
    words = ("--on", "2025-08-01")
    assert answer("next", file, *kept(tmp_path, {"participants": [*PEOPLE, *two]}), *words)["level"] == 3
    same = [{**each, "treated": "2025-05-01"} for each in [*PEOPLE, *two]]
    found = run("next", file, *kept(tmp_path, {"participants": same}), *words)
    assert refusals(found) == ["current-level-missing"]
    found = answer("next", file, *kept(tmp_path, {"participants": same}), *words, "--current", "1")
    assert found["level"] == 2


# What is refused -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("--counts", "4/3"), "impossible-data"),
        (("--counts", "0/15"), "impossible-data"),
        (("--counts", "0/0,0/3"), "impossible-data"),
        (("--counts", "0/3,0/0,0/3", "--current", "3"), "impossible-data"),
        (("--counts", "0/3", "--current", "2"), "impossible-data"),
        (("--counts", "0/3,0/3"), "current-level-missing"),
        (("--counts", "0/3,0/3,0/3,0/3", "--current", "1"), "bad-count"),
        (("--counts", "none"), "bad-count"),
        (("--counts", "-1/3"), "bad-count"),
        (("--counts", "0.5/3"), "bad-count"),
        (("--counts", "1e3/1e4"), "bad-count"),
        (("--counts", "nan/3"), "bad-count"),
        (("--counts", "²/3"), "bad-count"),
        (("--counts", "١/3"), "bad-count"),
        (("--counts", ""), "bad-count"),
        (("--counts", "1/3/3"), "bad-count"),
        (("--counts", "0/" + "9" * 5000), "bad-count"),
        (("--counts", "0/3", "--current", "top"), "unknown-level"),
        (("--counts", "0/3", "--current", "0"), "unknown-level"),
        (("--counts", "0/3", "--current", "-1"), "unknown-level"),
    ],
)
def test_counts_that_cannot_be(file: str, words: tuple[str, ...], name: str) -> None:
    assert refusals(run("next", file, *words)) == [name]


def test_every_reason_is_told(file: str) -> None:
    assert refusals(run("next", file, "--counts", "9/8,8/7", "--current", "3")) == ["impossible-data"] * 4


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"level": "top"}, "unknown-level"),
        ({"level": 1.5}, "unknown-level"),
        ({"level": True}, "unknown-level"),
        ({"level": 10**17}, "unknown-level"),
        ({"level": None}, "unknown-level"),
        ({"treated": "soon"}, "not-a-date"),
        ({"treated": "2025-03"}, "not-a-date"),
        ({"treated": 20250301}, "not-a-date"),
        ({"treated": "9999-12-31"}, "impossible-data"),
        ({"toxic": "no"}, "wrong-type"),
        ({"toxic": 0}, "wrong-type"),
        ({"id": "P2"}, "duplicate-id"),
        ({"id": " P2 "}, "duplicate-id"),
        ({"id": ""}, "missing-id"),
        ({"id": 7}, "missing-id"),
        ({"age": 3}, "unknown-field"),
    ],
)
def test_participants_that_cannot_be(file: str, tmp_path: Path, change: dict[str, Any], name: str) -> None:
    data = kept(tmp_path, {"participants": [{**PEOPLE[0], **change}, *PEOPLE[1:]]})
    assert name in refusals(run("next", file, *data, "--on", "2025-06-01"))


LEVEL = {"level": 1, "treated": 3, "toxic": 0}


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ({}, "bad-trial-data"),
        ({"levels": [], "participants": []}, "bad-trial-data"),
        ({"levels": {}}, "wrong-type"),
        ({"levels": [3]}, "wrong-type"),
        ({"levels": [LEVEL], "dose": 1}, "unknown-field"),
        ({"levels": [LEVEL, {**LEVEL, "level": "low"}]}, "duplicate-key"),
        ({"levels": [{**LEVEL, "treated": -3}]}, "bad-count"),
        ({"levels": [{**LEVEL, "treated": 2.5}]}, "bad-count"),
        ({"levels": [{**LEVEL, "treated": "3"}]}, "bad-count"),
        ({"levels": [{**LEVEL, "toxic": True}]}, "bad-count"),
        ({"levels": [{**LEVEL, "treated": 10**15}]}, "bad-count"),
        ({"levels": [{"level": 1}]}, "bad-count"),
        ({"levels": [LEVEL], "current": 9}, "unknown-level"),
        ({"levels": [LEVEL], "current": []}, "unknown-level"),
        ([LEVEL], "wrong-type"),
        (b"null", "wrong-type"),
        (b"", "not-json"),
        (b"{", "not-json"),
        (b'{"levels": [{"level": 1, "treated": NaN, "toxic": 0}]}', "not-a-number"),
        (b'{"levels": [{"level": 1, "treated": 1e999, "toxic": 0}]}', "too-many-digits"),
        (b'{"levels": [{"level": 1, "treated": ' + b"9" * 5000 + b', "toxic": 0}]}', "too-many-digits"),
        (b'{"levels": [{"level": 1, "treated": 3, "toxic": 0, "toxic": 3}]}', "duplicate-key"),
        (b'{"levels": [{"level": 1, "treated": 3, "toxic": 0}], "levels": []}', "duplicate-key"),
        (b'{"levels": "\xff"}', "not-utf-8"),
        ('{"levels": []}'.encode("utf-16"), "not-utf-8"),
        (b"[" * 100_000, "too-deep"),
        (b'{"levels": ' + b"[" * 90 + b"]" * 90 + b"}", "too-deep"),
    ],
)
def test_data_that_cannot_be(file: str, tmp_path: Path, data: object, name: str) -> None:
    assert name in refusals(run("next", file, *kept(tmp_path, data)))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b'{"participants": [' + b"{}," * 999_999 + b"{}]}", "too-large"),
        (b'{"participants": [' + b"{}," * 300_000 + b"{}]}", "bad-trial-data"),
        (b'{"levels": [' + b"1," * 400_000 + b"1]}", "bad-trial-data"),
    ],
)
def test_a_million_rows_are_refused_soon(file: str, tmp_path: Path, data: bytes, name: str) -> None:
    begun = monotonic()
    assert refusals(run("next", file, *kept(tmp_path, data))) == [name]
    assert monotonic() - begun < 20


def test_one_source_of_data(file: str, tmp_path: Path) -> None:
    for words in ((), ("--counts", "0/3", *kept(tmp_path, {"levels": []}))):
        found = run("next", file, *words)
        assert found.exit_code == 2 and "either --counts" in str(found.exception)
    assert run("next", file, "--data", str(tmp_path / "none.json")).exit_code == 2


ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["low", "2025-03-01"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["levels", "participants", "current", "level", "treated", "toxic", "id"]), inner
        )
    ),
    max_leaves=20,
)


@given(raw=st.dictionaries(st.sampled_from(["levels", "participants", "current"]), ANY))
@settings(max_examples=150, deadline=None)
def test_any_json_is_read_or_refused(raw: dict[str, Any]) -> None:
    try:
        data = from_json(json.dumps(raw).encode(), "data", None, 740_000, DESIGN)
        refuse_impossible(data, RULES, DESIGN)
    except Refusal as refused:
        assert refused.diagnostics
        return
    assert sum(data.treated) <= RULES.maximum


# Whatever data are possible get an answer that keeps the rules --------------------------------------------
COUNTS = st.lists(st.integers(0, 6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), max_size=3)


@given(counts=COUNTS, at=st.integers(1, 3))
@settings(max_examples=120, deadline=None)
def test_the_next_dose_keeps_the_rules(counts: list[tuple[int, int]], at: int) -> None:
    """Never an eliminated level, never more than the cohort or the maximum; the dose selected was tried."""
    text = ",".join(f"{y}/{n}" for y, n in counts) or "0/0"
    data = from_words(text, str(at) if any(n for _, n in counts) else None, DESIGN)
    try:
        refuse_impossible(data, RULES, DESIGN)
    except Refusal:
        return
    found = next_dose(RULES, data)
    if found.to is not None:
        assert found.to < found.ceiling or found.state is State.START
        assert 1 <= found.places <= RULES.cohort
        assert sum(data.treated) + found.places <= RULES.maximum
        assert found.to - (data.at or 0) <= 1
    else:
        assert found.state is State.END and found.choice is not None
        assert found.choice.dose is None or data.treated[found.choice.dose] > 0


# What is told beside the decision --------------------------------------------------------------------------
def test_counts_that_no_course_leads_to_are_told(file: str) -> None:
    """Twelve on the lowest level without a toxicity: by the design three would have been enough."""
    departed = "departed from it"
    assert any(departed in note for note in answer("next", file, "--counts", "0/12")["notes"])
    assert not any(departed in note for note in answer("next", file, "--counts", "1/3")["notes"])
    assert departed in " ".join(run("select", file, "--counts", "0/6,1/3").output.split())
    assert departed not in " ".join(run("select", file, "--counts", "0/3,1/6,2/3").output.split())


def test_a_window_that_is_over_without_a_finding(file: str, tmp_path: Path) -> None:
    """Nobody is said to be still observed a year later: what is missing is the record."""
    data = kept(tmp_path, {"participants": [*PEOPLE[:2], {**PEOPLE[2], "toxic": None}]})
    shown = " ".join(run("next", file, *data, "--on", "2026-04-12").output.split())
    assert "the window ended with 2025-04-12; whether there was a toxicity is not recorded" in shown
    assert answer("next", file, *data, "--on", "2026-04-12")["decision"] == "wait"
    refused = run("select", file, *data, "--on", "2026-04-12")
    assert "P3 (not recorded)" in str(refused.exception.diagnostics[0].message)  # type: ignore[union-attr]


def test_counts_name_nobody(file: str, tmp_path: Path) -> None:
    """Whether a patient was treated already cannot be seen from counts; where nobody was, all is clear."""
    record = tmp_path / "patient.json"
    record.write_text('{"id": "P1", "visits": {"screening": {"informed consent": true}}}', "utf-8")
    words = ("--records", str(record))
    assert any("name nobody" in note for note in answer("next", file, "--counts", "0/3", *words)["notes"])
    assert not any("name nobody" in note for note in answer("next", file, "--counts", "0/0", *words)["notes"])
    assert not any("name nobody" in note for note in answer("next", file, "--counts", "0/3")["notes"])


def test_the_repair_of_swapped_counts(file: str) -> None:
    found = run("next", file, "--counts", "3/0").exception
    (told,) = found.diagnostics  # type: ignore[union-attr]
    assert told.message == "Level 1 (low): 3 toxicities among 0 participants."
    assert "--counts 1/6" in told.repair


def test_nobody_treated_is_no_elimination(file: str) -> None:
    assert "nobody has been treated on any level" in run("select", file, "--counts", "0/0").output


def test_a_present_level_against_the_days_is_told(file: str, tmp_path: Path) -> None:
    two = [{**each, "id": f"Q{n}", "level": 2, "treated": "2025-05-01"} for n, each in enumerate(PEOPLE)]
    words = ("next", file, *kept(tmp_path, {"participants": [*PEOPLE, *two]}), "--on", "2025-08-01")
    assert not any("treated last" in note for note in answer(*words)["notes"])
    assert not any("treated last" in note for note in answer(*words, "--current", "2")["notes"])
    assert any("middle: treated last" in note for note in answer(*words, "--current", "1")["notes"])
