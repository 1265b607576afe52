"""A record as of a visit knows no more than the whole record."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from records_sample import ANSWERS, SCHEMA, good

from mgdsl.core.columns import Age, Closes, Column, Member, Number, RowDay, Score, Slot, Step, Table, VisitDay
from mgdsl.core.data import Value
from mgdsl.records.mask import as_of
from mgdsl.records.model import Visit
from mgdsl.records.project import Projector, project

SOURCES = (
    *(VisitDay(visit) for visit in SCHEMA.visits),
    *(Closes(("therapy", "antibody"), visit, Step(n, "week")) for visit in SCHEMA.visits for n in (-1, 0, 1)),
    *(Member(Slot("grade", visit), ("IIa",)) for visit in SCHEMA.visits),
    *(Number(Age(Slot("birth date"), visit, "year")) for visit in SCHEMA.visits),
    *(
        Number(Score(Slot("scale", visit), (("a", Fraction(1)), ("b", Fraction(1)))))
        for visit in SCHEMA.visits
    ),
    *(answer for answer in ANSWERS if not answer.row),
)
ENDS = (Column("first", "day", RowDay()), Column("last", "day", RowDay(last=True)))
PROJECTOR = Projector(
    SCHEMA,
    tuple(Column(str(at), "", source) for at, source in enumerate(SOURCES)),
    (Table("spans", ("therapy",), False, False, ENDS), Table("plans", ("therapy",), False, True, ENDS)),
)


def wider(x: Value, y: Value) -> bool:
    """Whether x allows all that y does."""
    if isinstance(x, tuple) and isinstance(y, tuple):
        low = x[0] is None or (y[0] is not None and x[0] <= y[0])
        return low and (x[1] is None or (y[1] is not None and y[1] <= x[1]))
    return x is None or x == y


@st.composite
def dates(draw: st.DrawFn) -> str:
    day = date(2024, 11, 1) + timedelta(days=draw(st.integers(0, 240)))
    return day.isoformat()[: draw(st.sampled_from([4, 7, 10, 10]))]


@st.composite
def spans(draw: st.DrawFn) -> dict[str, Any]:
    first, last = sorted((draw(dates()), draw(dates())))
    stop = draw(st.sampled_from([last, None, "ongoing"]))
    return {"start": draw(st.sampled_from([first, None])), "stop": stop, "planned": draw(st.booleans())}


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    days = sorted(draw(st.lists(st.integers(0, 120), min_size=3, max_size=3)))
    visits = {}
    for visit, day in zip(SCHEMA.visits, days, strict=True):
        at = (date(2025, 1, 1) + timedelta(days=day)).isoformat()
        grade = draw(st.sampled_from([None, "II", "IIa", "I"]))
        scale = draw(st.sampled_from([None, 3, {"items": {"a": 2}}]))
        visits[visit] = {"date": draw(st.sampled_from([at, None])), "grade": grade, "scale": scale}
    closing = st.sampled_from([None, *SCHEMA.visits]) | dates()
    return {
        "facts": {"birth date": "1990-02"},
        "visits": visits,
        "events": {"therapy": draw(st.lists(spans(), max_size=3))},
        "complete": {"*": draw(closing)},
        "statements": [
            {"by": "participant", "text": "is willing to return", "visit": "screening", "answer": True},
            {"by": "investigator", "text": "treatment is needed", "answer": False},
        ],
    }


@settings(max_examples=200, deadline=None)
@given(records(), st.sampled_from(SCHEMA.visits))
def test_masking_never_adds_knowledge(raw: dict[str, Any], visit: str) -> None:
    record = good(**raw)
    whole, masked = PROJECTOR.of(record), PROJECTOR.of(as_of(record, visit, SCHEMA))
    for name, value in masked.patient.items():
        if isinstance(SOURCES[int(name)], Closes):
            assert whole.patient[name] or not value
        else:
            assert wider(value, whole.patient[name]), SOURCES[int(name)]
    assert len(masked.tables["plans"]) == len(whole.tables["plans"])
    rest = list(whole.tables["spans"])
    for row in masked.tables["spans"]:
        match = next(each for each in rest if all(wider(row[end], each[end]) for end in row))
        rest.remove(match)


def test_what_was_learnt_later_is_masked() -> None:
    record = good(
        visits={"screening": {"date": "2025-03-01"}, "entry": {"date": "2025-04-01", "grade": "I"}},
        results={
            "ab": [{"date": "2025-03-01", "value": "positive"}, {"date": "2025-03-02", "value": "positive"}]
        },
        events={
            "therapy": [
                {"start": "2025-01", "stop": "2025-03-20"},
                {"start": "2025-03-02"},
                {"start": "2025-06", "planned": True},
            ]
        },
        complete={"*": "entry"},
    )
    seen = as_of(record, "screening", SCHEMA)
    assert list(seen.visits) == ["screening"]
    assert len(seen.results["antibody"]) == 1
    data = PROJECTOR.of(seen)
    opening = date(2025, 3, 1).toordinal()
    assert [row["last"] for row in data.tables["spans"]] == [((opening, 0), None)]
    assert len(data.tables["plans"]) == 1
    closes = {
        source.visit: data.patient[str(at)]
        for at, source in enumerate(SOURCES)
        if source == Closes(("therapy", "antibody"), getattr(source, "visit", ""), Step(0, "week"))
    }
    assert closes == {"screening": True, "baseline": False, "entry": False}


def test_a_later_visit_of_the_same_day_may_still_add_results() -> None:
    """The history is closed through the day, but not before the day's last visit."""
    table = Table("antibodies", ("antibody",), True, False, ENDS)
    visits = {
        "screening": {"date": "2025-03-01"},
        "baseline": {"date": "2025-03-01", "antibody": "positive"},
        "entry": {"date": "2025-03-02", "antibody": "positive"},
    }
    record = good(visits=visits, complete={"*": "entry"})
    masked = as_of(record, "screening", SCHEMA)
    assert dict(masked.visits) == {
        "screening": record.visits["screening"],
        "baseline": Visit(values={"antibody": None}),
    }
    assert len(project(masked, SCHEMA, (), (table,)).tables["antibodies"]) == 1
