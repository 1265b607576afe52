"""BOIN's two boundaries, without logarithms.

The escalation boundary is where a rate `low` and the target explain the data equally well; so "y of n lies at
or below it" is "the data are at least as likely under `low` as under the target", a comparison of products.
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


def boundaries(rules: Rules, places: int = 4) -> tuple[Decimal, Decimal]:
    """The observed rates at which to escalate and to de-escalate, rounded for printing only."""
    with localcontext() as context:
        context.prec = 30
        lower, upper = _between(rules.low, rules.target), _between(rules.target, rules.high)
        step = Decimal(1).scaleb(-places)
        return lower.quantize(step), upper.quantize(step)


def _between(low: Fraction, high: Fraction) -> Decimal:
    above = _ln((1 - low) / (1 - high))
    return above / _ln(high * (1 - low) / (low * (1 - high)))


def _ln(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).ln()
