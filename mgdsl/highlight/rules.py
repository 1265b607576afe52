"""What a piece of text is, for highlighting: patterns in the order of trying, and the role of each.

A rule matches where the one before it ended, or at the next place where any matches. Patterns are written in
what Python's `re` and Oniguruma share. As in the grammar, a name is as many plain words as there are, so that
``of`` in ``woman of childbearing potential`` is no word of the language.
"""

from collections.abc import Iterable
from enum import Enum

from mgdsl.syntax.keywords import (
    CASE,
    COMBINED,
    DECLARATIONS,
    FIRST,
    LIMITS,
    PHRASES,
    RESERVED,
    WORD_END,
)
from mgdsl.syntax.names import FIELD, NAME, UNIT_ALONE
from mgdsl.tree import frozen


class Role(Enum):
    """What a reader tells apart."""

    COMMENT = "comment"
    STRING = "string"
    DATE = "date"
    NUMBER = "number"
    UNIT = "unit"
    LIMIT = "limit"
    MISSING = "missing"
    DECLARATION = "declaration"
    KEYWORD = "keyword"
    LOGIC = "logic"
    OPERATOR = "operator"
    DECLARED = "declared"
    PROPERTY = "property"
    NAME = "name"
    PUNCTUATION = "punctuation"


@frozen
class Rule:
    """`roles`: of the match; or of each group in turn, which are the whole of it, None for blanks."""

    pattern: str
    roles: tuple[Role | None, ...]


LOGIC = ("and", "or", "not", "is", "are", "in", "between")
"""Those of the reserved words that combine or compare."""

_NUMBER = r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+|(?![eE][+-]?\d))"
_ANY_NAME = rf"(?:`[^`\n]+`|{NAME})"
_ANY_FIELD = rf"(?:`[^`\n]+`|{FIELD})(?= *: *[^\s#])"


def _words(words: Iterable[str]) -> str:
    """One of these, whole; a longer one before the beginning of it."""
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))}){WORD_END}"


_UNIT = (
    r"%|[×x*]?10\^\d+(?:/[^\s,(){}:|\"#]+)?|/[^\s,(){}:|\"#]+"
    rf"|(?!{_words((*RESERVED, *PHRASES, *LIMITS, 'to', 'of', 'because'))})[^\W\d_][^\s,(){{}}:|\"#]*"
)
_LENGTH = _words(("day", "days", "week", "weeks", "month", "months", "year", "years"))
_NAMED = _words(
    word for word in DECLARATIONS if word not in ("protocol", "section", "case", "cases for", "read")
)

RULES = (
    Rule(r"#[^\n]*", (Role.COMMENT,)),
    Rule(r'"[^"\n]*"', (Role.STRING,)),
    Rule(rf"^({_NAMED})( +)({_ANY_NAME})", (Role.DECLARATION, None, Role.DECLARED)),
    Rule(rf"^{_words(DECLARATIONS)}", (Role.DECLARATION,)),
    Rule(rf"^( +)({_words(CASE)})", (None, Role.DECLARATION)),
    Rule(rf"^( +)({_ANY_NAME})(?= *:)", (None, Role.PROPERTY)),
    Rule(rf"^( +)({_ANY_FIELD})", (None, Role.PROPERTY)),
    Rule(rf"([(,])( *)({_ANY_FIELD})", (Role.PUNCTUATION, None, Role.PROPERTY)),
    Rule(UNIT_ALONE, (Role.UNIT,)),
    Rule(r"\d{4}-\d{2}(?:-\d{2})?(?![\w-])", (Role.DATE,)),
    Rule(rf"({_NUMBER})( +)({_words(('to',))})", (Role.NUMBER, None, Role.KEYWORD)),
    Rule(
        rf"({_words(('at least', 'at most', 'exactly'))})( +)({_NUMBER})(?!\d| *{_LENGTH})",
        (Role.KEYWORD, None, Role.NUMBER),
    ),
    Rule(rf"({_words(('assume',))})( +)(?={_NUMBER})", (Role.KEYWORD, None)),
    Rule(rf"({_NUMBER})( *)({_UNIT})", (Role.NUMBER, None, Role.UNIT)),
    Rule(_NUMBER, (Role.NUMBER,)),
    Rule(_words(LIMITS), (Role.LIMIT,)),
    Rule(_words((*PHRASES, *COMBINED)), (Role.KEYWORD,)),
    Rule(_words(LOGIC), (Role.LOGIC,)),
    Rule(_words((*RESERVED, *FIRST)), (Role.KEYWORD,)),
    Rule(rf'{_words(("because",))}(?= *")', (Role.KEYWORD,)),
    Rule(_ANY_NAME, (Role.NAME,)),
    Rule(r"[<>!]=|[<>=≥≤≠×*/+−-]", (Role.OPERATOR,)),
    Rule(r"\?", (Role.MISSING,)),
    Rule(r"[(){},:|]", (Role.PUNCTUATION,)),
)
