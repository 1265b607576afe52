"""What an evaluation leaves behind: every node with its value, as a tree of the program's own shape."""

from collections.abc import Callable
from typing import Any

from mgdsl.core.ir import Criterion, Expr
from mgdsl.tree import frozen


class Trace:
    """A node, its value and the traces of its operands, all of them, in order.

    A Ref has the trace of the definition. A Query has one trace of `where` for each row of its table, in the
    order of the rows, and then that of `closed`. The value is a `mgdsl.core.data.Value` of the node's type.
    Thousands are made, so it is a plain class.
    """

    __slots__ = ("children", "node", "value")

    def __init__(self, node: Expr, value: Any, children: "tuple[Trace, ...]" = ()) -> None:
        self.node = node
        self.value = value
        self.children = children

    def __repr__(self) -> str:
        return f"Trace({type(self.node).__name__}, {self.value!r}, {len(self.children)} children)"


class LaterTrace(Trace):
    """A trace of which the operands are found when they are asked for."""

    __slots__ = ("_find", "_found")

    def __init__(self, node: Expr, value: Any, find: "Callable[[], tuple[Trace, ...]]") -> None:
        self.node = node
        self.value = value
        self._find = find
        self._found: tuple[Trace, ...] | None = None

    @property
    def children(self) -> "tuple[Trace, ...]":  # type: ignore[override]
        if self._found is None:
            self._found = self._find()
        return self._found


@frozen
class Decision:
    """The two expressions of a criterion, evaluated."""

    criterion: Criterion
    applies: Trace
    blocks: Trace


@frozen
class Outcome:
    """A decision for each criterion, in the program's order."""

    decisions: tuple[Decision, ...]
