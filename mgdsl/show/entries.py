"""What a vocabulary declares, name by name, as its author wrote it; and the ranges of its scores."""

import re
from collections.abc import Iterable

from attrs import evolve, field

from mgdsl.check.scope import Entity
from mgdsl.core.schema import AgentClass, Event, Instrument, Measure
from mgdsl.program import Loaded
from mgdsl.report.suggest import fold
from mgdsl.show.ranges import ranges, spread
from mgdsl.show.words import values, written
from mgdsl.syntax import ast
from mgdsl.syntax.print import print_line
from mgdsl.tree import frozen

_QUOTED = re.compile(r'"[^"\n]*"|`[^`\n]*`')
_HEADING = re.compile(r"^# *(.*?) *-{3,}$", re.MULTILINE)
_NAMES_SOURCE = re.compile(r"\bNCT\d|\bDOI\b|\bPMC\d|\bunconfirmed\b|\bmedifind\b")
_COMMENT = re.compile(r"#[^\n]*")


@frozen
class Entry:
    """A declared name.

    `properties`: key and words; `lines`: those of a definition. `source`: what the comments above and in the
    declaration say. `section`: the ruled heading that it stands under. `agents`: all those of a class.
    `ranges`: of a score, by ``total`` and its parts' names.
    """

    kind: str
    name: str
    title: str
    vocabulary: str
    source: str
    properties: tuple[tuple[str, str], ...]
    lines: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    section: str = ""
    ranges: dict[str, tuple[int, int]] = field(factory=dict)

    @property
    def spellings(self) -> tuple[str, ...]:
        """The name, and the other names that it goes by."""
        return (self.name, *self.also)

    @property
    def answers_to(self) -> tuple[str, ...]:
        """Its spellings; of a class its agents, too."""
        return (*self.spellings, *self.agents)

    def speaks_of(self, word: str) -> bool:
        """Whether the word stands anywhere in it."""
        pairs = (text for pair in self.properties for text in pair)
        texts = (self.kind, self.name, self.title, self.source, self.section, *self.lines, *pairs)
        return any(fold(word) in fold(text) for text in texts)


def entries(loaded: Loaded) -> list[Entry]:
    """The entries of a file, in its order."""
    text = loaded.source.text
    found: list[Entry] = []
    heading = _heading(text)
    before, section = len(heading), ""
    for node in loaded.file.declarations:
        end = text.find("\n", node.span.end) % (len(text) + 1)
        above = text[before : node.span.start]
        section = (_HEADING.findall(above) or [section])[-1]
        entry = _entry(node, loaded, _said(above, text[node.span.start : end]))
        found += [evolve(entry, section=section)] if entry else []
        before = end
    return found


def _heading(text: str) -> str:
    """The comment that a file begins with, unless it says where the first name below it comes from."""
    rows = re.match(r"(?:#[^\n]*\n)*", text)
    found = rows[0] if rows else ""
    return "" if _NAMES_SOURCE.search(found) else found


def _entry(node: ast.Declaration, loaded: Loaded, source: str) -> Entry | None:
    match node:
        case ast.Declare(kind, name, title, properties):
            told = tuple((prop.key, values(prop, written)) for prop in properties)
            entry = Entry(kind, name.text, title or "", loaded.source.name, source, told)
            return _resolved(entry, loaded.checked.names.find(name.text))
        case ast.Define(name, parameters, properties, lines):
            told = tuple((prop.key, values(prop, written)) for prop in properties)
            takes = tuple(("takes", f"{p.key}: {p.type.text}") for p in parameters)
            body = tuple(row for line in lines for row in print_line(line).split("\n"))
            return Entry("define", name.text, "", loaded.source.name, source, (*takes, *told), body)
        case _:
            return None


def _resolved(entry: Entry, found: Entity | None) -> Entry:
    """With what checking made of the declaration."""
    match found:
        case Instrument():
            return evolve(entry, also=found.also, codes=found.codes, ranges=ranges(found))
        case Measure():
            return evolve(entry, also=found.also, codes=found.codes)
        case Event():
            return evolve(entry, also=found.also)
        case AgentClass():
            return evolve(entry, also=found.also, agents=found.agents)
        case _:
            return entry


def _said(above: str, inside: str) -> str:
    """The comment directly above a declaration, with those in it; a ruled heading is none."""
    rows: list[str] = []
    for row in above.rstrip("\n").split("\n"):
        rows = [*rows, row] if row.startswith("#") else []
    head = " ".join(row.lstrip("# ").rstrip() for row in rows if not row.endswith("---"))
    told = [row.lstrip("# ").rstrip() for row in _COMMENT.findall(_QUOTED.sub('""', inside))]
    return "; ".join(dict.fromkeys(filter(None, (head.removesuffix(".") if told else head, *told))))


def finding(found: Iterable[Entry], word: str) -> list[Entry]:
    """The entries that speak of a word, those named so first."""
    held = [entry for entry in found if entry.speaks_of(word)]
    return sorted(held, key=lambda entry: not any(fold(word) in fold(name) for name in entry.spellings))


def as_text(entry: Entry) -> list[tuple[str, str]]:
    """What is said of an entry, below its name: key and words."""
    rows = list(entry.properties)
    if entry.ranges:
        rows.append(("ranges", ", ".join(f"{name} {spread(*ends)}" for name, ends in entry.ranges.items())))
    if entry.agents and fold("classes") in (fold(key) for key, _ in rows):
        rows.append(("all agents", ", ".join(entry.agents)))
    rows += [("means", line) for line in entry.lines]
    return rows + ([("source", entry.source)] if entry.source else [])


__all__ = ["Entry", "as_text", "entries", "finding"]
