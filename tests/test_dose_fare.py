"""The choice of the dose, the course of a trial, and operating characteristics: exact and simulated."""

from fractions import Fraction

import pytest
from dose_facts import FARES, FIVE_LEVELS, fractions, rules
from hypothesis import given, settings
from hypothesis import strategies as st

from mgdsl.dose.course import NO_DOSE, Why, step
from mgdsl.dose.exact import TooManyStates, enumerate_trials
from mgdsl.dose.fare import Fare, Figure
from mgdsl.dose.select import isotonic, nearest, select
from mgdsl.dose.simulate import root, simulate


def percents(figures: tuple[Figure, ...]) -> str:
    return " ".join(f"{float(100 * each.value):.2f}" for each in figures)


def means(figures: tuple[Figure, ...]) -> str:
    return " ".join(f"{float(each.value):.3f}" for each in figures)


def test_the_help_pages_example() -> None:
    """Target 30 %, five levels: level 3, with these estimates."""
    found = select(rules(levels=5, maximum=30), ((3, 0), (3, 0), (15, 4), (9, 4), (0, 0)))
    assert found.dose == 2
    shown = [None if each is None else f"{float(each):.4f}" for each in found.estimates]
    assert shown == ["0.0161", "0.0161", "0.2682", "0.4451", None]


def test_ties_of_the_choice() -> None:
    third = Fraction(3, 10)
    below, above = third - Fraction(1, 10), third + Fraction(1, 10)
    assert nearest({0: below, 1: below, 2: above}, third) == 1  # below the target: the highest of equals
    assert nearest({0: above, 1: above}, third) == 0  # above it: the lowest
    assert nearest({0: third, 1: third}, third) == 0
    assert nearest({}, third) is None


def test_no_dose() -> None:
    assert select(rules(), ((3, 3), (0, 0), (0, 0))).dose is None
    assert select(rules(), ((0, 0), (3, 3), (0, 0))).dose is None  # nobody on a level that is left


@pytest.mark.parametrize(("target", "rates", "chosen", "treated", "toxic", "stopped"), FARES)
def test_exact_fares(target: str, rates: str, chosen: str, treated: str, toxic: str, stopped: str) -> None:
    found = enumerate_trials(rules(target), fractions(rates))
    assert percents((*found.chosen, found.none)) == chosen
    assert means(found.treated) == treated
    assert means((found.toxic,)) == toxic
    assert percents((found.stopped,)) == stopped
    assert sum(each.value for each in (*found.chosen, found.none)) == 1


def test_exact_fare_of_five_levels() -> None:
    target, rates, chosen, treated, toxic, stopped = FIVE_LEVELS
    found = enumerate_trials(rules(target, levels=5, maximum=18), fractions(rates))
    assert percents((*found.chosen, found.none)) == chosen
    assert means(found.treated) == treated
    assert (means((found.toxic,)), percents((found.stopped,))) == (toxic, stopped)
    assert found.size.value == sum(each.value for each in found.treated)


def test_too_many_states() -> None:
    with pytest.raises(TooManyStates):
        enumerate_trials(rules(), fractions(".1 .2 .3"), most=3)


def figures(fare: Fare) -> tuple[Figure, ...]:
    rest = (fare.none, fare.toxic, fare.size, fare.stopped, fare.overdosed, fare.too_high)
    return (*fare.chosen, *fare.treated, *rest)


@pytest.mark.parametrize("rates", [".05 .15 .30", ".30 .45 .60"])
def test_simulation_agrees_within_its_error(rates: str) -> None:
    pytest.importorskip("numpy")
    exact = enumerate_trials(rules(), fractions(rates))
    found = simulate(rules(), fractions(rates), trials=4000, seed=11)
    for one, other in zip(figures(exact), figures(found), strict=True):
        slack = Fraction(1, 1000) if other.error == 0 else 4 * other.error
        assert abs(one.value - other.value) <= slack
        assert other.error < Fraction(1, 10)
    assert found == simulate(rules(), fractions(rates), trials=4000, seed=11)
    assert found != simulate(rules(), fractions(rates), trials=4000, seed=12)
    assert (
        abs(found.chosen[0].error - root(found.chosen[0].value * (1 - found.chosen[0].value) / 4000)) < 1e-3
    )


COUNT = st.integers(0, 6).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))
COUNTS = st.lists(COUNT, min_size=2, max_size=5).map(tuple)


@given(counts=COUNTS, at=st.integers(0, 4), extra=st.sampled_from([None, Fraction(1, 20)]))
@settings(max_examples=150, deadline=None)
def test_never_into_an_eliminated_level(counts: tuple[tuple[int, int], ...], at: int, extra: object) -> None:
    if at >= len(counts) or not counts[at][0]:
        return
    tried = rules(levels=len(counts), maximum=40, extra=extra)
    taken = step(tried, counts, at)
    if taken.to is not None:
        assert 0 <= taken.to < taken.ceiling
        assert taken.to <= at + 1
    elif taken.why in NO_DOSE:
        assert taken.ceiling == 0 or extra
    chosen = select(tried, counts).dose
    assert chosen is None or (counts[chosen][0] > 0 and chosen < taken.ceiling)


def test_order_of_the_rules() -> None:
    assert step(rules(maximum=9), ((3, 0), (3, 3), (0, 0)), 1).why is Why.ELIMINATED
    assert step(rules(maximum=9, stop_at=3), ((3, 0), (3, 3), (0, 0)), 1).to == 0
    assert step(rules(stop_at=3), ((3, 0), (0, 0), (0, 0)), 0).why is Why.LEVEL_FULL
    assert step(rules(), ((3, 0), (3, 0), (6, 0)), 2).why is Why.SAMPLE_FULL
    assert step(rules(), ((3, 3), (0, 0), (0, 0)), 0).why is Why.LOWEST_ELIMINATED
    assert step(rules("0.20", extra=Fraction(5, 100)), ((6, 3), (0, 0), (0, 0)), 0).to is None
    assert step(rules(maximum=20), ((3, 0), (3, 0), (3, 0)), 2).why is Why.TOP
    assert step(rules(maximum=20), ((3, 2), (0, 0), (0, 0)), 0).why is Why.BOTTOM
    assert step(rules(maximum=20), ((6, 0), (3, 3), (0, 0)), 0).why is Why.BARRED


VALUES = st.lists(st.fractions(0, 1, max_denominator=20), min_size=1, max_size=6)


@given(values=VALUES)
def test_isotonic(values: list[Fraction]) -> None:
    weights = [Fraction(1 + at) for at in range(len(values))]
    fit = isotonic(values, weights)
    assert fit == sorted(fit)
    assert sum(w * v for w, v in zip(weights, fit, strict=True)) == sum(
        w * v for w, v in zip(weights, values, strict=True)
    )
    assert isotonic(fit, weights) == fit
    if values == sorted(values):
        assert fit == values
