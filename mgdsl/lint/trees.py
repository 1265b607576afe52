"""What a criterion asks, as a tree: claims about values, and the blocks that they stand in.

Negation stands in the claims; the blocks are *and*, *or*, an `if` with another branch, and what is read
apart.
"""

from collections.abc import Hashable, Iterator
from typing import TypeAlias, assert_never

from attrs import evolve

from mgdsl.core import columns as c
from mgdsl.core import ir
from mgdsl.lint.spaces import States
from mgdsl.tree import frozen


@frozen(eq=False)
class Claim:
    """One condition on one value. `about` says which, its kind first.

    `true`: the states of `every` in which the author's words hold.

    `positive`: whether they must hold, or must not. `turned`: the words hold the negation of `expr`, too.
    `form` and `op` are there for a number.
    """

    about: tuple[Hashable, ...]
    true: States
    every: States
    positive: bool
    expr: ir.Expr
    origin: ir.Origin | None
    form: c.Form | None = None
    op: str = ""
    turned: bool = False

    @property
    def holds(self) -> States:
        return self.true if self.positive else self.every - self.true


@frozen(eq=False)
class Every:
    items: tuple["Tree", ...]


@frozen(eq=False)
class Some:
    items: tuple["Tree", ...]


@frozen(eq=False)
class Apart:
    """Parts that are read each by itself: a count's, or nothing at all. `counted`: how many are wanted."""

    items: tuple["Tree", ...] = ()
    counted: int = 0


@frozen(eq=False)
class Choice:
    condition: "Tree"
    then: "Tree"
    otherwise: "Tree"


Tree: TypeAlias = Claim | Every | Some | Apart | Choice


def negated(claim: Claim, origin: ir.Origin | None) -> Claim:
    """The claim in words that hold the negation, too."""
    return evolve(
        claim,
        true=claim.every - claim.true,
        positive=not claim.positive,
        origin=origin,
        turned=not claim.turned,
    )


def turned(claim: Claim) -> Claim:
    """The claim's opposite: what is settled where it does not hold."""
    return evolve(claim, positive=not claim.positive)


def claims_of(tree: Tree) -> Iterator[Claim]:
    """The claims that all must hold for the tree to hold."""
    match tree:
        case Claim():
            yield tree
        case Every(items):
            for item in items:
                yield from claims_of(item)
        case _:
            pass


def alternatives(tree: Tree) -> Iterator[Claim]:
    """The claims of which one is enough."""
    match tree:
        case Claim():
            yield tree
        case Some(items):
            for item in items:
                yield from alternatives(item)
        case _:
            pass


def atoms(tree: Tree) -> Iterator[Claim]:
    match tree:
        case Claim():
            yield tree
        case Every(items) | Some(items) | Apart(items):
            for item in items:
                yield from atoms(item)
        case Choice(condition, then, otherwise):
            for part in (condition, then, otherwise):
                yield from atoms(part)
        case _:
            assert_never(tree)


def choices(tree: Tree) -> Iterator[Tree]:
    """The conditions that choose between two branches."""
    match tree:
        case Claim():
            pass
        case Every(items) | Some(items) | Apart(items):
            for item in items:
                yield from choices(item)
        case Choice(condition, then, otherwise):
            yield condition
            for part in (condition, then, otherwise):
                yield from choices(part)
        case _:
            assert_never(tree)


def aparts(tree: Tree) -> Iterator[Apart]:
    """The counts of conditions."""
    match tree:
        case Claim():
            pass
        case Apart(items, counted):
            if counted:
                yield tree
            for item in items:
                yield from aparts(item)
        case Every(items) | Some(items):
            for item in items:
                yield from aparts(item)
        case Choice(condition, then, otherwise):
            for part in (condition, then, otherwise):
                yield from aparts(part)
        case _:
            assert_never(tree)


def rest(items: tuple[Tree, ...], cls: type[Every] | type[Some]) -> Iterator[Tree]:
    """What stands in a block, blocks of the same word opened, claims left out."""
    for item in items:
        if isinstance(item, cls):
            yield from rest(item.items, cls)
        elif not isinstance(item, Claim):
            yield item
