"""Margins so narrow that a design moves on counts at which the usual margins stay."""

from collections.abc import Iterator
from fractions import Fraction

from mgdsl.core.design import (
    BOIN,
    BOIN_SHARE,
    Design,
    Margins,
    NotStated,
    Usual,
    key_of,
    value_of,
)
from mgdsl.lang.numbers import show
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.staying import Prior, Rates, side
from mgdsl.report.diagnostic import Severity
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

SEVERITY = Severity.WARNING
MARGIN = Fraction(1, 20)
"""The usual margin of the Keyboard and of mTPI-2, as in the packages and papers."""
LARGEST = 30
"""Participants on one level up to which is looked."""
MOVES = {-1: "escalates", 1: "de-escalates"}


def find(look: Look) -> Iterator[Finding]:
    designs = {fold(each.name): each for each in (look.program.designs if look.program else ())}
    for node in look.all(ast.DoseFinding):
        design = designs.get(fold(" ".join(node.name.text.split())))
        prop = next((each for each in node.properties if fold(each.key) in PROPERTIES), None)
        moved = _moved(design) if design is not None and prop is not None else None
        if prop is None or moved is None:
            continue
        treated, toxic, to, usual = moved
        few, told = f"{toxic} of {treated}", _told(usual)
        yield Finding(
            look.place(prop),
            f"So narrow, no count among {treated} participants stays at the level: {few} {MOVES[to]}.",
            f"With {told} the design stays at {few}; without a count that stays it swings between levels.",
            f"compare the line with the protocol; {told} are written `{_line(usual)}`",
        )


PROPERTIES = ("margins", "target key", "phi1")


def _moved(design: Design) -> tuple[int, int, int, tuple[str, Fraction]] | None:
    """The first size at which the usual margins stay at a count and these at none: size, count, where to."""
    target, key = value_of(design.target), key_of(design)
    cohort, most = value_of(design.cohort), value_of(design.maximum)
    prior = [value_of(each) for each in design.prior]
    if isinstance(design.key, Margins) and isinstance(design.key.below, Usual):
        return None
    if isinstance(design.method, NotStated) or None in (target, key, cohort, most, *prior):
        return None
    assert target and key and cohort and most
    if not all(each and each.denominator == 1 for each in prior):
        return None
    whole: Prior = int(prior[0] or 0), int(prior[1] or 0)
    margin = target * BOIN_SHARE if design.method == BOIN else MARGIN
    usual: Rates = target - margin, target + margin
    if not 0 < usual[0] < usual[1] < 1:
        return None
    size = int(cohort)
    for treated in range(size, min(int(most), LARGEST) + 1, size):
        counts = range(treated + 1)
        stays = [y for y in counts if not side(design.method, target, usual, whole, treated, y)]
        if stays:
            moves = [side(design.method, target, key, whole, treated, y) for y in counts]
            at = stays[0]
            return None if 0 in moves else (treated, at, moves[at], (design.method, margin))
    return None


def _told(usual: tuple[str, Fraction]) -> str:
    method, margin = usual
    return f"BOIN's own margins of {show(margin * 100)}%" if method == BOIN else "the usual margins of 5%"


def _line(usual: tuple[str, Fraction]) -> str:
    shown = f"{show(usual[1] * 100)}%"
    return f"margins: {shown}, {shown}"
