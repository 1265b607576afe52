"""Every page with a protocol or a record on it says what the implementation does.

Those of messages and of lint have tests of their own.
"""

from pathlib import Path

import pytest
from harness import run_page
from page_text import Fence, blocks

DOCS = Path(__file__).parent.parent / "docs"
OWN_TESTS = ("errors", "lint")


def has_examples(path: Path) -> bool:
    """Whether anything stands there that a reader does not save and run himself."""
    found = [block for block in blocks(path.read_text("utf-8")) if isinstance(block, Fence)]
    return any(block.info[:1] in (("mgdsl",), ("json",)) and not block.file for block in found)


PAGES = [
    path
    for path in sorted(DOCS.rglob("*.md"))
    if path.relative_to(DOCS).parts[0] not in OWN_TESTS and has_examples(path)
]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(DOCS)))
def test_page(path: Path) -> None:
    assert run_page(path) == []


def _failures(tmp_path: Path, text: str) -> list[str]:
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    return run_page(page)


PROTOCOL = """# Page
```mgdsl
protocol "P":
    visits: screening
use reproductive safety
inclusion I1 "first":
    pregnant at screening
```
```json
{"id": "A", "visits": {"screening": {"pregnant": true}}}
```
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# Page\n", "nothing is expected"),
        (PROTOCOL, "nothing is expected"),
        (PROTOCOL + "| patient | I1 |\n|--|--|\n| A | fail |\n", "the page says 'fail', found 'pass'"),
        (PROTOCOL + "| patient | I1 |\n|--|--|\n| B | fail |\n", "no record of B"),
        (PROTOCOL.replace("pregnant at", "pregnan at"), "unknown-name"),
        (
            PROTOCOL + "| patient | missing |\n|--|--|\n| A | screening: pregnant |\n",
            "the page says 'screening: pregnant', found 'nothing'",
        ),
        (
            PROTOCOL + "| patient | eligible as far as public |\n|--|--|\n| A | yes |\n",
            "the page says 'yes', found 'no'",
        ),
        (PROTOCOL + "| the protocol says | write |\n|--|--|\n| QMG high | `QMG high` |\n", "does not check"),
        ('# Page\n```mgdsl title="a mistake"\npregnant\n```\n', "without its text"),
        ("# Page\n```mgdsl error\npregnant\n```\n", "a mgdsl block is plain"),
        (
            PROTOCOL + '```mgdsl title="a mistake"\nfoo\n```\n```text\nother: words\n```\n',
            "the page says 'other'",
        ),
    ],
)
def test_the_harness_fails(tmp_path: Path, text: str, words: str) -> None:
    assert words in "\n".join(_failures(tmp_path, text))


@pytest.mark.parametrize(
    "table",
    [
        "| patient | I1 |\n|--|--|\n| A | pass |\n",
        "| patient | I1 | missing |\n|--|--|--|\n"
        "| A | pass | nothing |\n| B | unknown | screening: pregnant |\n",
        "| the protocol says | write | more |\n|--|--|--|\n"
        "| two lines | `pregnant at screening`<br>`not breast-feeding at screening` | |\n",
    ],
)
def test_the_harness_passes(tmp_path: Path, table: str) -> None:
    assert _failures(tmp_path, PROTOCOL + '```json\n{"id": "B"}\n```\n' + table) == []
