"""The target key of a design: margins around the target, or its two ends; for BOIN, margins of its rates."""

from fractions import Fraction

from mgdsl.check import messages
from mgdsl.check.dose_values import Values, percent
from mgdsl.check.scope import Mistake
from mgdsl.core.design import (
    BELONGS,
    BOIN,
    NARROWEST_KEY,
    KeyEnds,
    Margins,
    NotStated,
    Setting,
    boin_margins,
    value_of,
)
from mgdsl.report.source import Place
from mgdsl.syntax import ast

MARGINS, ENDS = "margins", "target key"
EXAMPLES = {MARGINS: "5%, 5%", ENDS: "25%, 35%"}
WANTED = {MARGINS: "one rate or two", ENDS: "two rates"}


def key_of_block(values: Values, method: str | NotStated, target: Setting) -> Margins | KeyEnds:
    """What `margins` or `target key` says, or BOIN's own. Raises Mistake for a key that cannot work."""
    if ENDS in values.by_key:
        prop = values.by_key[ENDS]
        if method == BOIN:
            raise Mistake(messages.boin_has_no_key(values.place(prop)))
        if MARGINS in values.by_key:
            raise Mistake(messages.key_twice(values.place(prop), values.place(values.by_key[MARGINS])))
        ends = KeyEnds(*_pair(values, ENDS))
        _check_ends(values.place(prop), target, value_of(ends.low), value_of(ends.high))
        _check_width(values.place(prop), value_of(ends.low), value_of(ends.high))
        return ends
    if MARGINS not in values.by_key and method == BOIN:
        return boin_margins(target)
    if MARGINS not in values.by_key and isinstance(method, NotStated):
        return Margins(BELONGS, BELONGS)
    margins = Margins(*_pair(values, MARGINS))
    _check_margins(values.place(values.by_key[MARGINS]), method, target, margins)
    return margins


def _pair(values: Values, key: str) -> tuple[Setting, Setting]:
    """Two settings; one margin, or one `unspecified`, stands for both."""
    prop = values.need(key, EXAMPLES[key])
    wanted, example = WANTED[key], EXAMPLES[key]
    made: list[Setting] = []
    for value in prop.values:
        parts = values.ends(value) if isinstance(value, ast.Range) else (value,)
        made += [values.setting(prop, part, wanted, example) for part in parts]
    alone = len(made) == 1 and (key == MARGINS or isinstance(made[0], NotStated))
    if prop.children or not (alone or len(made) == 2):
        raise Mistake(messages.design_value(values.place(prop), key, wanted, example))
    return made[0], made[-1]


def _check_margins(place: Place, method: str | NotStated, target: Setting, margins: Margins) -> None:
    rate, below, above = value_of(target), value_of(margins.below), value_of(margins.above)
    if any(margin is not None and margin <= 0 for margin in (below, above)):
        raise Mistake(messages.margin_not_positive(place))
    if rate is None:
        return
    if (below or 0) >= rate or (above or 0) >= 1 - rate:
        ends = percent(rate - (below or 0)), percent(rate + (above or 0))
        raise Mistake(messages.margins_too_wide(place, method == BOIN, *ends, percent(min(rate, 1 - rate))))
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
