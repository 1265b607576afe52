"""Quantities as they are recorded: a number with its unit, perhaps censored or with limits."""

import re
from fractions import Fraction
from math import ceil, floor
from typing import Any

from attrs import evolve

from mgdsl.core.data import Bound, Bounds
from mgdsl.core.schema import EventField, Quantity
from mgdsl.lang import units
from mgdsl.lang.unit_slips import meant
from mgdsl.records.faults import Faults, join, kind_of, number_text, one_of, shown
from mgdsl.records.model import Measured
from mgdsl.records.plain import Refused, number
from mgdsl.records.quantity_slips import slip
from mgdsl.records.unusual import CONFIRMED, doubt, fitting, in_moles, written
from mgdsl.report.counted import counted

_TEXT = re.compile(r"(<=|>=|[<>≤≥]?)\s*(-?\d[\d.eE+-]*)(?:\s+(\S.*)|([^\d\s.].*))?\Z")
_KEYS = ("value", "unit", "upper", "lower", CONFIRMED)


def as_quantity(field: EventField) -> Quantity:
    """An event's quantity field, as the measure it is like."""
    return Quantity(field.name, unit=field.unit)


def read_quantity(measure: Quantity, raw: Any, path: str, faults: Faults) -> Measured | None:
    """The quantity in the declared unit; None for null and, with a fault, for what is not one."""
    match raw:
        case None:
            return None
        case Fraction() if measure.unit != "1":
            _no_unit(measure, raw, path, faults)
            return None
        case Fraction() | str():
            return _checked(measure, _parse(measure, raw, None, path, faults), path, faults)
        case dict():
            return _read_object(measure, raw, path, faults)
        case _:
            faults.mistyped(path, f"{measure.name}, a quantity in {measure.unit},", raw, _example(measure))
            return None


def _read_object(measure: Quantity, raw: dict[str, Any], path: str, faults: Faults) -> Measured | None:
    strange = [key for key in raw if key not in _KEYS]
    for key in strange:
        faults.unknown("unknown-field", join(path, key), "a field of a quantity", key, _KEYS)
    if strange and "unit" not in raw:
        return None
    unit = raw.get("unit")
    if unit is not None and not isinstance(unit, str):
        faults.mistyped(join(path, "unit"), "a unit", unit, f'"{measure.unit}"')
        return None
    value, at = raw.get("value"), join(path, "value")
    if value is None:
        return None
    if not isinstance(value, Fraction | str):
        faults.mistyped(at, f"a number of {measure.unit}", value, _example(measure))
        return None
    if isinstance(value, Fraction) and unit is None and measure.unit != "1":
        _no_unit(measure, value, path, faults)
        return None
    confirmed = raw.get(CONFIRMED)
    if confirmed is not None and not isinstance(confirmed, bool):
        faults.mistyped(join(path, CONFIRMED), "yes or no", confirmed, "true, or leave it out")
    sure = confirmed not in (None, False)
    found = _checked(measure, _parse(measure, value, unit, at, faults, sure), at, faults)
    upper = _limit(measure, raw.get("upper"), unit, join(path, "upper"), faults)
    lower = _limit(measure, raw.get("lower"), unit, join(path, "lower"), faults)
    if lower is not None and upper is not None and lower > upper:
        message = f"the lower limit of {measure.name} is above its upper limit"
        faults.add("limits-swapped", join(path, "lower"), message, "swap `lower` and `upper`")
    return found and evolve(found, lower=lower, upper=upper)


def _limit(measure: Quantity, raw: Any, unit: str | None, path: str, faults: Faults) -> Fraction | None:
    """A reference limit, in the unit of its result."""
    if raw is None:
        return None
    found = None
    if isinstance(raw, Fraction):
        found = _convert(measure, raw, unit, path, faults)
    else:
        faults.mistyped(path, "a reference limit in the result's own unit", raw, _limit_meant(raw, unit))
    return found


def _limit_meant(raw: Any, unit: str | None) -> str:
    """The number that a text or an object with a unit says, in the unit of the result."""
    words = f"{number_text(raw.get('value'))} {raw.get('unit', '')}" if isinstance(raw, dict) else str(raw)
    found = re.fullmatch(r"(\d+(?:\.\d+)?) ?(.*?) *", words)
    if found is None:
        return "a number"
    try:
        return number_text(units.convert(Fraction(found[1]), found[2] or unit or "1", unit or "1"))
    except ValueError:
        return "a number"


def _parse(
    measure: Quantity, raw: Fraction | str, unit: str | None, path: str, faults: Faults, sure: bool = False
) -> Measured | None:
    """`0.5 nmol/L`, `< 0.02 nmol/L` or a number whose unit stands beside it, in the declared unit."""
    if isinstance(raw, Fraction):
        value = _convert(measure, raw, unit, path, faults)
        if value is None:
            return None
        if not sure:
            doubt(measure, raw, unit or measure.unit, value, path, faults)
        return Measured(((value, 0), (value, 0)), text=_words(number_text(raw), unit))
    match = _TEXT.match(raw.strip())
    plain = number(match[2]) if match else Refused("not-a-number", raw)
    own = (match[3] or match[4] or "").strip() or None if match else None
    if own != measure.unit and (wrong := slip(raw.strip(), measure)) is not None:
        faults.add("not-a-quantity", path, *wrong)
        return None
    if match is None or isinstance(plain, Refused):
        message = f"`{shown(raw)}` is not a quantity"
        if isinstance(plain, Refused) and plain.name == "too-many-digits":
            faults.add(plain.name, path, f"`{shown(raw)}` has more than 18 digits", "write fewer digits")
        else:
            faults.add(
                "not-a-quantity", path, message, f'write {_example(measure)}, or "< 0.5 {measure.unit}"'
            )
        return None
    if own and unit and own != unit:
        message = f"two units are given, `{shown(own)}` and `{shown(unit)}`"
        faults.add("unit-mismatch", path, message, f"keep `{shown(own)}` or `{shown(unit)}`, not both")
        return None
    if own is None and unit is None and measure.unit != "1":
        _no_unit(measure, plain, path, faults, match[1])
        return None
    value = _convert(measure, plain, own or unit, path, faults)
    if value is None:
        return None
    if not sure and not match[1]:
        doubt(measure, plain, own or unit or measure.unit, value, path, faults)
    return Measured(_censored(match[1], value), text=raw.strip() if own else _words(raw.strip(), unit))


def _censored(sign: str, value: Fraction) -> Bounds:
    match sign:
        case "<":
            return None, (value, -1)
        case "<=" | "≤":
            return None, (value, 0)
        case ">":
            return (value, 1), None
        case ">=" | "≥":
            return (value, 0), None
        case _:
            return (value, 0), (value, 0)


def _convert(
    measure: Quantity, value: Fraction, unit: str | None, path: str, faults: Faults
) -> Fraction | None:
    """The value in the declared unit, exactly."""
    if unit is None or unit == measure.unit:
        return value
    if re.fullmatch(r"/ ?\d+", unit) and (wrong := slip(f"{number_text(value)}{unit}", measure)):
        faults.add("not-a-quantity", path, *wrong)
        return None
    try:
        return units.convert(value, unit, measure.unit, measure.analyte)
    except ValueError as error:
        said = str(error)
    message = f"`{shown(unit)}` is not a unit for {measure.name}, which is recorded in {measure.unit}"
    right = meant(number_text(value), unit, measure.unit, measure.analyte)
    number_, _, other = (right or "").partition(" ")
    repair = (
        f'write {{"value": {number_}, "unit": "{other}"}}' if right else f"give the value in {measure.unit}"
    )
    faults.add("wrong-unit", path, message, repair, said.split("; did you mean")[0])
    return None


def _checked(measure: Quantity, found: Measured | None, path: str, faults: Faults) -> Measured | None:
    """The value, cut to what can be recorded; with a fault and None when nothing is left."""
    if found is None:
        return None
    low, high = _narrowed(measure, found.bounds)
    lowest: Bound | None = None if measure.lowest is None else (measure.lowest, 0)
    highest: Bound | None = None if measure.highest is None else (measure.highest, 0)
    if (low and highest and low > highest) or (high and lowest and high < lowest):
        message = f"{found.text} is outside what {measure.name} can be: {_range(measure)}"
        repair = f"look the value and its unit up; it can be {_range(measure)}"
        faults.add("out-of-range", path, message, repair)
        return None
    if low is not None and low == high and _too_fine(measure, low[0]):
        message = f"{found.text} has more decimals than {measure.name} is recorded with: {measure.decimals}"
        most = f"at most {counted(measure.decimals, 'decimal')}" if measure.decimals else "no decimals"
        repair = f"look the value up again: it is reported with {most}"
        faults.add("too-many-decimals", path, message, repair)
        return None
    ends = max(filter(None, (low, lowest)), default=None), min(filter(None, (high, highest)), default=None)
    return evolve(found, bounds=ends)


def _narrowed(measure: Quantity, bounds: Bounds) -> Bounds:
    """A result known from one side, drawn in to the nearest value with the declared decimals."""
    low, high = bounds
    if measure.decimals is None or low == high:
        return bounds
    step = 10**measure.decimals
    if low is not None:
        low = Fraction(floor(low[0] * step) + 1 if low[1] else ceil(low[0] * step), step), 0
    if high is not None:
        high = Fraction(ceil(high[0] * step) - 1 if high[1] else floor(high[0] * step), step), 0
    return low, high


def _too_fine(measure: Quantity, value: Fraction | int) -> bool:
    return measure.decimals is not None and Fraction(value * 10**measure.decimals).denominator != 1


def _range(measure: Quantity) -> str:
    low = None if measure.lowest is None else number_text(measure.lowest)
    high = None if measure.highest is None else number_text(measure.highest)
    unit = "" if measure.unit == "1" else f" {measure.unit}"
    return f"{low or 'any'} to {high or 'any'}{unit}"


def _no_unit(measure: Quantity, value: Fraction, path: str, faults: Faults, sign: str = "") -> None:
    message = f"{measure.name} is a quantity in {measure.unit}, and {kind_of(value)} has no unit"
    units = fitting(measure, value) or {measure.unit: value}
    if units.get(measure.unit) != value:
        message += f"; {number_text(value)} {measure.unit} would be unusual"
    offered = [
        written(f"{sign} {number_text(right)}" if sign else right, unit) for unit, right in units.items()
    ]
    repair = f"write {one_of(offered)} if that is its unit{in_moles(measure, units)}"
    faults.add("unit-missing", path, message, repair)


def _example(measure: Quantity) -> str:
    return f'{{"value": 1, "unit": "{measure.unit}"}}'


def _words(text: str, unit: str | None) -> str:
    return f"{text} {unit}" if unit and unit != "1" else text
