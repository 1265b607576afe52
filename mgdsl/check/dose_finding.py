"""`dose finding` blocks to designs: every value is stated, assumed, the method's own, or not stated."""

from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

from mgdsl.check import messages
from mgdsl.check.dose_key import key_of_block
from mgdsl.check.dose_levels import levels_of, scenarios_of, start_of, window_of
from mgdsl.check.dose_values import Absent, Values
from mgdsl.check.names import Parsed
from mgdsl.check.scope import Mistake
from mgdsl.core.design import (
    METHODS,
    MOST_PRIOR,
    Design,
    Key,
    Level,
    Margins,
    NotStated,
    Scenario,
    Setting,
    Usual,
    Window,
    is_prior,
    value_of,
)
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast
from mgdsl.syntax.dosing_names import (
    NO_PROPERTY,
    OTHER_METHODS,
    OTHER_NAMES,
    PROPERTIES,
    mixed_method,
    plain_key,
)

HALF, ONE = Fraction(1, 2), Fraction(1)
LEAST = Fraction(3)
"""Participants on a level before it can be eliminated, where the block does not say."""
NOTHING: Setting = NotStated("")
NO_KEY: Key = Margins(NOTHING, NOTHING)
NO_PRIOR: tuple[Setting, Setting] = (NOTHING, NOTHING)
NO_METHOD: str | NotStated = NotStated("")
NO_WORDS: str | NotStated = ""
NO_WINDOW: str | Window | NotStated = ""
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
        except Absent:
            return otherwise

    renamed = _keys(values, found)
    method = kept(lambda: _method(values), NO_METHOD)
    levels = kept(lambda: levels_of(values), NO_LEVELS)
    start = kept(lambda: start_of(values, levels), NOTHING) if levels else NOTHING
    target = kept(lambda: _target(values), NOTHING)
    key = kept(lambda: key_of_block(values, method, target), NO_KEY)
    prior = kept(lambda: _prior(values), NO_PRIOR)
    cohort = kept(lambda: values.whole("cohort size", "3"), NOTHING)
    maximum = kept(lambda: values.whole("maximum", "12"), NOTHING)
    kept(lambda: _divides(values, cohort, maximum), None)
    cutoff = kept(lambda: _cutoff(values), NOTHING)
    least = kept(lambda: _least(values, maximum), NOTHING)
    stop_at = kept(lambda: _stop_at(values, cohort, maximum), None)
    extra = kept(lambda: _extra(values), None)
    toxicity = kept(lambda: values.words("toxicity"), NO_WORDS)
    window = kept(lambda: window_of(values), NO_WINDOW)
    scenarios = kept(lambda: scenarios_of(values, len(levels)), NO_SCENARIOS) if levels else ()
    _missing(values, renamed, found)
    return Design(
        " ".join(values.node.name.text.split()),
        method,
        levels,
        start,
        target,
        key,
        prior,
        cohort,
        maximum,
        cutoff,
        least,
        stop_at,
        extra,
        toxicity,
        window,
        scenarios,
    )


def _keys(values: Values, found: list[Diagnostic]) -> set[str]:
    """Finds names that a design does not have; returns what they are names for."""
    renamed = set()
    for prop in values.node.properties:
        key = fold(prop.key)
        if key in PROPERTIES:
            if (first := values.by_key[key]) is not prop:
                found.append(messages.design_property_twice(values.place(prop), key, values.place(first)))
        elif (name := OTHER_NAMES.get(plain_key(key), plain_key(key))) in PROPERTIES:
            renamed.add(name)
            found.append(messages.property_renamed(values.place(prop), prop.key, name))
        elif key in NO_PROPERTY:
            found.append(messages.no_such_rule(values.place(prop), prop.key, NO_PROPERTY[key]))
        else:
            found.append(messages.unknown_property(values.place(prop), prop.key, "design", PROPERTIES))
    return renamed


def _missing(values: Values, renamed: set[str], found: list[Diagnostic]) -> None:
    """What must be said and is not, in one finding; what stands under another name is told there."""
    start = ["start"] if "start" not in values.by_key and "start" not in values.missing else []
    missing = [key for key in (*values.missing, *start) if key not in renamed]
    if "margins" in missing and renamed & {"target key", "phi1", "phi2"}:
        missing.remove("margins")
    if missing:
        missing.sort(key=PROPERTIES.index)
        place = values.place(values.node.name)
        found.append(messages.design_properties_missing(place, values.node.name.text, missing))


def _method(values: Values) -> str | NotStated:
    value = values.one(values.need("method"), "one word", METHODS[0])
    if isinstance(value, ast.Unspecified) and value.text.strip():
        return NotStated(" ".join(value.text.split()))
    if not isinstance(value, ast.Name):
        raise Mistake(messages.design_value(values.place(value), "method", "one word", METHODS[0]))
    if fold(value.text) in OTHER_METHODS or mixed_method(value.text):
        raise Mistake(messages.no_such_method(values.place(value), value.text))
    for method in METHODS:
        if fold(method) == fold(value.text):
            return method
    raise Mistake(messages.unknown_value(values.place(value), value.text, "method", METHODS))


def _target(values: Values) -> Setting:
    why = "It is the rate of toxicity that the trial accepts at the dose it looks for."
    return values.rate("target", "30%", Fraction(0), ONE, why)


def _cutoff(values: Values) -> Setting:
    why = "A level is eliminated when it is this likely that its rate is above the target."
    return values.rate("eliminate above", "95%", HALF, ONE, why)


def _prior(values: Values) -> tuple[Setting, Setting]:
    """Two positive numbers. Whole ones make every posterior mass a ratio; of others it is bounded."""
    prop = values.by_key.get("prior")
    if prop is None:
        return Usual(ONE), Usual(ONE)
    wanted, example = f"two numbers from 0.01 to {MOST_PRIOR} with at most two decimals", "1, 1"
    made = [values.setting(prop, value, wanted, example) for value in prop.values]
    alone = len(made) == 1 and isinstance(made[0], NotStated)
    if prop.children or not (alone or len(made) == 2):
        raise Mistake(messages.design_value(values.place(prop), "prior", wanted, example))
    if not all(is_prior(each) for each in map(value_of, made) if each is not None):
        raise Mistake(messages.design_value(values.place(prop), "prior", wanted, example))
    return made[0], made[-1]


def _least(values: Values, maximum: Setting) -> Setting:
    if "elimination needs" not in values.by_key:
        return Usual(LEAST)
    made = values.whole("elimination needs", str(LEAST))
    held, most = value_of(made), value_of(maximum)
    if held is not None and most is not None and held > most:
        place = values.place(values.by_key["elimination needs"])
        raise Mistake(messages.never_eliminates(place, int(held), int(most)))
    return made


def _stop_at(values: Values, cohort: Setting, maximum: Setting) -> Setting | None:
    """More than one cohort, and no more than the maximum."""
    if "stop with" not in values.by_key:
        return None
    made = values.whole("stop with", "9")
    held, size, most = value_of(made), value_of(cohort), value_of(maximum)
    if held is not None and ((size is not None and held <= size) or (most is not None and held > most)):
        place = values.place(values.by_key["stop with"])
        above = "" if size is None else f"more than one cohort of {size}"
        below = "" if most is None else f"at most the maximum of {most}"
        wanted = "a number of participants, " + " and ".join(filter(None, (above, below)))
        raise Mistake(messages.design_value(place, "stop with", wanted, str(most if most else 9)))
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
