"""Decision tables: against numbers worked out independently, and their laws."""

from fractions import Fraction
from itertools import pairwise

import pytest
from dose_facts import BOIN_DIFFERS, SIZES, TABLES, rules
from hypothesis import given, settings
from hypothesis import strategies as st

from mgdsl.core.design import BOIN, KEYBOARD, MTPI2
from mgdsl.dose import boin
from mgdsl.dose.keys import keys, strengths
from mgdsl.dose.posterior import at_least, mass_above
from mgdsl.dose.rules import Rules
from mgdsl.dose.table import Action, action, bounds, table


def text(value: int | None) -> str:
    return "–" if value is None else str(value)


@pytest.mark.parametrize("method", [KEYBOARD, MTPI2])
@pytest.mark.parametrize("target", TABLES)
def test_the_tables(target: str, method: str) -> None:
    """mTPI-2 gives the same: with margins of 5 % no end key is cut where it would matter."""
    found = [bounds(rules(target, least=1, method=method), n) for n in SIZES]
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
    assert " ".join(map(str, boin.boundaries(boin_rules(target)))) == both
    loose = Fraction(999_999, 1_000_000)  # elimination aside: the interval decisions are compared
    ours, theirs = rules(target, cutoff=loose), boin_rules(target)
    differ = {}
    for n in range(1, 31):
        up = max(y for y in range(n + 1) if boin.side(theirs, n, y) < 0)
        down = min(y for y in range(n + 1) if boin.side(theirs, n, y) > 0)
        keyboard = bounds(ours, n)
        if (up, down) != (keyboard.escalate, keyboard.de_escalate):
            differ[n] = f"{up},{down}"
    assert differ == BOIN_DIFFERS[target]


def test_elimination_waits_for_its_least_number() -> None:
    assert action(rules(), 2, 2) is Action.DE_ESCALATE
    assert action(rules(), 3, 3) is Action.ELIMINATE
    assert action(rules(least=6), 3, 3) is Action.DE_ESCALATE


def test_elimination_is_strict() -> None:
    """More than the cutoff, not at least."""
    chance = mass_above(rules(), 3, 2, Fraction(3, 10))
    assert action(rules(cutoff=chance), 3, 2) is Action.DE_ESCALATE
    assert action(rules(cutoff=chance - Fraction(1, 10**9)), 3, 2) is Action.ELIMINATE


def test_keys_cover_the_scale() -> None:
    laid = keys(Fraction(1, 4), Fraction(7, 20), False)
    assert laid[0].low == 0 and laid[-1].high == 1
    assert all(left.high == right.low for left, right in pairwise(laid))
    assert keys(Fraction(1, 5), Fraction(3, 10), False)[0].low == 0  # and no sliver beside it
    assert len(keys(Fraction(1, 5), Fraction(3, 10), False)) == 10
    assert all(key.high - key.low == Fraction(1, 10) for key in keys(Fraction(1, 4), Fraction(7, 20), True))


def test_end_keys_matter_near_zero() -> None:
    """At 10 % with margins of 5 % the key left of the target is cut by 0."""
    near = {"low": Fraction(1, 20), "high": Fraction(3, 20)}
    assert action(rules("0.10", **near), 3, 0) is Action.ESCALATE
    assert action(rules("0.10", **near, whole_keys_only=True), 3, 0) is Action.STAY


def test_table_steps() -> None:
    assert [each.treated for each in table(rules())] == [3, 6, 9, 12]
    assert [each.treated for each in table(rules(), every=True)] == list(range(1, 13))


PERCENT = st.integers(5, 45).map(lambda n: Fraction(n, 100))
MARGINS = st.integers(1, 10).map(lambda n: Fraction(n, 100))


@given(trials=st.integers(1, 25), rate=st.fractions(0, 1, max_denominator=60))
def test_tails(trials: int, rate: Fraction) -> None:
    tails = at_least(trials, rate)
    assert tails[0] == 1 and tails[-1] == 0
    assert all(a >= b for a, b in pairwise(tails))
    assert sum(tails[1:]) == trials * rate  # the mean of a binomial


@given(target=PERCENT, margin=MARGINS, n=st.integers(1, 20), share=st.integers(0, 20))
@settings(max_examples=60, deadline=None)
def test_masses_sum_to_one(target: Fraction, margin: Fraction, n: int, share: int) -> None:
    near = min(margin, target / 2)
    given_rules = rules(low=target - near, high=target + near)
    assert sum(s.mass for s in strengths(given_rules, n, min(share, n))) == 1


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
    rows = table(tried, every=True)
    for row in rows:
        up, down = (-1 if row.escalate is None else row.escalate), row.de_escalate
        out = row.eliminate
        assert down is None or up < down
        assert out is None or (down is not None and down <= out)
        actions = [action(tried, row.treated, y) for y in range(row.treated + 1)]
        assert actions == sorted(actions, key=list(Action).index)
    for name in ("escalate", "de_escalate"):
        held = [getattr(row, name) for row in rows]
        known = [value for value in held if value is not None]
        assert known == sorted(known)
    out_from = [row.eliminate for row in rows if row.eliminate is not None]
    assert out_from == sorted(out_from)
