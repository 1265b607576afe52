"""Values that no patient of a trial has: usually the number of one unit beside the name of another.

What a vocabulary calls `usual` is said of thresholds, and patients lie outside it every day. So a value is
doubted only where it lies far outside, and would be usual in another unit (decision 10).
"""

from collections.abc import Iterable
from fractions import Fraction

from mgdsl.core.schema import Quantity
from mgdsl.lang.plausible_units import usual_units
from mgdsl.lang.units import UnitError, convert
from mgdsl.records.faults import Faults, number_text, one_of

CONFIRMED = "confirmed"
FAR = 3
"""Far outside: below a third of the lowest usual threshold, or above three times the highest."""

MOST_UNITS = 3


def fitting(measure: Quantity, number: Fraction) -> dict[str, Fraction]:
    """The units in which a number would be usual, of those of one size the first, and the number there.

    A number up to 1 may be a share of 100 %.
    """
    if measure.usual is None:
        return {}
    low, high = measure.usual
    if measure.unit == "%" and 0 < number <= 1 and low <= number * 100 <= high:
        return {"%": number * 100}
    sizes: dict[Fraction, str] = {}
    for unit in usual_units(number, measure.unit, measure.usual, measure.analyte):
        sizes.setdefault(convert(number, unit, measure.unit, measure.analyte), unit)
    return {unit: number for unit in list(sizes.values())[:MOST_UNITS]}


def in_moles(measure: Quantity, units: Iterable[str]) -> str:
    """Where no unit offered is the declared one, what to do with amounts of a substance of unknown mass."""
    if measure.unit in units or measure.molar_mass is not None:
        return ""
    try:
        convert(Fraction(1), measure.unit, "g/L")
    except UnitError:
        return ""
    return f"; convert a number of mmol/L or µmol/L to {measure.unit} first"


def written(number: Fraction | str, unit: str, confirmed: bool = False) -> str:
    """A quantity as an object of a record."""
    value = f'"{number}"' if isinstance(number, str) else number_text(number)
    parts = [f'"value": {value}', *([f'"unit": "{unit}"'] if unit != "1" else [])]
    parts += [f'"{CONFIRMED}": true'] if confirmed else []
    return f"{{{', '.join(parts)}}}" if len(parts) > 1 else value


def doubt(measure: Quantity, number: Fraction, unit: str, value: Fraction, path: str, faults: Faults) -> None:
    """A fault for a value (in the declared unit) that would be usual in another unit; `number` as written."""
    if measure.usual is None or not _far(value, measure.usual) or not _in_range(measure, value):
        return
    units = fitting(measure, number)
    meant = [written(right, other) for other, right in units.items() if (other, right) != (unit, number)]
    if not meant:
        return
    low, high = map(number_text, measure.usual)
    of = "" if measure.unit == "1" else f" {measure.unit}"
    said = number_text(number) if unit == "1" else f"{number_text(number)} {unit}"
    message = f"{said} would be unusual for {measure.name}"
    repair = f"write {one_of(meant)} if that is meant{in_moles(measure, units)}"
    repair += f"; if the value is right as it stands, write {written(number, unit, confirmed=True)}"
    why = f"A slip of the unit turns verdicts round; thresholds lie between {low} and {high}{of}."
    faults.add("unusual-value", path, message, repair, why)


def _far(value: Fraction, usual: tuple[Fraction, Fraction]) -> bool:
    return value * FAR < usual[0] or value > usual[1] * FAR


def _in_range(measure: Quantity, value: Fraction) -> bool:
    low, high = measure.lowest, measure.highest
    return (low is None or low <= value) and (high is None or value <= high)
