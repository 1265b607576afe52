"""Plain JSON values with exact numbers: what every reader below may count on.

After `plain` a value is None, bool, Fraction, str, list or dict, no deeper than `DEEPEST`.
"""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from numbers import Integral
from types import NoneType
from typing import Any

from mgdsl.lang.numbers import DIGITS, exact
from mgdsl.records.faults import Faults, join, shown
from mgdsl.report.suggest import LONGEST_KEPT
from mgdsl.tree import frozen

DEEPEST = 64
_AS_IT_IS = frozenset((str, Fraction, bool, NoneType))


@frozen
class Refused:
    """A number that no record may hold."""

    name: str
    text: str


class Pairs(dict[str, Any]):
    """A JSON object that remembers the keys it repeats."""

    repeated: tuple[str, ...] = ()


def pairs(items: list[tuple[str, Any]]) -> "Pairs":
    """For `json`: an object, with its repeated keys noted."""
    made = Pairs(items)
    if len(made) < len(items):
        keys = [key for key, _ in items]
        made.repeated = tuple(dict.fromkeys(key for key in keys if keys.count(key) > 1))
    return made


def parse(text: str) -> Any:
    """JSON text as values that `plain` tidies: exact numbers, repeated keys noted.

    Raises json.JSONDecodeError, and RecursionError for text that is nested too deeply.
    """
    return json.loads(
        text,
        parse_int=number,
        parse_float=number,
        parse_constant=lambda word: Refused("not-a-number", word),
        object_pairs_hook=pairs,
    )


def number(text: str) -> Fraction | Refused:
    """An exact number of at most 18 digits, or why not."""
    return _number(text) if len(text) <= LONGEST_KEPT else _number.__wrapped__(text)


@lru_cache(maxsize=4096)
def _number(text: str) -> Fraction | Refused:
    try:
        return exact(text)
    except ValueError:
        return Refused("too-many-digits" if text[-1:].isdigit() else "not-a-number", text)


def plain(value: Any, faults: Faults, path: str = "", depth: int = 0) -> Any:
    """The value with exact numbers. What is refused is reported and becomes None."""
    if type(value) in _AS_IT_IS:
        return value
    match value:
        case None | bool() | str() | Fraction():
            return value
        case Refused():
            _refuse(value, faults, path)
            return None
        case int() | float() | Decimal():
            return plain(number(str(value)), faults, path)
        case dict() | list() if depth >= DEEPEST:
            message = f"this is nested more than {DEEPEST} levels deep"
            faults.add("too-deep", path, message, "write the record without nesting of this kind")
            return None
        case list():
            return [plain(each, faults, join(path, at), depth + 1) for at, each in enumerate(value)]
        case dict():
            for key in getattr(value, "repeated", ()):
                message = f"`{shown(key)}` stands twice in one object"
                repair = "keep one of the two; only one would count"
                faults.add("duplicate-key", join(path, key), message, repair)
            return {
                str(k): each
                if type(each) in _AS_IT_IS
                else plain(each, faults, join(path, str(k)), depth + 1)
                for k, each in value.items()
            }
        case Mapping():
            return plain(dict(value), faults, path, depth)
        case tuple():
            return plain(list(value), faults, path, depth)
        case date():
            return str(value)
        case Integral():
            return plain(number(str(value)), faults, path)
        case _:
            message = f"a value of the Python type `{type(value).__name__}` cannot stand in a record"
            repair = "write a text, a number, a list, a mapping, or None where the value is not known"
            faults.add("wrong-type", path, message, repair)
            return None


def _refuse(number: Refused, faults: Faults, path: str) -> None:
    match number.name:
        case "too-many-digits":
            message = f"{shown(number.text)} has more than {DIGITS} digits"
            faults.add(
                number.name, path, message, f"write it with at most {DIGITS} digits, all places counted"
            )
        case _:
            message = f"{shown(number.text)} is not a number that can be recorded"
            faults.add(number.name, path, message, "write null where a value is not known")
