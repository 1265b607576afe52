"""What a design says, in words: its values and where each comes from, its assumptions, its sources."""

from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction
from typing import assert_never

from mgdsl.core.design import BOIN, KEYBOARD, MTPI2, Assumed, Design, NotStated, Setting, Stated, Usual
from mgdsl.dose.page import Block, Grid, Heading, Items, Words
from mgdsl.lang.numbers import show

SOURCES = {
    KEYBOARD: "Decisions: Yan, Mandrekar and Yuan, Clin Cancer Res 2017;23:3994 (Keyboard).",
    MTPI2: "Decisions: Guo and others, Contemp Clin Trials 2017, doi 10.1016/j.cct.2017.04.006 (mTPI-2).",
    BOIN: "Decisions: formula of the R package BOIN 2.7.2.",
}
SHARED = "Elimination and choice of the dose: rules of the R package Keyboard 0.1.3."


def percent(value: Fraction, places: int | None = None) -> str:
    """``30%``, exactly; with `places` rounded, half to even."""
    return f"{show(value * 100) if places is None else rounded(value * 100, places)}%"


def rounded(value: Fraction, places: int) -> str:
    """A decimal with this many places, half to even."""
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN):f}"


def origin(setting: Setting) -> str:
    """Where a value comes from."""
    match setting:
        case Stated():
            return "the protocol"
        case Assumed(_, because):
            return f"ASSUMED: {because}"
        case Usual():
            return "the method's own"
        case NotStated(why):
            return f"not stated: {why}"
        case _:
            assert_never(setting)


def settings(design: Design) -> Iterator[tuple[str, str, Setting]]:
    """Each value of a design: its name, the value in words, the setting it comes from."""
    for at, level in enumerate(design.levels, 1):
        if level.because:
            dose = f"{show(level.amount)} {level.unit}".strip()
            yield f"dose of level {at}, {level.name}", dose, Assumed(level.amount, level.because)
    yield "start", _level(design, design.start), design.start
    yield "target rate of toxicity", _rate(design.target), design.target
    yield "margin below the target", _rate(design.below), design.below
    yield "margin above the target", _rate(design.above), design.above
    yield "prior, first parameter", _plain(design.prior[0]), design.prior[0]
    yield "prior, second parameter", _plain(design.prior[1]), design.prior[1]
    yield "cohort size", _plain(design.cohort), design.cohort
    yield "maximum of participants", _plain(design.maximum), design.maximum
    yield "eliminate when the chance of too high a rate is above", _rate(design.cutoff), design.cutoff
    yield "participants before a level can be eliminated", _plain(design.least), design.least
    if design.stop_at is not None:
        yield "participants on one level that end the trial", _plain(design.stop_at), design.stop_at
    if design.extra is not None:
        yield "extra safety at the lowest level", _rate(design.extra), design.extra


def _level(design: Design, setting: Setting) -> str:
    if isinstance(setting, NotStated):
        return "–"
    at = int(setting.value)
    return f"level {at}, {design.levels[at - 1].name}"


def _rate(setting: Setting) -> str:
    return "–" if isinstance(setting, NotStated) else percent(setting.value)


def _plain(setting: Setting) -> str:
    return "–" if isinstance(setting, NotStated) else show(setting.value)


def setting_block(design: Design) -> Grid:
    """Every value and where it comes from."""
    rows = [(name, value, origin(setting)) for name, value, setting in settings(design)]
    assumed = [("method", design.method, f"ASSUMED: {design.method_why}")] if design.method_why else []
    return Grid(("value", "is", "from"), (*assumed, *rows))


def assumptions(design: Design) -> tuple[str, ...]:
    """What is assumed, and why."""
    method = [f"method: {design.method}, because {design.method_why}"] if design.method_why else []
    values = [
        f"{name}: {value}, because {setting.because}"
        for name, value, setting in settings(design)
        if isinstance(setting, Assumed)
    ]
    return (*method, *values)


def assumption_blocks(design: Design) -> tuple[Block, ...]:
    """Stands on every page made from assumptions; nothing is said when there are none."""
    held = assumptions(design)
    if not held:
        return ()
    told = "ASSUMPTIONS: the protocol does not state these values. Everything below depends on them."
    return (Words(told), Items(held))


def level_words(design: Design, level: int) -> str:
    return f"level {level + 1} ({design.levels[level].name})"


def toxicity_blocks(design: Design) -> tuple[Block, ...]:
    """What counts as a toxicity, and how long is watched for one."""
    told = [f"A dose-limiting toxicity is: {design.toxicity}"] if design.toxicity else []
    if design.window_words:
        told.append(f"Window of observation: {design.window_words}")
    if not told:
        return (Words("The protocol does not say what counts as a dose-limiting toxicity, nor its window."),)
    return (Items(tuple(told)),)


def method_words(design: Design) -> str:
    """The rule in one sentence, so that the three methods are not taken for one."""
    if design.method == BOIN:
        return (
            "BOIN compares the observed rate with two fixed boundaries: where a rate that is too low, or one"
            " that is too high, explains the data as well as the target does."
        )
    ends = "left out" if design.whole_keys_only else "scaled up to the full width"
    unit = "the mass per unit of width" if design.method == MTPI2 else "the posterior mass"
    return (
        f"{design.method} lays intervals as wide as the target key over all rates and looks where {unit} is"
        f" largest; an interval cut by 0% or 100% is {ends}."
    )


def source_blocks(design: Design) -> tuple[Block, ...]:
    return (Heading("Sources"), Items((SOURCES[design.method], SHARED)))
