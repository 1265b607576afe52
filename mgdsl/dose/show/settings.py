"""The values of a design and where they come from; assumptions stand on everything made from them."""

from collections.abc import Iterator
from typing import Any

from mgdsl.core.design import (
    BOIN,
    MTPI2,
    Assumed,
    Design,
    KeyEnds,
    Margins,
    NotStated,
    Setting,
    TwoRates,
    Usual,
    Window,
    method_of,
)
from mgdsl.dose import boin
from mgdsl.dose.rules import Rules, number, whole
from mgdsl.dose.show.wording import level_words, people, percent, window_words
from mgdsl.lang.numbers import show
from mgdsl.report.suggest import fold
from mgdsl.show.blocks import Block, Grid, Warned
from mgdsl.tree import frozen

TOXICITY = (
    "dose-limiting toxicity", "dose-limiting toxicities", "dose limiting toxicity", "dlt", "dlts",
    "a dose-limiting toxicity", "any dose-limiting toxicity", "toxicity", "toxicities",
)  # fmt: skip
"""Words that only repeat what is to be said."""
USUAL = "the method's own"
ASSUMED = "ASSUMPTIONS: the protocol does not state these values. Everything here depends on them."


BOUNDED = (
    " With a prior that is not whole a mass is no ratio: each is bounded to 40 decimals, and two that agree"
    " to 30 are tied."
)


@frozen
class Value:
    """One value of a design. `because`: why it is assumed; empty if it is not."""

    name: str
    shown: str
    origin: str
    because: str


def values(design: Design) -> Iterator[Value]:
    """Every value of a design whose numbers are known; of the method and the doses those that are assumed."""
    if because := design.method_because:
        yield Value("method", method_of(design), _origin(because), because)
    for at, level in enumerate(design.levels, 1):
        if level.because:
            yield Value(
                f"dose of level {at}, {level.name}", level.dose, _origin(level.because), level.because
            )
    yield _value("start", level_words(design, whole(design.start) - 1), design.start)
    yield _value("target rate of toxicity", _rates(design.target), design.target)
    match design.key:
        case Margins(below, above):
            name = "distances of the two rates from the target" if design.method == BOIN else "margins"
            yield _value(name, _rates(below, above), below, above)
        case KeyEnds(low, high):
            yield _value("target key", _rates(low, high), low, high)
        case TwoRates(low, high):
            yield _value("phi1 and phi2, too low and too toxic", _rates(low, high), low, high)
    yield _value("prior", f"Beta({_counts(*design.prior)})", *design.prior)
    yield _value("cohort size", _counts(design.cohort), design.cohort)
    yield _value("maximum of participants", _counts(design.maximum), design.maximum)
    name = "eliminate when the chance of too high a rate is above"
    yield _value(name, _rates(design.cutoff), design.cutoff)
    yield _value("participants before a level can be eliminated", _counts(design.least), design.least)
    if design.extra is not None:
        name = "extra safety, taken off that chance at the lowest level"
        yield _value(name, _rates(design.extra), design.extra)
    if design.stop_at is not None:
        yield _value("participants on one level that end the trial", _counts(design.stop_at), design.stop_at)
    if isinstance(design.window, Window):
        because = design.window.because
        yield Value("window of observation", window_words(design), _origin(because), because)


def _rates(*settings: Setting) -> str:
    return ", ".join(percent(number(each)) for each in settings)


def _counts(*settings: Setting) -> str:
    return ", ".join(show(number(each)) for each in settings)


def _value(name: str, shown: str, *settings: Setting) -> Value:
    """A value of one number or two, each of which may come from elsewhere."""
    origins, reasons = [], []
    for each in settings:
        because = each.because if isinstance(each, Assumed) else ""
        origins.append(USUAL if isinstance(each, Usual) else _origin(because))
        reasons.append(because)
    return Value(
        name, shown, "; ".join(dict.fromkeys(origins)), "; ".join(filter(None, dict.fromkeys(reasons)))
    )


def _origin(because: str) -> str:
    return f"ASSUMED: {because}" if because else "the protocol"


def values_grid(design: Design) -> Grid:
    """Every value and where it comes from."""
    return Grid(("value", "is", "from"), tuple((v.name, v.shown, v.origin) for v in values(design)))


def assumptions(*designs: Design) -> tuple[str, ...]:
    """What is assumed, and why; of several designs what any of them assumes."""
    lines = (
        f"{value.name}: {value.shown}, because {value.because}"
        for design in designs
        for value in values(design)
        if value.because
    )
    return tuple(dict.fromkeys(lines))


def assumption_blocks(*designs: Design) -> tuple[Block, ...]:
    """Stands at the head of everything made from assumptions; nothing is said when there are none."""
    lines = assumptions(*designs)
    return (Warned(ASSUMED, lines),) if lines else ()


def head_json(design: Design) -> dict[str, Any]:
    """The design, its values and its assumptions: the beginning of every JSON output."""
    return {
        "design": design.name,
        "method": method_of(design),
        "assumptions": list(assumptions(design)),
        "values": [{"name": v.name, "value": v.shown, "from": v.origin} for v in values(design)],
    }


def design_sentence(design: Design, rules: Rules) -> str:
    """The whole design in a sentence, so that no table stands without its rules."""
    return f"{rules.method}: {decision_clause(rules)}; {conduct_clause(design, rules)}."


def decision_clause(rules: Rules) -> str:
    """What the method compares with what."""
    low, high = percent(rules.low), percent(rules.high)
    against = f"against {low} and {high}" if rules.is_boin else f"target key {low} to {high}"
    return f"target {percent(rules.target)}, {against}"


def conduct_clause(design: Design, rules: Rules) -> str:
    """All the rest: what designs that are compared often share."""
    parts = [
        f"prior Beta({show(rules.prior[0])}, {show(rules.prior[1])})",
        f"cohorts of {rules.cohort}, at most {people(rules.maximum)}",
        f"first cohort at {level_words(design, rules.start)}",
        f"a level is eliminated from {people(rules.least)} on, when the chance that its rate is above"
        f" {percent(rules.target)} is more than {percent(rules.cutoff)}",
    ]
    if rules.extra is not None:
        stricter = percent(rules.cutoff - rules.extra)
        parts.append(f"the trial ends when that chance is more than {stricter} at the lowest level")
    if rules.stop_at is not None:
        parts.append(f"the trial ends with {people(rules.stop_at)} on one level")
    return "; ".join(parts)


def method_sentence(rules: Rules) -> str:
    """The rule in one sentence, so that the three methods are not taken for one."""
    return _rule(rules) + ("" if rules.is_exact else BOUNDED)


def _rule(rules: Rules) -> str:
    if rules.is_boin:
        lower, upper = (percent(each, 2) for each in boin.boundaries(rules))
        return (
            "BOIN compares the observed rate with two fixed boundaries, where a rate that is too low, or one"
            f" that is too high, explains the data as well as the target does: escalate at {lower} or less,"
            f" de-escalate at {upper} or more (rounded here only)."
        )
    if rules.method == MTPI2:
        laid, mass, cut = "intervals", "posterior mass per unit of width", ""
    else:
        laid, mass, cut = "keys", "posterior mass", " A key cut by 0% or 100% is scaled up to the full width."
    return (
        f"{rules.method} lays {laid} as wide as the target key over all rates, and looks where the {mass} is"
        f" largest: left of the target key escalate, on it stay, right of it de-escalate.{cut}"
    )


def levels_line(design: Design) -> str:
    """Every level by its number, name and dose: the numbers alone stand in tables and drawings."""
    named = (level_words(design, at).removeprefix("level ") for at in range(len(design.levels)))
    return f"Dose levels: {'; '.join(named)}."


def toxicity_lines(design: Design) -> tuple[str, ...]:
    """The doses, what counts as a toxicity, and how long is watched for one."""
    shown = window_words(design)
    window = shown if not isinstance(design.window, NotStated) else design.window
    return (
        levels_line(design),
        _told("Dose-limiting toxicity", design.toxicity),
        _told("Window of observation", window),
    )


def _told(what: str, held: str | NotStated) -> str:
    if isinstance(held, NotStated):
        return f"{what}: not stated ({held.why})."
    if fold(held.rstrip(".")) in TOXICITY:
        return f"{what}: the protocol names it and does not say what counts as one."
    return f"{what}: {held.rstrip('.') or 'the protocol says nothing of it'}."


def origin_lines(design: Design) -> tuple[str, ...]:
    """The values that are not the protocol's own words, by where they come from."""
    usual = [f"{value.name}: {value.shown}" for value in values(design) if value.origin == USUAL]
    return (f"Not stated, and taken from the method: {'; '.join(usual)}.",) if usual else ()
