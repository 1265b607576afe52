"""The grammar has no conflict, its word lists agree, and every alternative makes a class."""

import re

import attrs
from lark import Lark

from mgdsl.syntax import ast
from mgdsl.syntax.build import SHAPES
from mgdsl.syntax.keywords import (
    BESIDE_NUMBERS,
    CASE,
    COMBINED,
    DECLARATIONS,
    FIRST,
    LIMITS,
    PHRASES,
    RESERVED,
    WORD_END,
)
from mgdsl.syntax.names import plain
from mgdsl.syntax.parse import STARTS, Lines, grammar_path, parser

TEXT = grammar_path().read_text("utf-8")


def test_no_conflict_of_any_kind() -> None:
    Lark(TEXT, parser="lalr", start=STARTS, postlex=Lines(), maybe_placeholders=True, strict=True)


def terminal(name: str) -> str:
    found = re.search(rf"^{name}(?:\.\d+)?: (.*)$", TEXT, re.M)
    assert found
    return found[1]


def keywords(text: str) -> list[str]:
    """Words and phrases of the keyword terminals in a piece of the grammar."""
    words: list[str] = []
    for pattern in re.findall(
        r"^[A-Z_]+\.\d: /(?:\(\?<!\[\^\\n\]\))?([A-Za-z(][\w ?:|()]*)\(\?[!=].*/$", text, re.M
    ):
        pattern = pattern.replace("results?", "(?:result|results)")
        stem, options, tail = re.fullmatch(r"(.*?)(?:\(\?:([^)]*)\))?([^()]*)", pattern).groups()
        words += [f"{stem}{option}{tail}" for option in (options or "").split("|")]
    return words


def section(title: str) -> set[str]:
    """Those below a comment."""
    return set(keywords(TEXT.split(f"// {title}")[1].split("\n\n")[0]))


def test_every_keyword_is_listed_once() -> None:
    listed = (
        *DECLARATIONS, *CASE, *RESERVED, *LIMITS, *PHRASES, *FIRST, *COMBINED, *BESIDE_NUMBERS,
    )  # fmt: skip
    assert sorted(keywords(TEXT)) == sorted(listed)


def test_words_that_never_stand_inside_a_name() -> None:
    assert section("Words and phrases that never stand") == {*RESERVED, *PHRASES, *LIMITS}
    for listed in (terminal("WORD"), terminal("UNIT")):
        assert f"{'|'.join(PHRASES)})(?!" in listed
        assert "|".join((*RESERVED, *LIMITS)) in listed


def test_words_that_never_begin_a_name() -> None:
    assert section("Words and phrases that never begin") == {*FIRST, *COMBINED}
    assert all(phrase.split()[0] in (*FIRST, *RESERVED) for phrase in COMBINED)
    assert f"(?!(?:{'|'.join(FIRST)}){WORD_END})" in terminal("NAME")


def test_words_of_the_first_column() -> None:
    assert section("Words of the first column.") == set(DECLARATIONS)
    assert section("Words of a case.") == set(CASE)


def test_every_alternative_makes_a_node() -> None:
    data = {rule.alias or rule.options.template_source or rule.origin.name for rule in parser().rules}
    kept = {name for name in data if not name.startswith("_")}
    inlined = set(re.findall(r"^\?(\w+):", TEXT, re.M))
    assert kept - inlined <= set(SHAPES), kept - inlined - set(SHAPES)
    assert set(SHAPES) <= kept


def test_every_class_is_frozen_with_a_span() -> None:
    classes = [cls for cls in vars(ast).values() if isinstance(cls, type) and issubclass(cls, ast.Node)]
    for cls in classes:
        assert attrs.fields_dict(cls)["span"].eq is False
        assert cls.__setattr__ is not object.__setattr__


def test_plain_names_are_the_names_of_the_grammar() -> None:
    for word in (*RESERVED, *PHRASES, *FIRST, "12-lead", "Visit 1", "a/b", "", "ULN"):
        assert not plain(word), word
    for word in ("QMG", "MG-ADL", "T-SPOT.TB", "woman of childbearing potential", "agrees to contraception"):
        assert plain(word), word
