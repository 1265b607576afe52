"""A window unlike all the others: another visit, or the same number with another unit."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator

from mgdsl.check.scope import THE_VISIT
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.wording import owner
from mgdsl.report.diagnostic import Label, Severity
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

SEVERITY = Severity.INFO
LIKE = 3
"""How many others must agree."""


def find(look: Look) -> Iterator[Finding]:
    windows = [w for w in look.all(ast.Distance) if isinstance(owner(look, w), ast.Criterion)]
    named = [window for window in windows if fold(window.visit.text) != THE_VISIT]
    for side in ("before", "after"):
        like = [window for window in named if window.side == side]
        yield from _odd(look, like, lambda w: fold(w.visit.text), "counted from another visit")
    by_number: dict[str, list[ast.Distance]] = {}
    for window in windows:
        by_number.setdefault(window.duration.number, []).append(window)
    for same in by_number.values():
        yield from _odd(look, same, lambda w: w.duration.unit.rstrip("s"), "given in another unit")


def _odd(
    look: Look, windows: list[ast.Distance], key: Callable[[ast.Distance], Hashable], words: str
) -> Iterator[Finding]:
    """The one window whose key differs from that of all the others."""
    counts = Counter(map(key, windows))
    if len(counts) != 2 or sorted(counts.values())[0] != 1 or max(counts.values()) < LIKE:
        return
    usual = counts.most_common(1)[0][0]
    odd = next(window for window in windows if key(window) != usual)
    like = next(window for window in windows if key(window) == usual)
    if _printed(look, odd, key(odd)):
        return
    yield Finding(
        look.place(odd),
        f"This window is {words} than the {counts[usual]} others.",
        "Windows of one protocol are mostly alike; a single other one may be a slip.",
        f"write `{_like(odd, like)}`, or keep it with `# allow odd-window: printed so in the source`",
        others=(Label(look.place(like), "like this one"),),
    )


def _printed(look: Look, odd: ast.Distance, word: Hashable) -> bool:
    """Whether the criterion's source or reading has the word that is odd: then it is no slip."""
    criterion = owner(look, odd)
    if not isinstance(criterion, ast.Criterion):
        return False
    texts = (prop for prop in criterion.properties if fold(prop.key) in ("source", "reading"))
    return any(fold(str(word)) in fold(look.text(text)) for text in texts)


def _like(odd: ast.Distance, like: ast.Distance) -> str:
    """The window as its like has it: the visit if both lie on one side, the unit if the numbers are equal."""
    unit = like.duration.unit if like.duration.number == odd.duration.number else odd.duration.unit
    visit = like.visit.text if like.side == odd.side else odd.visit.text
    return f"{odd.word} {odd.duration.number} {unit} {odd.side} {visit}"
