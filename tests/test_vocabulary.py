"""`mgdsl vocabulary`: what each name means, found by its spelling or by a word; and what goes wrong."""

import json
from pathlib import Path

import pytest

from mgdsl.files import SHIPPED
from mgdsl.program import load_path
from mgdsl.show.entries import Entry, entries
from tests.test_cli import FOUNDING, run

ROOT = Path(__file__).parents[1]
HEALTH = """# Lungs, for one trial.

# Invented. Five items.
instrument cough score "cough, by day and night":
    also: CS
    recorded: by visit
    values: 0 to 3
    items:
        day: alone, with others, `at work`
        night: asleep, awake
    item values:
        asleep: 0, 2, 6
    parts:
        tiring: asleep, day
    codes: "LOINC 0000-0", "SNOMED 1"

lab X-protein:
    unit: mg/L
    range: 0 to 300  # unconfirmed: the upper end

fact smoker  # as told by the patient
"""


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a vocabulary of its own, into which the command is called."""
    (tmp_path / "lung-terms.mgdsl").write_text(HEALTH, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(*arguments: str, stdin: "str | bytes | None" = None) -> list[dict[str, object]]:
    result = run("vocabulary", *arguments, "--format", "json", stdin=stdin)
    assert result.exit_code == (0 if json.loads(result.stdout) else 1)
    return list(json.loads(result.stdout))


def names(*arguments: str) -> list[object]:
    return [entry["name"] for entry in told(*arguments)]


def test_overview(beside: Path) -> None:
    shown = run("vocabulary").stdout.splitlines()
    assert "lung terms               3 names  Lungs, for one trial." in shown
    kept = {each["name"]: each["names"] for each in told()}
    assert kept["lung terms"] == 3
    assert {path.stem.replace("-", " ") for path in SHIPPED.glob("*.mgdsl")} == set(kept) - {"lung terms"}


@pytest.mark.parametrize(
    "name", ["lung-terms", "Lung terms", "lung_terms", "lung-terms.mgdsl", "./lung-terms.mgdsl"]
)
def test_a_vocabulary_by_its_name_or_its_file(beside: Path, name: str) -> None:
    assert names(name) == ["cough score", "X-protein", "smoker"]


def test_everything_that_is_said_of_a_name(beside: Path) -> None:
    score, protein, smoker = told("lung-terms")
    assert score["title"] == "cough, by day and night"
    assert score["also"] == ["CS"]
    assert score["codes"] == ["LOINC 0000-0", "SNOMED 1"]
    assert score["source"] == "Invented. Five items."
    assert score["ranges"] == {"total": [0, 18], "day": [0, 9], "night": [0, 9], "tiring": [0, 15]}
    assert protein["properties"] == {"unit": "mg/L", "range": "0 to 300"}
    assert protein["source"] == "unconfirmed: the upper end"
    assert smoker["source"] == "as told by the patient"
    shown = run("vocabulary", "lung-terms").stdout
    for words in (
        "cough score “cough, by day and night” (instrument, ",
        "    ranges: total 0 to 18, day 0 to 9, night 0 to 9, tiring 0 to 15\n",
        "    codes: LOINC 0000-0, SNOMED 1\n",
        "    unit: mg/L\n    range: 0 to 300\n    source: unconfirmed: the upper end\n",
    ):
        assert words in shown


@pytest.mark.parametrize(
    ("instrument", "total", "ocular"),
    [("MG-ADL", [0, 24], [0, 6]), ("QMG", [0, 39], [0, 6]), ("MGC", [0, 50], [0, 7])],
)
def test_ranges_of_scores(instrument: str, total: list[int], ocular: list[int]) -> None:
    """Totals and ocular parts as the comments of the vocabulary give them from their sources."""
    (entry,) = told(instrument)
    assert isinstance(entry["ranges"], dict)
    assert (entry["ranges"]["total"], entry["ranges"]["ocular"]) == (total, ocular)


def test_a_name_and_its_other_names() -> None:
    assert names("qmgs") == names("QMG") == ["QMG"]
    assert names("Woman of  childbearing potential") == ["woman of childbearing potential"]


def test_a_class_names_all_its_agents() -> None:
    (entry,) = told("immunosuppressants")
    assert isinstance(entry["agents"], list)
    assert {"prednisone", "azathioprine", "rituximab"} <= set(entry["agents"])
    assert "\n    all agents: prednisone, " in run("vocabulary", "immunosuppressants").stdout


def test_words_find_names_and_what_speaks_of_them() -> None:
    assert names("--find", "azathioprine") == ["non-steroidal immunosuppressants"]
    found = names("--find", "LOINC 1742-6")
    assert found == ["ALT"]
    assert names("--find", "pregnan")[:3] == ["pregnant", "serum pregnancy test", "urine pregnancy test"]
    by_heading = ["creatinine", "creatinine clearance", "eGFR", "BUN"]
    assert names("laboratory", "--find", "kidney") == by_heading


def test_a_name_of_two_words_needs_no_quotes() -> None:
    assert names("general", "clinical") == names("general clinical") == names("general-clinical")
    assert names("--find", "potassium") == ["potassium"]


def test_what_nothing_speaks_of_is_shown_declared() -> None:
    said = run("vocabulary", "--find", "NYHA").stderr
    assert "classification NYHA:" in said and "mgdsl init" in said
    assert "unit: mmHg" in run("vocabulary", "--find", "blood pressure").stderr


def test_words_that_find_nothing() -> None:
    result = run("vocabulary", "--find", "zzz")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("nothing speaks of `zzz`: try a shorter word, or declare it ")


def test_the_names_that_a_protocol_uses() -> None:
    found = names(FOUNDING)
    assert found == names(f"{FOUNDING}/protocol.mgdsl")
    assert {"QMG", "MG-ADL", "MGFA class", "immunosuppressants", "refractory MG", "qualifies"} <= set(found)
    assert {"postmenopausal", "surgically sterile", "sex"} <= set(found), "by way of a definition"
    assert not {"RNS", "epilepsy", "ALT"} & set(found)
    text = Path(f"{FOUNDING}/protocol.mgdsl").read_text("utf-8")
    assert [entry["name"] for entry in told("-", stdin=text)] == found


def test_a_class_is_used_with_its_agent(tmp_path: Path) -> None:
    path = tmp_path / "p.mgdsl"
    path.write_text(
        'protocol "P":\n    visits: a\n    decision visit: a\n\nuse myasthenia gravis\n\n'
        "exclusion E1:\n    any tacrolimus within 4 weeks before a\n"
    )
    assert "non-steroidal immunosuppressants" in names(str(path))


def test_a_protocol_with_mistakes_still_shows_its_names(tmp_path: Path) -> None:
    path = tmp_path / "p.mgdsl"
    path.write_text(
        'protocol "P":\n    visits: a\n\nuse laboratory\n\ninclusion I1:\n    ALT >= 5 at a\n    nothing\n'
    )
    assert names(str(path)) == ["ALT"]


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("laboratroy", "did you mean `laboratory`?"),
        ("QMB", "did you mean `QMG`?"),
        ("azathioprine", "`mgdsl vocabulary --find azathioprine` shows what speaks of it"),
        ("zzzz", "there are: general-clinical, laboratory,"),
    ],
)
def test_misspelled(asked: str, hint: str) -> None:
    result = run("vocabulary", asked)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"no vocabulary, file or name `{asked}`" in str(result.exception)
    assert hint in str(result.exception)


def test_folders_and_files_that_are_not_there(tmp_path: Path) -> None:
    for name, words in ((str(tmp_path), "without a protocol"), (str(tmp_path / "no.mgdsl"), "No such file")):
        result = run("vocabulary", name)
        assert result.exit_code == 2 and words in str(result.exception)


def test_a_vocabulary_with_mistakes_is_not_half_shown(beside: Path) -> None:
    (beside / "bad.mgdsl").write_text(
        "instrument S:\n    values: 0 to 3\n    items:\n        day: at rest, walking\n"
    )
    result = run("vocabulary", "bad")
    assert (result.exit_code, result.stdout) == (1, "")
    assert [found.name for found in getattr(result.exception, "diagnostics", ())] == ["reserved-word"]
    everywhere = run("vocabulary", "--find", "cough")
    assert everywhere.exit_code == 0 and everywhere.stdout.startswith("cough score ")
    assert "reserved-word" in everywhere.stderr and "bad.mgdsl:4" in everywhere.stderr


def test_the_standard_input() -> None:
    assert [entry["name"] for entry in told("-", stdin="fact smoker\n")] == ["smoker"]
    wrong = run("vocabulary", "-", stdin="fact at\n")
    assert (wrong.exit_code, wrong.stdout) == (1, "")
    assert [found.name for found in getattr(wrong.exception, "diagnostics", ())] == ["reserved-word"]


@pytest.mark.parametrize(("variables", "coloured"), [({"FORCE_COLOR": "1"}, True), ({}, False)])
def test_colour_only_where_it_is_wanted(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], coloured: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[1mQMG" in run("vocabulary", "QMG").stdout) is coloured
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("vocabulary", "QMG").stdout


def test_bytes_that_are_no_text(beside: Path) -> None:
    (beside / "bad.mgdsl").write_bytes(b"fact caf\xe9\n")
    assert run("vocabulary", "bad").exit_code == 2
    overview = run("vocabulary")
    assert overview.exit_code == 0 and "not-utf-8" in overview.stderr


def test_other_files_of_a_folder_are_no_vocabularies(beside: Path) -> None:
    (beside / "README.md").write_text("# Notes\n")
    (beside / "protocol.mgdsl").write_text('protocol "P":\n    visits: a\n\ninclusion I1:\n    nonsense\n')
    overview = run("vocabulary")
    assert overview.stderr == "" and "readme" not in overview.stdout and "protocol  " not in overview.stdout


def test_crafted_names_cannot_steer_a_terminal(beside: Path) -> None:
    (beside / "odd.mgdsl").write_text("# \x1b[31mred\nfact a:\n    recorded: once\n", encoding="utf-8")
    (beside / "\x1b[31mred.mgdsl").write_text("fact smoker\n")
    shown = run("vocabulary", "odd")
    assert "\x1b" not in run("vocabulary", "smoker").stdout
    assert "\x1b" not in shown.stdout + shown.stderr + run("vocabulary").stdout


def shipped() -> list[tuple[Path, Entry]]:
    paths = sorted(SHIPPED.glob("*.mgdsl"))
    return [(path, entry) for path in paths for entry in entries(load_path(path))]


def test_every_declared_name_is_an_entry() -> None:
    for path, entry in shipped():
        assert entry.name in path.read_text("utf-8")
        assert not entry.source.startswith("#") and "---" not in entry.source
    assert len(shipped()) == sum(
        row[:1].isalpha() and not row.startswith("use ")
        for path in SHIPPED.glob("*.mgdsl")
        for row in path.read_text("utf-8").splitlines()
    )
