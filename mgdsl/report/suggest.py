"""The nearest right spelling."""

from collections.abc import Iterable


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice most like `word`, or None when none is alike. Case does not count."""
    return next(iter(near(word, choices, 1)), None)


def near(word: str, choices: Iterable[str], most: int) -> list[str]:
    """The choices most like `word`, the most like first."""
    from difflib import get_close_matches  # a message is the rare case; difflib costs start-up

    folded = {fold(choice): choice for choice in choices}
    return [folded[found] for found in get_close_matches(fold(word), folded, n=most, cutoff=0.6)]


def fold(name: str) -> str:
    """The form under which two spellings of a name are one: case and runs of blanks do not count."""
    return " ".join(name.split()).casefold()
