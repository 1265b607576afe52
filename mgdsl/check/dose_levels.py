"""The levels of a design, where it starts, the window of observation, and its scenarios."""

from fractions import Fraction

from mgdsl.check import messages
from mgdsl.check.dose_values import Values
from mgdsl.check.scope import Mistake
from mgdsl.check.when import UNITS
from mgdsl.core.design import (
    MOST_LEVELS,
    Level,
    NotStated,
    Scenario,
    Setting,
    Stated,
    Window,
    is_called,
)
from mgdsl.lang.numbers import show
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

EXAMPLE = "5, 10, 20 mg"
LONGEST_WINDOW = 3650
"""Days, weeks or months."""


def levels_of(values: Values) -> tuple[Level, ...]:
    """The levels, lowest first: one line of quantities, or a name and a quantity on each line."""
    prop = values.need("levels")
    pairs = [("", *found) for found in _amounts(values, prop)]
    for child in prop.children:
        name, found = " ".join(child.key.split()), _amounts(values, child)
        if len(found) != 1:
            raise Mistake(messages.design_value(values.place(child), name, "one quantity", "5 mg"))
        if name.isdigit():
            raise Mistake(messages.level_named_by_number(values.place(child), name))
        pairs.append((name, *found[0]))
    if len(pairs) < 2:
        raise Mistake(messages.too_few_levels(values.place(prop)))
    if len(pairs) > MOST_LEVELS:
        wanted = f"a list of at most {MOST_LEVELS} doses"
        raise Mistake(messages.design_value(values.place(prop), "levels", wanted, EXAMPLE))
    last = pairs[-1][1].unit
    if last is None:
        raise Mistake(messages.levels_without_unit(values.place(pairs[-1][1])))
    made = []
    for name, quantity, because in pairs:
        unit = quantity.unit or last
        if unit != last:
            raise Mistake(messages.levels_in_units(values.place(quantity), unit, last))
        dose = f"{quantity.number} {unit}"
        made.append(Level(name or dose, values.number(quantity), unit, dose, because))
    _rising(values, [quantity for _, quantity, _ in pairs], made)
    _each_once(values, prop)
    return tuple(made)


def _amounts(values: Values, prop: ast.Property) -> list[tuple[ast.Quantity, str]]:
    """Each quantity, and why it is assumed, if it is."""
    return [_amount(values, prop, value) for value in prop.values]


def _amount(values: Values, prop: ast.Property, value: ast.PropertyValue) -> tuple[ast.Quantity, str]:
    match value:
        case ast.Quantity():
            return value, ""
        case ast.Assume(quantity, because) if because.strip():
            return quantity, " ".join(because.split())
        case ast.Assume():
            raise Mistake(messages.assumption_without_reason(values.place(value), "levels"))
        case _:
            place = values.place(prop)
            raise Mistake(messages.design_value(place, "levels", "a list of quantities", EXAMPLE))


def _rising(values: Values, written: list[ast.Quantity], made: list[Level]) -> None:
    for before, level, quantity in zip(made, made[1:], written[1:], strict=False):
        if level.amount <= before.amount:
            raise Mistake(messages.levels_not_rising(values.place(quantity), before.name, level.name))
    if made[0].amount <= 0:
        place = values.place(written[0])
        raise Mistake(messages.design_value(place, "levels", "a list of doses above 0", EXAMPLE))


def _each_once(values: Values, prop: ast.Property) -> None:
    """Raises Mistake for a name that stands twice below a property."""
    first: dict[str, ast.Property] = {}
    for child in prop.children:
        before = first.setdefault(fold(child.key), child)
        if before is not child:
            raise Mistake(
                messages.design_property_twice(values.place(child), child.key, values.place(before))
            )


def start_of(values: Values, levels: tuple[Level, ...]) -> Setting:
    """The level of the first cohort, counted from 1: its number, its name, or its quantity with the unit."""
    prop = values.need("start")
    value = values.one(prop, "one level", "1")
    at: Fraction | None
    match value:
        case ast.Name(text):
            shown = " ".join(text.split())
            at = _position([fold(shown) == fold(level.name) for level in levels])
        case ast.Quantity(number, str(unit)):
            shown, amount = f"{number} {unit}", values.number(value)
            at = _position([amount == level.amount and unit == level.unit for level in levels])
        case _:
            setting = values.setting(prop, value, "one level: its number, name or quantity", "1")
            if isinstance(setting, NotStated):
                return setting
            at, shown = setting.value, show(setting.value)
            if at.denominator == 1 and 1 <= at <= len(levels):
                _only_a_number(values, value, int(at), levels)
                return setting
            at = None
    if at is None:
        names = tuple(level.name for level in levels)
        raise Mistake(messages.start_not_a_level(values.place(value), shown, names))
    return Stated(at)


def _only_a_number(values: Values, value: ast.Node, at: int, levels: tuple[Level, ...]) -> None:
    """Raises Mistake where a level's number is the dose of another, or in its name: either can be meant."""
    dosed = (level for level in levels if level.amount == at)
    called = (level for level in levels if is_called(level, at))
    other = next((level for level in (*called, *dosed) if level is not levels[at - 1]), None)
    if other is not None and not is_called(levels[at - 1], at):
        said = levels[at - 1].name, levels[at - 1].dose, other.name, other.dose
        raise Mistake(messages.start_or_dose(values.place(value), at, *said))


def _position(matches: list[bool]) -> Fraction | None:
    return Fraction(matches.index(True) + 1) if True in matches else None


def window_of(values: Values) -> str | Window | NotStated:
    """The window: a duration, stated or assumed, or in words; empty without one."""
    prop = values.by_key.get("window")
    if prop is None:
        return ""
    match prop.values:
        case (ast.Quantity() as quantity,) if (made := _duration(values, quantity, "")) is not None:
            return made
        case (ast.Assume(quantity, because) as value,):
            if not because.strip():
                raise Mistake(messages.assumption_without_reason(values.place(value), "window"))
            if (made := _duration(values, quantity, " ".join(because.split()))) is not None:
                return made
        case (ast.Text() | ast.Unspecified(), *_):
            return values.words("window")
    wanted = "whole days, weeks or months, or a text in quotes"
    names = [value.text for value in prop.values if isinstance(value, ast.Name)]
    example = f'"{names[0]}"' if len(names) == len(prop.values) == 1 else "28 days"
    raise Mistake(messages.design_value(values.place(prop), "window", wanted, example))


def _duration(values: Values, quantity: ast.Quantity, because: str) -> Window | None:
    unit = UNITS.get(quantity.unit or "", "year")
    n = values.number(quantity)
    if unit == "year" or n.denominator != 1 or not 1 <= n <= LONGEST_WINDOW:
        return None
    return Window(int(n), unit, because)


def scenarios_of(values: Values, levels: int) -> tuple[Scenario, ...]:
    """True rates by level, each between 0 and 1 (both allowed)."""
    prop = values.by_key.get("scenarios")
    if prop is None:
        return ()
    if not prop.children or prop.values:
        example = "` and, below it, `likely: 5%, 15%, 30%"
        raise Mistake(
            messages.design_value(values.place(prop), "scenarios", "a list of named rates", example)
        )
    _each_once(values, prop)
    return tuple(_scenario(values, each, levels) for each in prop.children)


def _scenario(values: Values, prop: ast.Property, levels: int) -> Scenario:
    name, rates = " ".join(prop.key.split()), []
    if len(prop.values) != levels:
        raise Mistake(messages.scenario_length(values.place(prop), name, len(prop.values), levels))
    for value in prop.values:
        if not isinstance(value, ast.Quantity):
            raise Mistake(messages.design_value(values.place(value), name, "a list of rates", "5%, 15%, 30%"))
        rate = values.amount(prop, value, "a list of rates", "5%")
        if not 0 <= rate <= 1:
            raise Mistake(messages.design_value(values.place(value), name, "a list of rates", "5%, 15%, 30%"))
        rates.append(rate)
    return Scenario(name, tuple(rates))
