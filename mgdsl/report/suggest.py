"""The nearest right spelling."""

from collections.abc import Iterable


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice most like `word`, or None when none is alike. Case and hyphens do not count."""
    from difflib import get_close_matches  # a message is the rare case; difflib costs start-up

    folded = {fold(choice): choice for choice in choices}
    found = get_close_matches(fold(word), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def fold(name: str) -> str:
    """The form under which two spellings of a name are one: case and runs of blanks do not count."""
    return " ".join(name.split()).casefold()
