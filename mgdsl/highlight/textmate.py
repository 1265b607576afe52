"""The grammar for editors that read TextMate grammars."""

import json

from mgdsl.highlight.rules import RULES, Role, Rule

SCOPES = {
    Role.COMMENT: "comment.line.number-sign",
    Role.STRING: "string.quoted.double",
    Role.DATE: "constant.other.date",
    Role.NUMBER: "constant.numeric",
    Role.UNIT: "keyword.other.unit",
    Role.LIMIT: "constant.language.limit",
    Role.MISSING: "constant.language.missing",
    Role.DECLARATION: "keyword.declaration",
    Role.KEYWORD: "keyword.control",
    Role.LOGIC: "keyword.operator.logical",
    Role.OPERATOR: "keyword.operator",
    Role.DECLARED: "entity.name.type",
    Role.PROPERTY: "entity.other.attribute-name",
    Role.NAME: "variable.other",
    Role.PUNCTUATION: "punctuation.separator",
}


def grammar() -> str:
    """The grammar as JSON."""
    made = {
        "$schema": "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
        "name": "mgdsl",
        "scopeName": "source.mgdsl",
        "fileTypes": ["mgdsl"],
        "patterns": [_pattern(rule) for rule in RULES],
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _pattern(rule: Rule) -> dict[str, object]:
    if len(rule.roles) == 1:
        return {"match": rule.pattern, "name": _scope(rule.roles[0])}
    named = {str(at): {"name": _scope(role)} for at, role in enumerate(rule.roles, 1) if role is not None}
    return {"match": rule.pattern, "captures": named}


def _scope(role: Role | None) -> str:
    assert role is not None
    return f"{SCOPES[role]}.mgdsl"
