"""Posterior masses, exactly: for whole parameters a beta distribution's tail is a sum of binomial terms.

With a + b - 1 = m, the mass of Beta(a, b) up to x is the chance of at least a successes in m trials of
rate x; so one pass over the terms serves every number of toxicities among the same number of participants.
"""

from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from math import comb

from mgdsl.dose.rules import Rules


@lru_cache(maxsize=4096)
def at_least(trials: int, rate: Fraction) -> tuple[Fraction, ...]:
    """Chance of at least k successes, for k = 0 to trials + 1. `rate` lies between 0 and 1."""
    yes, whole = rate.numerator, rate.denominator
    no = whole - yes
    terms = [comb(trials, k) * yes**k * no ** (trials - k) for k in range(trials, -1, -1)]
    sums = list(accumulate(terms, initial=0))
    size = whole**trials
    return tuple(Fraction(each, size) for each in reversed(sums))


def mass_up_to(rules: Rules, treated: int, toxic: int, rate: Fraction) -> Fraction:
    """Posterior chance that the level's rate is at most `rate`."""
    a, b = rules.prior
    if rate <= 0:
        return Fraction(0)
    if rate >= 1:
        return Fraction(1)
    return at_least(a + b - 1 + treated, rate)[a + toxic]


def mass_above(rules: Rules, treated: int, toxic: int, rate: Fraction) -> Fraction:
    """Posterior chance that the level's rate is above `rate`."""
    return 1 - mass_up_to(rules, treated, toxic, rate)
