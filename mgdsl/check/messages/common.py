"""How a sentence of the checker is put together."""

from collections.abc import Iterable

from mgdsl.report.diagnostic import Diagnostic, Label
from mgdsl.report.source import Place
from mgdsl.report.suggest import nearest


def say(
    name: str,
    place: Place,
    message: str,
    why: str = "",
    repair: str = "",
    label: str = "",
    others: tuple[Label, ...] = (),
) -> Diagnostic:
    return Diagnostic(name, message, place, label, why, repair, others)


def shown(names: Iterable[str], most: int = 12) -> str:
    """A list of names for people, cut where it gets long."""
    words = list(dict.fromkeys(names))
    rest = len(words) - most
    return ", ".join(words[:most]) + (f" and {rest} more" if rest > 0 else "")


def perhaps(word: str, choices: Iterable[str]) -> str:
    """`write X` for the nearest choice, or the choices there are."""
    names = list(choices)
    found = nearest(word, names)
    return f"write `{found}`" if found else (f"choose one of: {shown(names)}" if names else "")
