"""An `if` that the inclusion criteria have answered already."""

from collections.abc import Iterator

from mgdsl.core import ir
from mgdsl.lint.groups import Asked, Meaning
from mgdsl.lint.known import NOTHING, Known, certain, joined, possible
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.say import labels, listed, place_of, words
from mgdsl.lint.trees import Tree, atoms, choices
from mgdsl.report.diagnostic import Severity

SEVERITY = Severity.WARNING


def find(look: Look) -> Iterator[Finding]:
    meaning = look.meaning
    if meaning is None:
        return
    for asked in meaning.asked:
        trees = list(choices(asked.tree))
        if not isinstance(asked.criterion.applies, ir.Lit):
            trees.insert(0, meaning.claims.aside(asked.criterion.applies))
        known = _others(asked, meaning) if trees else NOTHING
        if not trees or _decided(asked, known):
            continue
        found = [(_line(tree), _settled(tree, known, look)) for tree in trees]
        for line, finding in found:
            if finding is not None and all(other is not None for same, other in found if same == line):
                yield finding


def _decided(asked: Asked, known: Known) -> bool:
    """An exclusion that contradicts or repeats the inclusions as a whole, which another rule tells."""
    return asked.criterion.kind == "exclusion" and (
        certain(asked.tree, known) or not possible(asked.tree, known)
    )


def _line(tree: Tree) -> object:
    """The words of a condition, which may be asked at several visits."""
    first = next(atoms(tree), None)
    return first.origin.place.span if first is not None and first.origin is not None else id(tree)


def _others(asked: Asked, meaning: Meaning) -> Known:
    """What the other inclusions leave of everybody, contradictions left out."""
    others = (each for each in meaning.asked if each is not asked and each.criterion.kind == "inclusion")
    found = joined(NOTHING, tuple(claim for other in others for claim in other.top))
    return {about: known for about, known in found.items() if known[0]}


def _settled(tree: Tree, known: Known, look: Look) -> Finding | None:
    never = possible(tree, NOTHING) and not possible(tree, known)
    if not never and (certain(tree, NOTHING) or not certain(tree, known)):
        return None
    claims = [claim for claim in atoms(tree) if claim.about in known]
    place = next((found for claim in claims if (found := place_of(claim, look)) is not None), None)
    if place is None:
        return None
    by = tuple(dict.fromkeys(other for claim in claims for other in known[claim.about][1]))
    return Finding(
        place,
        f"What stands below `{words(claims[0])}` is asked of {'no' if never else 'every'} patient: "
        f"everybody must meet {listed(by)}.",
        "Nobody comes to these lines." if never else "The condition limits nothing.",
        "write the condition that is meant, or "
        + ("delete it with these lines" if never else "take it away and keep these lines"),
        others=labels(by, "asked of everybody here"),
    )
