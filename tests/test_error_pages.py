"""Every finding has a page, whose bad example gets that finding alone, and whose good one gets none."""

import ast as python
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_text import Example, as_criteria, examples

from mgdsl.lint.run import OWN, known_rules
from mgdsl.program import load_bytes
from mgdsl.records.read import Reader
from mgdsl.report.diagnostic import Diagnostic, ProgramError
from mgdsl.testing.mistakes import case_mistakes

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs/errors"
PAGES = {path.stem: path for path in sorted(FOLDER.glob("*.md")) if path.stem != "index"}
HEADINGS = ["What it finds", "Why it matters", "Avoid", "Prefer"]
TOLD = {
    "bad-mapping", "bad-sdtm-value", "broken-core", "file-too-large", "foreign-source", "indented-fence",
    "missing-column", "missing-domain", "no-mgdsl-block", "not-core",
    "not-formatted", "not-in-vocabulary", "not-one-record", "not-utf-8", "too-large", "too-much",
    "unclosed-fence", "unknown-node", "unknown-version", "unlisted-value", "unread-values",
    # of the dose commands, whose pages hold command lines:
    "already-stated", "assumption-does-not-fit", "bad-assumption", "bad-count", "bad-scenario",
    "bad-trial-data", "cannot-compare", "current-level-missing", "day-missing", "design-open",
    "impossible-data", "no-design", "no-scenarios", "still-observed", "unknown-assumption",
    "unknown-design", "unknown-level", "which-design",
}  # fmt: skip
"""About whole files and other data, which no block of a page can show; tests of their own raise each."""

MAKERS = {"say", "found", "Diagnostic", "CodecError", "Refused", "add", "refuse", "unknown"}
"""What makes a finding, its name first."""


def names_in_code() -> set[str]:
    """Every name that a call in the package gives to a finding."""
    found: set[str] = set()
    for path in (ROOT / "mgdsl").rglob("*.py"):
        for node in python.walk(python.parse(path.read_text(encoding="utf-8"))):
            match node:
                case python.Call(func=python.Name(id=maker) | python.Attribute(attr=maker), args=[first, *_]):
                    if maker in MAKERS:
                        found |= set(_texts(first))
                case _:
                    pass
    return {
        name
        for name in found
        if re.fullmatch(r"[a-z]+(-[a-z0-9]+)+|tab|bullet|misplaced|contradiction", name)
    }


def _texts(node: python.expr) -> Iterator[str]:
    match node:
        case python.Constant(value=str(text)):
            yield text
        case python.IfExp(body=one, orelse=other):
            yield from (*_texts(one), *_texts(other))
        case python.JoinedStr(values=[python.Constant(value=str(text)), python.FormattedValue()]):
            yield from (f"{text}{word}" for word in ("if", "unless"))
        case _:
            pass


def test_names_equal_pages() -> None:
    lint = {*known_rules(), *OWN}
    assert names_in_code() - lint - {"utf-8"} == set(PAGES)
    assert not set(PAGES) & lint


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str) -> None:
    found = examples(PAGES[name].read_text(encoding="utf-8"))
    assert [example.title for example in found[1:]] == [name, *HEADINGS]
    avoid, prefer = found[-2], found[-1]
    if name in TOLD:
        assert not avoid.code and not avoid.records
        return
    assert [each.name for each in findings(avoid)] == [name]
    assert findings(prefer) == []


@pytest.mark.parametrize("name", sorted(set(PAGES) - TOLD))
def test_a_finding_speaks_to_the_author(name: str) -> None:
    """What, why, and what to write; without the words of the implementation."""
    (found,) = findings(examples(PAGES[name].read_text(encoding="utf-8"))[-2])
    words = f"{found.message} {found.why} {found.repair}"
    assert found.message and found.repair
    assert found.why or found.record is not None
    assert found.place is not None or found.record is not None
    assert not re.search(r"\b(?:node|token|terminal|None|Fraction|AST|NAME|_NL)\b", words)


def findings(example: Example) -> list[Diagnostic]:
    preamble = [example.preamble] if example.preamble else []
    if example.records:
        text = "\n".join(fence.text for fence in preamble)
        program = load_bytes("page", text.encode()).checked.program
        assert program is not None
        reader = Reader(program.schema, program.answers)
        read = [reader.read_text(fence.text, "page") for fence in example.records]
        return [
            found for each in read for faults in each if isinstance(faults, list | tuple) for found in faults
        ]
    code = [fence if fence.declares else as_criteria(fence) for fence in example.code]
    text = "\n".join(fence.text for fence in (*preamble, *code))
    if preamble and "clusion " not in text:
        text += "\ninclusion ANY:\n    sex is female\n"
    try:
        loaded = load_bytes("page", text.encode())
    except ProgramError as error:
        return list(error.diagnostics)
    return [*loaded.diagnostics, *case_mistakes(loaded)]
