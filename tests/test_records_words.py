"""What is said of a record, the schema of records, and the template."""

import json
from fractions import Fraction

import jsonschema
import pytest
from records_sample import ANSWERS, READER, SCHEMA, good

from mgdsl.core.columns import (
    Age,
    Amount,
    Arith,
    Closes,
    Column,
    ColumnSource,
    Member,
    Number,
    Score,
    Slot,
    Step,
    Table,
    VisitDay,
    Yes,
)
from mgdsl.records.describe import describe, moment_words
from mgdsl.records.describe_rows import RowWords
from mgdsl.records.json_schema import record_schema
from mgdsl.records.model import Record
from mgdsl.records.template import needed_by, template
from mgdsl.records.wanted import missing

EVERY = tuple((name, Fraction(1)) for name in "abcd")
SHARE = tuple((name, Fraction(50 if name in "ab" else -50)) for name in "abcd")
RECORD = {
    "facts": {"birth date": "1990-03-01", "diabetes": False},
    "visits": {
        "screening": {
            "date": "2025-03-01",
            "scale": {"total": 7, "eye": 5},
            "grade": "II",
            "titre": "< 0.02 nmol/L",
        },
        "baseline": {
            "scale": {"items": {"a": 1, "b": 2, "c": 1}},
            "enzyme": {"value": 4, "unit": "U/L", "upper": 40},
        },
        "entry": {"done": False},
    },
    "events": {"therapy": [{"agent": "AFS", "start": "2020-01", "stop": "ongoing", "failure": ["none"]}]},
    "results": {
        "antibody": [{"date": "2020", "value": "positive"}],
        "enzyme": [{"date": None, "value": "3 U/L"}],
    },
    "complete": {"*": "screening", "operation": None},
    "statements": [{"by": "investigator", "text": "treatment is needed", "answer": True}],
}

SAID: list[tuple[ColumnSource, str, tuple[str | None, str]]] = [
    (Number(Score(Slot("scale", "screening"), EVERY)), "scale 7 at screening", ("screening", "scale")),
    (
        Number(Score(Slot("scale", "screening"), SHARE)),
        "scale 7 (eye 5) at screening",
        ("screening", "scale"),
    ),
    (
        Number(Score(Slot("scale", "baseline"), EVERY)),
        "scale partly scored (3 of 4 items): 4 to 7 at baseline",
        ("baseline", "scale: d"),
    ),
    (Number(Amount(Slot("enzyme", "screening"))), "enzyme: no result at screening", ("screening", "enzyme")),
    (
        Number(Amount(Slot("enzyme", "baseline"))),
        "enzyme 4 U/L (upper limit 40) at baseline",
        ("baseline", "enzyme"),
    ),
    (Number(Amount(Slot("titre", "screening"))), "titre < 0.02 nmol/L at screening", ("screening", "titre")),
    (Yes(Slot("diabetes")), "diabetes: no", (None, "diabetes")),
    (Yes(Slot("pregnant", "entry")), "pregnant: entry was not done", ("entry", "pregnant")),
    (Member(Slot("sex"), ("male",)), "sex: not recorded", (None, "sex")),
    (Member(Slot("grade", "screening"), ("I",)), "grade II at screening", ("screening", "grade")),
    (
        Number(Age(Slot("birth date"), "screening", "year")),
        "birth date 1990-03-01, screening 2025-03-01",
        (None, "birth date"),
    ),
    (VisitDay("entry"), "entry without a date, not before 2025-03-01", ("entry", "the date of entry")),
    (
        Closes(("therapy",), "entry"),
        "list of therapy not complete through entry (complete through screening)",
        (
            "entry",
            "therapy: further records, or word that the list is complete through entry "
            '("complete": {"therapy": "entry"})',
        ),
    ),
    (ANSWERS[0], 'investigator: "treatment is needed": yes', (None, 'investigator: "treatment is needed"')),
]


@pytest.mark.parametrize(("source", "said", "needs"), SAID, ids=lambda each: str(each)[:30])
def test_what_is_said_of_a_column(source: ColumnSource, said: str, needs: tuple[str | None, str]) -> None:
    column = Column("c", "truth", source)
    assert describe(column, good(**RECORD), SCHEMA) == said
    assert missing(column, good(**RECORD), SCHEMA)[0] == needs


def test_what_is_settled_is_not_missing() -> None:
    age = Column("c", "number", Number(Age(Slot("birth date"), "entry", "year")))
    assert missing(age, good(**RECORD), SCHEMA) == (("entry", "the date of entry"),)
    scores = [Score(Slot("scale", visit), EVERY) for visit in ("screening", "baseline")]
    change = Column("c", "number", Number(Arith("-", scores[1], scores[0])))
    assert missing(change, good(**RECORD), SCHEMA) == (("baseline", "scale: d"),)


ROWS: list[tuple[tuple[str, ...], bool, str]] = [
    (("therapy",), False, "alfastatin, since 2020-01, ongoing, failure: none"),
    (("antibody",), True, "antibody positive, 2020"),
    (("enzyme",), True, "enzyme 3 U/L, date not recorded"),
    (("grade",), True, "grade II, at screening, 2025-03-01"),
    (("scale",), True, "scale 7, at screening, 2025-03-01"),
    (("titre",), True, "titre < 0.02 nmol/L, at screening, 2025-03-01"),
]


@pytest.mark.parametrize(("of", "results", "said"), ROWS, ids=[each[0][0] for each in ROWS])
def test_a_row_in_the_values_of_the_record(of: tuple[str, ...], results: bool, said: str) -> None:
    assert RowWords(good(**RECORD), SCHEMA).of(Table("t", of, results, False, ()), 0) == said


@pytest.mark.parametrize(
    ("start", "stop", "said"),
    [
        ("../2020-01", "2021/..", "since 2020-01 or earlier, to 2021-01-01 or later"),
        ("2020-01/2020-03", "2021/2022-05", "between 2020-01 and 2020-03 to between 2021 and 2022-05"),
        (None, "../2021", "start not recorded, until 2021 or earlier"),
    ],
)
def test_intervals_in_words(start: str | None, stop: str, said: str) -> None:
    """They are valid by the schema, too."""
    record = {"events": {"therapy": [{"agent": "AFS", "start": start, "stop": stop}]}}
    jsonschema.validate({"id": "P", **record}, record_schema(SCHEMA, ANSWERS))
    found = RowWords(good(**record), SCHEMA).of(Table("t", ("therapy",), False, False, ()), 0)
    assert found == f"alfastatin, {said}"


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (Step(), "entry"),
        (Step(days=-1), "the day before entry"),
        (Step(-4, "week"), "4 weeks before entry"),
        (Step(1, "year"), "1 year after entry"),
        (Step(-1, "month", -1), "1 day before 1 month before entry"),
    ],
)
def test_a_day_counted_from_a_visit(step: Step, said: str) -> None:
    assert moment_words("entry", step) == said


def test_records_that_read_are_valid_by_the_schema() -> None:
    schema = record_schema(SCHEMA, ANSWERS)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate({"id": "P", **RECORD}, schema)
    for wrong in (
        {"fact": {}},
        {"facts": {"sex": "mail"}},
        {"visits": {"screening": {"grade": "IIc"}}},
        {"facts": {"birth date": "../.."}},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({"id": "P", **wrong}, schema)


def test_the_template_reads_and_is_valid() -> None:
    empty = template(SCHEMA, ANSWERS)
    assert isinstance(READER.read(json.loads(json.dumps(empty))), Record)
    assert empty["visits"]["entry"]["enzyme"] == {"value": None, "unit": "U/L", "lower": None, "upper": None}
    jsonschema.validate(empty, record_schema(SCHEMA, ANSWERS))


def test_a_template_of_what_a_program_needs() -> None:
    columns = (
        Column("c", "truth", Yes(Slot("pregnant", "entry"))),
        Column("s", "truth", Yes(Slot("diabetes"))),
    )
    needed = needed_by(columns, (Table("t", ("operation",), False, False, ()),))
    found = template(SCHEMA, (), needed)
    assert found["facts"] == {"diabetes": None}
    assert found["visits"] == {
        "screening": {"date": None},
        "baseline": {"date": None},
        "entry": {"date": None, "pregnant": None},
    }
    assert (found["events"], found["results"]) == ({"operation": []}, {})
    legend = found["//"]
    assert legend["facts"] == {"diabetes": "true or false"}
    assert list(legend["events"]["operation"][0]) == ["date", "planned"]


def test_the_legend_of_a_template_names_units_values_and_agents() -> None:
    legend = template(SCHEMA, ANSWERS)["//"]
    assert legend["visits"]["enzyme"]["unit"] == "U/L"
    assert legend["events"]["therapy"][0]["agent"].startswith("alfastatin, betastatin")
    assert legend["results"]["antibody"][0]["value"] == "positive or negative"
