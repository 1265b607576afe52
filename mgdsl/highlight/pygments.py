"""The lexer for Pygments, found by its entry point; nothing else of the package imports Pygments."""

import re
from typing import ClassVar

from pygments.lexer import RegexLexer, bygroups
from pygments.token import (
    Comment,
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

from mgdsl.highlight.rules import RULES, Role

TOKENS: dict[Role | None, _TokenType] = {
    None: Whitespace,
    Role.COMMENT: Comment.Single,
    Role.STRING: String.Double,
    Role.DATE: Literal.Date,
    Role.NUMBER: Number,
    Role.UNIT: Keyword.Type,
    Role.LIMIT: Keyword.Constant,
    Role.MISSING: Keyword.Constant,
    Role.DECLARATION: Keyword.Declaration,
    Role.KEYWORD: Keyword,
    Role.LOGIC: Operator.Word,
    Role.OPERATOR: Operator,
    Role.DECLARED: Name.Class,
    Role.PROPERTY: Name.Attribute,
    Role.NAME: Name,
    Role.PUNCTUATION: Punctuation,
}


class MgdslLexer(RegexLexer):
    """mgdsl: protocols and vocabularies."""

    name = "mgdsl"
    aliases: ClassVar = ["mgdsl"]
    filenames: ClassVar = ["*.mgdsl"]
    mimetypes: ClassVar = ["text/x-mgdsl"]
    flags = re.MULTILINE
    tokens: ClassVar = {
        "root": [
            (r"\n", Whitespace),
            *(
                (rule.pattern, TOKENS[rule.roles[0]])
                if len(rule.roles) == 1
                else (rule.pattern, bygroups(*(TOKENS[role] for role in rule.roles)))  # type: ignore[no-untyped-call]
                for rule in RULES
            ),
            (r" +", Whitespace),
        ]
    }
