"""Every rule has a page, and each page shows what the rule finds and what it leaves alone."""

import re
from pathlib import Path

import pytest
from page_text import Example, Fence, as_criteria, examples

from mgdsl.lint.config import read
from mgdsl.lint.rule import all_rules
from mgdsl.lint.run import OWN, known_rules, lint
from mgdsl.program import load_bytes
from mgdsl.report.diagnostic import Diagnostic, Severity

FOLDER = Path(__file__).parent.parent / "docs/lint"
PAGES = {path.stem: path for path in sorted(FOLDER.glob("*.md")) if path.stem != "index"}
HEADINGS = ["What it finds", "Why it matters", "Avoid", "Prefer"]
LEAST = 20


def test_rules_equal_pages() -> None:
    assert set(PAGES) == set(known_rules()) | set(OWN)
    assert len(known_rules()) >= LEAST


def test_every_rule_says_what_it_is() -> None:
    for rule in all_rules().values():
        assert rule.summary.endswith(".") and rule.severity is not Severity.ERROR


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str) -> None:
    text = PAGES[name].read_text(encoding="utf-8")
    found = examples(text)
    assert [example.title for example in found[1:]] == [name, *HEADINGS]
    severity = all_rules()[name].severity.value if name in all_rules() else "warning"
    assert f"Severity: {severity}." in text
    avoid, prefer = found[-2], found[-1]
    shown = _findings(avoid, text)
    assert [each.name for each in shown] == [name], [each.message for each in shown]
    assert [each.name for each in _findings(prefer, text)] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_finding_speaks_to_the_author(name: str) -> None:
    """What, why and how to mend it; one sentence each, without the words of the implementation."""
    text = PAGES[name].read_text(encoding="utf-8")
    (found,) = _findings(examples(text)[-2], text)
    assert found.message.endswith((".", "?")) and found.why.endswith(".") and found.repair
    assert found.place is not None and (found.place.text or name == "bad-setting")
    words = f"{found.message} {found.why} {found.repair}"
    assert not re.search(r"\b(?:node|token|slot|claim|atom|None|Fraction|AST)\b", words)


def _findings(example: Example, text: str) -> tuple[Diagnostic, ...]:
    if not example.code:
        fence = re.search(rf"## {example.title}\n\n```toml\n(.*?)```", text, re.S)
        assert fence is not None
        return read("mgdsl.toml", fence[1].encode(), known_rules()).diagnostics
    loaded = load_bytes("page", joined(example).encode())
    assert not loaded.diagnostics, [each.message for each in loaded.diagnostics]
    return lint(loaded)


def joined(example: Example) -> str:
    """The code of an example, bare lines as criteria, after what it stands on."""
    code: list[Fence] = [fence if fence.declares else as_criteria(fence) for fence in example.code]
    return "\n".join(fence.text for fence in ([example.preamble] if example.preamble else []) + code)


def test_the_index_shows_a_finding_that_is_allowed() -> None:
    (shown,) = [e for e in examples((FOLDER / "index.md").read_text(encoding="utf-8")) if e.code]
    text = joined(shown)
    assert lint(load_bytes("p", text.encode())) == ()
    (found,) = lint(load_bytes("p", text.split("  #")[0].encode()))
    assert found.name == "half-point-threshold"
