"""Core JSON back to objects, shape by shape; whatever does not fit its shape is refused."""

from fractions import Fraction
from typing import Any, assert_never

from attrs import define

from mgdsl.core.codec_error import AGAIN, CodecError, cut, malformed
from mgdsl.core.codec_shape import TAG, Choice, Many, Object, Plain, Shape, Some
from mgdsl.core.ir import Origin
from mgdsl.report.source import Place, Source, Span

LONGEST = 200
"""Characters of an exact number."""


@define
class Decoder:
    """Reads JSON by shape; `sources` are those that origins refer to."""

    sources: tuple[Source, ...]

    def read(self, shape: Shape, raw: Any, where: str) -> Any:
        match shape:
            case Plain(type_):
                return self._plain(type_, raw, where)
            case Many(of):
                return tuple([self.read(of, each, where) for each in _array(raw, where)])
            case Some(of):
                if len(_array(raw, where)) != len(of):
                    raise malformed(where, f"{len(of)} values")
                return tuple([self.read(one, each, where) for one, each in zip(of, raw, strict=True)])
            case Choice(of):
                return self.read(self._chosen(of, raw, where), raw, where)
            case Object():
                return self._origin(raw, where) if shape.cls is Origin else self._object(shape, raw, where)
            case _:
                assert_never(shape)

    def _plain(self, type_: Any, raw: Any, where: str) -> Any:
        if type_ is Fraction:
            return _fraction(raw, where)
        if type(raw) is not type_:
            raise malformed(where, _WORDS[type_])
        return raw

    def _chosen(self, options: tuple[Shape, ...], raw: Any, where: str) -> Shape:
        for option in options:
            if option.fits(raw):
                return option
        tag = raw.get(TAG) if isinstance(raw, dict) else None
        if isinstance(tag, str):
            raise CodecError("unknown-node", f"`{cut(tag)}` cannot stand at {where}", AGAIN)
        raise malformed(where, "another value")

    def _object(self, shape: Object, raw: Any, where: str) -> Any:
        if not isinstance(raw, dict):
            raise malformed(where, f"an object ({shape.name})")
        if not shape.fits(raw):
            raise CodecError("unknown-node", f"`{cut(raw.get(TAG))}` cannot stand at {where}", AGAIN)
        fields = shape.fields()
        held = {}
        for name, value in raw.items():
            if name in fields:
                held[name] = self.read(fields[name].shape, value, f"{shape.name}.{name}")
            elif name != TAG:
                raise CodecError("unknown-node", f"{shape.name} has no field `{cut(name)}`", AGAIN)
        for name, field in fields.items():
            if field.required and name not in held:
                raise malformed(shape.name, f"the field {name}")
        return shape.cls(**held)

    def _origin(self, raw: Any, where: str) -> Origin:
        match raw:
            case [int(at), int(start), int(end), str(note), str(words)] if 0 <= at < len(self.sources):
                if bool not in map(type, raw) and 0 <= start <= end <= len(self.sources[at].text):
                    place = Place(self.sources[at], Span(start, end))
                    return Origin(place=place, note=note, words=words)
        raise malformed(where, "[source, start, end, note, words] within its source")


_WORDS = {str: "a text", int: "a whole number", bool: "true or false", type(None): "null"}


def _array(raw: Any, where: str) -> list[Any]:
    if not isinstance(raw, list):
        raise malformed(where, "an array")
    return raw


def _fraction(raw: Any, where: str) -> Fraction:
    wanted = 'an exact number in quotes, such as "1/3"'
    if not isinstance(raw, str) or len(raw) > LONGEST:
        raise malformed(where, wanted)
    number, _, divisor = raw.partition("/")
    if not number.removeprefix("-").isdecimal() or not number.isascii():
        raise malformed(where, wanted)
    if "/" in raw and not (divisor.isdecimal() and divisor.isascii() and int(divisor)):
        raise malformed(where, wanted)
    return Fraction(raw)
