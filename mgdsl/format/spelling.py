"""The declared spelling of names, whose case does not count where they are used."""

from collections.abc import Iterator
from typing import Any

import attrs

from mgdsl.check.scope import Definition, Names
from mgdsl.format.lines import Spell
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

NO_NAMES = frozenset({"title", "unit", "type", "kind", "recorded", "codes", "by", "better"})
"""Fields of the schema whose texts are no names."""

LANGUAGE = (
    "age", "exact age", "duration", "the visit", "ongoing", "verdict",
    "pass", "fail", "unknown", "applicable", "eligible", "ineligible", "undetermined",
)  # fmt: skip
"""Names that the language itself gives a meaning. A declaration that spells one otherwise settles neither."""

BEFORE_NAMES = ("other ", "visit ")
"""What a case may put before a name."""


def spelling(file: ast.File, names: Names | None) -> Spell:
    """As declared in the file and in the vocabularies that `names` come from.

    A name that is spelt in two ways by declarations is left as it stands, and so is one that nobody declared.
    """
    spelt: dict[str, set[str]] = {word: {word} for word in LANGUAGE}
    for word in (" ".join(each.split()) for each in _declared(file, names)):
        spelt.setdefault(fold(word), set()).add(word)
    one = {folded: words.pop() for folded, words in spelt.items() if len(words) == 1}

    def spell(name: str) -> str:
        if fold(name) in one:
            return one[fold(name)]
        before = next((word for word in BEFORE_NAMES if fold(name).startswith(word)), "")
        rest = name[len(before) :]
        return name[: len(before)] + one.get(fold(rest), rest)

    return spell


def _declared(file: ast.File, names: Names | None) -> Iterator[str]:
    for declaration in file.declarations:
        match declaration:
            case ast.Define(name=name, parameters=parameters):
                yield name.text
                yield from (parameter.key for parameter in parameters)
            case ast.Criterion(id=name) | ast.Declare(name=name):
                yield name.text
            case _:
                pass
    for entity in names.entities.values() if names is not None else ():
        if isinstance(entity, Definition):
            yield entity.name
    if names is not None:
        yield from _texts(names.schema)


def _texts(held: Any) -> Iterator[str]:
    """The names in a schema: of things, their other names, items, parts, fields, values and visits."""
    match held:
        case str():
            yield held
        case tuple():
            for each in held:
                yield from _texts(each)
        case _ if attrs.has(type(held)):
            for field in attrs.fields(type(held)):
                if field.name not in NO_NAMES:
                    yield from _texts(getattr(held, field.name))
