"""The nearest right spelling: a slip of the fingers, never another word that happens to share letters."""

from collections.abc import Iterable
from functools import lru_cache

LONGEST_KEPT = 100
"""Characters of a text that is kept with what was made of it: names and numbers are met over and over."""


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice most like `word`, or None when none is alike. Case does not count."""
    return next(iter(near(word, choices, 1)), None)


def near(word: str, choices: Iterable[str], most: int) -> list[str]:
    """The choices that a few slips turn into `word`, the fewest slips first.

    One slip in up to four letters, two in up to eight, three in more: a guess that is further off could be
    pasted, and would ask something else.
    """
    wrong = fold(word)
    least = 0 if len(wrong) < 2 else 1 if len(wrong) <= 4 else 2 if len(wrong) <= 8 else 3
    found = []
    for at, (right, choice) in enumerate({fold(choice): choice for choice in choices}.items()):
        if right == wrong or abs(len(right) - len(wrong)) > least:
            count = 0 if right == wrong else least + 1
        else:
            count = slips(wrong, right, least)
        if count <= least:
            found.append((count, right[:1] != wrong[:1], at, choice))
    return [choice for *_, choice in sorted(found)[:most]]


def alike(word: str, choices: Iterable[str], most: int) -> list[str]:
    """As `near`; where there is none, the choices whose words are among those of `word`, or the other way."""
    known = list(dict.fromkeys(choices))
    said = set(fold(word).split())
    found = near(word, known, most) or [c for c in known if set(fold(c).split()) < said]
    return (found or [c for c in known if said and said < set(fold(c).split())])[:most]


def slips(one: str, other: str, most: int) -> int:
    """Letters added, lost, changed or swapped with their neighbour; more than `most` is not counted out."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, against in enumerate(other, 1):
            count = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                count = min(count, earlier[j - 2] + 1)
            row.append(count)
        if min(row) > most:
            return most + 1
    return row[-1]


def fold(name: str) -> str:
    """The form under which two spellings of a name are one: case and runs of blanks do not count."""
    return _folded(name) if len(name) <= LONGEST_KEPT else _folded.__wrapped__(name)


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
