"""The units in which a number without one would be a usual threshold."""

from fractions import Fraction

from mgdsl.lang.units import Analyte, UnitError, convert

_OTHERS = (
    "g/L", "g/dL", "mg/dL", "mg/L", "µg/L", "ng/mL", "ng/L", "pg/mL", "mmol/L", "µmol/L", "nmol/L", "×10^9/L",
    "/µL", "s", "ms", "kg", "g", "mg", "cm", "m", "%",
)  # fmt: skip
"""Units that laboratories print, the larger of one kind first."""


def usual_units(
    number: Fraction, unit: str, usual: tuple[Fraction, Fraction], of: Analyte | None = None
) -> list[str]:
    """`unit` and those others in which the number lies in the usual range, which is given in `unit`."""
    found = []
    for other in dict.fromkeys((unit, *_OTHERS)):
        try:
            if usual[0] <= convert(number, other, unit, of) <= usual[1]:
                found.append(other)
        except UnitError:
            continue
    return found
