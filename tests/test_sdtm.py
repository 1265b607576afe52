"""SDTM domains to records: the how-to page, what stays missing, dates and numbers; and `mgdsl screen`."""

from pathlib import Path

import pytest
from sdtm_page import TABLES, TOML, Shell, fence, lay_out, records, write

from mgdsl.sdtm.values import cell, moment, number


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return lay_out(tmp_path)


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(monkeypatch, capsys)


def test_the_page_shows_what_comes_out(study: Path, shell: Shell) -> None:
    code, shown, told = shell("sdtm", study, study / "data")
    assert (code, told) == (0, "3 subjects\n")
    assert records(shown) == records(fence("json"))


def test_parquet_gives_the_same(study: Path, shell: Shell) -> None:
    """Numbers of Parquet files are floats, missing cells nulls."""
    duckdb = pytest.importorskip("duckdb")
    expected = shell("sdtm", study, study / "data")
    for path in (study / "data").glob("*.csv"):
        rows = duckdb.read_csv(str(path), header=True, all_varchar=True)
        if "VISITNUM" in rows.columns:
            rows = rows.project("* REPLACE (CAST(VISITNUM AS DOUBLE) AS VISITNUM)")
        rows.write_parquet(str(path.with_suffix(".parquet")))
        path.unlink()
    assert shell("sdtm", study, study / "data") == expected


def test_screen_counts_them(study: Path, shell: Shell) -> None:
    file = study / "records.jsonl"
    assert shell("sdtm", study, study / "data", "-o", file) == (0, "", "3 subjects\n")
    code, shown, _ = shell("screen", study, file, "--by", "Sex")
    assert code == 0
    heads = [line for line in shown.splitlines() if not line.startswith("  ")]
    assert heads == [
        "Memory, as of baseline: 3 patients",
        "",
        "sex, not recorded: 0 eligible, 0 ineligible, 1 undetermined",
        "",
        "sex, male: 0 eligible, 1 ineligible, 0 undetermined",
        "",
        "sex, female: 0 eligible, 0 ineligible, 1 undetermined",
        "",
        "1 failed criterion",
    ]
    fact = "atenolol, since 2019, to 2024-03-10 or later, use: regular"
    assert shown.endswith(f"  01-001  E2  {fact}\n")
    rows = shell("screen", study, file, "--format", "csv")[1].splitlines()
    assert rows[0] == "patient,group,verdict,criterion,title,status,facts"
    assert len(rows) == 1 + 3 * 4
    assert f'01-001,,ineligible,E2,beta blockers,fail,"{fact}"' in rows


def test_screen_goes_on_after_a_bad_record(study: Path, shell: Shell) -> None:
    bad = '{"id": "A", "facts": {"sex": "mle"}}\n{"id": "B"}\nno json\n'
    (study / "bad.jsonl").write_text(bad, "utf-8")
    code, shown, told = shell("screen", study, study / "bad.jsonl")
    assert code == 1
    assert "as of baseline: 1 patient\n" in shown
    assert "write `male`" in told and "not-json" in told


@pytest.mark.parametrize(
    ("by", "said"), [("sexx", "did you mean `sex`?"), ("TSH", "is no fact that is recorded once")]
)
def test_screen_needs_a_fact(study: Path, shell: Shell, by: str, said: str) -> None:
    (study / "r.jsonl").write_text('{"id": "A"}', "utf-8")
    code, _, told = shell("screen", study, study / "r.jsonl", "--by", by)
    assert code == 2 and said in told


def test_a_domain_in_several_files_and_rows_after_the_last_visit(study: Path, shell: Shell) -> None:
    """A drug begun in the month of baseline may have been there by then, and stays."""
    (study / "sdtm.toml").write_text(TOML + '\n[files]\nLB = ["lb", "lb2"]\n', "utf-8")
    late = "01-001,9,TSH,9.9,mIU/L,0.32,5,2024-03-11\n01-002,1.1,TSH,5,mIU/L,0.32,5,2024-04-19\n"
    write(study, "LB2", TABLES["LB"].splitlines()[0] + "\n" + late)
    drugs = "01-002,2,ASPIRIN,QD,2024-04,,2024-05-02\n01-002,3,TENORMIN,QD,2024-05,,2024-06-02\n"
    write(study, "CM", TABLES["CM"] + drugs)
    first, second, _ = records(shell("sdtm", study, study / "data")[1])
    assert len(first["results"]["TSH"]) == 2
    assert [each["value"]["value"] for each in second["results"]["TSH"]] == ["< 0.01", 5]
    assert [each["start"] for each in second["events"]["medication"]] == ["2023-11", "2024-04"]


def test_rows_of_one_drug_that_differ(study: Path, shell: Shell) -> None:
    """A field is that of all of its rows, or unknown."""
    write(study, "CM", TABLES["CM"].replace("QD,2019,,2024-03-10", "PRN,2019,,2024-03-10"))
    (drug,) = records(shell("sdtm", study, study / "data")[1])[0]["events"]["medication"]
    assert drug == {"agent": "atenolol", "start": "2019", "stop": "2024-03-10/.."}


def test_values_at_visits_and_standard_units(study: Path, shell: Shell) -> None:
    text = TOML.replace('kept = "by date"', 'kept = "at visits"').replace('"as reported"', '"standard"')
    (study / "sdtm.toml").write_text(text, "utf-8")
    columns = TABLES["LB"].replace("ORRES,LBORRESU,LBORNRLO,LBORNRHI", "STRESC,LBSTRESU,LBSTNRLO,LBSTNRHI")
    write(study, "LB", columns)
    first = records(shell("sdtm", study, study / "data")[1])[0]
    value = {"value": 6.1, "unit": "mIU/L", "lower": 0.32, "upper": 5}
    assert first["visits"]["screening"]["TSH"] == value
    assert [each["date"] for each in first["results"]["TSH"]] == ["2024-03-06"]


@pytest.mark.parametrize(
    ("dtc", "said"),
    [
        ("2013-12-26T11:45", "2013-12-26T11:45"),
        ("2013-12-26T11:45:30", "2013-12-26T11:45"),
        ("2013-12-26T11", "2013-12-26"),
        ("2013-12", "2013-12"),
        ("2013---26", "2013"),
        ("2013-12--T11:45", "2013-12"),
        ("--12-26", None),
        ("2013-12-01/2013-12-09", "2013-12-01/2013-12-09"),
        ("2013-12-01/--12-09", "2013-12-01/.."),
        ("--12-01/--12-09", None),
    ],
)
def test_dates(dtc: str, said: str | None) -> None:
    assert moment(dtc) == said


@pytest.mark.parametrize("dtc", ["26DEC2013", "2013-12-26 11:45", "2013/12", "13-12-26", "2013T11:45"])
def test_what_is_no_date(dtc: str) -> None:
    with pytest.raises(ValueError, match="not a date of SDTM"):
        moment(dtc)


def test_cells_and_numbers() -> None:
    assert [cell(each) for each in (1.0, 1.1, 0.1 + 0.2, " x ", "", None, 7, float("nan"))] == [
        "1", "1.1", "0.3", "x", None, None, "7", None,
    ]  # fmt: skip
    assert str(number("0.10")) == "0.10"
    assert number("high") is None and number("NaN") is None
