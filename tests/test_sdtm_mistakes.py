"""Every way in which a mapping of SDTM data, or the data, can be wrong: what is said; nothing is written."""

import sys
from pathlib import Path

import pytest
from sdtm_page import TABLES, TOML, Shell, lay_out, records, write


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return lay_out(tmp_path)


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(monkeypatch, capsys)


WRONG_MAPPINGS = [
    ('until = "baseline"', 'until = "Baseline"', "`Baseline` is not a visit under [visits].", "`baseline`"),
    ("[visits]", "[visit]", "`visit` is not a key of a mapping.", "did you mean `visits`?"),
    ("until = ", "until == ", "The mapping is not TOML", "look at that line"),
    (
        'name = "sex"',
        'name = "gender"',
        "`gender` is not a fact, a classification or a test of the protocol.",
        "sex",
    ),
    ("female = [", "femal = [", "`femal` is not a value of sex", "did you mean `female`?"),
    ('missing = ["U"]', 'mising = ["U"]', "`mising` is not a key", "did you mean `missing`?"),
    ('column = "SEX"', "", "needs `column`", 'add column = "…"'),
    ("baseline = 3", "basline = 3", "`basline` is not a visit", "did you mean `baseline`?"),
    ('MEM01 = "words"', 'MEM01 = "word"', "`word` is not an item of memory score", "did you mean `words`?"),
    ('{ TSH = "TSH" }', '{ TSH = "THS" }', "`THS` is not a lab or a measurement", "did you mean `TSH`?"),
    (
        '"as reported" ',
        '"as written" ',
        "`as written` is not known here.",
        'write units = "as reported" or "standard"',
    ),
    ('name = "medication"', 'name = "medicine"', "`medicine` is not an event", "`medication`"),
    ("atenolol = [", "atenol = [", "`atenol` is not a value of agent", "did you mean `atenolol`?"),
    (
        "[events.fields.use]",
        "[events.fields.usage]",
        "`usage` is not a field of medication",
        "did you mean `use`?",
    ),
    (
        'stop = "CMENDTC"',
        'date = "CMENDTC"',
        "`date` is not a day of medication",
        "it can be: `start`, `stop`, `seen`",
    ),
    ("read = 2, ", "", "`otherwise` with a value needs `read`", "add `read = …`"),
    (
        "read = 2, ",
        "read = 3, ",
        "CM.CMTRT has 2 different values; the mapping says that 3 were read.",
        "`read = 2`",
    ),
    ('"complete through" = "baseline"', '"complete through" = "end"', "`end` is not a visit", "screening"),
    ('of = ["TSH"]', 'of = ["drugs"]', "`drugs` is not an event or a measure", "medication"),
    ('because = "every', 'why = "every', "needs `because`", 'add because = "…"'),
    (
        '["PRN"], regular = ["QD"',
        '["PRN"], regular = ["PRN"',
        "`PRN` is listed twice.",
        "keep it under one value",
    ),
    ('at = ["DMDTC", "RFSTDTC"]', "", "[birth] needs `at`.", 'at = ["DMDTC"]'),
    ("screening = 1", "screening = [1]", "`screening` is one text here.", 'screening = "…"'),
    ("[[facts]]", "[facts]", "`facts` is a list of tables.", "begin each with [[facts]]"),
    ('column = "CMTRT"', 'column = "CMTRT"\nwords = "drugs"', "There is no [words.drugs].", "declare it"),
]


@pytest.mark.parametrize(
    ("old", "new", "said", "repair"), WRONG_MAPPINGS, ids=[each[1] or each[0] for each in WRONG_MAPPINGS]
)
def test_a_wrong_mapping_is_shown_with_its_repair(
    study: Path, shell: Shell, old: str, new: str, said: str, repair: str
) -> None:
    assert old in TOML
    (study / "sdtm.toml").write_text(TOML.replace(old, new, 1), "utf-8")
    code, _, told = shell("sdtm", study, study / "data", "-o", study / "out")
    assert code == 1 and not (study / "out").exists()
    assert said in told and repair in told


def test_several_mistakes_are_told_at_once(study: Path, shell: Shell) -> None:
    """Each with the place in the mapping."""
    text = TOML.replace('"sex"', '"sexx"').replace("screening = 1", "screning = 1")
    (study / "sdtm.toml").write_text(text, "utf-8")
    _, _, told = shell("sdtm", study, study / "data")
    assert told.count("[bad-mapping]") == 2
    assert "sdtm.toml:4:1: error: `screning` is not a visit" in told
    assert "sdtm.toml:12:9: error: `sexx` is not a fact" in told


WRONG_DATA = [
    ("DM", "01-001,M,63,", "01-001,M,63.5,", "DM.AGE", "`63.5 YEARS` is not an age in completed years"),
    ("DM", "2024-03-01,2024-03-10", "1/3/2024,2024-03-10", "DM.DMDTC", "`1/3/2024` is not a date of SDTM"),
    ("SV", "01-001,3,", "01-001,1,", "SV.SVSTDTC", "screening has two dates, 2024-03-01 and 2024-03-10"),
    (
        "QS",
        "01-001,1,MEM02,4",
        "01-001,1,MEM01,4",
        "QS.QSTESTCD",
        "words of memory score is 3 and 4 at screening",
    ),
    (
        "QS",
        "MEM02,4,2024-03-01",
        "MEM02,4,2024-02-01",
        "QS.QSDTC",
        "a row of screening, 2024-03-01, is dated 2024-02-01",
    ),
    ("QS", "MEM02,4", "MEM02,four", "QS.QSSTRESN", "`four` of MEM02 is not a score"),
    (
        "QS",
        "MEM02,4",
        "MEM02,9",
        "visits.screening.memory score.items.pictures",
        "9 is not a value of the item",
    ),
    ("LB", "6.1,mIU/L", "6.1,mg/dL", "results.TSH[0].value", "`mg/dL` is not a unit for TSH"),
    ("LB", "6.1,mIU/L", "high,mIU/L", "LB.LBORRES", "`high` is not a quantity"),
    ("LB", "6.1,mIU/L", "about 6,mIU/L", "results.TSH[0].value.value", "`about 6` is not a quantity"),
    ("DM", "2024-03-01,2024-03-10", "2024-02-30,2024-03-10", "DM.DMDTC", "2024-02 has days 01 to 29"),
    ("CM", "2023-11,2024-04-05", "2023-11,2023-04-05", "events.medication[0].stop", "before it starts"),
    ("CM", "2023-11,2024-04-05", "Nov 2023,2024-04-05", "CM.CMSTDTC", "`Nov 2023` is not a date of SDTM"),
]


@pytest.mark.parametrize(
    ("domain", "old", "new", "path", "said"), WRONG_DATA, ids=[each[2] for each in WRONG_DATA]
)
def test_data_that_cannot_be_read_write_nothing(
    study: Path, shell: Shell, domain: str, old: str, new: str, path: str, said: str
) -> None:
    assert old in TABLES[domain]
    write(study, domain, TABLES[domain].replace(old, new, 1))
    code, _, told = shell("sdtm", study, study / "data", "-o", study / "out")
    assert code == 1 and not (study / "out").exists()
    assert path in told and said in told and "01-00" in told


def test_a_result_that_says_nothing_is_listed(study: Path, shell: Shell) -> None:
    write(study, "LB", TABLES["LB"].replace("6.1,mIU/L", "ND,mIU/L"))
    (study / "sdtm.toml").write_text(
        TOML.replace("tests = { TSH", 'missing = ["ND"]\ntests = { TSH'), "utf-8"
    )
    code, shown, _ = shell("sdtm", study, study / "data")
    assert code == 0 and len(records(shown)[0]["results"]["TSH"]) == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "01-001,M,63",
            "01-001,M,63,,",
            "dm.csv, line 2: this row has 9 cells, and the header has 7 columns",
        ),
        (",SCRNFAIL\n", "", "dm.csv, line 4: this row has 6 cells, and the header has 7 columns"),
    ],
)
def test_an_uneven_row_is_not_read(study: Path, shell: Shell, old: str, new: str, said: str) -> None:
    assert old in TABLES["DM"]
    write(study, "DM", TABLES["DM"].replace(old, new, 1))
    code, shown, told = shell("sdtm", study, study / "data")
    assert code == 1 and not shown and said in told


def test_a_file_that_is_no_table(study: Path, shell: Shell) -> None:
    (study / "data/dm.csv").write_bytes(TABLES["DM"].encode("utf-16"))
    code, shown, told = shell("sdtm", study, study / "data")
    assert code == 1 and not shown and "dm.csv is not UTF-8" in told


def test_a_subject_without_a_row_in_dm_is_told(study: Path, shell: Shell) -> None:
    write(study, "LB", TABLES["LB"] + "01-009,1,TSH,6.1,mIU/L,0.32,5,2024-03-01\n")
    code, shown, told = shell("sdtm", study, study / "data")
    assert code == 0 and len(records(shown)) == 3
    assert "warning: LB has rows of `01-009`, and DM has none" in told


def test_two_values_at_a_visit_need_a_choice(study: Path, shell: Shell) -> None:
    (study / "sdtm.toml").write_text(TOML.replace('kept = "by date"', 'kept = "at visits"'), "utf-8")
    write(study, "LB", TABLES["LB"].replace("1.1,TSH,4.8", "1,TSH,4.8").replace("2024-03-06", "2024-03-01"))
    _, _, told = shell("sdtm", study, study / "data")
    assert "TSH has two values at screening" in told and "`where`" in told


def test_a_value_that_is_not_listed_is_unknown_and_told(study: Path, shell: Shell) -> None:
    write(study, "CM", TABLES["CM"].replace("QD", "Q8H"))
    code, shown, told = shell("sdtm", study, study / "data")
    assert code == 0
    assert "warning: CM.CMDOSFRQ has a value that the mapping does not list: `Q8H`." in told
    assert "use" not in records(shown)[0]["events"]["medication"][0]


def test_a_domain_or_a_column_that_is_missing(study: Path, shell: Shell) -> None:
    (study / "data/lb.csv").unlink()
    code, _, told = shell("sdtm", study, study / "data")
    assert code == 1
    assert "The domain LB is not in" in told and "`cm.csv`" in told and "under [files]" in told
    write(study, "LB", TABLES["LB"].replace("LBDTC", "LBDAT"))
    _, _, told = shell("sdtm", study, study / "data")
    assert "The domain LB has no column LBDTC" in told and "did you mean `LBDAT`?" in told


def test_a_mapping_or_a_folder_that_is_not_there(study: Path, shell: Shell) -> None:
    code, _, told = shell("sdtm", study, study / "data", "--mapping", study / "none.toml")
    assert code == 2 and "none.toml" in told
    code, _, told = shell("sdtm", study, study / "nowhere")
    assert code == 1 and "no Parquet and no CSV file" in told


def test_parquet_without_its_extra(study: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    (study / "data/dm.csv").rename(study / "data/dm.parquet")
    monkeypatch.setitem(sys.modules, "duckdb", None)
    code, _, told = shell("sdtm", study, study / "data")
    assert code == 2 and "pip install 'mgdsl[sdtm]'" in told
