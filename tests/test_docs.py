"""The documents hang together: links resolve, every page is found, every block is shown and run."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_text import MISTAKE, Fence, Heading, blocks

from mgdsl.lint.config import read
from mgdsl.lint.run import known_rules

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
TEXTS = [*PAGES, ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "protocols").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)")
NAVIGATION = re.compile(r"^\s+- [^#\n]*?: (\S+\.md)$", re.M)
SHOWN = ("text", "mgdsl", "json", "console", "diff", "toml", "sh", "python", "yaml", "markdown", "csv")
"""What a block may be called; anything else is shown as no block by some renderer."""
TYPED = ("python", "yaml", "diff", "markdown", "csv")
"""Blocks that the reader saves, so that a session runs them."""
SET_UP = {"tutorial.md"}
"""Pages with a set-up, which `.ci/run` follows in a fresh environment."""


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def wrong_or_mapping(path: Path) -> bool:
    """Pages whose TOML is no `mgdsl.toml` that holds: tests of their own run it."""
    return path.parent.name == "errors" or path.name == "bad-setting.md"


def prose(path: Path) -> str:
    """The text without blocks, comments and code."""
    text = re.sub(r"^(`{3,}).*?^\1$", "", path.read_text("utf-8"), flags=re.M | re.S)
    return re.sub(r"`[^`\n]*`", "", re.sub(r"<!--.*?-->", "", text, flags=re.S))


def links(path: Path) -> Iterator[tuple[Path, str]]:
    """Where the links to other files and to anchors lead."""
    for target in LINK.findall(prose(path)):
        if not re.match(r"https?:", target):
            file, _, anchor = target.partition("#")
            yield ((path.parent / file).resolve() if file else path), anchor


def anchors(path: Path) -> set[str]:
    """Those that every renderer gives a heading: GitHub and Python-Markdown each have a rule of their own."""
    heads = [each.text for each in blocks(path.read_text("utf-8")) if isinstance(each, Heading)]
    words = [re.sub(r"[^\w\s-]", "", head.replace("`", "").lower()).strip() for head in heads]
    github = {word.replace(" ", "-") for word in words if words.count(word) == 1}
    ascii_only = (unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode() for word in words)
    return github & {re.sub(r"[-\s]+", "-", word) for word in ascii_only}


@pytest.mark.parametrize("path", TEXTS, ids=named)
def test_links_lead_somewhere(path: Path) -> None:
    for target, anchor in links(path):
        assert target.exists(), target
        assert not anchor or anchor in anchors(target), f"{target}#{anchor}"
        assert path not in PAGES or DOCS in target.parents, f"{target} is not part of the site"


def reached(start: set[Path]) -> set[Path]:
    found, todo = set(start), list(start)
    while todo:
        new = {target for target, _ in links(todo.pop()) if target in PAGES} - found
        found |= new
        todo += new
    return found


def test_every_page_is_reached() -> None:
    listed = [DOCS / name for name in NAVIGATION.findall((ROOT / "mkdocs.yml").read_text("utf-8"))]
    assert len(listed) == len(set(listed)) and all(path.exists() for path in listed)
    assert set(PAGES) == reached(set(listed)), "a page that nothing leads to"
    assert set(PAGES) == reached({DOCS / "index.md"}), "a page that the first page does not lead to"


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_a_page_is_shown_as_it_is_meant(path: Path) -> None:
    text = path.read_text("utf-8")
    heads = re.findall(r"^# .*", re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.M | re.S), re.M)
    assert len(heads) == 1 and text.startswith(heads[0]), "one title, which begins the page"
    for block in blocks(text):
        if isinstance(block, Fence) and block.info not in (("preamble",), ("hidden",)):
            assert len(block.info) == 1 and block.info[0] in SHOWN, f"line {block.line}: {block.info}"
            assert block.file or block.title in ("", MISTAKE), f"line {block.line}: {block.title}"


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_every_block_is_run(path: Path) -> None:
    """Of mgdsl, json and console by the tests of pages, of lint, of messages and of sessions."""
    for block in blocks(path.read_text("utf-8")):
        match block:
            case Fence(info=(language,)) if language in TYPED:
                assert block.file, f"line {block.line}: nobody saves this block"
            case Fence(info=("sh",)):
                assert path.relative_to(DOCS).as_posix() in SET_UP
            case Fence(info=("toml",)) if not block.file and not wrong_or_mapping(path):
                assert not read("mgdsl.toml", block.text.encode(), known_rules()).diagnostics
            case _:
                pass


def test_a_pipeline_types_what_its_page_types() -> None:
    """Commands in a workflow are those that the session of the page runs; hooks are those that there are."""
    text = (DOCS / "how-to/repository.md").read_text("utf-8")
    typed = set(re.findall(r"^\$ (mgdsl .*)$", text, re.M))
    run = set(re.findall(r"- run: (mgdsl .*)$", text, re.M))
    assert run and run <= typed
    hooks = ROOT / ".pre-commit-hooks.yaml"
    assert set(re.findall(r"- id: (\S+)", text)) <= set(re.findall(r"- id: (\S+)", hooks.read_text("utf-8")))
