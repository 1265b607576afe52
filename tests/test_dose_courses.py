"""Counts that the design, followed to the letter, cannot lead to: told, and never wrongly."""

from fractions import Fraction

from dose_facts import rules
from hypothesis import given, settings
from hypothesis import strategies as st

from mgdsl.core.design import BOIN, KEYBOARD, MTPI2
from mgdsl.dose.courses import Counts, cannot_follow
from mgdsl.dose.escalation import step
from mgdsl.dose.rules import Rules

DRAWS = st.lists(st.integers(0, 3), min_size=1, max_size=8)


def course(tried: Rules, draws: list[int]) -> tuple[Counts, int]:
    """The counts after these outcomes of the cohorts, and the level of the last; one draw is cut short."""
    counts: Counts = ((0, 0),) * tried.levels
    at = tried.start
    for toxic in draws:
        n, y = counts[at]
        counts = (*counts[:at], (n + tried.cohort, y + min(toxic, tried.cohort)), *counts[at + 1 :])
        to = step(tried, counts, at).to
        if to is None:
            break
        at, last = to, at
    else:
        return counts, last
    return counts, at


@given(
    draws=DRAWS,
    method=st.sampled_from([KEYBOARD, MTPI2, BOIN]),
    start=st.integers(0, 2),
    cohort=st.integers(1, 3),
    stop_at=st.sampled_from([None, 6]),
)
@settings(max_examples=80, deadline=None)
def test_what_the_design_did_is_never_called_a_departure(
    draws: list[int], method: str, start: int, cohort: int, stop_at: int | None
) -> None:
    tried = rules(method=method, start=start, cohort=cohort, maximum=cohort * 8, stop_at=stop_at)
    counts, at = course(tried, draws)
    assert not cannot_follow(tried, counts, at)
    assert not cannot_follow(tried, counts, None)


def test_departures() -> None:
    tried = rules()
    assert cannot_follow(tried, ((12, 0), (0, 0), (0, 0)), 0)  # after 0 of 3 it escalates
    assert cannot_follow(tried, ((3, 1), (3, 0), (0, 0)), 1)  # after 1 of 3 it stays
    assert cannot_follow(tried, ((6, 4), (3, 0), (0, 0)), 1)  # too toxic a level was left upwards
    assert cannot_follow(tried, ((3, 0), (0, 0), (3, 0)), 2)
    assert not cannot_follow(tried, ((3, 0), (6, 1), (3, 2)), 2)
    assert cannot_follow(tried, ((3, 0), (6, 1), (3, 2)), 0)  # the last cohort was not there
    assert not cannot_follow(tried, ((3, 0), (2, 2), (0, 0)), 1)  # a cohort not complete
    assert not cannot_follow(tried, ((0, 0),) * 3, None)


def test_too_large_to_be_sure() -> None:
    """Soon, and without a word."""
    tried = rules(levels=6, maximum=300, cohort=1, low=Fraction(1, 4), high=Fraction(7, 20))
    assert not cannot_follow(tried, ((50, 12),) * 6, 3)
