"""A number left out in the ids of criteria."""

import re
from collections.abc import Iterator

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.report.diagnostic import Severity
from mgdsl.syntax import ast

SEVERITY = Severity.INFO
_ID = re.compile(r"(?P<letters>\D*?)0*(?P<number>[1-9]\d{0,3})(?:[a-z]\w*|[.-].*)?")


def find(look: Look) -> Iterator[Finding]:
    series: dict[str, dict[int, ast.Criterion]] = {}
    for criterion in look.all(ast.Criterion):
        found = _ID.fullmatch(criterion.id.text)
        if found is not None:
            series.setdefault(found["letters"], {}).setdefault(int(found["number"]), criterion)
    for letters, criteria in series.items():
        numbers = sorted(criteria)
        for before, number in zip([0, *numbers], numbers, strict=False):
            if number > before + 1:
                several = number > before + 2
                lost = f"{letters}{before + 1}{f' to {letters}{number - 1}' * several}"
                yield Finding(
                    look.place(criteria[number].id),
                    f"{lost} {'are' if several else 'is'} missing before {criteria[number].id.text}.",
                    "A criterion may have been lost on the way from the source.",
                    f"write what the source has under {lost}, or keep it so with "
                    "`# allow numbering-gap: the source has none`",
                )
