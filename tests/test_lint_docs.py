"""Nothing on the pages of the documents is likely wrong, save what they show on purpose.

Their examples are excerpts: what is only worth a look is not looked at.
"""

from pathlib import Path

import pytest
from page_text import examples
from test_lint_pages import joined

from mgdsl.lint.run import lint
from mgdsl.program import load_bytes
from mgdsl.report.diagnostic import ProgramError, Severity

DOCS = Path(__file__).parent.parent / "docs"
FOLDERS = ("reference/language", "reference/meaning", "explanation", "how-to")
PAGES = [path for folder in FOLDERS for path in sorted((DOCS / folder).glob("*.md"))]
SHOWN = {
    ("unknown.md", "contradiction"): "the rows of a truth table",
    ("combining.md", "contradiction"): "every connective over the same facts",
    ("further.md", "contradiction"): "both signs of one rate",
    ("further.md", "redundant-bound"): "rates of a month and of a year beside each other",
    ("time.md", "redundant-bound"): "windows of several lengths over the same event",
    ("verdict.md", "repeated-criterion"): "two ways to write one meaning",
    ("records.md", "always-true"): "any recorded score will do",
    ("parts.md", "always-true"): "both meanings of the ocular part, beside each other",
}
"""By page and rule, with the reason."""


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(DOCS)))
def test_what_a_page_shows_is_meant(path: Path) -> None:
    found = set()
    for example in examples(path.read_text(encoding="utf-8")):
        try:
            loaded = load_bytes(path.stem, joined(example).encode())
        except ProgramError:
            continue
        found |= {(each.name, each.message) for each in lint(loaded) if each.severity is Severity.WARNING}
    assert {(name, words) for name, words in found if (path.name, name) not in SHOWN} == set()


def test_what_is_shown_is_still_there() -> None:
    assert {name for name, _ in SHOWN} <= {path.name for path in PAGES}
