"""Days of events and results outside a life: slips that would put a treatment outside every window."""

from typing import Any

import pytest

import mgdsl

TEXT = """protocol "Life":
    visits: screening, baseline
    decision visit: baseline

fact birth date:
    values: date
lab CRP:
    unit: mg/L
event surgery:
    when: day
event stay:
    when: span

inclusion I1 "one":
    age >= 18 years at screening
    no surgery before baseline
    no stay before baseline
    any result of CRP > 5 mg/L before baseline
"""
VISITS = {"screening": {"date": "2025-03-01"}, "baseline": {"date": "2025-03-29"}}


@pytest.fixture(scope="module")
def protocol() -> mgdsl.Protocol:
    return mgdsl.loads(TEXT)


def found(protocol: mgdsl.Protocol, **parts: Any) -> list[tuple[str, str]]:
    (answer,) = protocol.evaluate_many([{"id": "P", "visits": VISITS, **parts}])
    return [] if isinstance(answer, mgdsl.Answer) else [(each.name, each.path) for each in answer]


BORN = {"birth date": "1990-05"}


@pytest.mark.parametrize(
    ("parts", "path"),
    [
        ({"events": {"surgery": [{}, {"date": "2205-03-20"}]}}, "events.surgery[1].date"),
        ({"events": {"surgery": [{"date": "2205-03-20", "planned": True}]}}, "events.surgery[0].date"),
        ({"events": {"stay": [{"start": "1921-01"}]}, "facts": BORN}, "events.stay[0].start"),
        ({"events": {"stay": [{"stop": "2205"}]}}, "events.stay[0].stop"),
        ({"events": {"surgery": [{"date": "0202-03-20"}]}}, "events.surgery[0].date"),
        ({"results": {"CRP": [{"date": "2052-01-01", "value": "6 mg/L"}]}}, "results.CRP[0].date"),
    ],
)
def test_a_day_outside_a_life_is_a_mistake(
    protocol: mgdsl.Protocol, parts: dict[str, Any], path: str
) -> None:
    assert found(protocol, **parts) == [("out-of-range", path)]


@pytest.mark.parametrize(
    "parts",
    [
        {"events": {"surgery": [{"date": "1989-12"}]}, "facts": BORN},
        {"events": {"surgery": [{"date": "2040-01-01", "planned": True}]}},
        {"events": {"stay": [{"start": "../2025-01", "stop": "2025-02/.."}]}, "facts": BORN},
        {"events": {"stay": [{"start": "1990-06", "stop": "ongoing"}]}, "facts": BORN},
        {"events": {"surgery": [{"date": "2205-03-20"}]}, "visits": {}},
    ],
)
def test_what_may_be_is_taken(protocol: mgdsl.Protocol, parts: dict[str, Any]) -> None:
    assert found(protocol, **parts) == []
