"""The target key of a design: margins around the target, or its two ends; for BOIN its two rates."""

from fractions import Fraction

from mgdsl.check import messages
from mgdsl.check.dose_values import Values, percent
from mgdsl.check.scope import Mistake
from mgdsl.core.design import (
    BELONGS,
    BOIN,
    BOIN_SHARE,
    NARROWEST_KEY,
    Key,
    KeyEnds,
    Margins,
    NotStated,
    Setting,
    TwoRates,
    as_interval,
    boin_margins,
    value_of,
)
from mgdsl.report.source import Place
from mgdsl.syntax import ast

MARGINS, ENDS = "margins", "target key"
LOW, HIGH = "phi1", "phi2"
EXAMPLES = {MARGINS: "5%, 5%", ENDS: "25%, 35%", LOW: "18%", HIGH: "42%"}
WANTED = {MARGINS: "one rate or two", ENDS: "two rates"}
WHY = {
    LOW: "It is the highest rate that is still too low: a level with it is left for a higher one.",
    HIGH: "It is the lowest rate that is too toxic: a level with it is left for a lower one.",
}


def key_of_block(values: Values, method: str | NotStated, target: Setting) -> Key:
    """What the block says of it, or BOIN's own. Raises Mistake for a key that cannot work."""
    written = [key for key in (MARGINS, ENDS, LOW, HIGH) if key in values.by_key]
    ways = list(dict.fromkeys(LOW if key == HIGH else key for key in written))
    if len(ways) > 1:
        places = [values.place(values.by_key[key]) for key in written]
        first, *_, last = sorted(places, key=lambda place: place.span.start)
        raise Mistake(messages.key_twice(last, first))
    if ENDS in written:
        return _ends(values, method, target)
    if LOW in ways:
        return _rates(values, method, target)
    if not written and method == BOIN:
        return boin_margins(target)
    if not written and isinstance(method, NotStated):
        return Margins(BELONGS, BELONGS)
    example = _example(method, value_of(target))
    margins = Margins(*_pair(values, MARGINS, example))
    prop = values.by_key[MARGINS]
    _check_margins(values.place(prop), method, target, margins, example)
    if any(isinstance(value, ast.Range) for value in prop.values):
        raise Mistake(messages.design_value(values.place(prop), MARGINS, WANTED[MARGINS], example))
    return margins


def _example(method: str | NotStated, target: Fraction | None) -> str:
    """Margins as the method usually has them: BOIN's own, and 5% or less for the others."""
    if target is None or not 0 < target < 1:
        return EXAMPLES[MARGINS] if method != BOIN else "12%, 12%"
    margin = target * BOIN_SHARE if method == BOIN else Fraction(1, 20)
    shown = percent(margin if margin < min(target, 1 - target) else min(target, 1 - target) / 2)
    return f"{shown}, {shown}"


def _ends(values: Values, method: str | NotStated, target: Setting) -> KeyEnds:
    ends, place = KeyEnds(*_pair(values, ENDS, EXAMPLES[ENDS])), values.place(values.by_key[ENDS])
    low, high = value_of(ends.low), value_of(ends.high)
    if method == BOIN:
        raise Mistake(messages.boin_has_no_key(place, *map(_shown, (low, high))))
    _check_ends(place, target, low, high)
    _check_width(place, low, high)
    return ends


def _rates(values: Values, method: str | NotStated, target: Setting) -> TwoRates:
    prop = values.by_key.get(LOW) or values.by_key[HIGH]
    if method != BOIN and not isinstance(method, NotStated):
        raise Mistake(
            messages.rates_of_boin(values.place(prop), method, LOW if LOW in values.by_key else HIGH)
        )
    for key in (LOW, HIGH):
        _no_multiple(values, key, value_of(target))
    low, high = (values.rate(key, EXAMPLES[key], Fraction(0), Fraction(1), WHY[key]) for key in (LOW, HIGH))
    rate, below, above = value_of(target), value_of(low), value_of(high)
    if rate is not None and not (below or 0) < rate < (1 if above is None else above):
        raise Mistake(messages.target_outside_rates(values.place(prop), percent(rate)))
    return TwoRates(low, high)


def _no_multiple(values: Values, key: str, target: Fraction | None) -> None:
    """Raises Mistake for `phi1: 0.6 φ`."""
    prop = values.by_key.get(key)
    for value in prop.values if prop is not None else ():
        if isinstance(value, ast.Quantity) and value.unit in ("φ", "ϕ", "phi", "target", "×target"):
            rate = None if target is None else values.number(value) * target
            told = percent(rate) if rate is not None else "…%"
            raise Mistake(messages.multiple_of_target(values.place(value), key, told))


def _shown(rate: Fraction | None) -> str:
    return 'unspecified "…"' if rate is None else percent(rate)


def _pair(values: Values, key: str, example: str) -> tuple[Setting, Setting]:
    """Two settings; one margin, or one `unspecified`, stands for both."""
    prop = values.need(key)
    wanted = WANTED[key]
    made: list[Setting] = []
    for value in prop.values:
        parts = values.ends(value) if isinstance(value, ast.Range) else (value,)
        made += [values.setting(prop, part, wanted, example) for part in parts]
    alone = len(made) == 1 and (key == MARGINS or isinstance(made[0], NotStated))
    if prop.children or not (alone or len(made) == 2):
        raise Mistake(messages.design_value(values.place(prop), key, wanted, example))
    return made[0], made[-1]


def _check_margins(
    place: Place, method: str | NotStated, target: Setting, margins: Margins, example: str
) -> None:
    rate, below, above = value_of(target), value_of(margins.below), value_of(margins.above)
    if any(margin is not None and margin <= 0 for margin in (below, above)):
        raise Mistake(messages.margin_not_positive(place, example))
    if rate is None:
        return
    if below is not None and above is not None and as_interval(rate, below, above):
        raise Mistake(messages.interval_as_margins(place, method == BOIN, rate, below, above))
    if (below or 0) >= rate or (above or 0) >= 1 - rate:
        ends = percent(rate - (below or 0)), percent(rate + (above or 0))
        raise Mistake(
            messages.margins_too_wide(place, method == BOIN, *ends, percent(min(rate, 1 - rate)), example)
        )
    low = None if below is None else rate - below
    high = None if above is None else rate + above
    if method != BOIN:
        _check_width(place, low, high)


def _check_ends(place: Place, target: Setting, low: Fraction | None, high: Fraction | None) -> None:
    """As far as the ends are known."""
    rate = value_of(target)
    if (low is not None and low <= 0) or (high is not None and high >= 1):
        raise Mistake(messages.key_without_room(place))
    if rate is not None and not (low or 0) < rate < (1 if high is None else high):
        raise Mistake(messages.target_outside_key(place, percent(rate)))


def _check_width(place: Place, low: Fraction | None, high: Fraction | None) -> None:
    """Once both ends are known."""
    if low is not None and high is not None and high - low < NARROWEST_KEY:
        raise Mistake(messages.key_too_narrow(place, percent(NARROWEST_KEY)))
