"""Lengths of time."""

import re
from fractions import Fraction

from mgdsl.check.messages.common import block, line_of, say
from mgdsl.report.counted import counted
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place
from mgdsl.report.suggest import nearest


def not_a_duration(place: Place, unit: str) -> Diagnostic:
    from mgdsl.syntax.examples_shares import contributed  # only for a mistake

    number = place.text.removesuffix(unit).strip()
    near = nearest(unit, ("days", "weeks", "months", "years"))
    choice = " or ".join(f"`{number} {each}`" for each in ((near,) if near else ("days", "weeks", "months")))
    if unit.lower() in ("hour", "hours", "h", "hr", "hrs") and number.isdigit():
        days = sorted({max(1, int(number) // 24), max(1, -(-int(number) // 24))})
        choice = " or ".join(f"`{counted(each, 'day')}`" for each in days)
    if unit == "%" and (share := contributed(line_of(place))):
        return say(
            "share-in-words",
            place,
            "A share is named by its part and its instrument, and then compared.",
            "Which part is meant, and on which side of the limit, admits other patients.",
            f"write\n{block(place, share)}",
        )
    if unit.lower().startswith("half"):
        return half_lives(place, number)
    return say(
        "not-a-duration",
        place,
        f"`{unit}` is not a length of time here.",
        "Windows are counted in days, weeks, months or years.",
        f"write {choice}",
    )


def half_lives(place: Place, number: str) -> Diagnostic:
    """`no rituximab within 5 half-lives before baseline`: a length that somebody has to state."""
    line = line_of(place)
    alone = not re.search(r'["|]|\b(?:where|and|or)\b|^(?:if|unless|otherwise|given|expect)\b', line)
    days = f"write the days that {number} half-lives come to: `{line.replace(place.text, '… days')}`"
    return say(
        "not-a-duration",
        place,
        "Half-lives are no length of time here: they differ from drug to drug.",
        "Windows are counted in days, weeks, months or years. Until somebody states the days, the line is a "
        "hole, which stays unknown and is counted.",
        f'{days}\nor, while nobody has stated them, `unspecified "{line}"`' if alone else days,
    )


def length_expected(place: Place) -> Diagnostic:
    return say(
        "length-expected",
        place,
        "A duration is compared with a length of time.",
        "It runs from the first to the last day of the record.",
        f"write `{place.text} months`" if place.text.isdigit() else "write a length, such as `3 months`",
    )


def not_a_whole_duration(place: Place, number: str) -> Diagnostic:
    unit = place.text.removeprefix(number).strip() or "days"
    smaller = {"year": ("months", 12), "month": ("days", 0), "week": ("days", 7)}.get(
        unit.lower().rstrip("s")
    )
    try:
        count = Fraction(number) * (smaller[1] if smaller else 0)
    except ValueError:
        count = Fraction(0)
    if smaller and count > 0 and count.denominator == 1:
        repair = f"write `{count} {smaller[0]}`"
    elif number.startswith("-"):
        repair = f"write `{number[1:]} {unit}`: before and after say on which side of the visit it lies"
    else:
        repair = f"write a whole number of {smaller[0] if smaller else unit}"
    return say(
        "not-a-whole-duration",
        place,
        f"`{number}` {unit} cannot be counted on a calendar.",
        "A calendar steps by whole days, weeks, months and years, forward or back as the line says.",
        repair,
    )
