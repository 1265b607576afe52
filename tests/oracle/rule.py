"""A total over a threshold of which the ocular items are at most half: decided by trying every completion.

Nothing of the package is imported. Truths are True, False and None (unknown).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

VALUES = (0, 1, 2, 3)


@dataclass(frozen=True)
class Scale:
    """An instrument of items scored 0 to 3, the ocular ones first."""

    name: str
    ocular: tuple[str, ...]
    others: tuple[str, ...]
    threshold: int

    @property
    def items(self) -> tuple[str, ...]:
        return self.ocular + self.others


MG_ADL = Scale(
    "MG-ADL",
    ("double vision", "eyelid droop"),
    ("talking", "chewing", "swallowing", "breathing", "brush teeth, comb hair", "arise from chair"),
    5,
)
QMG = Scale(
    "QMG",
    ("double vision on lateral gaze", "ptosis on upward gaze"),
    (
        "lid closure",
        "swallowing water",
        "counting aloud",
        "right arm",
        "left arm",
        "right grip",
        "left grip",
        "right leg",
        "left leg",
        "head lift",
        "vital capacity",
    ),
    11,
)

Vector = tuple[int | None, ...]
"""A value for each item in the order of the scale; None is not scored."""


@dataclass(frozen=True)
class Answer:
    """The rule with `ocular share <= 50%` and with `< 50%`."""

    at_most_half: bool | None
    under_half: bool | None


def decide(scale: Scale, vector: Vector, total: int | None = None, ocular: int | None = None) -> Answer:
    """The rule for item values and, if they are recorded too, the total and the ocular part.

    Each comparison is decided over all completions; then the two are joined by strong Kleene *and*.
    """
    cut = len(scale.ocular)
    seen, hidden = _split(vector[:cut]), _split(vector[cut:])
    return _decide(scale.threshold, seen, hidden, total, ocular)


Half = tuple[int, int]
"""Sum of the scored items, number of those not scored."""


def _split(values: Vector) -> Half:
    return sum(value for value in values if value is not None), values.count(None)


@cache
def _decide(threshold: int, seen: Half, hidden: Half, total: int | None, ocular: int | None) -> Answer:
    pairs = {
        (eyes, eyes + rest)
        for eyes in _sums(*seen)
        for rest in _sums(*hidden)
        if total in (None, eyes + rest) and ocular in (None, eyes)
    }
    enough = _agreed(whole >= threshold for _, whole in pairs)
    at_most = _agreed(2 * eyes <= whole for eyes, whole in pairs)
    under = _agreed(2 * eyes < whole for eyes, whole in pairs)
    return Answer(_both(enough, at_most), _both(enough, under))


@cache
def _sums(known: int, missing: int) -> frozenset[int]:
    return frozenset(known + sum(rest) for rest in product(VALUES, repeat=missing))


def _agreed(answers: Iterator[bool]) -> bool | None:
    found = set(answers)
    return found.pop() if len(found) == 1 else None


def _both(x: bool | None, y: bool | None) -> bool | None:
    if x is False or y is False:
        return False
    return True if x and y else None
