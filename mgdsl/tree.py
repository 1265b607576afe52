"""The classes of every tree (the surface, the core, columns), and children, walk and find for any of them.

A child is an attrs object, or one within a tuple, in a field that is part of the node's equality; spans and
origins are not, and so are no children.
"""

from collections.abc import Callable, Iterator
from functools import cache, partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

T = TypeVar("T")

if TYPE_CHECKING:
    from attrs import frozen as frozen
else:

    def frozen(cls=None, **options):
        """attrs' `frozen`, with one `__repr__` for all: one compiled for each class takes long."""
        if cls is None:
            return partial(frozen, **options)
        if "__repr__" not in cls.__dict__:
            cls.__repr__ = _shown
        return attrs.frozen(cls, repr=False, **options)


def _shown(node: Any) -> str:
    shown = ", ".join(f"{f.name}={getattr(node, f.name)!r}" for f in attrs.fields(type(node)) if f.repr)
    return f"{type(node).__name__}({shown})"


@cache
def _getter(cls: Any) -> Callable[[Any], tuple[Any, ...]]:
    names = [field.name for field in attrs.fields(cls) if field.eq]
    if len(names) < 2:
        return lambda node: tuple(getattr(node, name) for name in names)
    return attrgetter(*names)


def children(node: Any) -> Iterator[Any]:
    """The nodes directly below `node`, in the order of its fields."""
    yield from _nodes(_getter(node.__class__)(node))


def _nodes(values: tuple[Any, ...]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, tuple):
            yield from _nodes(value)
        elif hasattr(value, "__attrs_attrs__"):
            yield value


def walk(node: Any) -> Iterator[Any]:
    """`node` and everything below it, parents first. Not recursive: any depth will do."""
    todo = [node]
    while todo:
        node = todo.pop()
        yield node
        todo.extend(reversed(list(children(node))))


def find(node: Any, cls: type[T]) -> Iterator[T]:
    """Everything of class `cls` in `node`, itself included, parents first."""
    return (found for found in walk(node) if isinstance(found, cls))
