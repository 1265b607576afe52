"""Explanations of a bounded size.

Reasons share what lies below them, so a protocol whose definitions use one another twice and twice again has
few reasons, and a tree of them that nobody could print.
"""

from collections.abc import Iterable

from attrs import evolve

from mgdsl.evaluate.result import Reason

MOST = 5_000
"""Reasons of one criterion."""
REST = "… and more conditions than can be listed"


def bounded(reasons: tuple[Reason, ...], most: int = MOST) -> tuple[Reason, ...]:
    """The same reasons if their trees hold no more than `most`; else as many, and `REST`."""
    if _size(reasons, {}) <= most:
        return reasons
    return _cut(reasons, _Left(most))


def _size(reasons: Iterable[Reason], known: dict[int, int]) -> int:
    """How many reasons the trees hold when everything shared is counted wherever it stands."""
    total = 0
    for reason in reasons:
        if id(reason) not in known:
            known[id(reason)] = 1 + _size(reason.children, known)
        total += known[id(reason)]
    return total


class _Left:
    def __init__(self, most: int) -> None:
        self.left = most


def _cut(reasons: tuple[Reason, ...], budget: _Left) -> tuple[Reason, ...]:
    found: list[Reason] = []
    for reason in reasons:
        if budget.left <= 0:
            found.append(Reason(REST, reason.value))
            break
        budget.left -= 1
        found.append(evolve(reason, children=_cut(reason.children, budget)))
    return tuple(found)
