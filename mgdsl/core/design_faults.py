"""Whether the numbers of a design hold together: asked of a compiled one, and after an assumption."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from mgdsl.core.design import METHODS, Design, NotStated, Setting

HALF = Fraction(1, 2)


def design_faults(design: Design) -> Iterator[str]:
    """A sentence for each fault; none for a design that the checker made."""
    if design.method not in METHODS and (design.method or not design.method_why):
        yield f"there is no method {design.method}"
    amounts = [level.amount for level in design.levels]
    if len(amounts) < 2 or any(a >= b for a, b in pairwise(amounts)) or amounts[0] <= 0:
        yield "the levels are not two or more rising doses"
    yield from _whole_faults(design)
    yield from _rate_faults(design)
    if any(len(each.rates) != len(amounts) or not _rates(each.rates) for each in design.scenarios):
        yield "a scenario does not give each level a rate from 0% to 100%"
    if design.window is not None and (design.window.n < 1 or design.window.unit not in _WINDOWS):
        yield "the window is not a number of days, weeks or months"


_WINDOWS = ("day", "week", "month")


def _whole_faults(design: Design) -> Iterator[str]:
    levels = len(design.levels)
    for name, setting, top in (
        ("start", design.start, levels),
        ("cohort size", design.cohort, None),
        ("maximum", design.maximum, None),
        ("eliminate from", design.least, None),
        ("stop at", design.stop_at, None),
        ("prior", design.prior[0], None),
        ("prior", design.prior[1], None),
    ):
        value = held(setting)
        if value is not None and (value.denominator != 1 or value < 1 or (top and value > top)):
            yield f"{name} is not a whole number from 1" + (f" to {top}" if top else "")
    size, most = held(design.cohort), held(design.maximum)
    if size and most and most % size:
        yield f"{most} participants are not a whole number of cohorts of {size}"
    full = held(design.stop_at)
    if full and most and full > most:
        yield "stop at is more than the maximum"


def _rate_faults(design: Design) -> Iterator[str]:
    target, below, above = held(design.target), held(design.below), held(design.above)
    if target is not None and not 0 < target < 1:
        yield "the target is not between 0% and 100%"
    if any(margin is not None and margin <= 0 for margin in (below, above)):
        yield "a margin is not more than 0%"
    if target is not None and ((below or 0) >= target or target + (above or 0) >= 1):
        yield "the margins leave no room on one side of the target"
    cutoff, extra = held(design.cutoff), held(design.extra)
    if cutoff is not None and not HALF < cutoff < 1:
        yield "eliminate above is not between 50% and 100%"
    if extra is not None and not 0 < extra < HALF:
        yield "extra safety is not between 0% and 50%"


def held(setting: Setting | None) -> Fraction | None:
    """The value of a setting, if it has one."""
    return None if setting is None or isinstance(setting, NotStated) else setting.value


def _rates(rates: tuple[Fraction, ...]) -> bool:
    return all(0 <= rate <= 1 for rate in rates)
