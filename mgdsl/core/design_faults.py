"""Whether the numbers of a design hold together: asked of a compiled one, and after an assumption.

The checker asks the same of the text, with places and repairs; a test holds the two together.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from mgdsl.core.design import (
    BOIN,
    METHODS,
    MOST_LEVELS,
    MOST_PARTICIPANTS,
    MOST_PRIOR,
    NARROWEST_KEY,
    Design,
    KeyEnds,
    Margins,
    NotStated,
    TwoRates,
    Usual,
    Window,
    as_interval,
    is_fine,
    is_prior,
    key_of,
    value_of,
)

HALF = Fraction(1, 2)
WINDOWS = ("day", "week", "month")


def design_faults(design: Design) -> Iterator[str]:
    """A sentence for each fault; none for a design that the checker made."""
    if design.method not in METHODS and not isinstance(design.method, NotStated):
        yield f"there is no method {design.method}"
    amounts = [level.amount for level in design.levels]
    if len(amounts) < 2 or any(a >= b for a, b in pairwise(amounts)) or amounts[0] <= 0:
        yield "the levels are not two or more rising doses"
    if len(amounts) > MOST_LEVELS:
        yield f"there are more than {MOST_LEVELS} levels"
    yield from _number_faults(design)
    yield from _size_faults(design)
    yield from _rate_faults(design)
    yield from _key_faults(design)
    if any(len(each.rates) != len(amounts) or not _rates(each.rates) for each in design.scenarios):
        yield "a scenario does not give each level a rate from 0% to 100%"
    if isinstance(design.window, Window) and (design.window.n < 1 or design.window.unit not in WINDOWS):
        yield "the window is not a number of days, weeks or months"


def _number_faults(design: Design) -> Iterator[str]:
    for name, setting, most in (
        ("start", design.start, len(design.levels)),
        ("cohort size", design.cohort, MOST_PARTICIPANTS),
        ("maximum", design.maximum, MOST_PARTICIPANTS),
        ("elimination needs", design.least, MOST_PARTICIPANTS),
        ("stop with", design.stop_at, MOST_PARTICIPANTS),
    ):
        value = value_of(setting)
        if value is not None and (value.denominator != 1 or not 1 <= value <= most):
            yield f"{name} is not a whole number from 1 to {most}"
    if not all(is_prior(each) for each in map(value_of, design.prior) if each is not None):
        yield f"prior is not two numbers from 0.01 to {MOST_PRIOR} with at most two decimals"


def _size_faults(design: Design) -> Iterator[str]:
    size, most = value_of(design.cohort), value_of(design.maximum)
    if size and most and most % size:
        yield f"{most} participants are not a whole number of cohorts of {size}"
    full, least = value_of(design.stop_at), value_of(design.least)
    if full and most and full > most:
        yield "stop with is more than the maximum"
    if full and size and full <= size:
        yield "stop with is no more than one cohort"
    if least and most and least > most:
        yield "elimination needs more participants than the maximum: no level could be eliminated"


def _rate_faults(design: Design) -> Iterator[str]:
    target, cutoff, extra = map(value_of, (design.target, design.cutoff, design.extra))
    if target is not None and not 0 < target < 1:
        yield "the target is not between 0% and 100%"
    if cutoff is not None and not HALF < cutoff < 1:
        yield "eliminate above is not between 50% and 100%"
    if extra is not None and not 0 < extra < HALF:
        yield "extra safety is not between 0% and 50%"
    match design.key:
        case Margins(one, other) | KeyEnds(one, other) | TwoRates(one, other):
            ends = (value_of(each) for each in (one, other) if not isinstance(each, Usual))
    if not all(rate is None or is_fine(rate) for rate in (target, cutoff, extra, *ends)):
        yield "a rate has more than four decimals of a percent"


def _key_faults(design: Design) -> Iterator[str]:
    if isinstance(design.key, KeyEnds) and design.method == BOIN:
        yield "BOIN has no target key"
    if isinstance(design.key, TwoRates) and design.method in METHODS and design.method != BOIN:
        yield f"{design.method} has no phi1 and phi2"
    target, key = value_of(design.target), key_of(design)
    if isinstance(design.key, Margins):
        below, above = value_of(design.key.below), value_of(design.key.above)
        if (below is not None and below <= 0) or (above is not None and above <= 0):
            yield "a margin is not more than 0%"
            return
        if target and below and above and as_interval(target, below, above):
            yield "the margins are the ends of an interval around the target, and not distances from it"
    if target is None or key is None:
        return
    low, high = key
    if not 0 < low < target < high < 1:
        yield "the margins leave no room on one side of the target"
    elif high - low < NARROWEST_KEY and design.method != BOIN:
        yield "the target key is narrower than 1%"


def _rates(rates: tuple[Fraction, ...]) -> bool:
    return all(0 <= rate <= 1 and is_fine(rate) for rate in rates)
