"""A JSON Schema in few words, for people: which values may stand at a place."""

import json
from collections.abc import Callable
from typing import Any

Json = dict[str, Any]

DATE = "date"
WIDTH = 80
_NAMES = {"string": "text", "boolean": "true or false", "integer": "whole number", "number": "number"}


def shape(schema: Json, nulls: bool = False, width: int = WIDTH) -> str:
    """``"IIa" or "IIb"``; ``0 to 3``; ``{"value": number, "unit": text}``.

    `nulls`: it is said where null may stand. `width`: an object that is longer has a line for each field.
    """

    def of(inner: Json) -> str:
        return shape(inner, nulls, width)

    match schema:
        case {"$ref": str(path)}:
            return path.rpartition("/")[2]
        case {"const": value}:
            return json.dumps(value)
        case {"enum": list(values)}:
            return _enumerated([value for value in values if nulls or value is not None])
        case {"anyOf": list(forms)}:
            return " or ".join(dict.fromkeys(filter(None, map(of, forms))))
        case {"type": "null"}:
            return "null" if nulls else ""
        case {"type": kind}:
            kinds = [kind] if isinstance(kind, str) else kind
            words = [_of_kind(each, schema, of, width) for each in kinds if each != "null"]
            return " or ".join(words + (["null"] if nulls and "null" in kinds else []))
    raise AssertionError(schema)


def _enumerated(values: list[Any]) -> str:
    if values == list(range(len(values))):
        return f"0 to {len(values) - 1}"
    return " or ".join(map(json.dumps, values))


def _of_kind(kind: str, schema: Json, of: Callable[[Json], str], width: int) -> str:
    match kind:
        case "object":
            fields = [f'"{name}": {of(each)}' for name, each in schema["properties"].items()]
            return _braced(fields, width)
        case "array":
            return f"[{of(schema['items'])}, …]"
        case "string" if r"\d{4}" in schema.get("pattern", ""):
            return DATE
        case _:
            return _NAMES[kind]


def _braced(fields: list[str], width: int) -> str:
    line = "{" + ", ".join(fields) + "}"
    if len(line) <= width:
        return line
    rows = ",\n".join(fields).split("\n")
    return "\n".join(["{", *(f"  {row}" for row in rows), "}"])
