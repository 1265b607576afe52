"""Which operands explain a value, also through the shapes that desugaring leaves."""

from typing import assert_never

from mgdsl.core.ir import Apply, AtLeast, Field, If, Known, Lit, Not, Query, Ref
from mgdsl.evaluate.trace import Trace
from mgdsl.tree import frozen


def explaining(trace: Trace) -> tuple[Trace, ...]:
    """The operands that explain a truth: of `all of` the false ones if it is false, and so on.

    Of an unknown one, the operands it waits for. Of a Query, none: its rows are not operands.
    """
    node, children = trace.node, trace.children
    match node:
        case Lit() | Field() | Query():
            return ()
        case Apply() | Not() | Known() | Ref():
            return children
        case If():
            return _branches(trace)
        case AtLeast():
            pair = as_decided(trace)
            if pair is not None:
                return _settled(trace, *pair)
            if as_surely(trace):
                return children[1:]
            return tuple(child for child in children if child.value is trace.value)
        case _:
            assert_never(node)


def as_surely(trace: Trace) -> bool:
    """Whether the node is `surely(x)`, with the operands Known(x) and x."""
    match trace.node:
        case AtLeast(k=2, xs=(Known(of=of), x)):
            return of is x or of == x
        case _:
            return False


def as_decided(trace: Trace) -> tuple[Trace, Trace] | None:
    """Of a node `decided(true, false)`, the traces of the two; else None."""
    match trace.children:
        case (
            left,
            Trace(node=AtLeast(k=2), children=(Trace(node=Lit(value=None)), Trace(node=Not()) as no)),
        ):
            right = no.children[0]
            if isinstance(trace.node, AtLeast) and trace.node.k == 1 and as_surely(left) and as_surely(right):
                return left.children[1], right.children[1]
        case _:
            pass
    return None


@frozen
class Pick:
    """The two searches of *latest* or *earliest*: a record that passes and could be it, one that fails."""

    right: Trace
    wrong: Trace


def as_pick(trace: Trace) -> Pick | None:
    """Of a node that asks for the latest or the earliest record, its two searches; else None."""
    match as_decided(trace):
        case (
            Trace(children=(Trace(node=Not(), children=(Trace(node=Apply()) as wrong,)), _)),
            Trace(children=(Trace(node=Not(), children=(Trace(node=Apply()) as right,)), _)),
        ):
            if all(isinstance(each.children[0].node, Query) for each in (right, wrong)):
                return Pick(right.children[0], wrong.children[0])
        case _:
            pass
    return None


def _settled(trace: Trace, true: Trace, false: Trace) -> tuple[Trace, ...]:
    if trace.value is None:
        return tuple(each for each in (true, false) if each.value is None) or (true, false)
    return (true,) if trace.value else (false,)


def _branches(trace: Trace) -> tuple[Trace, ...]:
    """The condition with its branch; if the condition is unknown, the branches and, where they differ, it."""
    condition, then, otherwise = trace.children
    if condition.value is not None:
        return condition, then if condition.value else otherwise
    if trace.value is None:
        return condition, *(each for each in (then, otherwise) if each.value is None)
    return then, otherwise
