"""The hash of a record: of what it says, not of blanks, the order of keys or the file it stands in."""

import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from typing import Any

from mgdsl.lang.numbers import show


def digest(value: dict[str, Any]) -> str:
    """SHA-256 of `canonical` in UTF-8, in hexadecimal."""
    return sha256(canonical(value).encode("utf-8", errors="backslashreplace")).hexdigest()


def canonical(value: Any) -> str:
    """JSON without blanks, keys sorted, numbers written out: the same for every writing of a record."""
    match value:
        case Mapping():
            pairs = sorted((str(key), each) for key, each in value.items())
            return "{" + ",".join(f"{json.dumps(key)}:{canonical(each)}" for key, each in pairs) + "}"
        case list() | tuple():
            return "[" + ",".join(canonical(each) for each in value) + "]"
        case None | bool() | str():
            return json.dumps(value)
        case Fraction():
            return show(value)
        case int() | float() | Decimal():
            return show(Fraction(str(value)))
        case _:
            return json.dumps(str(value))
