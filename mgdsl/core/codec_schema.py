"""The JSON Schema of core JSON, generated from the classes."""

from fractions import Fraction
from types import NoneType
from typing import Any, assert_never

from mgdsl.core.codec import FORMAT, VERSION
from mgdsl.core.codec_shape import TAG, Choice, Many, Object, Plain, Shape, Some, shape_of
from mgdsl.core.ir import Origin
from mgdsl.core.program import Program

Json = dict[str, Any]

_PLAIN: dict[Any, Json] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    Fraction: {"type": "string", "pattern": r"^-?[0-9]+(/[0-9]+)?$"},
}
_POSITION: Json = {"type": "integer", "minimum": 0}


def core_schema() -> Json:
    """JSON Schema 2020-12 of a compiled protocol."""
    definitions: dict[str, Json] = {}
    program = _schema(shape_of(Program), definitions)
    fields = {"mgdsl": {"const": FORMAT}, "version": {"const": VERSION}, "program": program}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Compiled protocol of mgdsl",
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


def _schema(shape: Shape, definitions: dict[str, Json]) -> Json:
    """The schema of a shape; those of classes go to `definitions`."""
    match shape:
        case Plain(type_):
            return _PLAIN[type_]
        case Many(of):
            return {"type": "array", "items": _schema(of, definitions)}
        case Some(of):
            return _array([_schema(each, definitions) for each in of])
        case Choice(of):
            return {"anyOf": [_schema(each, definitions) for each in of]}
        case Object():
            if shape.name not in definitions:
                definitions[shape.name] = {}  # a class may contain itself
                definitions[shape.name] = _object(shape, definitions)
            return {"$ref": f"#/$defs/{shape.name}"}
        case _:
            assert_never(shape)


def _object(shape: Object, definitions: dict[str, Json]) -> Json:
    if shape.cls is Origin:
        return _array([_POSITION, _POSITION, _POSITION, _PLAIN[str], _PLAIN[str]])
    fields = shape.fields()
    return {
        "type": "object",
        "properties": {
            TAG: {"const": shape.name},
            **{name: _schema(field.shape, definitions) for name, field in fields.items()},
        },
        "required": [TAG, *(name for name, field in fields.items() if field.required)],
        "additionalProperties": False,
    }


def _array(items: list[Json]) -> Json:
    return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
