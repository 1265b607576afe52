"""The grammar file as sections, rules and terminals, for pages that are printed from it."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from attrs import define, field

FILE = Path(__file__).parents[2] / "grammar/mgdsl.lark"

_SECTION = re.compile(r"// (\S.*?) -{3,}")
_RULE = re.compile(r"[?!]?(_?[a-z_]+): (.*)")
_TERMINAL = re.compile(r"(_?[A-Z_]+)(?:\.\d+)?: (.*)")
_ALIAS = re.compile(r"(.*?)\s+-> (\w+)")
_COLUMN = "(?<![^\\n])"
_ALTERNATIVES = re.compile(r"\(\?:([^()]*)\)")


@define
class Rule:
    """A rule; each alternative with the node that it makes, if it has a name of its own."""

    name: str
    alternatives: list[tuple[str, str]] = field(factory=list)


@define
class Grammar:
    """`words`: what each terminal of fixed words may be. `first_column`: those that begin a declaration."""

    sections: dict[str, list[Rule]] = field(factory=dict)
    words: dict[str, tuple[str, ...]] = field(factory=dict)
    first_column: list[str] = field(factory=list)


def read() -> Grammar:
    grammar = Grammar()
    rules = grammar.sections.setdefault("Declarations", [])
    for line in FILE.read_text("utf-8").splitlines():
        if section := _SECTION.fullmatch(line):
            rules = grammar.sections.setdefault(section[1], [])
        elif rule := _RULE.fullmatch(line):
            rules.append(Rule(rule[1], [_alternative(rule[2])]))
        elif line.lstrip().startswith("| "):
            rules[-1].alternatives.append(_alternative(line.lstrip()[2:]))
        elif terminal := _TERMINAL.fullmatch(line):
            _terminal(grammar, terminal[1], terminal[2])
    grammar.sections = {name: rules for name, rules in grammar.sections.items() if rules}
    return grammar


def _alternative(text: str) -> tuple[str, str]:
    named = _ALIAS.fullmatch(text)
    return (named[1].strip(), named[2]) if named else (text.strip(), "")


def _terminal(grammar: Grammar, name: str, body: str) -> None:
    if body.startswith("/" + _COLUMN):
        grammar.first_column.append(name)
    words = tuple(_expanded(body.strip('/"').removeprefix(_COLUMN)))
    if words:
        grammar.words[name] = words


def _expanded(pattern: str) -> Iterator[str]:
    """The texts that a pattern of fixed words or one sign matches; none for any other pattern."""
    fixed = re.sub(r"\(\?[!=][^)]*\)$", "", pattern).replace("\\/", "/")
    signs = re.fullmatch(r"\[(.+)\]", fixed)
    if signs or re.fullmatch(r"[<>=!≥≤≠|]+", fixed):
        yield from signs[1] if signs else fixed.split("|")
        return
    parts = _ALTERNATIVES.split(fixed)
    choices = [part.split("|") if at % 2 else [part] for at, part in enumerate(parts)]
    for texts in product(*choices):
        text = "".join(texts)
        if re.fullmatch(r"[A-Za-z]+( [a-z]+)*", text) or re.fullmatch(r"[^\w\\\[|]{1,2}", text):
            yield text
        elif optional := re.fullmatch(r"([a-z]+)s\? ([a-z]+)", text):
            yield from (f"{optional[1]} {optional[2]}", f"{optional[1]}s {optional[2]}")
