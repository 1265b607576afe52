"""Findings that are alike and many are told once, so that they do not bury the others."""

from collections.abc import Iterable

from attrs import evolve

from mgdsl.report.diagnostic import Diagnostic

MOST = 3
"""Findings of one kind that are told one by one."""
WORDS = {
    "no-source": "{n} criteria do not quote their source: {ids}.",
    "untested-criterion": "No case expects anything of {n} criteria: {ids}.",
}
"""For rules whose findings stand at the id of a criterion and say the same of each."""


def together(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings in their order; of those told together the first stands for all."""
    told = tuple(found)
    kept = {id(diagnostic) for diagnostic in told}
    joint: dict[int, Diagnostic] = {}
    for name, words in WORDS.items():
        alike = [diagnostic for diagnostic in told if diagnostic.name == name]
        if len(alike) > MOST:
            ids = ", ".join(diagnostic.place.text for diagnostic in alike if diagnostic.place)
            kept -= {id(diagnostic) for diagnostic in alike[1:]}
            joint[id(alike[0])] = evolve(alike[0], message=words.format(n=len(alike), ids=ids))
    return tuple(joint.get(id(each), each) for each in told if id(each) in kept)
