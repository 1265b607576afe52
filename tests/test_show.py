"""A protocol as a document: nothing of it is left out, and no name can break what it is written in."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from mgdsl.program import load_bytes, load_path
from mgdsl.show.document import HEADINGS, document
from mgdsl.show.html import html
from mgdsl.show.markdown import escaped, markdown
from mgdsl.show.phrases import sentence
from mgdsl.show.prose import Prose
from mgdsl.syntax import ast
from mgdsl.tree import find
from tests.strategies import surface
from tests.test_cli import FOUNDING, run

ROOT = Path(__file__).parents[1]
PROTOCOLS = sorted((ROOT / "protocols").glob("*/protocol.mgdsl"))


class Texts(HTMLParser):
    """The texts of a page; every tag that is opened is closed again, and nothing is fetched."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not {"src", "href"} & {name for name, _ in attrs} and tag != "script"
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.mark.parametrize("path", PROTOCOLS, ids=lambda path: path.parent.name)
def test_nothing_is_left_out(path: Path) -> None:
    loaded = load_path(path)
    program = loaded.checked.program
    assert program is not None
    made = document(loaded, program)
    page, shown = markdown(made), " ".join(" ".join(Texts(html(made)).texts).split())
    for heading in HEADINGS.values():
        assert f"\n## {heading}\n" in page and heading in shown
    for criterion in program.criteria:
        for text in (
            *criterion.source,
            *criterion.reading,
            criterion.title if criterion.title in page else "",
        ):
            assert escaped(text) in page and " ".join(text.split()) in shown
    for declaration in loaded.file.declarations:
        for said in find(declaration, ast.Said) if isinstance(declaration, ast.Criterion) else ():
            assert " ".join(said.text.split()) in shown


def test_definitions_are_written_out_with_their_arguments() -> None:
    page = run("show", FOUNDING).stdout
    assert "- qualifies (scale: QMG, threshold: 11), that is:\n      - QMG is at least 11\n" in page
    assert "the ocular share of MG-ADL is at most 50 %" in page
    assert "Excluded if all of these hold" not in page


def test_what_people_say_of_a_record_of_a_history_is_listed() -> None:
    page = run("show", str(ROOT / "protocols/nct05716035")).stdout
    assert "| investigator | “the infection is clinically relevant” | E1 |" in page
    assert "| with their dates | infection; investigator: “the infection is clinically relevant” |" in page


def test_a_text_on_several_lines_is_one_value_of_a_design() -> None:
    page = run("show", str(ROOT / "protocols/nct06958939")).stdout
    assert "for more than 7 days, not from the disease" in page
    assert "method of escalation is not public” (not" not in page
    assert "5d, whose text is cut, is met” (not specified in the protocol)" in page


HOSTILE = """protocol "<script>alert(1)</script> | # *x* [a](b)":
    visits: `a|b`
    decision visit: `a|b`

fact `<b>&amp;`

inclusion I1 "</title>":
    source: "<img src=x onerror=y> | `x`"
    `<b>&amp;`

exclusion E1:
    judged by investigator "</li></ul><script>" at `a|b`
    unspecified "| # >"
"""


def test_crafted_names_stay_text() -> None:
    loaded = load_bytes("x.mgdsl", HOSTILE.encode())
    assert loaded.checked.program is not None, loaded.diagnostics
    made = document(loaded, loaded.checked.program)
    texts = Texts(html(made)).texts
    assert any("<script>alert(1)</script>" in text for text in texts)
    page = markdown(made)
    assert not re.search(r"(?<!\\)<(?:script|b|img)", page)
    assert all(row.count("|") - row.count("\\|") == 3 for row in page.splitlines() if row.startswith("| at"))
    assert "Excluded if all of these hold" in page


@given(surface.conds)
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_every_condition_has_words(cond: ast.Cond) -> None:
    words = sentence(cond)
    for said in find(cond, ast.Said):
        assert said.text in words
    for number in find(cond, ast.Quantity):
        assert number.number in words
    assert (words and not re.search(r"[{}`]", words.replace("“", "").split("“")[0])) or find(cond, ast.Name)


@given(surface.bodies)
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_every_block_has_words(lines: tuple[ast.Line, ...]) -> None:
    names = load_bytes("x", b'protocol "x":\n    visits: a\n').checked.names
    items = Prose(names).items(lines)
    assert len(items) >= len(lines) and all(item.text for item in items)


def test_the_command(tmp_path: Path) -> None:
    page = tmp_path / "p.html"
    assert run("show", FOUNDING, "--format", "html", "-o", str(page)).exit_code == 0
    assert page.read_text("utf-8").startswith("<!doctype html>")
    wrong = tmp_path / "p.mgdsl"
    wrong.write_text('protocol "P":\n    visits: a\n\ninclusion I1:\n    nothing\n')
    result = run("show", str(wrong))
    assert (result.exit_code, result.stdout) == (1, "")
    assert [found.name for found in getattr(result.exception, "diagnostics", ())] == ["unknown-name"]
    assert run("show", str(tmp_path / "none.mgdsl")).exit_code == 2
    words = tmp_path / "v.mgdsl"
    words.write_text("fact smoker\n")
    assert run("show", str(words)).exit_code in (1, 2)
