"""Declarations of labs and measurements: units, ranges, limits, what converts mass to moles."""

from fractions import Fraction

from mgdsl.check import messages
from mgdsl.check.declare_body import Body
from mgdsl.check.scope import Mistake
from mgdsl.core import schema as s
from mgdsl.lang.numbers import exact
from mgdsl.lang.units import UnitError, convert, parse_unit
from mgdsl.syntax import ast

_NO_UNIT = (
    "none",
    "point",
    "points",
    "score",
    "scores",
    "count",
    "number",
    "no unit",
    "unitless",
    "n/a",
    "-",
)

SIDES = ("higher", "lower")
"""Which side of a quantity is the healthier one."""


def quantity(body: Body) -> s.Quantity:
    """A lab or a measurement."""
    name = body.node.name.text
    unit = body.one("unit", "1")
    if body.property("unit") is None:
        raise Mistake(messages.property_missing(body.place(body.node.name), body.node.kind, name, "unit"))
    if unit.lower() in _NO_UNIT:
        raise Mistake(messages.unitless(body.place(body.need("unit").values[0]), unit))
    if unit != "1":
        read_unit(body, body.need("unit"), unit)
    low = high = None
    bounds = body.property("range")
    if bounds is not None:
        low, high = _range(body, bounds)
    decimals = body.property("decimals")
    limits = tuple(side for side in ("lower", "upper") if body.property(f"{side} limit") is not None)
    places = None if decimals is None else int(integer(body, decimals.values[0]))
    plausible = body.property("usual")
    usual = None if plausible is None else _range(body, plausible)
    better = body.one("better", "")
    if better not in ("", *SIDES):
        raise Mistake(messages.unknown_value(body.place(body.need("better")), better, "better", SIDES))
    substance = _molar_mass(body), _valence(body)
    return s.Quantity(*body.common(s.BY_VISIT), unit, places, low, high, limits, usual, *substance, better)


def _molar_mass(body: Body) -> Fraction | None:
    """Grams in a mole. Mistake: no mass per mole."""
    prop = body.property("molar mass")
    if prop is None:
        return None
    match prop.values:
        case (ast.Quantity(number, unit) as value,):
            place = body.place(value)
            if unit is None:
                raise Mistake(messages.unit_missing(place, number, "g/mol", "a molar mass"))
            try:
                found = convert(exact(number), unit, "g/mol")
            except UnitError as error:
                raise Mistake(messages.wrong_unit(place, unit, "g/mol", "a molar mass", str(error))) from None
            if found <= 0:
                raise Mistake(messages.bad_number(place, "a molar mass is above 0"))
            return found
        case _:
            raise Mistake(messages.integer_expected(body.place(prop)))


def _valence(body: Body) -> int | None:
    """Charges of a particle. Mistake: none or no whole number."""
    prop = body.property("valence")
    if prop is None:
        return None
    found = integer(body, prop.values[0])
    if not found:
        raise Mistake(messages.bad_number(body.place(prop), "a valence is above 0"))
    return found


def _range(body: Body, prop: ast.Property) -> tuple[Fraction, Fraction]:
    match prop.values:
        case (ast.Range(low, high),):
            if exact(low) > exact(high):
                raise Mistake(messages.range_reversed(body.place(prop.values[0]), low, high))
            return exact(low), exact(high)
        case _:
            raise Mistake(messages.range_expected(body.place(prop)))


def integer(body: Body, value: ast.PropertyValue) -> int:
    """A whole number. Mistake: something else."""
    if isinstance(value, ast.Quantity) and value.unit is None and value.number.isdigit():
        return int(value.number)
    raise Mistake(messages.integer_expected(body.place(value)))


def read_unit(body: Body, node: ast.Node, text: str) -> str:
    """The unit as written. Mistake: it is none."""
    try:
        parse_unit(text)
    except UnitError as error:
        raise Mistake(messages.unknown_unit(body.place(node), text, str(error))) from None
    return text


def is_unit(text: str) -> bool:
    """Whether a field's one value is a unit: no category has a single value."""
    try:
        parse_unit(text)
    except UnitError:
        return False
    return True
