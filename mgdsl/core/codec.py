"""The core as JSON, versioned: what a compiled protocol is kept in, and evaluated from without the parser.

One walk over the classes of the core: an object is ``{"is": its class, field: value, …}`` without the fields
that have their default, a tuple is an array, an exact number a string (``"1/3"``). An origin is
``[source, start, end, note, words]``; `source` counts the program's sources, whose texts are embedded.
"""

import json
from fractions import Fraction
from typing import Any

import attrs

from mgdsl.core.codec_error import AGAIN, CodecError, cut, malformed
from mgdsl.core.codec_read import Decoder
from mgdsl.core.codec_shape import TAG, shape_of
from mgdsl.core.ir import Origin
from mgdsl.core.program import Program
from mgdsl.core.verify import faults
from mgdsl.lang.numbers import DIGITS
from mgdsl.report.source import Source

FORMAT, VERSION = "core", 1
DEEPEST = 300
"""Levels of arrays and objects."""

Json = dict[str, Any]


def encode(program: Program) -> Json:
    """The program as plain JSON types. Raises CodecError for one that is nested too deeply."""
    places = {id(source): at for at, source in enumerate(program.sources)}
    encoded = {"mgdsl": FORMAT, "version": VERSION, "program": _plain(program, places, 0)}
    return encoded


def dumps(program: Program) -> str:
    """The program as a JSON text that ends in a line feed."""
    return json.dumps(encode(program), ensure_ascii=False, separators=(",", ":")) + "\n"


def _plain(value: Any, sources: dict[int, int], depth: int) -> Any:
    if depth > DEEPEST:
        raise _too_deep()
    match value:
        case None | bool() | int() | str():
            return value
        case Fraction():
            return str(value)
        case tuple():
            return [_plain(each, sources, depth + 1) for each in value]
        case Origin(place=place, note=note, words=words):
            return [_counted(place.source, sources), place.span.start, place.span.end, note, words]
        case _:
            written = {TAG: type(value).__name__}
            for field in attrs.fields(type(value)):
                held = getattr(value, field.name)
                if field.default is attrs.NOTHING or held != field.default:
                    written[field.name] = _plain(held, sources, depth + 1)
            return written


def _counted(source: Source, sources: dict[int, int]) -> int:
    """The number of a source among those of the program."""
    if id(source) not in sources:
        raise CodecError("foreign-source", f"{cut(source.name)} is not one of the program's sources")
    return sources[id(source)]


def loads(text: str) -> Program:
    """The program of a JSON text. Raises CodecError."""
    try:
        encoded = json.loads(text, parse_int=_whole)
    except json.JSONDecodeError as error:
        raise CodecError("not-json", f"the compiled protocol is not JSON: {error}") from None
    except RecursionError:
        raise _too_deep() from None
    return decode(encoded)


def decode(encoded: Any) -> Program:
    """The program of plain JSON types. Raises CodecError for another version and for anything malformed."""
    if not isinstance(encoded, dict) or encoded.get("mgdsl") != FORMAT:
        repair = "make one with `mgdsl compile PROTOCOL --to core`"
        raise CodecError("not-core", 'a compiled protocol begins with "mgdsl": "core"', repair)
    version = encoded.get("version")
    if version != VERSION or isinstance(version, bool):
        message = f"this is version {cut(version)} of the compiled form; this mgdsl reads version {VERSION}"
        repair = "compile the protocol again with this mgdsl, or use the mgdsl that compiled it"
        raise CodecError("unknown-version", message, repair)
    if _depth(encoded) > DEEPEST:
        raise _too_deep()
    if set(encoded) != {"mgdsl", "version", "program"}:
        raise malformed("the file", "the fields mgdsl, version and program")
    raw = encoded["program"]
    sources = _sources(raw)
    program: Program = Decoder(sources).read(shape_of(Program), raw, "program")
    program = attrs.evolve(program, sources=sources)
    for fault in faults(program):
        raise CodecError("broken-core", f"the compiled protocol does not hold together: {fault}", AGAIN)
    return program


def _sources(raw: Any) -> tuple[Source, ...]:
    """The sources first: origins refer to them."""
    found = raw.get("sources") if isinstance(raw, dict) else None
    shape = shape_of(tuple[Source, ...])
    sources: tuple[Source, ...] = Decoder(()).read(shape, found, "sources")
    return sources


def _whole(digits: str) -> int | str:
    """Longer than any index is left as a text, which no whole number may be."""
    return int(digits) if len(digits) <= DIGITS else digits


def _depth(value: Any) -> int:
    """Levels of arrays and objects; stops counting beyond the deepest allowed."""
    deepest, todo = 0, [(value, 1)]
    while todo and deepest <= DEEPEST:
        held, depth = todo.pop()
        if isinstance(held, dict | list):
            deepest = max(deepest, depth)
            todo += [(each, depth + 1) for each in (held.values() if isinstance(held, dict) else held)]
    return deepest


def _too_deep() -> CodecError:
    message = f"the program is nested more than {DEEPEST} levels deep"
    return CodecError("too-deep", message, "give parts of the deepest criterion a name with `define`")
