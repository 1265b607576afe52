"""What words that nobody declared could be written as: text that can stand in their place.

A sentence copied from a protocol is read as one long name. Words that could narrow what is asked (severe,
active, known) are never dropped unsaid.
"""

import re
from collections.abc import Iterator

from attrs import define, field

from mgdsl.check.ranges import slices
from mgdsl.check.scope import Agent, Entity, Names, Visit
from mgdsl.core.schema import AgentClass, Category, Event, Instrument, Statement
from mgdsl.report.suggest import fold, near
from mgdsl.syntax.names import written

MOST = 4
"""Readings offered; with more of them the words say too little."""

_EMPTY_BEFORE = re.compile(
    r"(?:the|an?|either|both|(?:patients?|subjects?|participants?)(?: who)?|who|must(?: have| be)?"
    r"|shall(?: have| be)?|should(?: have| be)?|has|have|had|having|be|with|a history of|history of|prior"
    r"|previous|presence of|use of|treatment with|treated with|on|taking|receiving|received|total) +"
)
_EMPTY_AFTER = re.compile(
    r" +(?:scores?|scored|totals?|levels?|values?|results?|counts?|must(?: be)?|shall(?: be)?|should(?: be)?"
    r"|of|treatment|use)$"
)
_WITHOUT = re.compile(r"(?:without|absence of|free of|free from|no evidence of|lack of|denies) +")
_COUNTED = re.compile(
    r"(?:\b(?:any|no|every|latest|earliest|highest|lowest|planned|distinct|among|except|of)|[{,]|\d) *$"
)
_RANGE = re.compile(r"(.+?) ?(?:-|–|—|~|\bto\b|\bthrough\b) ?(.+)")
_TIME = re.compile(r"(.+?) (prior to|preceding|since|following|during|on|upon|by) (?:the )?(.+?)(?: visit)?")
_WHENS = {"prior to": "before", "preceding": "before", "since": "after", "following": "after", "by": "before"}
_OTHER = re.compile(
    r"(?P<x>.+?),? (?:other than|excluding|apart from|besides|but not|with the exception of) (?P<y>.+)"
)
_KINDS = ("inhibitors", "blockers", "antagonists", "inhibitor", "blocker", "antagonist")
_SERO = re.compile(r"(?:sero-?|tested )?(positive|negative) for (?:an? )?(.+?)(?: antibodies)?")
_CAPITAL = re.compile(
    r"\b(AND|OR|NOT|Or|And|Not|IS|Is|AT|At|IN|In|BEFORE|Before|AFTER|After|WITHIN|Within)\b"
)


def is_counted(before: str) -> bool:
    """Whether the line up to here asks how many, or is inside a list."""
    return _COUNTED.search(before) is not None


@define
class Readings:
    """The readings of words by the names of a program. `known`: every spelling by its folded form."""

    names: Names
    known: dict[str, str] = field(init=False)

    @known.default
    def _spelled(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for key, entity in self.names.entities.items():
            own = (
                [entity.text]
                if isinstance(entity, Statement)
                else [entity.name, *getattr(entity, "also", ())]
            )
            found[key] = next((word for word in own if fold(word) == key), key)
        return found

    def of(self, words: str, before: str = "") -> list[str]:
        """The readings, the likeliest first; `before`: the line up to the words."""
        found = [] if is_counted(before) else self._valued_exactly(words)
        found = found or [self.asked(name, before) for name in near(words, self.known.values(), 3)]
        core = self._bared(words)
        for more in (self._slip, self._said, self._core_near):
            found = found or list(more(words, core, before))
        return list(dict.fromkeys(found))[:MOST]

    def inner(self, words: str) -> str | None:
        """The longest declared name inside the words, which say more than it does."""
        said = fold(words).split()
        for size in range(len(said) - 1, 0, -1):
            for start in range(len(said) - size + 1):
                if (name := self.known.get(" ".join(said[start : start + size]))) is not None:
                    return name
        return None

    def asked(self, name: str, before: str = "") -> str:
        """A declared name as a condition of its own: what happens is asked with how many."""
        happens = isinstance(self.names.find(name), Event | AgentClass | Agent)
        return f"any {written(name)}" if happens and not is_counted(before) else written(name)

    def field_value(self, words: str) -> tuple[str, str] | None:
        """`severe infection`, `infection severe`: the event, and what its record must tell."""
        said = words.split(" ")
        for size in range(1, len(said)):
            for thing, value in (
                (" ".join(said[:size]), " ".join(said[size:])),
                (" ".join(said[size:]), " ".join(said[:size])),
            ):
                event = self.names.find(thing)
                told = next(self._fields(event, value), None) if isinstance(event, Event) else None
                if told is not None:
                    return written(thing), told
        return None

    # ------------------------------------------------------------------------------------------------------
    def _fields(self, event: Event, value: str) -> Iterator[str]:
        for each in event.fields:
            yield from (
                f"{written(each.name)} is {written(v)}" for v in each.values if fold(v) == fold(value)
            )
            if each.type == "yes-no" and fold(each.name) == fold(value):
                yield written(each.name)

    def _slip(self, words: str, core: str, before: str) -> Iterator[str]:
        """Words of the language in capitals, short or negated: `A OR B`, `sex isn't male`, `without X`."""
        alike = [name for text in _respelt(words) if (name := self.known.get(fold(text))) is not None]
        if alike:
            yield self.asked(alike[0], before)
        elif _CAPITAL.search(words):
            yield _CAPITAL.sub(lambda word: word[0].lower(), words)
        elif neither := re.fullmatch(r"neither (.+) nor (.+)", words):
            if all(self.names.find(each) for each in neither.groups()):
                yield f"none of {{{', '.join(map(written, neither.groups()))}}}"
        elif rate := re.fullmatch(
            r"(.+?) (?:(?:a|per|each|every) (?P<unit>year|month)|(?:annually|yearly))", words
        ):
            if self.names.find(rate[1]):
                yield f"{rate[1]} per {rate['unit'] or 'year'}"
        elif short := re.search(r" (is|are|does)n['’]t ", words):
            yield f"{words[: short.start()]} is not {words[short.end() :]}"
        elif without := _WITHOUT.match(words.lower()):
            rest = words[without.end() :]
            yield from (
                f"no {text[4:]}" if text.startswith("any ") else f"not {text}"
                for text in ([self.asked(rest)] if self.names.find(rest) else self.of(rest))
            )
        elif (time := _TIME.fullmatch(words)) and isinstance(self.names.find(time[3]), Visit):
            thing = [written(time[1])] if self.names.find(time[1]) else self.of(time[1], before)
            yield from (
                f"{text} {_WHENS.get(time[2], 'at')} {written(self.known[fold(time[3])])}" for text in thing
            )
        elif (sero := _SERO.fullmatch(words)) and isinstance(self.names.find(sero[2]), Category):
            yield f"{written(sero[2])} is {sero[1]}"
        elif (linked := re.fullmatch(r"(.+?) (?:with|whose) (.+)", words)) and isinstance(
            event := self.names.find(linked[1]), Event
        ):
            yield from (
                f"{linked[1]} where {written(f.name)}"
                for f in event.fields
                if fold(f.name) == fold(linked[2])
            )
        elif other := _OTHER.fullmatch(words):
            yield from self._except(other["x"], other["y"], before)
        elif planned := re.fullmatch(r"(.+) (?:is |are )?planned|(?:planned|scheduled) (.+)", words):
            name = planned[1] or planned[2]
            if self.names.find(name):
                yield f"planned {written(name)}" if is_counted(before) else f"any planned {written(name)}"

    def _except(self, thing: str, left_out: str, before: str) -> Iterator[str]:
        """`immunosuppressants other than azathioprine`, `tumour other than thymoma`."""
        shown = (
            self.asked(thing, before) if self.names.find(thing) else next(iter(self.of(thing, before)), "")
        )
        parts = [part.strip() for part in re.split(r",|\band\b|\bor\b", left_out) if part.strip()]
        if shown and all(isinstance(self.names.find(part), Event | AgentClass | Agent) for part in parts):
            listed = ", ".join(parts)
            yield f"{shown} except {listed if len(parts) == 1 else f'{{{listed}}}'}"

    def _said(self, words: str, core: str, before: str) -> list[str]:
        """A declared name among empty words, a thing with its value, a part, a dose, an incomplete name."""
        if (name := self.known.get(fold(core))) is not None:
            return [self.asked(name, before)]
        for reading in (self._with_value, self._lone_value, self._part, self._dose):
            if found := list(reading(core)):
                return [text.removeprefix("any ") for text in found] if is_counted(before) else found
        wanted = set(fold(core).split())
        wider = [name for key, name in self.known.items() if wanted and wanted < set(key.split())]
        return [self.asked(name, before) for name in wider] if 0 < len(wider) <= MOST else []

    def _core_near(self, words: str, core: str, before: str) -> list[str]:
        found = near(core, self.known.values(), 3) if core != words else []
        return [self.asked(name, before) for name in found]

    def _bared(self, words: str) -> str:
        """The words without those that add nothing: `patient must have a history of thymoma` is `thymoma`."""
        while match := _EMPTY_BEFORE.match(words.lower()):
            words = words[match.end() :]
        while match := _EMPTY_AFTER.search(words.lower()):
            words = words[: match.start()]
        plain = re.sub(r"\banti-(?=\w)", "", words)
        return plain if fold(plain) in self.known else words

    def _with_value(self, words: str) -> Iterator[str]:
        """`AChR antibody positive`, `negative HBsAg`, `MGFA class of IIa`, `MGFA IIa-IVa`."""
        said = words.replace(" of ", " ").split(" ")
        for size in range(len(said) - 1, 0, -1):
            for thing, value in (
                (" ".join(said[:size]), " ".join(said[size:])),
                (" ".join(said[-size:]), " ".join(said[:-size])),
            ):
                found = [text for category in self._categories(thing) for text in _valued(category, value)]
                if found:
                    yield from found
                    return

    def _valued_exactly(self, words: str) -> list[str]:
        """`NYHA class IV`: a declared name and one of its values, which no other spelling comes before."""
        thing, _, value = words.rpartition(" ")
        found = self.names.find(thing)
        return list(_valued(found, value)) if isinstance(found, Category) else []

    def _categories(self, thing: str) -> Iterator[Category]:
        """Those of that name, or else those whose names hold all of its words."""
        wanted = set(fold(thing).split())
        exact: Entity | None = self.names.find(thing)
        if exact is not None:
            yield from (exact,) if isinstance(exact, Category) else ()
            return
        for measure in self.names.schema.measures:
            if isinstance(measure, Category) and any(
                wanted < set(fold(name).split()) for name in (measure.name, *measure.also)
            ):
                yield measure

    def _lone_value(self, words: str) -> Iterator[str]:
        """`male`: a value of one thing; `thymoma`: a value of a field of an event."""
        if fold(words) in ("none", "other"):
            return
        for measure in self.names.schema.measures:
            if isinstance(measure, Category):
                yield from _valued(measure, words)
        for event in self.names.schema.events:
            told = (text for text in self._fields(event, words) if " is " in text)
            yield from (f"any {written(event.name)} where {text}" for text in told)

    def _part(self, words: str) -> Iterator[str]:
        """`ocular QMG`, `QMG ocular part`, `ocular share`."""
        said = fold(words).split()
        kind = next((word for word in ("share", "items", "part") if word in said), None)
        rest = " ".join(
            w for w in said if w not in ("share", "items", "item", "part", "subscore", "half", "of")
        )
        for instrument in (m for m in self.names.schema.measures if isinstance(m, Instrument)):
            for part, _ in instrument.parts:
                full = [f"{a} {b}" for a, b in ((part, instrument.name), (instrument.name, part))]
                if rest in map(fold, full) or (kind and rest == fold(part)):
                    yield f"{written(part)} {kind or 'part'} of {written(instrument.name)}"

    def _dose(self, words: str) -> Iterator[str]:
        """`prednisone dose`, `daily dose of corticosteroids`."""
        said = fold(words).split()
        drug = next(
            (said[at - 1] for at, word in enumerate(said) if at and word.startswith("equivalent")), ""
        )
        for group in self.names.schema.classes if "dose" in said or "doses" in said else ():
            if drug in (fold(agent) for agent, _ in group.equivalents):
                yield f"dose of {written(group.name)} as {written(self.known.get(drug, drug))}"
                return
        rest = " ".join(w for w in said if w not in ("dose", "dosage", "daily", "of", "stable", "total"))
        if ("dose" in said or "dosage" in said) and isinstance(self.names.find(rest), AgentClass | Agent):
            yield f"dose of {written(self.known[rest])}"


def _respelt(words: str) -> Iterator[str]:
    """`FcRn inhibitor` as FcRn antagonists, `anti-AChR antibody` as AChR antibody."""
    yield re.sub(r"^anti[- ]", "", words)
    if kind := re.search(r"(?:inhibitor|blocker|antagonist|therap)(?:s|ies|y)?$", words):
        yield from (f"{words[: kind.start()]}{other}" for other in _KINDS)


def _valued(category: Category, value: str) -> Iterator[str]:
    """The category with one of its values, or with the values of a range in words."""
    values = {fold(v): v for v in (*(name for name, _ in category.groups), *category.values)}
    name = written(category.name)
    if fold(value) in values:
        yield f"{name} is {written(values[fold(value)])}"
    elif (ends := _RANGE.fullmatch(fold(value))) and ends[1] in values and ends[2] in values:
        members = {**{v: (v,) for v in category.values}, **dict(category.groups)}
        low, high = members[values[ends[1]]], members[values[ends[2]]]
        for reading in slices(category.values, category.order, low, high):
            yield f"{name} in {{{', '.join(map(written, reading))}}}"
