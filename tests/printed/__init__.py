"""Reference pages that are printed from the code they describe. `python -m tests.printed` writes them.

A page that is not what it would be if printed now fails a test, so a change of an option, an operator or the
grammar cannot leave its page behind.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from . import answer, command_line, grammar, indexes, operators, properties, records, words

DOCS = Path(__file__).parents[2] / "docs"

PAGES: Mapping[str, Callable[[], str]] = {
    "reference/operators.md": operators.page,
    "reference/reserved-words.md": words.page,
    "reference/properties.md": properties.page,
    "reference/grammar.md": grammar.page,
    "reference/command-line.md": command_line.page,
    "reference/records.md": records.page,
    "reference/answers.md": answer.page,
    "reference/answer.schema.json": answer.schema,
    "reference/unread.schema.json": answer.unread,
    "errors/index.md": lambda: indexes.errors(DOCS / "errors"),
    "lint/index.md": lambda: indexes.lint(DOCS / "lint"),
}
"""What each file under docs/ must hold."""
