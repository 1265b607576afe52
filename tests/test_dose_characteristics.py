"""The selection of the dose, the escalation, and operating characteristics: exact and simulated."""

from fractions import Fraction
from itertools import product

import pytest
from dose_cli import PROTOCOL
from dose_facts import CHARACTERISTICS, FIVE_LEVELS, fractions, rules
from hypothesis import given, settings
from hypothesis import strategies as st

from mgdsl.core.design import BOIN, KEYBOARD, MTPI2, Scenario
from mgdsl.dose.characteristics import Characteristics, Estimate
from mgdsl.dose.compare import TooManyTrials, compare
from mgdsl.dose.escalation import TOO_TOXIC, Why, ending, step
from mgdsl.dose.exact import TooManyStates, enumerate_trials
from mgdsl.dose.mtd import isotonic, nearest, select_mtd
from mgdsl.dose.rules import Rules
from mgdsl.dose.show.characteristics import one_digit_up
from mgdsl.dose.simulate import root, simulate
from mgdsl.program import load_bytes


# Selection of the maximum tolerated dose -------------------------------------------------------------------
def test_the_help_pages_example() -> None:
    """Target 30 %, five levels: level 3, with these estimates."""
    found = select_mtd(rules(levels=5, maximum=30), ((3, 0), (3, 0), (15, 4), (9, 4), (0, 0)))
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
    assert select_mtd(rules(), ((3, 3), (0, 0), (0, 0))).dose is None
    assert select_mtd(rules(), ((0, 0), (3, 3), (0, 0))).dose is None  # nobody on a level that is left


def test_extra_safety_reaches_the_selection() -> None:
    """At 30 %, 2 of 3 leave a chance of 91.6 %: below the cutoff, above the stricter one."""
    counts = ((3, 2), (3, 1), (0, 0))
    assert select_mtd(rules(), counts).dose is not None
    found = select_mtd(rules(extra=Fraction(1, 20)), counts)
    assert found.dose is None and found.extra_safety


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


def test_isotonic_is_the_nearest_monotone_fit() -> None:
    """Against every monotone fit with values on a grid: none has a smaller weighted sum of squares."""
    values, weights = fractions(".4 .2 .3"), [Fraction(1), Fraction(3), Fraction(2)]

    def distance(fit: list[Fraction]) -> Fraction:
        return sum(
            (w * (f - v) ** 2 for w, f, v in zip(weights, fit, values, strict=True)), start=Fraction(0)
        )

    grid = [Fraction(n, 40) for n in range(8, 17)]
    best = distance(isotonic(values, weights))
    assert all(best <= distance(list(fit)) for fit in product(grid, repeat=3) if list(fit) == sorted(fit))


# Escalation ------------------------------------------------------------------------------------------------
COUNT = st.integers(0, 6).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))
COUNTS = st.lists(COUNT, min_size=2, max_size=5).map(tuple)


@given(
    counts=COUNTS,
    at=st.integers(0, 4),
    method=st.sampled_from([KEYBOARD, MTPI2, BOIN]),
    extra=st.sampled_from([None, Fraction(1, 20)]),
)
@settings(max_examples=150, deadline=None)
def test_never_into_an_eliminated_level(
    counts: tuple[tuple[int, int], ...], at: int, method: str, extra: object
) -> None:
    """Nor to an untried one as the maximum tolerated dose; and never more than one level up."""
    if at >= len(counts) or not counts[at][0]:
        return
    tried = rules(levels=len(counts), maximum=40, extra=extra, method=method)
    taken = step(tried, counts, at)
    if taken.to is not None:
        assert 0 <= taken.to < taken.ceiling
        assert taken.to <= at + 1
    elif taken.why in TOO_TOXIC:
        assert taken.ceiling == 0 or extra
        assert ending(tried, counts, taken).dose is None
    chosen = select_mtd(tried, counts).dose
    assert chosen is None or (counts[chosen][0] > 0 and chosen < taken.ceiling)


def test_order_of_the_rules() -> None:
    assert step(rules(maximum=9), ((3, 0), (3, 3), (0, 0)), 1).why is Why.ELIMINATED
    assert step(rules(maximum=9, stop_at=3), ((3, 0), (3, 3), (0, 0)), 1).to == 0
    assert step(rules(stop_at=3), ((3, 0), (0, 0), (0, 0)), 0).why is Why.LEVEL_FULL
    assert step(rules(), ((3, 0), (3, 0), (6, 0)), 2).why is Why.SAMPLE_FULL
    assert step(rules(), ((3, 3), (0, 0), (0, 0)), 0).why is Why.LOWEST_ELIMINATED
    assert step(rules(extra=Fraction(5, 100)), ((3, 2), (0, 0), (0, 0)), 0).why is Why.EXTRA_SAFETY
    assert step(rules(maximum=20), ((3, 0), (3, 0), (3, 0)), 2).why is Why.TOP
    assert step(rules(maximum=20), ((3, 2), (0, 0), (0, 0)), 0).why is Why.BOTTOM
    assert step(rules(maximum=20), ((6, 0), (3, 3), (0, 0)), 0).why is Why.BARRED


# Operating characteristics ---------------------------------------------------------------------------------
def percents(*figures: Estimate) -> str:
    return " ".join(f"{float(100 * each.value):.2f}" for each in figures)


def means(*figures: Estimate) -> str:
    return " ".join(f"{float(each.value):.3f}" for each in figures)


@pytest.mark.parametrize(("target", "rates", "selected", "treated", "toxic", "stopped"), CHARACTERISTICS)
def test_exact(target: str, rates: str, selected: str, treated: str, toxic: str, stopped: str) -> None:
    found = enumerate_trials(rules(target), fractions(rates))
    assert percents(*found.selected, found.none) == selected
    assert means(*found.treated) == treated
    assert means(found.toxic) == toxic
    assert percents(found.stopped_toxic) == stopped


def test_exact_with_five_levels() -> None:
    target, rates, selected, treated, toxic, stopped = FIVE_LEVELS
    found = enumerate_trials(rules(target, levels=5, maximum=18), fractions(rates))
    assert percents(*found.selected, found.none) == selected
    assert means(*found.treated) == treated
    assert (means(found.toxic), percents(found.stopped_toxic)) == (toxic, stopped)


def test_one_cohort_by_hand() -> None:
    """One cohort of one, started on level 2 of 2 with a rate of 1/4: everything follows from one draw."""
    tried = rules(levels=2, maximum=1, cohort=1, start=1)
    found = enumerate_trials(tried, [Fraction(1, 10), Fraction(1, 4)])
    assert [each.value for each in found.selected] == [0, 1] and found.none.value == 0
    assert found.toxic.value == Fraction(1, 4)
    assert [each.value for each in found.treated] == [0, 1]
    assert found.share_above.value == found.mostly_above.value == found.selected_above.value == 0
    above = enumerate_trials(tried, [Fraction(1, 10), Fraction(2, 5)])
    assert above.share_above.value == above.mostly_above.value == above.selected_above.value == 1


def test_too_many_states() -> None:
    with pytest.raises(TooManyStates):
        enumerate_trials(rules(), fractions(".1 .2 .3"), most=3)


RATE = st.integers(0, 20).map(lambda n: Fraction(n, 20))
METHOD = st.sampled_from([KEYBOARD, MTPI2, BOIN])


@st.composite
def trials(draw: st.DrawFn) -> tuple[Rules, list[Fraction]]:
    """A small trial with any of the rules, and its true rates."""
    levels, cohort = draw(st.integers(2, 4)), draw(st.integers(1, 3))
    tried = rules(
        draw(st.sampled_from(["0.20", "0.25", "0.30"])),
        levels=levels,
        method=draw(METHOD),
        start=draw(st.integers(0, levels - 1)),
        cohort=cohort,
        maximum=cohort * draw(st.integers(1, 4)),
        extra=draw(st.sampled_from([None, Fraction(1, 20)])),
        stop_at=draw(st.sampled_from([None, 2 * cohort])),
    )
    return tried, draw(st.lists(RATE, min_size=levels, max_size=levels))


@given(trial=trials())
@settings(max_examples=60, deadline=None)
def test_chances_add_up(trial: tuple[Rules, list[Fraction]]) -> None:
    tried, rates = trial
    found = enumerate_trials(tried, rates)
    assert sum(each.value for each in found.selected) + found.none.value == 1
    assert sum(each.value for each in found.treated) == found.size.value <= tried.maximum
    toxic = sum(r * each.value for r, each in zip(rates, found.treated, strict=True))
    assert found.toxic.value == toxic  # Wald: each participant on a level has its rate
    assert found.stopped_toxic.value <= found.none.value
    assert found.stopped_full.value + found.stopped_toxic.value <= 1
    assert all(0 <= each.value <= 1 and each.error == 0 for each in (*found.selected, found.share_above))


def every(found: Characteristics) -> tuple[Estimate, ...]:
    single = (found.none, found.selected_above, found.share_above, found.mostly_above, found.toxic)
    return (*found.selected, *found.treated, *single, found.size, found.stopped_toxic, found.stopped_full)


@given(trial=trials(), seed=st.integers(0, 5))
@settings(max_examples=20, deadline=None, derandomize=True)
def test_exact_and_simulated_agree(trial: tuple[Rules, list[Fraction]], seed: int) -> None:
    """Within five standard errors; where none was seen, within what so many trials may miss."""
    pytest.importorskip("numpy")
    tried, rates = trial
    exact, found = enumerate_trials(tried, rates), simulate(tried, rates, trials=2000, seed=seed)
    for one, other in zip(every(exact), every(found), strict=True):
        missed = Fraction(tried.maximum * 10, 2000)
        assert abs(one.value - other.value) <= (5 * other.error if other.error else missed)


@pytest.mark.parametrize("rates", [".05 .15 .30", ".30 .45 .60"])
def test_simulation_states_its_error(rates: str) -> None:
    pytest.importorskip("numpy")
    found = simulate(rules(), fractions(rates), trials=4000, seed=11)
    exact = enumerate_trials(rules(), fractions(rates))
    for one, other in zip(every(exact), every(found), strict=True):
        assert abs(one.value - other.value) <= (4 * other.error if other.error else Fraction(1, 1000))
    share = found.selected[0].value
    assert abs(found.selected[0].error - root(share * (1 - share) / 3999)) < Fraction(1, 10**9)
    assert (found.trials, found.seed) == (4000, 11)
    assert found == simulate(rules(), fractions(rates), trials=4000, seed=11)
    assert found != simulate(rules(), fractions(rates), trials=4000, seed=12)


def test_a_simulation_of_hours_is_refused() -> None:
    """With the number of trials that would fit; and the bound on what was never seen stays a bound."""
    program = load_bytes("p", PROTOCOL.encode()).checked.program
    assert program is not None
    (tried,), scenario = program.designs, Scenario("flat", (Fraction(1, 10),) * 3)
    with pytest.raises(TooManyTrials) as refused:
        compare([tried] * 30, [scenario], trials=1_000_000, seed=1)
    assert refused.value.most == 416_666 and "`--trials 416666`" in str(refused.value)


def test_a_bound_is_rounded_up() -> None:
    for value, shown in (("0.003", "0.003"), ("0.0021", "0.003"), ("0.3", "0.3"), ("3", "3"), ("0.99", "1")):
        assert one_digit_up(Fraction(value)) == Fraction(shown)
