"""`dose finding` blocks to designs: every value is stated, assumed, the method's own, or not stated."""

from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

from mgdsl.check import messages
from mgdsl.check.dose_levels import levels_of, scenarios_of, start_of, window_of
from mgdsl.check.dose_values import Values, percent, value_of
from mgdsl.check.names import Parsed
from mgdsl.check.scope import Mistake
from mgdsl.core.design import BOIN, METHODS, Design, Level, NotStated, Scenario, Setting, Usual, Window
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

PROPERTIES = (
    "method",
    "levels",
    "start",
    "target",
    "margins",
    "prior",
    "cohort size",
    "maximum",
    "eliminate above",
    "eliminate from",
    "extra safety",
    "stop at",
    "end keys",
    "toxicity",
    "window",
    "scenarios",
)
HALF, ONE = Fraction(1, 2), Fraction(1)
LEAST = Fraction(3)
"""Participants on a level before it can be eliminated, where the block does not say."""
BOIN_SHARE = Fraction(2, 5)
"""Distance of BOIN's two rates from the target, as a share of it, where the block does not say."""
SCALED, LEFT_OUT = "scaled", "left out"
NOTHING: Setting = NotStated("")
NO_MARGINS: tuple[Setting, Setting] = (NOTHING, NOTHING)
NO_WINDOW: tuple[Window | None, str] = (None, "")
NO_LEVELS: tuple[Level, ...] = ()
NO_SCENARIOS: tuple[Scenario, ...] = ()

T = TypeVar("T")


def designs_of(protocol: Parsed, found: list[Diagnostic]) -> tuple[Design, ...]:
    """The designs of a protocol; what is wrong in them goes to `found`."""
    file, source = protocol
    designs: dict[str, Design] = {}
    first: dict[str, ast.DoseFinding] = {}
    for node in file.declarations:
        if not isinstance(node, ast.DoseFinding):
            continue
        values = Values(node, source)
        name = fold(node.name.text)
        if name in first:
            place, before = values.place(node.name), values.place(first[name].name)
            found.append(messages.duplicate_name(place, node.name.text, before))
        first[name] = node
        before_count = len(found)
        design = _design(values, found)
        if len(found) == before_count:
            designs[name] = design
    return tuple(designs.values())


def _design(values: Values, found: list[Diagnostic]) -> Design:
    """The design; incomplete when `found` grew."""

    def kept(read: Callable[[], T], otherwise: T) -> T:
        try:
            return read()
        except Mistake as mistake:
            found.append(mistake.diagnostic)
            return otherwise

    _keys(values, found)
    method, method_why = kept(lambda: _method(values), (METHODS[0], ""))
    levels = kept(lambda: levels_of(values), NO_LEVELS)
    start = kept(lambda: start_of(values, levels), NOTHING) if levels else NOTHING
    target = kept(lambda: _target(values), NOTHING)
    below, above = kept(lambda: _margins(values, method, target), NO_MARGINS)
    prior = kept(lambda: _prior(values), NO_MARGINS)
    cohort = kept(lambda: values.whole("cohort size", "3"), NOTHING)
    maximum = kept(lambda: values.whole("maximum", "12"), NOTHING)
    kept(lambda: _divides(values, cohort, maximum), None)
    cutoff = kept(lambda: _cutoff(values), NOTHING)
    least = kept(lambda: _optional(values, "eliminate from", LEAST), NOTHING)
    stop_at = kept(lambda: _within(values, "stop at", maximum), None)
    extra = kept(lambda: _extra(values), None)
    ends = kept(lambda: _chosen(values, "end keys", (SCALED, LEFT_OUT), SCALED), SCALED)
    toxicity = kept(lambda: values.words("toxicity"), "")
    window, words = kept(lambda: window_of(values), NO_WINDOW)
    scenarios = kept(lambda: scenarios_of(values, len(levels)), NO_SCENARIOS) if levels else ()
    return Design(
        " ".join(values.node.name.text.split()),
        method,
        levels,
        start,
        target,
        below,
        above,
        prior,
        cohort,
        maximum,
        cutoff,
        least,
        stop_at,
        extra,
        ends == LEFT_OUT,
        toxicity,
        window,
        words,
        scenarios,
        method_why,
    )


def _keys(values: Values, found: list[Diagnostic]) -> None:
    for prop in values.node.properties:
        key = fold(prop.key)
        if key not in PROPERTIES:
            found.append(messages.unknown_property(values.place(prop), prop.key, "design", PROPERTIES))
        elif (first := values.by_key[key]) is not prop:
            found.append(messages.design_property_twice(values.place(prop), key, values.place(first)))


def _method(values: Values) -> tuple[str, str]:
    """The method; or nothing, and the author's words for why it is not stated."""
    prop = values.by_key.get("method")
    if prop is not None and len(prop.values) == 1 and isinstance(prop.values[0], ast.Unspecified):
        why = " ".join(prop.values[0].text.split())
        if not why:
            raise Mistake(messages.design_value(values.place(prop), "method", "one word", METHODS[0]))
        return "", why
    return _chosen(values, "method", METHODS, None), ""


def _chosen(values: Values, key: str, choices: tuple[str, ...], default: str | None) -> str:
    if default is not None and key not in values.by_key:
        return default
    prop = values.need(key, choices[0])
    value = values.one(prop, "one word", choices[0])
    if not isinstance(value, ast.Name):
        raise Mistake(messages.design_value(values.place(value), key, "one word", choices[0]))
    for choice in choices:
        if fold(choice) == fold(value.text):
            return choice
    raise Mistake(messages.unknown_value(values.place(value), value.text, key, choices))


def _target(values: Values) -> Setting:
    why = "It is the rate of toxicity that the trial accepts at the dose it looks for."
    return values.rate("target", "30%", Fraction(0), ONE, why)


def _cutoff(values: Values) -> Setting:
    why = "A level is eliminated when it is this likely that its rate is above the target."
    return values.rate("eliminate above", "95%", HALF, ONE, why)


def _margins(values: Values, method: str, target: Setting) -> tuple[Setting, Setting]:
    rate = value_of(target)
    if "margins" not in values.by_key and method in (BOIN, ""):
        if not method:
            return (NotStated("they belong to the method, which is not stated"),) * 2
        if rate is None:
            return (NotStated("it follows from the target"),) * 2
        if rate * (1 + BOIN_SHARE) < 1:
            return (Usual(rate * BOIN_SHARE),) * 2
    prop = values.need("margins", "5%, 5%")
    if len(prop.values) not in (1, 2) or prop.children:
        raise Mistake(messages.design_value(values.place(prop), "margins", "one rate or two", "5%, 5%"))
    made = [values.setting(prop, value, "one rate or two", "5%, 5%") for value in prop.values]
    below, above = made[0], made[-1]
    low, high = value_of(below), value_of(above)
    if any(margin is not None and margin <= 0 for margin in (low, high)):
        raise Mistake(messages.margin_not_positive(values.place(prop)))
    if rate is not None and ((low or 0) >= rate or (high or 0) >= 1 - rate):
        ends = percent(rate - (low or 0)), percent(rate + (high or 0))
        raise Mistake(messages.key_beyond(values.place(prop), *ends, percent(min(rate, 1 - rate))))
    return below, above


def _prior(values: Values) -> tuple[Setting, Setting]:
    """Whole parameters, so that every posterior mass is an exact fraction."""
    prop = values.by_key.get("prior")
    if prop is None:
        return Usual(ONE), Usual(ONE)
    wanted = "the two parameters of a beta distribution, whole numbers of at least 1"
    if len(prop.values) != 2 or prop.children:
        raise Mistake(messages.design_value(values.place(prop), "prior", wanted, "1, 1"))
    a, b = (values.setting(prop, value, wanted, "1") for value in prop.values)
    for value in map(value_of, (a, b)):
        if value is not None and (value.denominator != 1 or value < 1):
            raise Mistake(messages.design_value(values.place(prop), "prior", wanted, "1, 1"))
    return a, b


def _optional(values: Values, key: str, usual: Fraction) -> Setting:
    return values.whole(key, str(usual)) if key in values.by_key else Usual(usual)


def _within(values: Values, key: str, maximum: Setting) -> Setting | None:
    """A number of participants up to the maximum, or None."""
    if key not in values.by_key:
        return None
    made = values.whole(key, "9")
    held, most = value_of(made), value_of(maximum)
    if held is not None and most is not None and held > most:
        prop = values.by_key[key]
        raise Mistake(
            messages.design_value(values.place(prop), key, f"at most the maximum, {most}", str(most))
        )
    return made


def _extra(values: Values) -> Setting | None:
    if "extra safety" not in values.by_key:
        return None
    why = "It is taken off the cutoff at the lowest level."
    return values.rate("extra safety", "5%", Fraction(0), HALF, why)


def _divides(values: Values, cohort: Setting, maximum: Setting) -> None:
    size, most = value_of(cohort), value_of(maximum)
    if size is None or most is None or most % size == 0:
        return
    lower, higher = most - most % size, most - most % size + size
    wholes = [str(n) for n in range(2, int(most)) if most % n == 0]
    near = " or ".join(f"`maximum: {n}`" for n in (lower, higher) if n)
    repair = f"write {near}" + (f", or a cohort size of {', '.join(wholes[:6])}" if wholes else "")
    place = values.place(values.by_key["maximum"])
    raise Mistake(messages.cohorts_do_not_divide(place, int(size), int(most), repair))
