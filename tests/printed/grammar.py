"""The grammar as a listing: the file of the parser, with its words in place of the names that it gives
them."""

import re
from collections.abc import Iterator

from mgdsl.syntax.build import SIGNS

from .lark_file import Grammar, Rule, read
from .markdown import document, fence, head, table

KINDS = {
    "NAME": (
        "NAME",
        "one or more words that are [not reserved](reserved-words.md), or anything in backticks",
    ),
    "STRING": ("TEXT", 'anything on one line between `"` and `"`'),
    "NUMBER": ("NUMBER", "`12`, `-0.5`, `5e6`; no comma, no blank"),
    "UNIT": ("UNIT", "one word behind a number: `mg/dL`, `%`, `weeks`, `×10^9/L`"),
    "UNIT_ALONE": ("UNIT", ""),
    "DATE": ("DATE", "`2025-03-01` or `2025-03`"),
    "KEY": ("KEY", "a name with a colon behind it"),
    "FIELD": ("FIELD", "a name before its colon in brackets; words of the language may stand in it"),
    "TABLE_ROW": ("ROW", "a row of a table, from its first bar to the end of the line"),
    "_NL": ("END", "the end of the line; a comment from `#` on belongs to it"),
    "_INDENT": ("IN", "the next line stands four blanks further in"),
    "_DEDENT": ("OUT", "the next line stands further out again"),
}
"""What is shown for a terminal that is no fixed word, and what it is."""

SIGNS_OF_THE_LISTING = (
    ('`"within"`', "as it stands there; case matters"),
    ("`NAME`", "a kind of word, see below"),
    ("`visit`", "what is listed under that name"),
    ("`( )`", "belongs together"),
    ("`[ ]`", "may be left out"),
    ("`*`, `+`", "any number of times; once or more"),
)

SEE = {
    "Declarations": "See [criteria](language/criteria.md), [definitions](language/definitions.md), "
    "[cases](language/cases.md), [further forms](language/further.md).",
    "Properties": "See [properties](properties.md).",
    "Lines and blocks": "See [combining](language/combining.md), "
    "[if, unless, otherwise](language/conditional.md).",
    "Conditions": "See [tests](language/tests.md), [parts](language/parts.md), "
    "[histories](language/histories.md), [doses](language/doses.md), [people](language/people.md).",
    "When": "See [when](language/when.md).",
}

INTRODUCTION = """\
What may stand where. What it means stands in the pages named under each heading. The grammar accepts some
lines on purpose that the language refuses, such as `and` beside `or`: the checker says what is wrong with
them better than a parser can.

The parser itself reads the same file: LALR(1), with a contextual lexer, for
[Lark](https://lark-parser.readthedocs.io)."""

MANY = 5
"""Words of one kind from which on they are listed as a rule of their own."""

_WORD = re.compile(r"\b_?[A-Z]+(?:_[A-Z]+)*\b|\b_[a-z]+\b|_[A-Z]+\b")


def page() -> str:
    return document(_parts())


def _parts() -> Iterator[str]:
    grammar = read()
    yield head("Grammar", "grammar/mgdsl.lark")
    yield INTRODUCTION
    yield table(("in the listing", "means"), SIGNS_OF_THE_LISTING)
    yield table(("kind of word", "is"), ((f"`{shown}`", words) for shown, words in KINDS.values() if words))
    for section, rules in grammar.sections.items():
        yield f"## {section}"
        yield SEE[section]
        listed = [_rule(rule, grammar) for rule in rules if rule.alternatives != [(f"_{rule.name}", "")]]
        used = {name for rule in rules for text, _ in rule.alternatives for name in _WORD.findall(text)}
        many = [name for name in grammar.words if name in used and len(_spelt(name, grammar)) >= MANY]
        listed += [_lines(name.lower(), [f'"{word}"' for word in _spelt(name, grammar)]) for name in many]
        yield fence("text", "\n\n".join(listed))


def _rule(rule: Rule, grammar: Grammar) -> str:
    return _lines(rule.name.lstrip("_"), [_shown(text, grammar) for text, _ in rule.alternatives])


def _lines(name: str, alternatives: list[str]) -> str:
    first, *rest = alternatives
    if not rest:
        return f"{name} = {first}"
    return "\n".join([name, f"    = {first}", *(f"    | {each}" for each in rest)])


def _spelt(name: str, grammar: Grammar) -> list[str]:
    """What a terminal may be, each in the one spelling that the formatter gives it."""
    return [each for each in grammar.words[name] if each not in SIGNS]


def _shown(text: str, grammar: Grammar) -> str:
    def word(found: re.Match[str]) -> str:
        name = found[0]
        if name in KINDS:
            return KINDS[name][0]
        if name in grammar.words:
            spelt = _spelt(name, grammar)
            if len(spelt) >= MANY:
                return name.lower()
            told = " | ".join(f'"{each}"' for each in spelt)
            return told if len(spelt) == 1 else f"({told})"
        assert name.islower(), f"{name} is shown as nothing"
        return name.lstrip("_")

    quoted = text.split('"')
    return '"'.join(_WORD.sub(word, part) if at % 2 == 0 else part for at, part in enumerate(quoted))
