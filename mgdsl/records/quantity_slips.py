"""Numbers as other countries and paper write them: thousands, decimal commas, points of so many."""

import re

from mgdsl.core.schema import Quantity
from mgdsl.records.faults import shown
from mgdsl.records.meant import of_most

_GROUPED = re.compile(r"(\D*?)(\d{1,3})((?:[,.'’ \u00a0\u202f]\d{3})+)(?!\d)(?:([.,])(\d+))?(.*)\Z")
_COMMA = re.compile(r"(\D*?-?\d+),(\d+) *(.*)\Z")


def slip(text: str, measure: Quantity) -> tuple[str, str] | None:
    """What is wrong with a number that is written otherwise than records write it, and the repair."""
    if (points := of_most(text)) is not None:
        unit = "" if measure.unit == "1" else f" {measure.unit}"
        right = f'"{points}{unit}"' if unit else points
        return f"`{shown(text)}` names a number and the most it can be", f"write {right}"
    return _thousands(text) or _decimal_comma(text)


def _thousands(text: str) -> tuple[str, str] | None:
    """``250,000 /µL``: two readings; ``1,234,567``, ``1 234``, ``1.234,5``: one."""
    found = _GROUPED.match(text)
    if found is None:
        return None
    before, first, groups, sign, decimals, unit = found.groups()
    marks = set(re.sub(r"\d", "", groups))
    if len(marks) > 1 or sign in marks or (marks == {"."} and not (sign or len(groups) > 4)):
        return None
    start, unit = (f"{before.strip()} " if before else ""), unit.strip()
    digits = re.sub(r"\D", "", groups)
    whole = f"{start}{first}{digits}" + (f".{decimals}" if decimals else "")
    right = f'"{whole} {unit}"' if unit else f'"{whole}"'
    message = f"`{shown(text)}` has a sign between its thousands"
    if marks != {","} or decimals or len(groups) > 4:
        return message, f"write {right}"
    other = f"{start}{first}.{groups[1:]}"
    other = f'"{other} {unit}"' if unit else f'"{other}"'
    if first == "0":
        return f"`{shown(text)}` has a decimal comma", f"write {other}: the decimal sign is a point"
    message = f"`{shown(text)}` can be read in two ways: its comma parts thousands, or is a decimal sign"
    return message, f"write {right} or {other}, whichever is meant"


def _decimal_comma(text: str) -> tuple[str, str] | None:
    found = _COMMA.match(text)
    if found is None:
        return None
    right = f"{found[1]}.{found[2]} {found[3]}".strip()
    return f"`{shown(text)}` has a decimal comma", f'write "{right}": the decimal sign is a point'
