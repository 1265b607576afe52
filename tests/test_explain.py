"""Explanations: they say what was decided, name the records that decide, and never speak in inner words."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import mgdsl
from mgdsl.evaluate.brief import render_brief
from mgdsl.evaluate.histories import OTHERS
from mgdsl.evaluate.result import Answer, CriterionResult, Reason, Status
from mgdsl.evaluate.text import render_text
from mgdsl.protocol import Protocol

FOUNDING = Path(__file__).parents[1] / "protocols" / "nct06371040"
INNER = re.compile(r"#\d|\brow\b|\bcolumn\b|record \d|a constant|None|True|False|Bounds|a row of a history")


def loaded(text: str) -> Protocol:
    return mgdsl.loads(text)


@pytest.fixture(scope="module")
def answers() -> list[Answer]:
    protocol = mgdsl.load(FOUNDING / "protocol.mgdsl")
    found = protocol.evaluate_many((FOUNDING / "patients.jsonl").read_bytes())
    return [answer for answer in found if isinstance(answer, Answer)]


def test_the_root_of_an_explanation_is_the_status(answers: list[Answer]) -> None:
    assert len(answers) == 54
    for answer in answers:
        for criterion in answer.criteria:
            assert _root(criterion) is criterion.status, (answer.id, criterion.id)


def _root(criterion: CriterionResult) -> Status:
    """The status that the reasons stand for: of an inclusion all must hold, of an exclusion none may."""
    values = {reason.value for reason in criterion.reasons}
    if criterion.status is Status.NOT_APPLICABLE:
        return criterion.status if values == {False} else Status.UNKNOWN
    blocking = criterion.kind == "exclusion"
    if None in values:
        return Status.UNKNOWN
    return Status.FAIL if blocking in values else Status.PASS


def test_nothing_is_said_in_inner_words(answers: list[Answer]) -> None:
    for answer in answers:
        for text in (render_brief(answer), render_text(answer)):
            assert not INNER.search(text), (answer.id, INNER.search(text))


def test_every_condition_that_decides_shows_what_is_recorded(answers: list[Answer]) -> None:
    for answer in answers:
        for criterion in answer.criteria:
            for leaf in (leaf for reason in criterion.reasons for leaf in _leaves(reason)):
                assert leaf.shown, (answer.id, criterion.id, leaf.text)


def _leaves(reason: Reason) -> Iterator[Reason]:
    if not reason.children:
        yield reason
    for child in reason.children:
        yield from _leaves(child)


PREAMBLE = """protocol "Histories":
    visits: screening, baseline, infusion
    decision visit: infusion

use myasthenia gravis
use reproductive safety
use laboratory

inclusion I1 "asked":
    """
VISITS = {
    "screening": {"date": "2025-03-01", "ALT": {"value": "41 U/L", "upper": 40}},
    "baseline": {"date": "2025-04-01"},
    "infusion": {"date": "2025-04-26", "ALT": {"value": "60 U/L", "upper": 40}},
}
CLOSED, OPEN = {"*": "infusion"}, {"*": "2025-03-01"}
STEROID = {"agent": "prednisone", "dose": "15 mg/day", "start": "2024-01", "stop": "ongoing"}
OTHER = {"agent": "methylprednisolone", "dose": "8 mg/day", "start": "2025-03-15", "stop": "ongoing"}
AZA = {"agent": "azathioprine", "start": "2019-05", "stop": "2021-02", "failure": ["persistent weakness"]}
NEGATIVE, POSITIVE = {"date": "2025-04-25", "value": "negative"}, {"date": "2025-04", "value": "positive"}

LATEST = "latest urine pregnancy test is negative before infusion"
DOSE = "dose of corticosteroids as prednisone <= 20 mg/day at baseline"
POSITIVE_EVER = "any result of AChR antibody is positive before infusion"
SHORT = "not complete through infusion (complete through 2025-03-01)"

Record = dict[str, object]
SAID: list[tuple[str, Record, bool | None, tuple[str, ...]]] = [
    (
        POSITIVE_EVER,
        {"results": {"AChR antibody": [{"date": "2021-05", "value": "positive"}]}},
        True,
        ("AChR antibody positive, 2021-05",),
    ),
    (POSITIVE_EVER, {"complete": CLOSED}, False, ("none on record; list complete through infusion",)),
    (POSITIVE_EVER, {"complete": OPEN}, None, (f"none on record; list of AChR antibody {SHORT}",)),
    (
        POSITIVE_EVER,
        {"results": {"AChR antibody": [{"date": "2021-05", "value": None}]}, "complete": CLOSED},
        None,
        ("AChR antibody without a result, 2021-05 (not sure: its result not known)",),
    ),
    (
        LATEST,
        {"results": {"urine pregnancy test": [NEGATIVE]}, "complete": CLOSED},
        True,
        ("urine pregnancy test negative, 2025-04-25",),
    ),
    (
        LATEST,
        {"results": {"urine pregnancy test": [NEGATIVE]}, "complete": OPEN},
        None,
        ("urine pregnancy test negative, 2025-04-25", f"list of urine pregnancy test {SHORT}; {OTHERS}"),
    ),
    (
        LATEST,
        {"results": {"urine pregnancy test": [NEGATIVE, POSITIVE]}, "complete": CLOSED},
        None,
        (
            "urine pregnancy test negative, 2025-04-25 (not sure: may not be the latest)",
            "urine pregnancy test positive, 2025-04 (not sure: its day not known exactly, "
            "may not be the latest)",
        ),
    ),
    (LATEST, {"complete": CLOSED}, None, ("none on record; list complete through infusion",)),
    (
        DOSE,
        {"events": {"therapies": [STEROID]}, "complete": CLOSED},
        True,
        ("prednisone 15 mg/day, since 2024-01, ongoing", "list complete through infusion"),
    ),
    (
        DOSE,
        {"events": {"therapies": [STEROID, OTHER]}, "complete": CLOSED},
        False,
        (
            "prednisone 15 mg/day, since 2024-01, ongoing",
            "methylprednisolone 8 mg/day, since 2025-03-15, ongoing",
            "in all 25 mg/day",
        ),
    ),
    (
        "at least 2 distinct agents among immunosuppressants where failure is persistent weakness",
        {"events": {"therapies": [AZA, STEROID]}, "complete": CLOSED},
        None,
        (
            "azathioprine, 2019-05 to 2021-02, failure: persistent weakness",
            "prednisone 15 mg/day, since 2024-01, ongoing (not sure: failure not known)",
            "1 to 2 different",
        ),
    ),
    (
        "every result of ALT <= 50 U/L within 28 days before infusion",
        {"complete": CLOSED},
        False,
        ("ALT 60 U/L (upper limit 40), at infusion, 2025-04-26",),
    ),
    (
        "every result of ALT <= 60 U/L within 28 days before infusion",
        {"complete": CLOSED},
        True,
        ("ALT 60 U/L (upper limit 40), at infusion, 2025-04-26", "list complete through infusion"),
    ),
    (
        "at least 2 IVIg within any 6 months before screening",
        {"events": {"IVIg": [{"start": "2024-10-01", "stop": "2024-10-05"}, {"start": "2024-12-01"}]}},
        True,
        ("IVIg, 2024-10-01 to 2024-10-05", "IVIg, since 2024-12-01, end not recorded", "2 counted"),
    ),
    (
        "any PE for at least 4 weeks before infusion",
        {"events": {"PE": [{"start": "2023-01-01", "stop": "2023-07-01"}]}, "complete": CLOSED},
        False,
        (
            "not running through: PE, 2023-01-01 to 2023-07-01 (ended before 2025-03-29)",
            "list complete through infusion",
        ),
    ),
    (
        "any azathioprine for at least 4 weeks before infusion where failure is intolerance",
        {"events": {"therapies": [AZA | {"stop": "ongoing"}]}, "complete": CLOSED},
        False,
        (
            "on record: azathioprine, since 2019-05, ongoing, failure: persistent weakness"
            " (not: failure is intolerance)",
            "list complete through infusion",
        ),
    ),
    (
        "any PE where duration >= 12 weeks",
        {"events": {"PE": [{"start": "2024-01-01", "stop": "2024-03-24"}]}, "complete": CLOSED},
        False,
        (
            "not counted: PE, 2024-01-01 to 2024-03-24, 83 days (not: duration >= 12 weeks)",
            "list complete through infusion",
        ),
    ),
    (
        "any pregnant within 4 weeks before infusion",
        {"results": {"pregnant": [{"date": "2025-04-20", "value": False}]}, "complete": CLOSED},
        False,
        ("not counted: pregnant: no, 2025-04-20", "list complete through infusion"),
    ),
]


def test_a_result_outside_the_window_of_the_latest_is_told() -> None:
    asked = "latest urine pregnancy test is negative within 7 days before infusion"
    early = {"date": "2025-04-18", "value": "negative"}
    record = {"visits": VISITS, "results": {"urine pregnancy test": [early]}, "complete": CLOSED}
    answer = loaded(f"{PREAMBLE}{asked}\n").evaluate({"id": "P", **record})
    assert answer.criteria[0].reasons[0].shown == (
        "not counted: urine pregnancy test negative, 2025-04-18 (before 2025-04-19)",
        "list complete through infusion",
    )


FAILING = "any {azathioprine, prednisone} within 2 years before screening where dose >= 20 mg/day"
NO_END = {"agent": "prednisone", "start": "2025-01-05"}


def test_a_row_that_does_not_count_says_which_condition_it_fails() -> None:
    record = {"visits": VISITS, "events": {"therapies": [STEROID, AZA]}, "complete": CLOSED}
    answer = loaded(f"{PREAMBLE}{FAILING}\n").evaluate({"id": "P", **record})
    (reason,) = answer.criteria[0].reasons
    assert reason.text == FAILING
    assert reason.shown == (
        "not counted: prednisone 15 mg/day, since 2024-01, ongoing (not: dose >= 20 mg/day)",
        "not counted: azathioprine, 2019-05 to 2021-02, failure: persistent weakness "
        "(ended before 2023-03-01)",
        "list complete through infusion",
    )


@pytest.mark.parametrize(
    ("event", "complete", "why", "wanted"),
    [
        (
            STEROID,
            {},
            "ongoing as far as the list is known; nobody says that it was complete through infusion",
            'therapy: further records, or word that the list is complete through infusion ("complete": '
            '{"therapy": "infusion"})',
        ),
        (
            STEROID,
            {"therapy": "screening"},
            "ongoing, but the list is only complete through screening, not through infusion",
            'therapy: further records, or word that the list is complete through infusion ("complete": '
            '{"therapy": "infusion"})',
        ),
        (
            NO_END,
            CLOSED,
            "its end is not recorded",
            'prednisone, since 2025-01-05, end not recorded: its end ("stop": a date, or "ongoing")',
        ),
    ],
)
def test_an_open_end_says_what_to_record(event: Record, complete: Record, why: str, wanted: str) -> None:
    record = {"visits": VISITS, "events": {"therapies": [event]}, "complete": complete}
    answer = loaded(f"{PREAMBLE}any prednisone at infusion\n").evaluate({"id": "P", **record})
    (reason,) = answer.criteria[0].reasons
    assert reason.shown[0].endswith(f" (not sure: {why})")
    assert [(group.visit, group.facts) for group in answer.missing] == [("infusion", (wanted,))]


def test_an_ongoing_event_at_a_visit_without_a_date_asks_for_the_date() -> None:
    record = {"events": {"therapies": [STEROID]}, "complete": CLOSED}
    answer = loaded(f"{PREAMBLE}any prednisone at infusion\n").evaluate({"id": "P", **record})
    facts = [fact for group in answer.missing for fact in group.facts]
    assert "the date of infusion" in facts
    assert not any("its end" in fact or "stopped" in fact for fact in facts)


def test_reasons_use_the_names_and_units_of_the_line() -> None:
    record = {"visits": {"screening": {"ejection fraction": "50 %"}}}
    answer = loaded(f"{PREAMBLE}LVEF >= 45 % at screening\n").evaluate({"id": "P", **record})
    (reason,) = answer.criteria[0].reasons
    assert reason.shown == ("LVEF (ejection fraction) 50 % at screening",)
    asked = DOSE.replace("20 mg/day", "140 mg/week")
    record = {"visits": VISITS, "events": {"therapies": [STEROID, OTHER]}, "complete": CLOSED}
    answer = loaded(f"{PREAMBLE}{asked}\n").evaluate({"id": "P", **record})
    assert answer.criteria[0].reasons[0].shown[-1] == "in all 175 mg/week"


def test_a_missing_limit_is_named() -> None:
    record = {"visits": {"screening": {"ALT": "41 U/L"}}}
    answer = loaded(f"{PREAMBLE}ALT <= 2 × ULN at screening\n").evaluate({"id": "P", **record})
    (reason,) = answer.criteria[0].reasons
    assert reason.shown == ("ALT 41 U/L (upper limit not recorded) at screening",)


@pytest.mark.parametrize(("asked", "record", "value", "shown"), SAID)
def test_histories(asked: str, record: Record, value: bool | None, shown: tuple[str, ...]) -> None:
    answer = loaded(f"{PREAMBLE}{asked}\n").evaluate({"id": "P", "visits": VISITS, **record})
    (reason,) = answer.criteria[0].reasons
    assert (reason.value, reason.shown) == (value, shown)


def test_missing_facts_stand_at_visits() -> None:
    text = PREAMBLE + LATEST + "\n    rise of MG-ADL >= 3 from screening until baseline\n"
    answer = loaded(text).evaluate({"id": "P", "visits": VISITS})
    history = "urine pregnancy test: further records, or word that the list is complete through infusion"
    history += ' ("complete": {"urine pregnancy test": "infusion"})'
    assert [(group.visit, group.facts) for group in answer.missing] == [
        ("screening", ("MG-ADL",)),
        ("baseline", ("MG-ADL",)),
        ("infusion", (history,)),
    ]
    closed = loaded(PREAMBLE + LATEST + "\n").evaluate({"id": "P", "visits": VISITS, "complete": CLOSED})
    assert closed.missing[0].facts == ("urine pregnancy test: a result that decides",)


def test_a_hole_says_who_can_answer() -> None:
    answer = loaded(PREAMBLE + 'unspecified "care was stable"\n').evaluate({"id": "P"})
    assert "the investigator, who hold the full protocol, can answer" in render_brief(answer)
    assert '"care was stable" (to be answered from the full protocol)' in render_text(answer)


def test_a_value_that_does_not_count_is_to_be_taken_again() -> None:
    protocol = loaded(
        'protocol "P":\n    visits: screening, baseline\n    decision visit: baseline\n\n'
        "use myasthenia gravis\n\n"
        "valid QMG:\n    any of:\n        hours off cholinesterase inhibitors >= 10 hours\n"
        "        no cholinesterase inhibitors within 1 day before the visit\n\n"
        'inclusion I1 "active":\n    QMG >= 11 at each of {screening, baseline}\n'
    )
    hours = {"hours off cholinesterase inhibitors": {"value": 4, "unit": "h"}}
    record = {
        "id": "P-1",
        "complete": {"*": "baseline"},
        "visits": {
            "screening": {"date": "2025-03-01", "QMG": 12},
            "baseline": {"date": "2025-03-29", "QMG": 15, **hours},
        },
        "events": {"therapies": [{"agent": "pyridostigmine", "start": "2025-03-10", "stop": "ongoing"}]},
    }
    answer = protocol.evaluate(record)
    (missing,) = answer.missing
    assert (missing.visit, missing.facts) == ("baseline", ("QMG, taken as required",))
    brief = render_brief(answer)
    assert "no: QMG taken as required at baseline (line 7)\n" in brief
    assert "| hours off cholinesterase inhibitors 4 h at baseline\n" in brief
    assert "| pyridostigmine, since 2025-03-10, ongoing\n" in brief
    assert "no: no " not in brief
