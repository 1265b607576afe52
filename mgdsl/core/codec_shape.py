"""The shapes of core JSON, read off the annotations of the classes: what the codec and its schema share."""

from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs

from mgdsl.tree import frozen

TAG = "is"
"""The key of an object that names its class."""


@frozen
class Plain:
    """A value of one of Python's own types, or an exact number."""

    type: Any

    def fits(self, raw: Any) -> bool:
        return type(raw) is (str if self.type is Fraction else self.type)


@frozen
class Many:
    """An array of any length."""

    of: "Shape"

    def fits(self, raw: Any) -> bool:
        return isinstance(raw, list)


@frozen
class Some:
    """An array of this many values, each of its own shape."""

    of: tuple["Shape", ...]

    def fits(self, raw: Any) -> bool:
        return isinstance(raw, list)


@frozen
class Choice:
    """One of several shapes."""

    of: tuple["Shape", ...]

    def fits(self, raw: Any) -> bool:
        return any(option.fits(raw) for option in self.of)


@frozen
class Object:
    """An attrs class. Its fields are looked up when asked for: classes contain one another."""

    cls: Any

    @property
    def name(self) -> str:
        return str(self.cls.__name__)

    def fits(self, raw: Any) -> bool:
        if self.name == "Origin":
            return isinstance(raw, list)
        return isinstance(raw, dict) and raw.get(TAG) == self.name

    def fields(self) -> "dict[str, Field]":
        return _fields(self.cls)


Shape = Plain | Many | Some | Choice | Object


@frozen
class Field:
    shape: Shape
    required: bool


@cache
def _fields(cls: Any) -> dict[str, Field]:
    hints = get_type_hints(cls)
    return {
        field.name: Field(shape_of(hints[field.name]), field.default is attrs.NOTHING)
        for field in attrs.fields(cls)
    }


@cache
def shape_of(hint: Any) -> Shape:
    """The shape of an annotation. Raises TypeError for one that core JSON has no form for."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return Choice(tuple(shape_of(each) for each in args))
    if origin is tuple:
        if args[1:] == (...,):
            return Many(shape_of(args[0]))
        return Some(tuple(shape_of(each) for each in args))
    if hint in (str, int, bool, NoneType, Fraction):
        return Plain(hint)
    if attrs.has(hint):
        return Object(hint)
    raise TypeError(f"core JSON has no form for {hint!r}")
