"""Units: one that is missing, of another kind or not known, and what only looks like one."""

import re
from collections.abc import Sequence
from fractions import Fraction

from mgdsl.check.messages.common import either, say
from mgdsl.lang.numbers import show
from mgdsl.lang.unit_slips import per_unit
from mgdsl.lang.units import UnitError, parse_unit
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place

OLDEST = 130
"""Years that nobody has lived: a bare number above them is not an age in years."""


def unit_missing(place: Place, number: str, unit: str, of: str, fitting: Sequence[str] = ()) -> Diagnostic:
    """`fitting`: the units in which the number would be a usual threshold, where that is known."""
    meant = f"{number} {unit}"
    if fitting and unit not in fitting:
        return say(
            "unit-missing",
            place,
            f"The unit is missing: {of} is measured in {unit}, and {number} {unit} would be unusual.",
            "A bare number can be read in two units, with verdicts far apart.",
            f"{either(f'{number} {each}' for each in fitting[:3])}, if that is its unit",
        )
    if unit == "%" and re.fullmatch(r"0?\.\d+|1", number):
        meant = f"{show(Fraction(number) * 100)} %"
    elif unit == "years" and re.fullmatch(r"\d+", number) and int(number) > OLDEST:
        meant = f"{number} months"
    return say(
        "unit-missing",
        place,
        f"The unit is missing: {of} is measured in {unit}.",
        "A bare number can be read in two units, with verdicts far apart.",
        f"write `{meant}`",
    )


def wrong_unit(
    place: Place, unit: str, wanted: str, of: str, problem: str, meant: str | None = None
) -> Diagnostic:
    """`meant`: the number with the unit that was surely meant, where only its spelling is wrong."""
    plain = wanted in ("", "1")
    shown_unit = "no unit" if plain else wanted
    limit = re.fullmatch(r"([\d.]+) ?[x×*]?(ULN|LLN)", place.text, re.IGNORECASE)
    if limit:
        return limit_in_words(place, f"{limit[1]} × {limit[2].upper()}")
    number = place.text[: len(place.text) - len(unit)].strip() if place.text.endswith(unit) else "…"
    other = f"{number} {wanted}" if number == "…" else f"… {wanted}"
    repair = f"give the limit in {wanted}: `{other}`" if not plain else f"write `{number}` without a unit"
    if plain and number == "…":
        repair = "compare it with a number without a unit"
    if "HbA1c" in problem:
        repair = f"{repair}, or declare {of} in the unit of the protocol, and of the records: `unit: {unit}`"
    return say(
        "wrong-unit",
        place,
        f"{of} is measured in {shown_unit}; {unit or 'a bare number'} cannot be compared with it.",
        (problem.split("; did you mean")[0] if meant else problem)
        or "The two do not measure the same thing.",
        f"write `{meant}`" if meant else repair,
    )


def enzyme_unit(place: Place, unit: str, of: str, meant: str) -> Diagnostic:
    return say(
        "wrong-unit",
        place,
        f"{of} is measured in U, the unit of an enzyme's activity; {unit} can mean other things.",
        "For an enzyme IU and U are one unit, 1 µmol a minute, and the number stays. For a hormone or an "
        "antibody they are not.",
        f"write `{meant}`",
    )


def limit_in_words(place: Place, right: str) -> Diagnostic:
    return say(
        "limit-in-words",
        place,
        f"“{place.text}” is written {right}.",
        "ULN and LLN are the limits that the laboratory reports with the result; × multiplies them.",
        f"write `{right}`",
    )


def unknown_unit(place: Place, unit: str, problem: str) -> Diagnostic:
    words = unit.split("/")
    if len(words) > 2 and all(re.fullmatch(r"[^\W\d]{3,}", word) for word in words):
        return say(
            "unknown-unit",
            place,
            f"`{unit}` would be a unit, and none that is known here.",
            "A slash divides; the values that a field can have are parted by commas.",
            f"write `{place.text.replace(unit, ', '.join(words))}`",
        )
    if " per " in f" {unit}" and _is_unit(per := per_unit(unit)):
        fixed = f'"{per}"' if per.startswith("/") else per
        return say(
            "unknown-unit",
            place,
            f"“{unit}” is written {fixed}.",
            "A unit is one word, in which a slash says per.",
            f"write `{place.text.replace(unit, fixed)}`",
        )
    return say(
        "unknown-unit",
        place,
        f"`{unit}` is not a unit that is known here.",
        "A unit is one word; these are several." if " " in unit.strip() else problem,
        f"write `{right[1]}`"
        if (right := re.search(r'did you mean "(.*)"', problem))
        else "write it as UCUM does, for example `mg/dL`",
    )


def points_of(place: Place) -> Diagnostic:
    """`QMG >= 11/39`: so many points of a highest score."""
    number, most = place.text.split("/")
    return say(
        "sign-without-blanks",
        place,
        f"“{place.text}” would be read as a division: {number} by {most}.",
        "On paper it means so many points of the most there are; divided, nearly every patient reaches it.",
        f"write `{number}` for the points, or `{number} / {most}` if it is a division",
    )


def lost_power(place: Place) -> Diagnostic:
    """`75 × 109/L`."""
    right = re.sub(r" *[×*] *10(\d+) ?/ ?", r" ×10^\1/", place.text)
    return say(
        "unit-in-words",
        place,
        f"“{place.text}” multiplies by a hundred and more; “{right}” is meant.",
        "A raised figure is lost in copying: 10⁹ becomes 109, and every patient is decided the same way.",
        f"write `{right}`",
    )


def _is_unit(text: str) -> bool:
    try:
        parse_unit(text)
    except UnitError:
        return False
    return True
