"""BOIN's two boundaries, without logarithms.

The escalation boundary is where a rate `low` and the target explain the data equally well; so "y of n lies
at or below it" is "the data are at least as likely under `low` as under the target", a comparison of
products. Liu and Yuan, J R Stat Soc C 2015;64:507. A rate that lies on a boundary moves, as the text of the
R package BOIN 2.7.2 says; its code stays on the upper one.
"""

from decimal import Decimal, localcontext
from fractions import Fraction

from mgdsl.dose.keys import Side
from mgdsl.dose.rules import Rules


def side(rules: Rules, treated: int, toxic: int) -> Side:
    """LEFT: escalate; RIGHT: de-escalate; TARGET: stay."""
    target = likelihood(rules.target, treated, toxic)
    if likelihood(rules.low, treated, toxic) >= target:
        return Side.LEFT
    if likelihood(rules.high, treated, toxic) >= target:
        return Side.RIGHT
    return Side.TARGET


def likelihood(rate: Fraction, treated: int, toxic: int) -> Fraction:
    """Of one order of `toxic` toxicities among `treated` participants."""
    return rate**toxic * (1 - rate) ** (treated - toxic)


def boundaries(rules: Rules) -> tuple[Fraction, Fraction]:
    """The observed rates at which to escalate and to de-escalate, to 30 digits: for printing only."""
    return _between(rules.low, rules.target), _between(rules.target, rules.high)


def _between(low: Fraction, high: Fraction) -> Fraction:
    with localcontext() as context:
        context.prec = 30
        above = _ln((1 - low) / (1 - high))
        return Fraction(above / _ln(high * (1 - low) / (low * (1 - high))))


def _ln(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).ln()
