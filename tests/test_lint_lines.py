"""What lint says of lines that are likely slips, and of lines close to them that are meant.

Each block of `lint_lines.txt` is `=== ` with the rules that find something, or `-`, and lines of a criterion,
declarations, or a protocol. Rules about the whole protocol count only where a block names them.
"""

import re
from pathlib import Path

import pytest

from mgdsl.lint.run import lint
from mgdsl.program import load_bytes

HEAD = """protocol "Lines":
    registry: NCT00000000
    visits: screening, baseline, infusion
    decision visit: infusion

use myasthenia gravis
use reproductive safety
use laboratory

"""
WHOLE = {"no-source", "untested-criterion", "unused-visit", "numbering-gap", "asked-of-everybody"}
DECLARES = re.compile(r"^(?:inclusion|exclusion|define|case|protocol)\b", re.MULTILINE)


def blocks() -> list[tuple[set[str], str]]:
    text = (Path(__file__).parent / "lint_lines.txt").read_text("utf-8")
    found = []
    for block in text.removeprefix("=== ").split("\n=== "):
        rules, body = block.split("\n", 1)
        found.append((set(rules.split()) - {"-"}, body.strip("\n")))
    return found


def protocol(body: str) -> str:
    if not DECLARES.search(body):
        body = 'inclusion A1 "as asked":\n' + "\n".join(f"    {line}" for line in body.split("\n"))
    return body if body.startswith("protocol") else HEAD + body


@pytest.mark.parametrize("rules, body", blocks())
def test_what_is_found(rules: set[str], body: str) -> None:
    loaded = load_bytes("lines", f"{protocol(body)}\n".encode())
    assert [each.message for each in loaded.diagnostics] == []
    assert {each.name for each in lint(loaded)} - (WHOLE - rules) == rules
