"""What is settled about values where a line stands, and what follows for a tree from that."""

from collections.abc import Mapping
from typing import TypeAlias, assert_never

from mgdsl.lint.spaces import States
from mgdsl.lint.trees import Apart, Choice, Claim, Every, Some, Tree, claims_of

Known: TypeAlias = Mapping[object, tuple[States, tuple[Claim, ...]]]
"""What is settled, by what it is about: the states left, and the claims that leave them."""

NOTHING: Known = {}


def joined(known: Known, claims: tuple[Claim, ...]) -> Known:
    """What is known once the claims hold, too."""
    found = dict(known)
    for claim in claims:
        states, by = found.get(claim.about, (claim.every, ()))
        found[claim.about] = (states & claim.holds, (*by, claim))
    return found


def possible(tree: Tree, known: Known) -> bool:
    """Whether the tree can hold for somebody of whom this is known; True where that is not seen."""
    match tree:
        case Claim():
            return bool(known.get(tree.about, (tree.every, ()))[0] & tree.holds)
        case Every(items):
            inner = joined(known, tuple(claims_of(tree)))
            return all(states for states, _ in inner.values()) and all(possible(i, inner) for i in items)
        case Some(items):
            return any(possible(item, known) for item in items)
        case Apart() | Choice():
            return True
        case _:
            assert_never(tree)


def certain(tree: Tree, known: Known) -> bool:
    """Whether the tree holds for everybody of whom this is known; False where that is not seen."""
    match tree:
        case Claim():
            return tree.about in known and known[tree.about][0] <= tree.holds
        case Every(items):
            return all(certain(item, known) for item in items)
        case Some(items):
            return any(certain(item, known) for item in items)
        case Apart() | Choice():
            return False
        case _:
            assert_never(tree)
