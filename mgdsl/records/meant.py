"""What a recorded value of the wrong form was surely meant to be."""

import re
from fractions import Fraction

from mgdsl.report.suggest import fold

_MISSING = frozenset((
    "", ".", "-", "na", "n/a", "n.a.", "nd", "not done", "not available", "not applicable", "unk", "unknown",
    "missing", "none", "null", "nan", "?", "k.a.", "-9", "-99", "-999", "99", "999", "9999",
))  # fmt: skip
_NOTHING = frozenset(("none", "no", "nil", "never", "negative", "false", "0", "keine", "aucun", "[]", "{}"))
_YES, _NO = ("yes", "y", "true", "t", "1", "ja", "oui"), ("no", "n", "false", "f", "0", "nein", "non")
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V"}


def is_missing(found: object) -> bool:
    """Whether this is one of the marks with which other systems say that a value is not known."""
    text = str(found) if isinstance(found, str | int | Fraction) and not isinstance(found, bool) else "x"
    return fold(text) in _MISSING


def is_nothing(found: object) -> bool:
    """Whether this says, where a history should stand, that nothing happened: ``"none"``, ``false``."""
    return found is not None and fold(str(found)) in _NOTHING


def number(found: object) -> str | None:
    """The number that a text writes: ``"12"``, ``"0,5"``, ``"8/66"``, ``"8 of 66"``."""
    if isinstance(found, str) and (points := of_most(found)):
        return points
    match = re.fullmatch(r"\s*(-?\d+)(?:[.,](\d+))?\s*", found) if isinstance(found, str) else None
    return None if match is None else match[1] + (f".{match[2]}" if match[2] else "")


def of_most(text: str) -> str | None:
    """The points in front of the most that there can be: ``8/66``, ``8 of 66``, ``8 out of 66``."""
    match = re.fullmatch(r"\s*(\d+) *(?:/|(?:out )?of ) *\d+\s*", text)
    return None if match is None else match[1]


def yes_or_no(found: object) -> str | None:
    """``true`` or ``false``, of ``"yes"``, ``0`` or ``"Y"``."""
    said = fold(str(found))
    return "true" if said in _YES else "false" if said in _NO else None


def value(written: str, known: list[str]) -> list[str]:
    """The values that a short form stands for: `M` for male, `pos` for positive, `2a` for IIa."""
    roman = re.sub(r"[1-5]", lambda digit: _ROMAN[digit[0]], written)
    exact = [name for name in known if fold(name) == fold(roman)]
    short = [name for name in known if len(written) < len(name) and fold(name).startswith(fold(written))]
    return exact or (short if written.strip() and len(short) == 1 else [])
