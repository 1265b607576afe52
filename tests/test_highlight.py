"""Highlighting agrees with the parser, loses no character, and its printed grammar is current."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lark import Token
from lark.exceptions import LarkError
from pygments.lexers import get_lexer_by_name, get_lexer_for_filename
from pygments.token import (
    Comment,
    Error,
    Keyword,
    Literal,
    Name,
    Number,
    Operator,
    Punctuation,
    String,
    Whitespace,
    _TokenType,
)

from mgdsl.highlight.pygments import MgdslLexer
from mgdsl.highlight.rules import RULES
from mgdsl.highlight.textmate import SCOPES, grammar
from mgdsl.syntax.keywords import (
    CASE,
    COMBINED,
    DECLARATIONS,
    FIRST,
    LIMITS,
    PHRASES,
    RESERVED,
)
from mgdsl.syntax.parse import parser
from mgdsl.syntax.print import print_file
from tests.strategies import surface

ROOT = Path(__file__).parents[1]
FILES = sorted(path for folder in ("mgdsl", "protocols") for path in (ROOT / folder).rglob("*.mgdsl"))
WRITTEN = sorted((ROOT / "tests").rglob("*.mgdsl"))
LEXER = MgdslLexer(stripnl=False, ensurenl=False)
WORDS = (*DECLARATIONS, *CASE, *RESERVED, *PHRASES, *FIRST, *COMBINED)

MARKS: dict[str, tuple[_TokenType, ...]] = {
    "NAME": (Name, Name.Class, Keyword.Type),
    "UNIT_ALONE": (Keyword.Type,),
    **dict.fromkeys(("KEY", "FIELD"), (Name.Attribute,)),
    "NUMBER": (Number,),
    "UNIT": (Keyword.Type,),
    "STRING": (String.Double,),
    "DATE": (Literal.Date,),
    "LIMIT": (Keyword.Constant,),
    "MISSING": (Keyword.Constant,),
    **dict.fromkeys(("OP", "PLUS", "MINUS", "TIMES", "SLASH"), (Operator,)),
    **dict.fromkeys(("LPAR", "RPAR", "LBRACE", "RBRACE"), (Punctuation,)),
    **dict.fromkeys(("AND", "OR", "NOT", "IS", "IN", "BETWEEN"), (Operator.Word,)),
}
"""How a terminal of the grammar is marked; any other but a row of a table is a keyword."""


def marked(text: str) -> list[tuple[int, _TokenType, str]]:
    return [(at, kind, part) for at, kind, part in LEXER.get_tokens_unprocessed(text) if part]


def disagreements(text: str) -> Iterator[tuple[str, str, object]]:
    """Where the parser's token is not one token of the mark that belongs to it."""
    marks = {(at, at + len(part)): kind for at, kind, part in marked(text)}
    tree = parser().parse(text, start="start")
    for token in tree.scan_values(lambda value: isinstance(value, Token)):
        if token.type == "TABLE_ROW":
            continue
        kind = marks.get((token.start_pos, token.end_pos))
        if kind not in MARKS.get(token.type, (Keyword, Keyword.Declaration)):
            yield token.type, str(token), kind


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_marks_are_what_the_parser_reads(path: Path) -> None:
    text = path.read_text("utf-8")
    found = marked(text)
    assert "".join(part for _, _, part in found) == text
    assert not [part for _, kind, part in found if kind is Error]
    assert list(disagreements(text)) == []


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_texts_with_mistakes_lose_nothing(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    assert "".join(part for _, _, part in marked(text)) == text
    try:
        parser().parse(text + "\n", start="start")
    except LarkError:
        return
    outside = [each for each in disagreements(text + "\n") if not each[1].startswith(CASE)]
    assert outside == [], "a word of cases outside one is marked, and read as a name"


@given(surface.files)
@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
def test_whatever_can_be_written_is_marked(file: object) -> None:
    text = print_file(file)  # type: ignore[arg-type]
    try:
        assert list(disagreements(text)) == []
    except LarkError:
        return  # trees that no text means


def test_a_name_may_hold_words_of_the_language() -> None:
    found = marked("    woman of childbearing potential and class of drugs at `at any of`\n")
    assert [(kind, part) for _, kind, part in found if kind is not Whitespace] == [
        (Name, "woman of childbearing potential"),
        (Operator.Word, "and"),
        (Name, "class of drugs"),
        (Keyword, "at"),
        (Name, "`at any of`"),
    ]


def test_every_word_is_marked() -> None:
    """The rules hold the words of the list and no others."""
    texts = {
        **{word: f"{word} " for word in DECLARATIONS},
        **{word: f"case\n    {word} " for word in CASE},
        **{word: f"    {word} " for word in (*RESERVED, *PHRASES, *FIRST, *COMBINED, *LIMITS)},
        "to": "    a: 0 to 3",
        "assume": "    a: assume 30%",
        "because": '    a: assume 30% because "x"',
    }
    for word, text in texts.items():
        kinds = [kind for _, kind, part in marked(text) if part == word]
        assert len(kinds) == 1 and (kinds[0] in Keyword or kinds[0] is Operator.Word), word
    lower = {words for rule in RULES for words in re.findall(r"[a-z]{2,}(?: [a-z]+)*", _plain(rule.pattern))}
    lengths = {"day", "days", "week", "weeks", "month", "months", "year", "years"}
    assert lower == {*texts} - {*LIMITS} | lengths


def _plain(pattern: str) -> str:
    """Without what escapes and classes of characters are written with."""
    return re.sub(r"\\.|\[[^\]]*\]", "|", pattern)


def test_mistakes_are_seen() -> None:
    found = [(kind, part) for _, kind, part in marked('    a == "b\n\tc;\n')]
    assert [part for kind, part in found if kind is Error] == ['"', "\t", ";"]


def test_comments_strings_and_units() -> None:
    text = '    source: "at any # of"  # "not"\n    ALT <= 1.5 × ULN at V\n'
    text += "    dose >= 3 mg/kg/day within 4 weeks before V\n"
    kinds = {part: kind for _, kind, part in marked(text)}
    assert kinds['"at any # of"'] is String.Double and kinds['# "not"'] is Comment.Single
    assert (kinds["mg/kg/day"], kinds["weeks"], kinds["ULN"]) == (
        Keyword.Type,
        Keyword.Type,
        Keyword.Constant,
    )
    assert (kinds["1.5"], kinds["source"], kinds["×"]) == (Number, Name.Attribute, Operator)


def test_pygments_finds_it() -> None:
    assert isinstance(get_lexer_by_name("mgdsl"), MgdslLexer)
    assert isinstance(get_lexer_for_filename("protocol.mgdsl"), MgdslLexer)


def test_nothing_else_needs_pygments() -> None:
    modules = "mgdsl.cli.main, mgdsl.highlight.textmate, mgdsl.program"
    code = f"import sys, {modules}; sys.exit(any(name.split('.')[0] == 'pygments' for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_printed_grammar_is_current() -> None:
    kept = (ROOT / "grammar/mgdsl.tmLanguage.json").read_text("utf-8")
    assert kept == grammar(), "run python -m mgdsl.highlight > grammar/mgdsl.tmLanguage.json"
    done = subprocess.run(
        [sys.executable, "-m", "mgdsl.highlight"], capture_output=True, cwd=ROOT, check=True
    )
    assert done.stdout.decode("utf-8") == kept


def test_the_printed_grammar_says_the_same() -> None:
    """Its patterns and scopes are those of the rules, in their order."""
    made = json.loads(grammar())
    assert made["scopeName"] == "source.mgdsl" and made["fileTypes"] == ["mgdsl"]
    for rule, pattern in zip(RULES, made["patterns"], strict=True):
        assert pattern["match"] == rule.pattern
        named = pattern.get("captures", {"1": pattern})
        roles = {str(at): role for at, role in enumerate(rule.roles, 1) if role is not None}
        assert {at: each["name"] for at, each in named.items()} == {
            at: f"{SCOPES[role]}.mgdsl" for at, role in roles.items()
        }
    assert set(SCOPES) == {role for role in chain.from_iterable(rule.roles for rule in RULES) if role}
