"""A protocol as a document: nothing of it is left out, and no name can break what it is written in."""

import re
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from textwrap import indent

import pytest
from hypothesis import HealthCheck, assume, given, settings

from mgdsl.check.scope import Names
from mgdsl.program import load_bytes, load_path
from mgdsl.show.blocks import Item
from mgdsl.show.document import HEADINGS, document, paragraphs
from mgdsl.show.html import html
from mgdsl.show.markdown import escaped, markdown
from mgdsl.show.phrases import Phrases
from mgdsl.show.prose import Prose
from mgdsl.show.words import printed
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
        said = () if criterion.hole else (criterion.title,)
        for text in (*criterion.source, *criterion.reading, *said):
            assert escaped(text) in page and " ".join(text.split()) in shown
    for declaration in loaded.file.declarations:
        asked = isinstance(declaration, ast.Criterion | ast.Protocol | ast.DoseFinding)
        for node in find(declaration, ast.Said | ast.Unspecified) if asked else ():
            assert " ".join(node.text.split()) in shown
        for assumed in find(declaration, ast.Assume) if asked else ():
            assert shown.count(assumed.because) == 2, "in the design and in the list of what is assumed"
    for source in program.sources:
        assert sha256(source.text.encode()).hexdigest() in shown


def test_definitions_are_written_out_with_their_arguments() -> None:
    page = run("show", FOUNDING).stdout
    assert "- qualifies (scale QMG, threshold 11), that is, all of these:\n    - QMG is at least 11\n" in page
    assert "the ocular share of MG-ADL is at most 50%" in page
    assert "- if woman of childbearing potential (see Terms) at screening, all of these:" in page
    assert "### woman of childbearing potential\n\n**Means all of these**\n\n- sex is female\n" in page


def test_a_value_that_counts_only_under_a_condition_refers_to_it() -> None:
    page = run("show", str(ROOT / "protocols/nct04115293")).stdout
    assert "- QMG (see Terms) is at least 12 at each of" in page and "### When a value of QMG counts" in page


WORDS = """protocol "Words":
    visits: screening, baseline, infusion
    decision visit: infusion
use myasthenia gravis
use reproductive safety
use laboratory
define limit:
    if Gilbert syndrome:
        60 U/L
    otherwise:
        40 U/L
define mild:
    any of:
        MGFA class is I
        QMG < 5
inclusion I1 "all":
"""

SENTENCES = (Path(__file__).parent / "show_sentences.txt").read_text("utf-8").splitlines()
"""A line of a criterion, and below it what the document makes of it."""


def items(lines: str) -> tuple[Item, ...]:
    loaded = load_bytes("x", (WORDS + indent(lines, "    ")).encode())
    assert loaded.checked.program is not None, loaded.diagnostics
    (criterion,) = (node for node in loaded.file.declarations if isinstance(node, ast.Criterion))
    return Prose(loaded.checked.names).items(criterion.lines)


@pytest.mark.parametrize(("line", "words"), list(zip(SENTENCES[::2], SENTENCES[1::2], strict=True)))
def test_a_line_in_words(line: str, words: str) -> None:
    assert items(line) == (Item(words.strip()),)


def test_blocks_in_words() -> None:
    assert items("at screening:\n    any of:\n        QMG >= 11\n        MG-ADL >= 5\n") == (
        Item(
            "at screening, at least one of these:", (Item("QMG is at least 11"), Item("MG-ADL is at least 5"))
        ),
    )
    assert items("at screening:\n    pregnant\n    any IVIg\n") == (
        Item("at screening, all of these:", (Item("pregnant"), Item("any IVIg"))),
    )
    assert items("unless sex is male:\n    pregnant at screening\n") == (
        Item("unless sex is male:", (Item("pregnant at screening"),)),
        Item("otherwise this does not apply"),
    )
    assert items("if mild at screening:\n    sex is male\notherwise:\n    mild at baseline\n") == (
        Item("if mild (see Terms) at screening:", (Item("sex is male"),)),
        Item(
            "otherwise:",
            (
                Item(
                    "mild at baseline, that is, at least one of these:",
                    (Item("MGFA class is I"), Item("QMG is less than 5")),
                ),
            ),
        ),
    )
    assert items("not mild at baseline") == (
        Item(
            "mild at baseline: no; the term means at least one of these:",
            (Item("MGFA class is I"), Item("QMG is less than 5")),
        ),
    )
    assert items("any tacrolimus before screening where:\n    dose >= 3 mg/day\n    not tapering\n") == (
        Item(
            "any tacrolimus up to and including screening, where all of these hold:",
            (Item("dose is at least 3 mg/day"), Item("tapering: no")),
        ),
    )


@pytest.mark.parametrize(
    ("number", "unit", "shown"),
    [
        ("5.0e5", "cells/kg", "5.0 × 10⁵ cells/kg"),
        ("1e-3", "mg", "1 × 10⁻³ mg"),
        ("50", "%", "50%"),
        ("30", "x10^9/L", "30 × 10⁹/L"),
        ("40", "mg/2d", "40 mg per 2 days"),
        ("30000", "/uL", "30000 per µL"),
        ("60", "mL/min/1.73m2", "60 mL/min/1.73 m²"),
        ("5", "ug/m2", "5 µg/m²"),
        ("12", None, "12"),
    ],
)
def test_numbers_in_print(number: str, unit: str | None, shown: str) -> None:
    assert printed(number, unit) == shown


def test_lines_of_a_source() -> None:
    """Those broken within a sentence are joined; a list stays one."""
    assert list(paragraphs(("One of:", "a;", "b, which is", "the second"))) == [
        "One of:",
        "a;",
        "b, which is the second",
    ]


DESIGN = """protocol "Escalation":
    visits: screening
use general clinical
use myasthenia gravis
read ocular part of QMG as wide ocular
inclusion I1 "informed":
    informed consent at screening
    ocular part of QMG >= 2 at screening
dose finding first:
    method: BOIN
    levels: 5e5, 5e6 cells/kg
    start: 1
    target: assume 30% because "usual <here>"
    cohort size: 3
    maximum: 12 participants
    eliminate above: unspecified "the cutoff is not public"
"""


def test_assumptions_and_open_values_of_designs_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "p.mgdsl"
    path.write_text(DESIGN)
    page = run("show", str(path)).stdout
    assert "| dose finding, first | target: 30% | usual \\<here\\> |" in page
    assert "| QMG | ocular part is read as wide ocular part | chosen in the protocol |" in page
    assert "| eliminate above: “the cutoff is not public” | dose finding, first |" in page
    assert "| margins | not stated; the method's own is 12%, 12% |" in page
    own = "not stated in the protocol; the method's own"
    assert f"| dose finding, first | margins: 12%, 12% | {own} |" in page
    bare = DESIGN.replace('assume 30% because "usual <here>"', "30%").replace("read ocular", "# read ocular")
    path.write_text(bare)
    assert f"| dose finding, first | prior: 1, 1 | {own} |" in run("show", str(path)).stdout
    assert "wide ocular part 0 to 9: double vision on lateral gaze" in page


def test_a_text_on_several_lines_is_one_value_of_a_design() -> None:
    page = run("show", str(ROOT / "protocols/nct06958939")).stdout
    assert "for more than 7 days, not from the disease" in page
    assert "method of escalation is not public” (not" not in page
    assert (
        "left open by the protocol: “the fourth condition for refractory MG, 5d, whose text is cut, is met”"
        in page
    )


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


def test_the_page_has_what_readers_and_printers_need() -> None:
    page = run("show", FOUNDING, "--format", "html").stdout
    assert '<html lang="en">' in page and '<meta name="viewport"' in page
    assert "<title>CD19-BCMA CAR-T for refractory generalized myasthenia gravis</title>" in page
    assert "@media print" in page and "@media (max-width" in page
    assert page.count("<h1>") == 1 and '<h3 id="I1">' in page
    assert page.count("<table") == page.count("<caption>") + page.count("<thead>")
    assert '<th scope="row">' in page and '<th scope="col">' in page
    assert "http" not in page


def names_of(text: str = 'protocol "x":\n    visits: a\n') -> Names:
    return load_bytes("x", text.encode()).checked.names


@given(surface.conds)
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_every_condition_has_words(cond: ast.Cond) -> None:
    visits = (item for when in find(cond, ast.AtEach | ast.AtAny | ast.Held) for item in when.visits.items)
    assume(all(isinstance(visit, ast.Name) for visit in visits))  # the checker asks for names
    said = (each for each in find(cond, ast.Simple) if isinstance(each.subject, ast.Said | ast.Unspecified))
    assume(all(each.test is None for each in said))  # nor does it let a statement be compared
    words = Phrases(names_of()).sentence(cond)
    for said in find(cond, ast.Said):
        assert said.text in words
    for number in find(cond, ast.Quantity):
        assert printed(number.number, None) in words or re.search(r"[eE]", number.number)
    assert words
    assert not re.search(r"[{}`]", words.replace("“", "").split("“")[0]) or find(cond, ast.Name)


@given(surface.bodies)
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_every_block_has_words(lines: tuple[ast.Line, ...]) -> None:
    items = Prose(names_of()).items(lines)
    assert len(items) >= len(lines) and all(item.text for item in items)


def test_the_command(tmp_path: Path) -> None:
    page = tmp_path / "p.html"
    assert run("show", FOUNDING, "-o", str(page)).exit_code == 0
    assert page.read_text("utf-8") == run("show", FOUNDING, "--format", "html").stdout
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert run("show", FOUNDING, "-o", str(tmp_path / "p.md")).stdout == ""
    assert (tmp_path / "p.md").read_text("utf-8") == run("show", f"{FOUNDING}/protocol.mgdsl").stdout
    assert run("show", "-", stdin=DESIGN).stdout.startswith("# Escalation\n")


def test_what_cannot_be_shown(tmp_path: Path) -> None:
    wrong = tmp_path / "p.mgdsl"
    wrong.write_text('protocol "P":\n    visits: a\n\ninclusion I1:\n    nothing\n')
    result = run("show", str(wrong))
    assert (result.exit_code, result.stdout) == (1, "")
    assert [found.name for found in getattr(result.exception, "diagnostics", ())] == ["unknown-name"]
    words = tmp_path / "v.mgdsl"
    words.write_text("fact smoker\n")
    (tmp_path / "bytes.mgdsl").write_bytes(b"\xff")
    (tmp_path / "core.json").write_text("{}")
    for name, told in (
        ("none.mgdsl", "No such file"),
        ("v.mgdsl", "`mgdsl vocabulary "),
        ("core.json", "a compiled protocol"),
        ("bytes.mgdsl", "1 finding"),
        ("", "a folder without a protocol.mgdsl"),
    ):
        refused = run("show", str(tmp_path / name))
        assert (refused.exit_code, refused.stdout) == (2, "") and told in str(refused.exception)


REVIEWED = """protocol "Reviewed":
    visits: screening
    decision visit: screening
    exclusions: unspecified "any exclusion that is not public is met"

use myasthenia gravis
use general clinical

inclusion I1 "Active":
    any of:
        QMG >= 11 at screening
        MG-ADL >= 5 at screening

inclusion I2 "Few":
    at most 1 of:
        QMG >= 11 at screening
        MG-ADL >= 5 at screening
        MGFA class is V at screening

inclusion I3 "Well":
    reading: "open: by whom"
    judged by investigator "is well" at screening

exclusion E1 "Any":
    any of:
        QMG >= 30 at screening
        any planned thymectomy from screening until 1 year after screening

exclusion E2 "None":
    none of:
        informed consent at screening
        unspecified "may consent otherwise" at screening
"""


def test_a_block_that_stands_alone_gives_its_head_to_the_label() -> None:
    page = document_of(REVIEWED)
    for label in ("At least one of these must hold", "At most one of these may hold"):
        assert f"**{label}**\n\n- QMG is at least 11 at screening\n" in page
    assert "**Excluded if at least one of these holds**\n\n- QMG is at least 30 at screening\n" in page
    assert "**Excluded if none of these hold**\n\n- informed consent at screening\n" in page


def test_a_document_begins_with_what_a_reviewer_asks_first() -> None:
    page = document_of(REVIEWED)
    assert "| criteria | 3 inclusion, 2 exclusion |\n| decided by what is recorded | 3 of 5 |\n" in page
    assert "| a person is asked | I3 |\n| left open | I3, E2 |\n" in page
    assert "| not stated | further exclusion criteria |\n" in page
    assert "| thymectomy |  | day and whether it is planned | each time |" in page


def document_of(text: str) -> str:
    loaded = load_bytes("reviewed", text.encode())
    assert loaded.checked.program is not None
    return markdown(document(loaded, loaded.checked.program))


def test_a_condition_that_is_open_is_said_to_be_so() -> None:
    line = 'if unspecified "the exception is met":\n        QMG >= 11 at screening\n'
    page = document_of(REVIEWED + f'\nexclusion E3 "Open":\n    {line}')
    assert "- if “the exception is met”, which the protocol leaves open:\n  - QMG is at least 11" in page
