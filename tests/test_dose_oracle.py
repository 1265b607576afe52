"""Decision tables, selections and operating characteristics against rules written a second time."""

from fractions import Fraction
from random import Random

import dose_oracle
import pytest
from dose_facts import fractions, rules

from mgdsl.core.design import BOIN, KEYBOARD, METHODS
from mgdsl.dose.exact import enumerate_trials
from mgdsl.dose.mtd import isotonic, select_mtd
from mgdsl.dose.rules import Rules
from mgdsl.dose.table import Action, action

LETTERS = {Action.ESCALATE: "E", Action.STAY: "S", Action.DE_ESCALATE: "D", Action.ELIMINATE: "X"}
TARGETS = [Fraction(1, 10), Fraction(3, 10), Fraction(1, 3), Fraction(2, 5)]
CUTOFF = Fraction(95, 100)


def ends(method: str, target: Fraction, margin: Fraction) -> tuple[Fraction, Fraction]:
    """Of the target key, or BOIN's two rates at 0.6 and 1.4 of the target."""
    away = target * Fraction(2, 5) if method == BOIN else margin
    return target - away, target + away


def written(
    method: str, target: Fraction, margin: Fraction, **more: object
) -> tuple[Rules, Fraction, Fraction]:
    low, high = ends(method, target, margin)
    return rules(str(target), method=method, low=low, high=high, **more), low, high


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize(("prior", "margin"), [((1, 1), "0.05"), ((2, 3), "0.03")])
def test_tables(method: str, target: Fraction, prior: tuple[int, int], margin: str) -> None:
    """Also at odd targets, where keys are cut by 0 or 1; elimination from 3 participants on."""
    tried, low, high = written(method, target, Fraction(margin), prior=prior)
    for n in (*range(1, 14), 18):
        second = dose_oracle.table(method, target, low, high, n, prior, CUTOFF, 3)
        assert "".join(LETTERS[action(tried, n, y)] for y in range(n + 1)) == second


def test_selections() -> None:
    """Counts at random, impossible in any one trial or not: the min-max formula and ranks choose alike."""
    random = Random(20171)
    for _ in range(600):
        sizes = [random.choice((0, 1, 2, 3, 3, 6, 9, 12)) for _ in range(random.randint(2, 6))]
        counts = tuple((n, random.randint(0, n)) for n in sizes)
        target = random.choice(TARGETS)
        tried, *_ = written(KEYBOARD, target, Fraction(1, 20), levels=len(counts), maximum=80)
        assert select_mtd(tried, counts).dose == dose_oracle.mtd(target, counts, (1, 1), CUTOFF, 3), counts
        values = [Fraction(random.randint(0, 6), 6) for _ in sizes]
        weights = [Fraction(random.randint(1, 9)) for _ in sizes]
        assert isotonic(values, weights) == dose_oracle.monotone(values, weights)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("target", "rates"), [("3/10", ".05 .15 .30"), ("1/3", ".10 .35 .50"), ("1/10", ".05 .10 .25")]
)
def test_characteristics(method: str, target: str, rates: str) -> None:
    """Twelve participants on three levels: every course of the trial played to its end, to the last digit."""
    tried, low, high = written(method, Fraction(target), Fraction(1, 20))
    true = fractions(rates)
    second = dose_oracle.characteristics(method, Fraction(target), low, high, true)
    found = enumerate_trials(tried, true)
    assert second["chosen"] == [each.value for each in (*found.selected, found.none)]
    assert second["treated"] == [each.value for each in found.treated]
    assert second["toxic"] == [found.toxic.value]
    assert second["stopped"] == [found.stopped_toxic.value]
