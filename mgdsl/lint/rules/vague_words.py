"""A word that somebody must judge, in a statement that names nobody."""

import re
from collections.abc import Iterator

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.wording import owner
from mgdsl.report.diagnostic import Severity
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

SEVERITY = Severity.INFO
VAGUE = re.compile(
    r"\b(?:(?:in)?adequate|(?:in)?appropriate|excessive|important|marked|poor|reasonable|recent|relevant|serious"
    r"|severe|significant|substantial|(?:in)?sufficient|uncontrolled|unstable)(?:ly)?\b",
    re.IGNORECASE,
)


def find(look: Look) -> Iterator[Finding]:
    if look.header is not None:
        yield from _facts(look)
    for hole in look.all(ast.Unspecified):
        vague = VAGUE.search(hole.text)
        if vague is not None and owner(look, hole) is not None:
            yield Finding(
                look.place(hole),
                f"Nobody is named to judge what is “{vague[0]}” here.",
                "Two sites would answer differently, and nobody could say who was right.",
                f'judged by investigator "{hole.text}"',
            )


def _facts(look: Look) -> Iterator[Finding]:
    """Yes/no facts that a protocol declares for itself: who records one judges the word in its name."""
    for fact in look.all(ast.Declare):
        vague = VAGUE.search(fact.name.text)
        if vague is None or fact.kind != "fact" or any(fold(p.key) == "values" for p in fact.properties):
            continue
        yield Finding(
            look.place(fact.name),
            f"Nobody is named to judge what is “{vague[0]}” here.",
            "Whoever fills in the record decides it, and two sites would decide differently.",
            f"judgement {fact.name.text}:",
        )
