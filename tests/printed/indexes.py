"""The lists of findings in docs/errors/index.md and docs/lint/index.md; the words around them stay."""

from collections.abc import Iterable
from pathlib import Path

from mgdsl.lint.rule import all_rules
from mgdsl.report.diagnostic import Severity

from .markdown import table

HEADINGS = {"### Likely wrong": Severity.WARNING, "### Worth a look": Severity.INFO}


def errors(folder: Path) -> str:
    """One row a page, in its own words."""
    pages = [path for path in sorted(folder.glob("*.md")) if path.stem != "index"]
    rows = [(path.stem, path.read_text("utf-8").split("## What it finds\n\n")[1]) for path in pages]
    made = _table(("name", "what it finds"), ((name, words.split("\n")[0]) for name, words in rows))
    return _exchanged((folder / "index.md").read_text("utf-8"), "# Messages", made)


def lint(folder: Path) -> str:
    """One row a rule, under the heading of its severity, in its own words."""
    text = (folder / "index.md").read_text("utf-8")
    for heading, severity in HEADINGS.items():
        rules = [rule for rule in all_rules().values() if rule.severity is severity]
        text = _exchanged(
            text, heading, _table(("rule", "finds"), ((rule.name, rule.summary) for rule in rules))
        )
    return text


def _table(header: tuple[str, str], rows: Iterable[tuple[str, str]]) -> str:
    return table(header, ((f"[{name}]({name}.md)", words) for name, words in rows))


def _exchanged(text: str, heading: str, made: str) -> str:
    """The text with the first table below a heading exchanged."""
    start = text.index("\n|", text.index(f"{heading}\n")) + 1
    end = start
    while text.startswith("|", end):
        end = text.index("\n", end) + 1
    return f"{text[:start]}{made}\n{text[end:]}"
