"""Laid out anew, a text says the same and keeps every comment; laid out twice, it stays as it is."""

import re
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mgdsl.format import lines, same
from mgdsl.format.file import formatted
from mgdsl.format.layout import laid_out
from mgdsl.format.lines import comments_of, lines_of
from mgdsl.format.spelling import LANGUAGE
from mgdsl.program import load_bytes
from mgdsl.records.events import ONGOING
from mgdsl.report.diagnostic import ProgramError
from mgdsl.syntax import ast
from mgdsl.syntax.load import parse_source
from mgdsl.syntax.parse import parse_file, parser
from mgdsl.syntax.print import print_file
from mgdsl.syntax.text import read_source
from mgdsl.testing.cases import STATUSES, VERDICTS
from tests.strategies import surface
from tests.test_cli import run

ROOT = Path(__file__).parents[1]
FILES = sorted(
    path
    for folder in ("mgdsl", "protocols", "tests", "docs")
    for suffix in ("mgdsl", "md")
    for path in (ROOT / folder).rglob(f"*.{suffix}")
    if path.stem != "mended"
)
SHIPPED = {"vocabularies", "protocols"}
"""Folders whose files are formatted."""

LAW = settings(max_examples=60, suppress_health_check=list(HealthCheck))


def layout(text: str) -> str:
    return laid_out(lines_of(text, lambda name: name))


def parses(path: Path, data: bytes) -> bool:
    try:
        return not parse_source(read_source(path.name, data))[1]
    except ProgramError:
        return False


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_files_of_the_repository(path: Path) -> None:
    data = path.read_bytes()
    shipped = path.suffix == ".mgdsl" and SHIPPED & set(path.relative_to(ROOT).parts)
    if not parses(path, data):
        assert not shipped
        with pytest.raises(ProgramError):
            formatted(path.name, data, path.parent)
        return
    made = formatted(path.name, data, path.parent)
    if made.encode() == data:
        return
    assert not shipped, "not formatted"
    assert formatted(path.name, made.encode(), path.parent) == made
    schemas = [
        load_bytes(path.name, text, path.parent).checked.names.schema for text in (data, made.encode())
    ]
    assert schemas[0] == schemas[1]
    before, after = (read_source(path.name, text).text for text in (data, made.encode()))
    assert comments_of(before) == comments_of(after)
    trees = [print_file(parse_file(text)).casefold() for text in (before, after)]
    assert trees[0] == trees[1]


def commented(text: str, random: Random) -> tuple[str, int]:
    """The text with odd blank rows and a comment at every boundary that can have one; how many there are."""
    made, end, depth, number, before = "", 0, 0, 0, ""

    def comment() -> str:
        nonlocal number
        number += 1
        return f"# {number}"

    for token in parser().parse_interactive(text, start="start").iter_parse():
        if token.type in ("_INDENT", "_DEDENT"):
            continue
        made += text[end : token.start_pos]
        if token.type == "_NL":
            made += "" if before == "TABLE_ROW" else f"  {comment()}"
            made += "\n" + " " * random.randrange(9) + comment() + "\n" * random.randrange(1, 4)
            made += str(token).rpartition("\n")[2]
        else:
            made += str(token)
            depth += (token.type in ("LPAR", "LBRACE")) - (token.type in ("RPAR", "RBRACE"))
            if depth and token.type not in ("KEY", "FIELD", "MINUS", "SLASH"):
                made += f" {comment()}\n" + "\n" * random.randrange(2)
                made += f"{comment()}\n" if random.random() < 0.3 else ""
        before, end = token.type, token.end_pos or 0
    return made + text[end:], number


def squeezed(tree: ast.File) -> str:
    """Runs of blanks in a name do not count."""
    return re.sub(" +", " ", print_file(tree))


@LAW
@given(surface.files, st.randoms(use_true_random=False))
def test_a_comment_at_every_boundary(tree: ast.File, random: Random) -> None:
    text, number = commented(print_file(tree), random)
    assert parse_file(text) == tree
    made = layout(text)
    assert squeezed(parse_file(made)) == squeezed(tree)
    assert re.findall(r"(?m)# (\d+)$", made) == [f"{at}" for at in range(1, number + 1)]
    assert layout(made) == made


@LAW
@given(surface.files)
def test_generated_programs(tree: ast.File) -> None:
    made = layout(print_file(tree))
    assert squeezed(parse_file(made)) == squeezed(tree)
    assert layout(made) == made


MANGLED = """# first
protocol "P":
  visits: Screening,baseline
use our terms # ours


inclusion I1:
  source: "a", "b"


  SCORE≥3 at screening
cases for I1 at screening:
  |score|I1|
  |3|pass|
  | 10 |pass|
"""
NEAT = """# first
protocol "P":
    visits: Screening, baseline

use our terms  # ours

inclusion I1:
    source:
        "a"
        "b"

    score >= 3 at Screening

cases for I1 at Screening:
    | score | I1   |
    | 3     | pass |
    | 10    | pass |
"""


@pytest.fixture
def mangled(tmp_path: Path) -> Path:
    terms = "measurement score:\n    unit: 1\n    range: 0 to 10\n"
    (tmp_path / "our-terms.mgdsl").write_text(terms, encoding="utf-8")
    path = tmp_path / "p.mgdsl"
    path.write_text(MANGLED, encoding="utf-8")
    return path


def test_format_writes(mangled: Path) -> None:
    assert run("format", "--check", str(mangled)).exit_code == 1
    shown = run("format", "--diff", str(mangled))
    assert (shown.exit_code, "+    score >= 3 at Screening\n" in shown.stdout) == (0, True)
    assert mangled.read_text("utf-8") == MANGLED
    assert run("format", str(mangled)).exit_code == 0
    assert mangled.read_text("utf-8") == NEAT
    again = run("format", "--check", str(mangled))
    assert (again.exit_code, again.stdout) == (0, "")


def test_standard_input(mangled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(mangled.parent)
    result = run("format", "-", stdin=MANGLED)
    assert (result.exit_code, result.stdout, result.stderr) == (0, NEAT, "")


def test_a_text_that_does_not_parse_is_left(mangled: Path) -> None:
    broken = mangled.with_name("broken.mgdsl")
    broken.write_text("inclusion I1\n    a b )\n", encoding="utf-8")
    result = run("format", str(broken), str(mangled))
    assert result.exit_code == 2 and "missing-colon" in result.stderr
    assert broken.read_text("utf-8") == "inclusion I1\n    a b )\n"
    assert mangled.read_text("utf-8") == NEAT


def test_markdown_keeps_its_prose(mangled: Path) -> None:
    page = mangled.with_name("page.md")
    prose = "\ufeff#  Title \r\n\r\n* odd   prose\t\r\n```mgdsl\r\n"
    page.write_bytes(f"{prose}{MANGLED}```\r\nend".replace("\r\n", "\n").replace("\n", "\r\n").encode())
    assert run("format", str(page)).exit_code == 0
    neat = f"{prose}{NEAT}```\r\nend".replace("\r\n", "\n").replace("\n", "\r\n")
    assert page.read_bytes().decode() == neat


def test_a_declaration_over_two_blocks_is_left(mangled: Path) -> None:
    page = mangled.with_name("page.md")
    text = "```mgdsl\ninclusion I1:\n```\nprose\n```mgdsl\n    a at b\n```\n"
    page.write_text(text, encoding="utf-8")
    result = run("format", str(page))
    assert result.exit_code == 2 and "not-formatted" in result.stderr
    assert page.read_text("utf-8") == text


def test_hostile_texts_are_refused_or_laid_out() -> None:
    deep = "inclusion I1:\n    x in {" + "{" * 60 + "a" + "}" * 60 + "}\n"
    assert run("format", "-", stdin=deep).exit_code == 2
    wide = "inclusion I1:\n    x in {" + ", ".join(f"value {'abcdefgh'[n % 8]}" for n in range(2_000)) + "}\n"
    made = run("format", "-", stdin=wide)
    assert made.exit_code == 0 and made.stdout.count("\n") == 2_003


CASED = """classification grade:
    values: G, M, span

measurement weight:
    unit: g
    range: 0 to 300

fact Investigator

event dose:
    when: Span

define told:
    judged by investigator "so it is"
    WEIGHT >= 3 G at screening
    INVESTIGATOR
"""


def test_where_case_counts_it_stays(tmp_path: Path) -> None:
    """A gram is no gauss, `span` is a word of the language, and a speaker is no fact."""
    made = formatted("v.mgdsl", CASED.encode(), tmp_path)
    assert made == CASED.replace("WEIGHT", "weight").replace("INVESTIGATOR", "Investigator")


def test_a_spelling_that_makes_another_program_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second lock: even if units were taken for names, the file is laid out with its own spellings."""
    for module in (lines, same):
        monkeypatch.setattr(module, "NAMING", frozenset({"unit"}))
    assert formatted("v.mgdsl", CASED.replace("\n\n", "\n").encode(), tmp_path) == CASED


@pytest.mark.parametrize("end", ["", "\n"])
@pytest.mark.parametrize("text", ["use a", "# a comment alone", "use a  # behind", "use a\n# at the end"])
def test_the_last_line_may_lack_its_end(text: str, end: str) -> None:
    result = run("format", "-", stdin=text + end)
    assert (result.exit_code, result.stdout) == (0, f"{text}\n")


def test_line_ends_are_seen_in_the_difference(tmp_path: Path) -> None:
    path = tmp_path / "p.mgdsl"
    path.write_bytes(b"use a\r\nuse b")
    shown = run("format", "--diff", str(path)).stdout
    assert "-use a\ufffd\n" in shown and "-use b\n\\ No line end\n+use a\n+use b\n" in shown


def test_a_link_stays_a_link(mangled: Path) -> None:
    link = mangled.with_name("link.mgdsl")
    link.symlink_to(mangled.name)
    assert run("format", str(link)).exit_code == 0
    assert link.is_symlink() and mangled.read_text("utf-8") == NEAT


TABLE = """protocol "P":
    visits: Screening

measurement Score:
    unit: 1
    range: 0 to 10

classification grade:
    recorded: by visit
    values: IIa, Ongoing

attestation agrees to diary:
    by: participant

inclusion I1:
    Score >= 3 at Screening
    age >= 18 years at Screening
    agrees to diary at Screening

cases for I1:
    | Score at Screening | judged by Score "score" | `Score` | score < < | I1             |
    | 3                  | no                      | 1       | IIa       | pass           |
    | ?                  | yes                     |         | IIa       | not applicable |

case "other":
    given no other Score
    given therapy (stop: ongoing)
    expect I1 is pass
    expect verdict is eligible
"""


SHOUTED = {
    "| Score at Screening": "| SCORE at SCREENING",
    "no other Score": "no other SCORE",
    "is pass": "is PASS",
    "| pass": "| Pass",
    "verdict is eligible": "VERDICT is Eligible",
    "age >=": "Age >=",
    "agrees to diary at": "Agrees TO diary at",
}


def test_names_in_cases_are_restored_and_words_of_the_language() -> None:
    """A value that is declared as `Ongoing` does not settle how the word of the language is written."""
    shouted = TABLE
    for word, louder in SHOUTED.items():
        assert shouted.count(word) == 1
        shouted = shouted.replace(word, louder)
    assert formatted("p.mgdsl", shouted.encode()) == TABLE


def test_the_words_of_the_language_are_those_that_cases_use() -> None:
    words = {*STATUSES, *VERDICTS, ONGOING, "verdict"} - {"not applicable"}
    assert words <= set(LANGUAGE)
