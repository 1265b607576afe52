"""Two names of people that differ in one letter, or in an article."""

from collections.abc import Iterator
from itertools import combinations

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.report.diagnostic import Label, Severity
from mgdsl.report.suggest import fold, slips
from mgdsl.syntax import ast

SEVERITY = Severity.WARNING
SHORT = 5
"""Words of fewer letters differ in one letter by chance."""


def find(look: Look) -> Iterator[Finding]:
    said: dict[str, list[ast.Name]] = {}
    for statement in look.all(ast.Said):
        said.setdefault(fold(statement.who.text), []).append(statement.who)
    for one, other in combinations(said, 2):
        if _may_be_one(_words(one), _words(other)):
            usual, rare = sorted((said[one], said[other]), key=len, reverse=True)
            yield Finding(
                look.place(rare[0]),
                f"`{rare[0].text}` and `{usual[0].text}` are two people here.",
                "Each is asked for an answer, and the answer of one does not count for the other.",
                f"write `{usual[0].text}` in both places, if one person is meant",
                others=(Label(look.place(usual[0]), "the other name"),),
            )


def _words(name: str) -> list[str]:
    return [word for word in name.split() if word not in ("the", "a", "an")]


def _may_be_one(one: list[str], other: list[str]) -> bool:
    differing = [pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    if len(one) != len(other) or len(differing) > 1:
        return False
    return all(min(map(len, pair)) >= SHORT and slips(*pair, 1) == 1 for pair in differing)
