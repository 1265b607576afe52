"""The hash of a record: of what it says, not of blanks, the order of keys or the file it stands in."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from json.encoder import encode_basestring_ascii as quoted
from numbers import Integral
from typing import Any

from mgdsl.lang.numbers import show


def digest(value: dict[str, Any]) -> str:
    """SHA-256 of `canonical` in UTF-8, in hexadecimal."""
    return sha256(canonical(value).encode("utf-8", errors="backslashreplace")).hexdigest()


def canonical(value: Any) -> str:
    """JSON without blanks, keys sorted, numbers written out: the same for every writing of a record."""
    parts: list[str] = []
    _write(value, parts)
    return "".join(parts)


def _write(value: Any, parts: list[str]) -> None:
    match value:
        case str():
            parts.append(quoted(value))
        case dict() | Mapping():
            sign = "{"
            for key, each in sorted((str(key), each) for key, each in value.items()):
                parts.append(f"{sign}{quoted(key)}:")
                _write(each, parts)
                sign = ","
            parts.append("}" if sign == "," else "{}")
        case list() | tuple():
            sign = "["
            for each in value:
                parts.append(sign)
                _write(each, parts)
                sign = ","
            parts.append("]" if sign == "," else "[]")
        case None | bool():
            parts.append(_LITERALS[value])
        case Fraction() | int() if value.denominator == 1:
            parts.append(str(value.numerator))
        case Fraction():
            parts.append(show(value))
        case float() | Decimal() | Integral():
            parts.append(show(Fraction(str(value))))
        case _:
            parts.append(quoted(str(value)))


_LITERALS = {None: "null", True: "true", False: "false"}
