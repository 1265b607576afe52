"""What is refused before anything is computed: data, assumptions and scenarios that cannot be."""

from fractions import Fraction

from mgdsl.lang.numbers import show
from mgdsl.report.diagnostic import Diagnostic, MgdslError


class Refusal(MgdslError):
    """Data, an assumption or a scenario that the design cannot work with."""


def refuse(name: str, message: str, repair: str = "", why: str = "") -> Refusal:
    """A refusal with one finding."""
    return Refusal((Diagnostic(name, message, repair=repair, why=why),))


def in_percent(number: Fraction) -> str:
    """What a bare number likely means: up to 1 a ratio, above a percentage."""
    return f"`{show(number * 100 if number <= 1 else number)}%`"
