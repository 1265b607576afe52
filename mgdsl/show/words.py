"""Small words: numbers with their units as they are printed, lists, properties of a declaration."""

import re
from collections.abc import Callable, Iterable

from mgdsl.syntax import ast

Say = Callable[[str, str | None], str]

_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_POWER = re.compile(r"[×x*]?10\^(\d+)")
_MICRO = re.compile(r"\bu(?=(?:g|L|l|mol|m|M|U|IU|Eq)\b)")
_SQUARE = re.compile(r"(?<=m)([23])\b")
_SPACE = re.compile(r"(?<=\d)(?=c?m[²³])")
_DAYS = re.compile(r"/(\d+)d$")


def listed(words: Iterable[str], word: str = "or") -> str:
    """``a, b or c``; of none an empty text."""
    *first, last = [*words] or [""]
    return f"{', '.join(first)} {word} {last}" if first else last


def written(number: str, unit: str | None) -> str:
    """As an author writes it: ``5e5 cells/kg``."""
    return number if unit is None else f"{number} {unit}"


def printed(number: str, unit: str | None) -> str:
    """As print has it: ``5 × 10⁵ cells/kg``, ``50%``, ``25 kg/m²``."""
    base, _, power = number.lower().partition("e")
    shown = f"{base} × {_raised(power.lstrip('+'))}" if power else base
    if unit is None:
        return shown
    if unit == "%":
        return f"{shown}%"
    ten = _POWER.match(unit)
    if ten:
        return f"{shown} × {_raised(ten[1])}{_unit(unit[ten.end() :])}"
    unit = f"per {unit[1:]}" if unit.startswith("/") else unit
    return f"{shown} " + _unit(_DAYS.sub(r" per \1 days", unit))


def _unit(unit: str) -> str:
    """With raised powers of a length and the sign for a millionth: ``µg/m²``."""
    squared = _SQUARE.sub(lambda power: power[1].translate(_RAISED), unit)
    return _SPACE.sub(" ", _MICRO.sub("µ", squared))


def _raised(power: str) -> str:
    return "10" + power.translate(_RAISED)


def values(prop: ast.Property, say: Say) -> str:
    """The values of a property in a line, those of its children after their keys."""
    own = ", ".join(_value(value, say) for value in prop.values)
    below = "; ".join(f"{child.key}: {values(child, say)}" for child in prop.children)
    return "; ".join(filter(None, (own, below)))


def _value(value: ast.PropertyValue, say: Say) -> str:
    match value:
        case ast.Name(text) | ast.Date(text) | ast.Text(text):
            return text
        case ast.Unspecified(text):
            return f"not stated: “{text}”"
        case ast.Quantity(number, unit):
            return say(number, unit)
        case ast.Range(low, high, unit):
            return f"{low} to {say(high, unit)}"
        case ast.Assume(ast.Quantity(number, unit), because):
            return f"{say(number, unit)}, assumed because “{because}”"
