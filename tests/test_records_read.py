"""Every mistake in a record is named, placed, and comes with its repair."""

from fractions import Fraction
from typing import Any

import pytest
from records_sample import READER, faults, good

from mgdsl.records.model import Choices, Measured, Moment, Ongoing, Scored


def at_screening(**values: Any) -> dict[str, Any]:
    return {"visits": {"screening": values}}


def therapy(**fields: Any) -> dict[str, Any]:
    return {"events": {"therapies": [fields]}}


def said(**fields: Any) -> dict[str, Any]:
    return {"statements": [{"by": "participant", "text": "is willing to return", "answer": True, **fields}]}


MISTAKES: list[tuple[dict[str, Any], str, str, str]] = [
    # record, name, path, words of the repair
    ({"fact": {}}, "unknown-field", "fact", "`facts`"),
    ({"facts": []}, "wrong-type", "facts", "{…}"),
    ({"facts": {"sexx": "male"}}, "unknown-name", "facts.sexx", "`sex`"),
    ({"facts": {"pregnant": True}}, "misplaced", "facts.pregnant", '"visits"'),
    (at_screening(diabetes=True), "misplaced", "visits.screening.diabetes", '"facts"'),
    (at_screening(operation=True), "misplaced", "visits.screening.operation", '"events"'),
    ({"facts": {"diabetes": "yes"}}, "wrong-type", "facts.diabetes", "write true"),
    ({"facts": {"birth date": "1990-02-30"}}, "not-a-date", "facts.birth date", "1"),
    ({"facts": {"birth date": "1990/1989"}}, "not-a-date", "facts.birth date", '"1989/1990"'),
    ({"facts": {"birth date": "1990/soon"}}, "not-a-date", "facts.birth date", "1"),
    ({"facts": {"birth date": "../.."}}, "not-a-date", "facts.birth date", "null"),
    (
        {"facts": {"birth date": "1990", "date of birth": "1990"}},
        "duplicate-key",
        "facts.date of birth",
        "keep one",
    ),
    ({"visits": {"screning": {}}}, "unknown-visit", "visits.screning", "`screening`"),
    (at_screening(grade="IIc"), "unknown-value", "visits.screening.grade", "`IIa`, `IIb` or `III`"),
    (at_screening(grade=["I", "III"]), "wrong-type", "visits.screening.grade", "I"),
    (at_screening(enzyme=41), "unit-missing", "visits.screening.enzyme", '"unit": "U/L"'),
    (at_screening(titre={"value": 1}), "unit-missing", "visits.screening.titre", "nmol/L"),
    (at_screening(titre="< 0.02"), "unit-missing", "visits.screening.titre", '"< 0.02"'),
    (at_screening(titre={"value": 1, "unit": "cm"}), "wrong-unit", "visits.screening.titre.value", "nmol/L"),
    (at_screening(titre="1.234 nmol/L"), "too-many-decimals", "visits.screening.titre", "2 decimals"),
    (at_screening(titre={"valeu": 1}), "unknown-field", "visits.screening.titre.valeu", "`value`"),
    (at_screening(titre="high"), "not-a-quantity", "visits.screening.titre", "nmol/L"),
    (at_screening(enzyme="1234567890123456789 U/L"), "too-many-digits", "visits.screening.enzyme", "fewer"),
    (
        at_screening(scale={"items": {"c": 4}}),
        "item-out-of-range",
        "visits.screening.scale.items.c",
        "0 or 1",
    ),
    (at_screening(scale={"items": {"e": 4}}), "unknown-item", "visits.screening.scale.items.e", "`a`"),
    (at_screening(scale={"eyes": 4}), "unknown-part", "visits.screening.scale.eyes", "`eye`"),
    (at_screening(scale={"a": 1}), "item-misplaced", "visits.screening.scale.a", '"items"'),
    (at_screening(scale=17), "score-out-of-range", "visits.screening.scale.total", "0 to 16"),
    (
        at_screening(scale={"total": 4, "eye": 5}),
        "part-above-total",
        "visits.screening.scale.eye",
        "at most 4",
    ),
    (at_screening(scale=Fraction(1, 2)), "not-a-whole-number", "visits.screening.scale", "0 or 1"),
    (
        at_screening(scale={"total": 9, "items": {"a": 0, "b": 0}}),
        "scores-disagree",
        "visits.screening.scale.total",
        "between 0 and 4",
    ),
    (
        at_screening(scale={"total": 9, "eye": 7, "rest": 3}),
        "scores-disagree",
        "visits.screening.scale",
        "one of them is wrong",
    ),
    (at_screening(done=False, grade="I"), "value-without-visit", "visits.screening.grade", "remove"),
    (
        {"visits": {"screening": {"date": "2025-03-01"}, "baseline": {"date": "2025-02"}}},
        "visits-out-of-order",
        "visits.baseline.date",
        "screening, baseline, entry",
    ),
    (
        {"facts": {"birth date": "2026"}, **at_screening(date="2025-03-01")},
        "birth-after-visit",
        "facts.birth date",
        "look both up",
    ),
    ({"results": {"ab": {"value": "positive"}}}, "wrong-type", "results.ab", '"date"'),
    ({"results": {"ab": [{"value": "positive"}]}}, "date-missing", "results.ab[0]", '"date"'),
    (
        {"results": {"ab": [{"date": "2025", "value": "pos"}]}},
        "unknown-value",
        "results.ab[0].value",
        "write `positive`",
    ),
    ({"results": {"sex": []}}, "misplaced", "results.sex", '"facts"'),
    ({"events": {"terapies": []}}, "unknown-event", "events.terapies", "`therapies`"),
    (therapy(agent="alphastatin"), "unknown-agent", "events.therapies[0].agent", "`alfastatin`"),
    (therapy(agnet="AFS"), "unknown-field", "events.therapies[0].agnet", "`agent`"),
    (therapy(start="2025-03", stop="2025-02"), "stop-before-start", "events.therapies[0].stop", "exchanged"),
    (therapy(stop="on going"), "not-a-date", "events.therapies[0].stop", '"ongoing"'),
    (therapy(dose=5), "unit-missing", "events.therapies[0].dose", "mg/day"),
    (therapy(failure=["weak"]), "unknown-value", "events.therapies[0].failure[0]", "weakness"),
    ({"complete": {"therapys": "2025"}}, "unknown-name", "complete.therapys", "`therapy`"),
    ({"complete": {"*": "screning"}}, "unknown-visit", "complete.*", "`screening`"),
    ({"complete": {"*": True}}, "wrong-type", "complete.*", "a date or a visit"),
    (said(text="is wiling to return"), "unknown-statement", "statements[0].text", "`is willing to return`"),
    (said(), "statement-differs", "statements[0]", '"visit": "screening"'),
    (said(visit="screening", by="investigator"), "statement-differs", "statements[0]", '"by": "participant"'),
    (
        {"statements": 2 * [{"by": "investigator", "text": "Treatment is  needed", "answer": True}]},
        "duplicate-statement",
        "statements[1]",
        "keep one",
    ),
    ({"facts": {"diabetes": float("nan")}}, "not-a-number", "facts.diabetes", "null"),
]


@pytest.mark.parametrize(("record", "name", "path", "repair"), MISTAKES, ids=lambda each: str(each)[:40])
def test_a_mistake_has_its_name_path_and_repair(
    record: dict[str, Any], name: str, path: str, repair: str
) -> None:
    (found,) = faults(**record)
    assert (found.name, found.path, found.record) == (name, path, "P")
    assert repair in found.repair
    assert found.message


def test_all_mistakes_of_a_record_are_reported() -> None:
    found = READER.read({"facts": {"sex": "mail", "diabetes": 1}, **at_screening(enzyme=4)})
    assert isinstance(found, list)
    assert [each.name for each in found] == ["missing-id", "unit-missing", "unknown-value", "wrong-type"]


def test_values_are_read_in_declared_spellings_and_units() -> None:
    record = good(
        facts={"Date of  Birth": "1990-03", "SEX": "Female"},
        visits={
            "Screening": {"grade": "ii", "enzyme": {"value": "> 5", "unit": "U/mL", "upper": 40}, "scale": 7}
        },
        **therapy(agent="statins", stop="ongoing"),
    )
    birth = record.facts["birth date"]
    assert isinstance(birth, Moment) and birth.last - birth.first == 30
    assert record.facts["sex"] == Choices((frozenset(("female",)),), ())
    values = record.visits["screening"].values
    assert values["grade"] == Choices((frozenset(("IIa", "IIb")),), ())
    assert values["enzyme"] == Measured(((5000, 1), None), upper=Fraction(40_000))
    assert values["scale"] == Scored(total=7)
    (event,) = record.events["therapy"]
    assert event.fields["agent"] == Choices((frozenset(("alfastatin", "betastatin")),), ())
    assert event.last == Ongoing()


def test_null_is_unknown_everywhere() -> None:
    empty: dict[str, Any] = {
        "facts": None,
        "visits": {"screening": None, "baseline": {"grade": None, "date": None}},
    }
    record = good(
        **empty, results={"ab": None}, events={"therapy": [{"agent": None, "stop": None}]}, statements=None
    )
    assert record.value("grade", "baseline") is None
