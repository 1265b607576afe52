"""From bytes to text: encodings, line ends, literate Markdown, odd characters, limits."""

import pytest

from mgdsl.report.diagnostic import ProgramError
from mgdsl.report.source import Source
from mgdsl.syntax import ast
from mgdsl.syntax.limits import DEEPEST, MOST_SIGNS
from mgdsl.syntax.load import parse_source
from mgdsl.syntax.parse import parse_file
from mgdsl.syntax.text import LARGEST, read_source


def refused(name: str, data: bytes) -> list[str]:
    with pytest.raises(ProgramError) as caught:
        read_source(name, data)
    return [found.name for found in caught.value.diagnostics]


def names(text: str) -> list[str]:
    return [found.name for found in parse_source(Source("x", text))[1]]


def test_mark_and_line_ends_are_normalised() -> None:
    assert read_source("a", "\ufeffuse a\r\nuse b\ruse c\n".encode()).text == "use a\nuse b\nuse c\n"


def test_what_is_not_utf_8_names_byte_and_line() -> None:
    with pytest.raises(ProgramError) as caught:
        read_source("a", b"use a\r\nuse caf\xe9\n")
    found = caught.value.diagnostics[0]
    assert "byte 14 (0xE9, line 2)" in found.message
    assert found.place is not None and (found.place.line, found.place.column) == (2, 8)
    assert "é" in found.repair


def test_files_that_cannot_be_read() -> None:
    assert refused("a", b"\xff\xfeu\0") == ["not-utf-8"]
    assert refused("a", b" " * (LARGEST + 1)) == ["file-too-large"]
    assert refused("a.md", b"# Title\n") == ["no-mgdsl-block"]
    assert refused("a.md", b"```mgdsl\nuse a\n") == ["unclosed-fence"]
    assert refused("a.md", b"- x\n  ```mgdsl\n  use a\n  ```\n") == ["indented-fence"]


def test_markdown_keeps_every_place() -> None:
    text = "# Title “x”\n\n```mgdsl\nuse a\n```\ntext\n~~~~ mgdsl\nuse b\n~~~~\n```python\nuse c\n```\nend"
    source = read_source("a.MD", text.encode())
    assert len(source.text) == len(text) and source.text.count("\n") == text.count("\n")
    tree, findings = parse_source(source)
    assert not findings
    assert [text[d.span.start : d.span.end] for d in tree.declarations] == ["use a", "use b"]


def test_odd_characters() -> None:
    assert names("define x:\n\ta\n\tb\n") == ["tab-indentation"]
    assert names("define x:\n    a\tb\n") == ["tab"]
    assert names("define x:\n    a\u00a0b\n") == ["no-break-space"]
    assert names("define x:\n    unspecified “why”\n") == ["smart-quote"]
    assert names("define x:\n    a\0\n") == ["control-character"]
    assert names('define x:\n    unspecified "a\u202eb"\n') == ["control-character"]
    assert names('define x:\n    unspecified "“a”\tb"  # “c”\n') == []


def test_the_tree_is_read_in_spite_of_odd_characters() -> None:
    tree, _ = parse_source(Source("x", "define x:\n\ta\n\tunspecified “why”\n"))
    assert tree == parse_file('define x:\n    a\n    unspecified "why"\n')


@pytest.mark.parametrize("depth", [DEEPEST - 1, DEEPEST + 1, 3000])
def test_nested_blocks(depth: int) -> None:
    blocks = "".join(f"{'    ' * i}any of:\n" for i in range(1, depth)) + "    " * depth + "a\n"
    assert names(f"define x:\n{blocks}") == (["too-deep"] if depth > DEEPEST else [])


@pytest.mark.parametrize("depth", [DEEPEST - 1, DEEPEST + 1, 100_000])
def test_nested_brackets(depth: int) -> None:
    text = f"define x:\n    {'(' * depth}a{')' * depth}\n"
    assert names(text) == (["too-deep"] if depth > DEEPEST else [])


@pytest.mark.parametrize("join", [" + ", " - ", " × "])
@pytest.mark.parametrize("terms", [MOST_SIGNS, MOST_SIGNS + 2, 20_000])
def test_long_sums(terms: int, join: str) -> None:
    text = f"define x:\n    {join.join(['a'] * terms)}\n"
    assert names(text) == (["too-many-terms"] if terms > MOST_SIGNS else [])


def test_many_nots() -> None:
    assert names(f"define x:\n    {'not ' * 5000}a\n") == ["too-many-terms"]


def test_the_deepest_text_allowed_is_read() -> None:
    sums = "(" * (DEEPEST // 2 - 1) + " + ".join(["a"] * MOST_SIGNS) + ")" * (DEEPEST // 2 - 1)
    blocks = "".join(f"{'    ' * i}if a:\n" for i in range(1, DEEPEST // 2)) + "    " * (DEEPEST // 2) + sums
    tree, findings = parse_source(Source("x", f"define x:\n{blocks}\n"))
    assert not findings and isinstance(tree.declarations[0], ast.Define)
