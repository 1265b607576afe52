"""The CDISC pilot study: what the protocol says of its 306 subjects, against plain SQL over the same files.

The SQL knows nothing of the mapping, the vocabulary or the protocol: it is written from the entry criteria
and the columns of SDTM alone. Needs the data: python protocols/cdisc-pilot/fetch.py
"""

import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from mgdsl.evaluate.interpret import evaluate
from mgdsl.evaluate.result import Answer, status
from mgdsl.opening import load
from mgdsl.protocol import Protocol
from mgdsl.records.mask import as_of
from mgdsl.records.model import Record
from mgdsl.records.project import Projector
from mgdsl.records.read import Reader
from mgdsl.report.source import Source
from mgdsl.screen.tally import Tally
from mgdsl.screen.text import render
from mgdsl.sdtm.check import check
from mgdsl.sdtm.faults import Text
from mgdsl.sdtm.reading import read_mapping
from mgdsl.sdtm.study import Study, read_study
from mgdsl.sdtm.tables import Tables

HERE = Path(__file__).parents[1] / "protocols" / "cdisc-pilot"
DATA = HERE / "data"
duckdb: Any = pytest.importorskip("duckdb", reason="the CDISC pilot needs duckdb: pip install 'mgdsl[sdtm]'")
pytestmark = pytest.mark.skipif(
    not (DATA / "dm.parquet").is_file(),
    reason="the CDISC pilot data are not fetched: python protocols/cdisc-pilot/fetch.py",
)


@cache
def database() -> Any:
    connection = duckdb.connect()
    for path in sorted(DATA.glob("*.parquet")):
        connection.execute(f"CREATE VIEW {path.stem} AS FROM read_parquet('{path}')")
    connection.execute(Path(__file__).with_name("cdisc_pilot.sql").read_text("utf-8"))
    return connection


def subjects(where: str) -> set[str]:
    """The first column of a query, as a set."""
    return {row[0] for row in database().execute(where).fetchall()}


@cache
def protocol() -> Protocol:
    return load(HERE)


MAPPING = (HERE / "sdtm.toml").read_text(encoding="utf-8")


def read(text: str) -> Study:
    mapping, shown = read_mapping(text, "sdtm.toml"), Text(Source("sdtm.toml", text))
    assert check(mapping, protocol().program.schema, shown) == []
    return read_study(mapping, Tables(DATA, mapping.files), shown)


@cache
def study() -> Study:
    return read(MAPPING)


@cache
def answers() -> dict[str, Answer]:
    found = list(protocol().evaluate_many(study().records))
    assert all(isinstance(each, Answer) for each in found)
    return {each.id: each for each in found if isinstance(each, Answer)}


def those(criterion: str, status: str) -> set[str]:
    """The subjects who get this status."""
    return {
        answer.id
        for answer in answers().values()
        if any(each.id == criterion and each.status.value == status for each in answer.criteria)
    }


RANDOMISED = "SELECT usubjid FROM dm WHERE armcd <> 'Scrnfail'"


def test_every_value_is_mapped() -> None:
    assert study().findings == ()
    assert len(study().records) == 306


def test_the_criteria_are_those_of_the_study() -> None:
    """TI numbers them through: INCL01 to INCL08, EXCL09 to EXCL31."""
    published = subjects("SELECT left(ietestcd, 1) || CAST(right(ietestcd, 2) AS INTEGER) FROM ti")
    assert {criterion.id for criterion in next(iter(answers().values())).criteria} == published
    assert len(published) == 31


def test_nobody_is_eligible_and_screen_failures_are_undetermined() -> None:
    """Without assessments nothing is known, and nothing unknown passes."""
    verdicts = defaultdict(set)
    for answer in answers().values():
        verdicts[answer.verdict.value].add(answer.id)
    assert set(verdicts) == {"ineligible", "undetermined"}
    assert subjects("SELECT usubjid FROM dm WHERE armcd = 'Scrnfail'") <= verdicts["undetermined"]
    assert verdicts["ineligible"] <= subjects(RANDOMISED)


def test_age_and_menopause() -> None:
    """AGE was right at screening or at the first dose; no woman is postmenopausal unless somebody said so."""
    surely = "age >= 51 OR (age = 50 AND rfstdtc IS NULL)"
    men = subjects(f"SELECT usubjid FROM dm WHERE sex = 'M' AND ({surely})")
    said = subjects(
        "SELECT usubjid FROM mh JOIN dm USING (usubjid) WHERE mhdecod = 'MENOPAUSE' AND sex = 'F'"
    )
    assert those("I1", "pass") == men | said
    assert those("I1", "fail") == set()


@pytest.mark.parametrize(
    ("criterion", "table", "within"), [("I3", "qsmm", "BETWEEN 10 AND 23"), ("I4", "qshi", "BETWEEN 0 AND 4")]
)
def test_scores(criterion: str, table: str, within: str) -> None:
    scored = f"SELECT usubjid FROM {table} WHERE visitnum = 1 GROUP BY usubjid HAVING sum(qsstresn)"
    assert those(criterion, "pass") == subjects(f"{scored} {within}")
    assert those(criterion, "fail") == subjects(f"{scored} NOT {within}")
    assert those(criterion, "unknown") == subjects("FROM dm SELECT usubjid") - subjects(f"{scored} >= 0")


def test_stroke_and_seizures() -> None:
    assert those("E12", "fail") == subjects("SELECT usubjid FROM mh WHERE mhdecod = 'CEREBRAL HAEMORRHAGE'")
    open_ = "mhdecod IN ('HEMIPLEGIA', 'CONVULSION')"
    recent = "SELECT usubjid FROM lately WHERE mhdecod = 'HEAD INJURY'"
    assert those("E12", "unknown") & subjects(RANDOMISED) == subjects(
        f"SELECT usubjid FROM mh WHERE {open_} UNION {recent}"
    )


OPEN = {
    "E15": ("LOSS OF CONSCIOUSNESS", "SYNCOPE"),
    "E18": (
        *("PEPTIC ULCER", "DUODENAL ULCER", "GASTRIC ULCER", "GASTROINTESTINAL ULCER", "DIVERTICULUM"),
        *("DIVERTICULITIS", "COLITIS ULCERATIVE", "HEPATITIS", "HEPATITIS C"),
    ),
    "E19": (
        "HYPERTHYROIDISM",
        "HYPOTHYROIDISM",
        "GOITRE",
        "THYROID CYST",
        "PITUITARY CYST",
        "DIABETES MELLITUS",
    ),
    "E20": ("ASTHMA", "CHRONIC OBSTRUCTIVE PULMONARY DISEASE", "EMPHYSEMA"),
    "E25": (
        *("BREAST CANCER", "LIP AND/OR ORAL CAVITY CANCER", "NASOPHARYNGEAL CANCER", "THYROID GLAND CANCER"),
        *(
            "SKIN CANCER",
            "PROSTATE CANCER",
            "MALIGNANT TUMOUR EXCISION",
            "RADICAL MASTECTOMY",
            "CHEMOTHERAPY",
        ),
        *("LUNG NEOPLASM", "MASTECTOMY", "SKIN NEOPLASM EXCISION", "TUMOUR EXCISION"),
        *("UTERINE TUMOUR EXCISION", "BLADDER NEOPLASM SURGERY"),
    ),
}
"""Diagnoses of the last 5 years that exclude if more is true of them than SDTM records."""


@pytest.mark.parametrize("criterion", OPEN)
def test_illnesses_of_five_years(criterion: str) -> None:
    """Open where one is on record; passed by all others who were asked."""
    terms = ", ".join(f"'{term}'" for term in OPEN[criterion])
    touched = subjects(f"SELECT usubjid FROM lately WHERE mhdecod IN ({terms})")
    assert those(criterion, "unknown") & subjects(RANDOMISED) == touched
    assert those(criterion, "pass") == subjects(RANDOMISED) - touched


def test_heart_and_vessels() -> None:
    heart = "mhdecod IN ('HYPERTENSION', 'ANGINA PECTORIS', 'CARDIAC FAILURE CONGESTIVE')"
    rhythms = "ARRHYTHMIA|FIBRILLATION|TACHYCARDIA|BRADYCARDIA|BLOCK|EXTRASYSTOLES|HEART RATE IRREGULAR"
    rhythm = f"regexp_matches(mhdecod, '{rhythms}')"
    pulse = (
        "SELECT usubjid FROM vs WHERE vstestcd = 'PULSE' AND vspos = 'SUPINE' AND visitnum = 1 AND vsstresn"
    )
    wrong = subjects(f"{pulse} < 50 UNION {pulse} > 100")
    touched = subjects(f"SELECT usubjid FROM lately WHERE {heart} OR {rhythm}")
    assert those("E17", "fail") == wrong
    assert those("E17", "pass") == subjects(f"{pulse} BETWEEN 50 AND 100") - touched


def test_diabetes_of_unknown_type_leaves_hba1c_open() -> None:
    asked = subjects("SELECT usubjid FROM mh WHERE mhdecod = 'DIABETES MELLITUS' AND mhcat LIKE 'SIGN%'")
    assert those("E30", "not applicable") == subjects(RANDOMISED) - asked
    assert those("E30", "unknown") & subjects(RANDOMISED) == asked


ANALYTES = {
    **dict.fromkeys(("CREAT", "BILI", "AST", "ALT", "ALP", "GGT"), "v <= high"),
    **dict.fromkeys(("HGB", "WBC", "PLAT", "SODIUM", "K", "CA"), "v BETWEEN low AND high"),
}


def test_laboratory_within_its_limits() -> None:
    """Who has all twelve within the limits passes; anything beyond waits for the monitoring physicians."""
    normal = subjects(RANDOMISED)
    for code, within in ANALYTES.items():
        of = f"SELECT usubjid FROM last_lab WHERE lbtestcd = '{code}'"
        normal &= subjects(f"{of} AND {within}") - subjects(f"{of} AND NOT ({within})")
    assert those("E27", "pass") == normal
    assert those("E27", "fail") == set()


def test_si_units_differ_where_their_limits_are_rounded() -> None:
    """The same of a laboratory in SI units, but for values that equal their limit before it was rounded."""
    text = MAPPING.replace('"as reported"', '"standard"').replace('HBA1C = "HbA1c"\n', "")
    program = protocol().program
    program = evolve(program, criteria=tuple(each for each in program.criteria if each.id in ("E27", "E28")))
    reader = Reader(program.schema, program.answers)
    projector = Projector(program.schema, program.columns, program.tables)
    found = defaultdict(set)
    for raw in read(text + '[units]\n"mU/L" = "mIU/L"\n').records:
        record = reader.read({key: value for key, value in raw.items() if key != "events"})
        assert isinstance(record, Record)
        data = projector.of(as_of(record, "baseline", program.schema))
        for each in evaluate(program, data).decisions:
            word = status(each.applies.value, each.blocks.value)
            found[each.criterion.id, word.value].add(record.id)
    assert found["E28", "fail"] == those("E28", "fail")
    assert found["E27", "pass"] < those("E27", "pass")
    lost = those("E27", "pass") - found["E27", "pass"]
    assert lost <= subjects("SELECT usubjid FROM last_lab WHERE v IN (low, high)")
    readme = " ".join((HERE / "README.md").read_text("utf-8").split())
    assert f"read in SI units, {len(lost)} more subjects wait" in readme


def test_thyrotropin_and_vitamin_b12() -> None:
    """Folate is in no domain, so that nobody passes."""
    wrong = "lbtestcd = 'TSH' AND v NOT BETWEEN low AND high OR lbtestcd = 'VITB12' AND v < low"
    assert those("E28", "fail") == subjects(f"SELECT usubjid FROM last_lab WHERE {wrong}")
    assert those("E28", "pass") == set()


def test_drugs_of_the_last_month() -> None:
    """The histories of drugs are open before screening, so that nobody passes."""
    assert those("E31", "fail") == subjects("SELECT usubjid FROM excluded_drug")
    assert those("E31", "pass") == set()


def test_what_the_study_itself_says_of_entry_criteria() -> None:
    """Three left for a criterion that SUPPDS names. Of none does SDTM hold what decides it."""
    query = "SELECT usubjid, 'E' || qval FROM suppds WHERE qnam = 'ENTCRIT'"
    told = database().execute(query).fetchall()
    assert len(told) == 3
    for subject, criterion in told:
        assert subject in those(criterion, "unknown")


def test_what_the_readme_says_of_the_drugs() -> None:
    every = subjects("SELECT usubjid FROM excluded_drug")
    drops = every - subjects("SELECT usubjid FROM excluded_drug WHERE cmroute <> 'OPHTHALMIC'")
    one_day = "cmtrt IN ('ATIVAN', 'LORAZEPAM') AND cmstdtc = cmendtc AND cmdosfrq = 'QD'"
    once = subjects(
        f"SELECT usubjid FROM cm JOIN excluded_drug USING (usubjid, cmspid, cmtrt, cmdosfrq) WHERE {one_day}"
    )
    assert (len(every), len(drops), len(once)) == (36, 15, 4)
    readme = " ".join((HERE / "README.md").read_text("utf-8").split())
    assert "15 of the 36 under E31 fail by drops of a beta blocker alone" in readme
    assert "four took lorazepam on one day, recorded as once daily" in readme


def test_the_readme_shows_what_mgdsl_screen_prints() -> None:
    tally = Tally()
    randomised = subjects(RANDOMISED)
    for answer in answers().values():
        tally.add(answer, "yes" if answer.id in randomised else "no")
    shown = render(tally, protocol().title, "randomised")
    fences = re.findall(r"^```text\n(.*?)^```$", (HERE / "README.md").read_text("utf-8"), re.M | re.S)
    assert shown in fences
