"""Trying terminals one by one finds the tokens, and the mistakes, that lark's own lexer finds."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark import Lark, Token
from lark.exceptions import LarkError, UnexpectedCharacters, UnexpectedToken

from mgdsl.syntax.parse import STARTS, Lines, grammar_path, parser

ROOT = Path(__file__).parents[1]
FILES = sorted(
    path for folder in ("mgdsl", "protocols", "tests") for path in (ROOT / folder).rglob("*.mgdsl")
)


@cache
def larks_own() -> Lark:
    text = grammar_path().read_text("utf-8")
    return Lark(text, parser="lalr", start=STARTS, postlex=Lines(), maybe_placeholders=True)


def outcome(lark: Lark, text: str) -> object:
    """The tokens, or where and why there are none."""
    try:
        tree = lark.parse(text, start="start")
    except UnexpectedToken as error:
        return "token", error.pos_in_stream, error.token.type, frozenset(error.expected)
    except UnexpectedCharacters as error:
        return "characters", error.pos_in_stream, frozenset(error.allowed)
    except LarkError as error:
        return type(error).__name__, str(error)
    tokens = tree.scan_values(lambda value: isinstance(value, Token))
    return [(token.type, str(token), token.start_pos, token.end_pos) for token in tokens]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_files_of_the_repository(path: Path) -> None:
    text = path.read_text("utf-8") + "\n"
    assert outcome(parser(), text) == outcome(larks_own(), text)


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """A stretch of a file with some of it cut out, doubled or replaced by signs that mean something."""
    lines = draw(st.sampled_from(FILES)).read_text("utf-8").splitlines(keepends=True)
    first = draw(st.integers(0, max(0, len(lines) - 1)))
    text = "".join(lines[first : first + draw(st.integers(1, 12))])
    at = draw(st.integers(0, len(text)))
    put = draw(
        st.sampled_from(['"', "`", "(", "}", ":", "|", " at ", " any of", "10^9/L", "?", "-", "é", "\n", "#"])
    )
    return text[:at] + put + text[at + draw(st.integers(0, 4)) :] + "\n"


@given(spoilt())
@settings(max_examples=300)
def test_spoilt_texts(text: str) -> None:
    assert outcome(parser(), text) == outcome(larks_own(), text)
