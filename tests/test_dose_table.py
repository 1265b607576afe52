"""Decision tables: against numbers worked out independently, and their laws."""

from fractions import Fraction
from itertools import pairwise

import pytest
from attrs import evolve
from dose_facts import BOIN_DIFFERS, SIZES, TABLES, rules
from hypothesis import given, settings
from hypothesis import strategies as st

from mgdsl.core.design import BOIN, KEYBOARD, MTPI2
from mgdsl.dose import boin
from mgdsl.dose.beta import mass_below
from mgdsl.dose.keys import Side, keys, rightmost, strengths, strongest
from mgdsl.dose.posterior import at_least, overdose
from mgdsl.dose.rules import Rules
from mgdsl.dose.table import Action, action, boundaries, decision_table


def text(value: int | None) -> str:
    return "–" if value is None else str(value)


@pytest.mark.parametrize("method", [KEYBOARD, MTPI2])
@pytest.mark.parametrize("target", TABLES)
def test_the_tables(target: str, method: str) -> None:
    """mTPI-2 gives the same: with margins of 5 % no end key is cut where it would matter."""
    found = [boundaries(rules(target, least=1, method=method), n) for n in SIZES]
    rows = tuple(
        " ".join(text(getattr(each, name)) for each in found)
        for name in ("escalate", "de_escalate", "eliminate")
    )
    assert rows == TABLES[target]


def test_published_mtpi2() -> None:
    """Guo and others 2017, figure 3: target 30 %, margins 5 %, exclusion above 95 %."""
    expected = {3: "ESDX", 6: "EESDXXX", 9: "EEESDXXXXX"}
    letter = {
        Action.ESCALATE: "E",
        Action.STAY: "S",
        Action.DE_ESCALATE: "D",
        Action.ELIMINATE: "X",
    }
    for n, row in expected.items():
        assert "".join(letter[action(rules(method=MTPI2), n, y)] for y in range(n + 1)) == row


def boin_rules(target: str) -> Rules:
    rate = Fraction(target)
    return rules(target, method=BOIN, low=rate * Fraction(6, 10), high=rate * Fraction(14, 10))


@pytest.mark.parametrize(
    ("target", "both"),
    [("0.20", "0.1572 0.2385"), ("0.25", "0.1968 0.2984"), ("0.30", "0.2365 0.3585")],
)
def test_boin(target: str, both: str) -> None:
    """Its boundaries; and it is another design than the Keyboard, at just these sizes."""
    assert " ".join(f"{float(each):.4f}" for each in boin.boundaries(boin_rules(target))) == both
    loose = Fraction(999_999, 1_000_000)  # elimination aside: the interval decisions are compared
    ours, theirs = rules(target, cutoff=loose), boin_rules(target)
    differ = {}
    for n in range(1, 31):
        up = max(y for y in range(n + 1) if boin.side(theirs, n, y) < 0)
        down = min(y for y in range(n + 1) if boin.side(theirs, n, y) > 0)
        keyboard = boundaries(ours, n)
        if (up, down) != (keyboard.escalate, keyboard.de_escalate):
            differ[n] = f"{up},{down}"
    assert differ == BOIN_DIFFERS[target]


def test_elimination_waits_for_its_least_number() -> None:
    assert action(rules(), 2, 2) is Action.DE_ESCALATE
    assert action(rules(), 3, 3) is Action.ELIMINATE
    assert action(rules(least=6), 3, 3) is Action.DE_ESCALATE


def test_elimination_is_strict() -> None:
    """More than the cutoff, not at least."""
    chance = overdose(rules(), 3, 2)
    assert action(rules(cutoff=chance), 3, 2) is Action.DE_ESCALATE
    assert action(rules(cutoff=chance - Fraction(1, 10**9)), 3, 2) is Action.ELIMINATE


def test_keys_cover_the_scale() -> None:
    laid = keys(Fraction(1, 4), Fraction(7, 20))
    assert laid[0].low == 0 and laid[-1].high == 1
    assert all(left.high == right.low for left, right in pairwise(laid))
    assert keys(Fraction(1, 5), Fraction(3, 10))[0].low == 0  # and no sliver beside it
    assert len(keys(Fraction(1, 5), Fraction(3, 10))) == 10


def without_cut_keys(tried: Rules, n: int, y: int) -> Side:
    """The side of the strongest key, if keys that 0 or 1 cuts are left out, as some read the paper."""
    width = tried.high - tried.low
    whole = [each for each in strengths(tried, n, y) if each.key.high - each.key.low == width]
    return rightmost(tried, whole).key.side


def test_cut_keys_near_zero() -> None:
    """At 10 % with margins of 5 % no whole key fits on the left: without them it could never escalate."""
    near = rules("0.10", low=Fraction(1, 20), high=Fraction(3, 20))
    assert action(near, 3, 0) is Action.ESCALATE
    assert {without_cut_keys(near, n, 0) for n in range(1, 13)} == {Side.TARGET}


def test_table_steps() -> None:
    assert [each.treated for each in decision_table(rules())] == [3, 6, 9, 12]
    assert [each.treated for each in decision_table(rules(), every=True)] == list(range(1, 13))


PERCENT = st.integers(5, 45).map(lambda n: Fraction(n, 100))
MARGINS = st.integers(1, 10).map(lambda n: Fraction(n, 100))


@given(trials=st.integers(1, 25), rate=st.fractions(0, 1, max_denominator=60))
def test_tails(trials: int, rate: Fraction) -> None:
    tails = [at_least(k, trials, rate) for k in range(trials + 2)]
    assert tails[0] == 1 and tails[-1] == 0
    assert all(a >= b for a, b in pairwise(tails))
    assert sum(tails[1:]) == trials * rate  # the mean of a binomial


PARAMETER = st.integers(1, 3) | st.sampled_from([Fraction(1, 2), Fraction(6, 5), Fraction(1, 20)])


@st.composite
def tried_rules(draw: st.DrawFn) -> Rules:
    """Keyboard rules with asymmetric margins and any prior."""
    target = draw(PERCENT)
    below, above = (min(draw(MARGINS), target / 2) for _ in range(2))
    return rules(
        str(target),
        low=target - below,
        high=target + above,
        prior=(draw(PARAMETER), draw(PARAMETER)),
    )


@given(tried=tried_rules(), n=st.integers(1, 20), share=st.integers(0, 20))
@settings(max_examples=80, deadline=None)
def test_masses(tried: Rules, n: int, share: int) -> None:
    """They add up to one, and the search near the peak finds the strongest of all."""
    found = strengths(tried, n, min(share, n))
    assert abs(sum(each.mass for each in found) - 1) <= (0 if tried.is_exact else Fraction(1, 10**37))
    assert strongest(tried, n, min(share, n)) == rightmost(tried, found)


@given(tried=tried_rules(), n=st.integers(1, 20), share=st.integers(0, 20))
@settings(max_examples=80, deadline=None)
def test_cut_keys_change_no_decision(tried: Rules, n: int, share: int) -> None:
    """Scaled up or left out: where a whole key fits on either side of the target key, it is the same."""
    if min(tried.low, 1 - tried.high) >= tried.high - tried.low:
        y = min(share, n)
        assert without_cut_keys(tried, n, y) == strongest(tried, n, y).key.side


def test_ties_take_the_key_to_the_right() -> None:
    """At 25 % with 2 of 4, two keys are equally strong on either side of one half."""
    found = strengths(rules("0.25"), 4, 2)
    most = max(each.scaled for each in found)
    tied = [each.key.low for each in found if each.scaled == most]
    assert tied == [Fraction(2, 5), Fraction(1, 2)]
    assert strongest(rules("0.25"), 4, 2).key.low == Fraction(1, 2)


def test_a_prior_moves_the_table() -> None:
    """Beta(1, 2) is one participant without a toxicity more: four of six are not enough to eliminate."""
    assert boundaries(rules(), 6).eliminate == 4
    assert boundaries(rules(prior=(1, 2)), 6).eliminate == 5
    assert overdose(rules(prior=(1, 2)), 6, 4) == overdose(rules(), 7, 4)


def by_floats(tried: Rules, n: int, y: int) -> tuple[float, str]:
    """The interval decision worked out another way, by adding up the density; and how clear it is."""
    low, high, (a, b) = float(tried.low), float(tried.high), map(float, tried.prior)
    steps = 20_000
    heights = [
        ((i + 0.5) / steps) ** (a + y - 1) * (1 - (i + 0.5) / steps) ** (b + n - y - 1) for i in range(steps)
    ]
    edges = [low + k * (high - low) for k in range(-60, 61)]
    edges = [0.0, *(edge for edge in edges if 1e-9 < edge < 1 - 1e-9), 1.0]
    means = []
    for left, right in pairwise(edges):
        inside = heights[round(left * steps) : round(right * steps)]
        means.append((sum(inside) / len(inside), left))
    means.sort()
    best = means[-1][1]
    side = "escalate" if best < low - 1e-9 else "stay" if best < high - 1e-9 else "de-escalate"
    return 1 - means[-2][0] / means[-1][0], side


@given(tried=tried_rules(), n=st.integers(1, 20), share=st.integers(0, 20))
@settings(max_examples=25, deadline=None)
def test_decisions_against_the_density(tried: Rules, n: int, share: int) -> None:
    """Asymmetric margins and other priors, against a decision worked out another way, where it is clear."""
    tried, y = evolve(tried, least=n + 1), min(share, n)
    clear, side = by_floats(tried, n, y)
    if clear > 0.01:
        assert action(tried, n, y).value == side


def test_a_rate_on_a_boundary_of_boin_moves() -> None:
    """At 40 % with 60 % as the upper rate, the boundary is exactly one half."""
    tied = rules("0.40", method=BOIN, low=Fraction(1, 5), high=Fraction(3, 5))
    assert boin.side(tied, 4, 2) is Side.RIGHT and boin.side(tied, 5, 2) is Side.TARGET


@given(
    target=PERCENT,
    margin=MARGINS,
    method=st.sampled_from([KEYBOARD, MTPI2, BOIN]),
    cutoff=st.integers(80, 99),
    prior=st.tuples(st.integers(1, 3), st.integers(1, 3)),
)
@settings(max_examples=40, deadline=None)
def test_boundaries_are_monotone_and_ordered(
    target: Fraction, margin: Fraction, method: str, cutoff: int, prior: tuple[int, int]
) -> None:
    near = min(margin, target / 2)
    tried = rules(
        str(target),
        method=method,
        low=target - near,
        high=target + near,
        cutoff=Fraction(cutoff, 100),
        prior=prior,
        maximum=20,
        least=1,
    )
    rows = decision_table(tried, every=True)
    for row in rows:
        up, down = (-1 if row.escalate is None else row.escalate), row.de_escalate
        out = row.eliminate
        assert down is None or up < down
        assert out is None or (down is not None and down <= out)
        actions = [action(tried, row.treated, y) for y in range(row.treated + 1)]
        assert actions == sorted(actions, key=list(Action).index)
        assert up == sum(each is Action.ESCALATE for each in actions) - 1
        assert down == next((y for y, each in enumerate(actions) if each.value.startswith(("d", "el"))), None)
        assert out == (actions.index(Action.ELIMINATE) if Action.ELIMINATE in actions else None)
    for name in ("escalate", "de_escalate"):
        held = [getattr(row, name) for row in rows]
        known = [value for value in held if value is not None]
        assert known == sorted(known)
    out_from = [row.eliminate for row in rows if row.eliminate is not None]
    assert out_from == sorted(out_from)


# Priors that are not whole ---------------------------------------------------------------------------------
@given(a=st.integers(1, 40), b=st.integers(1, 40), x=st.fractions(0, 1, max_denominator=200))
@settings(max_examples=60, deadline=None)
def test_bounded_masses_meet_the_exact_ones(a: int, b: int, x: Fraction) -> None:
    assert abs(mass_below(Fraction(a), Fraction(b), x) - at_least(a, a + b - 1, x)) <= Fraction(1, 10**40)


@given(a=st.integers(1, 900), b=st.integers(1, 900), x=st.fractions(0, 1, max_denominator=10**6))
@settings(max_examples=60, deadline=None)
def test_bounded_masses_on_both_sides(a: int, b: int, x: Fraction) -> None:
    """Two sides make one; and a toxicity more moves the mass to the right."""
    one, other = Fraction(a, 100), Fraction(b, 100)
    assert mass_below(one, other, x) + mass_below(other, one, 1 - x) == 1
    assert mass_below(one + 1, other, x) <= mass_below(one, other, x)


def test_the_prior_of_jeffreys() -> None:
    """Beta(0.5, 0.5) up to x is 2 arcsin(√x) / π: one third at 1/4, two thirds at 3/4."""
    half = Fraction(1, 2)
    for x, mass in (("1/4", "1/3"), ("1/2", "1/2"), ("3/4", "2/3")):
        assert abs(mass_below(half, half, Fraction(x)) - Fraction(mass)) <= Fraction(1, 10**40)
    jeffreys = rules("0.25", prior=(half, half))
    tied = [each.scaled for each in strengths(jeffreys, 4, 2) if each.key.low in (Fraction(2, 5), half)]
    assert abs(tied[0] - tied[1]) <= Fraction(1, 10**39)  # by symmetry they are equal
    assert strongest(jeffreys, 4, 2).key.low == half
    assert strongest(jeffreys, 1, 0).key.low == 0 and strongest(jeffreys, 1, 1).key.high == 1


def test_a_prior_that_nearly_is_whole_decides_alike() -> None:
    near = rules(prior=(Fraction(99, 100), Fraction(1)))
    assert [boundaries(near, n) for n in (3, 6, 9, 12)] == [boundaries(rules(), n) for n in (3, 6, 9, 12)]
