"""Posterior masses, exactly: for whole parameters a beta distribution's tail is a sum of binomial terms.

With a + b - 1 = m, the mass of Beta(a, b) up to x is the chance of at least a successes in m trials of
rate x; so one pass over the terms serves every number of toxicities among the same number of participants.
A prior that is not whole has no such sum: its masses are bounded instead, to 40 decimals.
"""

from fractions import Fraction
from functools import lru_cache
from itertools import accumulate

from mgdsl.dose.beta import mass_below
from mgdsl.dose.rules import Rules


@lru_cache(maxsize=4096)
def _tails(trials: int, rate: Fraction) -> tuple[tuple[int, ...], int]:
    """Chances of at least k successes, for k = 0 to trials + 1, over one denominator.

    Each binomial term follows from the one before it, so every division leaves no rest. 0 < `rate` <= 1.
    """
    yes, whole = rate.numerator, rate.denominator
    term, terms = yes**trials, []
    for successes in range(trials, -1, -1):
        terms.append(term)
        term = term * successes * (whole - yes) // ((trials - successes + 1) * yes)
    return tuple(reversed(list(accumulate(terms, initial=0)))), whole**trials


def at_least(successes: int, trials: int, rate: Fraction) -> Fraction:
    """Chance of at least so many successes, 0 to trials + 1. 0 <= `rate` <= 1."""
    if not rate:
        return Fraction(successes == 0)
    tails, whole = _tails(trials, rate)
    return Fraction(tails[successes], whole)


def mass_up_to(rules: Rules, treated: int, toxic: int, rate: Fraction) -> Fraction:
    """Posterior chance that the level's rate is at most `rate`, itself between 0 and 1."""
    a, b = rules.prior
    if rules.is_exact:
        return at_least(int(a) + toxic, int(a + b) - 1 + treated, rate)
    return mass_below(a + toxic, b + treated - toxic, rate)


def overdose(rules: Rules, treated: int, toxic: int) -> Fraction:
    """Posterior chance that the level's rate is above the target."""
    return 1 - mass_up_to(rules, treated, toxic, rules.target)
