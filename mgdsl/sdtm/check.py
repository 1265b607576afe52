"""A mapping held against the protocol: every name it speaks of must be declared there."""

from collections.abc import Iterable, Iterator

from mgdsl.core.schema import (
    BY_VISIT,
    AnyMeasure,
    Category,
    DateFact,
    Event,
    EventField,
    Instrument,
    Quantity,
    Schema,
    YesNo,
)
from mgdsl.records.events import time_fields
from mgdsl.records.index import Index, index
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.suggest import fold
from mgdsl.sdtm.faults import Text, bad_mapping, unknown_word
from mgdsl.sdtm.mapping import EventRule, FactRule, ScoreRule, StudyMapping, Words
from mgdsl.tree import frozen

SEEN = "seen"


def check(mapping: StudyMapping, schema: Schema, text: Text) -> list[Diagnostic]:
    """What the protocol does not declare as the mapping takes it."""
    return list(_Check(schema, text, index(schema, ())).all(mapping))


@frozen
class _Check:
    schema: Schema
    text: Text
    names: Index

    def all(self, mapping: StudyMapping) -> Iterator[Diagnostic]:
        visits = [*mapping.visits, *(rule.through for rule in mapping.closings if rule.through is not None)]
        yield from (self._unknown(v, "a visit", self.schema.visits) for v in visits if not self._visit(v))
        for visit in filter(None, [mapping.until, *(rule.visit for rule in mapping.facts)]):
            if visit not in mapping.visits:
                yield unknown_word(self.text.place(visit), visit, "a visit under [visits]", mapping.visits)
        if mapping.birth is not None:
            yield from self._measure(mapping.birth.name, DateFact, "a date that is recorded once")
        for fact in mapping.facts:
            yield from self._fact(fact)
        for score in mapping.scores:
            yield from self._score(score)
        for quantity in mapping.quantities:
            for name in quantity.tests.values():
                yield from self._measure(name, Quantity, "a lab or a measurement")
        for event in mapping.events:
            yield from self._event(event)
        for closing in mapping.closings:
            kinds = [*(e.name for e in self.schema.events), *(m.name for m in self.schema.measures)]
            for name in closing.histories:
                if self.names.history(name) is None:
                    yield self._unknown(name, "an event or a measure", kinds)

    def _visit(self, name: str) -> bool:
        return fold(name) in self.names.visits

    def _unknown(self, word: str, what: str, choices: Iterable[str], after: str = "") -> Diagnostic:
        return unknown_word(self.text.place(word, after), word, f"{what} of the protocol", choices)

    def _measure(self, name: str, kind: type[AnyMeasure], what: str) -> Iterator[Diagnostic]:
        if not isinstance(self.names.measures.get(fold(name)), kind):
            choices = [each.name for each in self.schema.measures if isinstance(each, kind)]
            yield self._unknown(name, what, choices)

    def _fact(self, rule: FactRule) -> Iterator[Diagnostic]:
        measure = self.names.measures.get(fold(rule.name))
        if not isinstance(measure, YesNo | Category):
            choices = [each.name for each in self.schema.measures if isinstance(each, YesNo | Category)]
            yield self._unknown(rule.name, "a fact, a classification or a test", choices)
            return
        if (measure.recorded == BY_VISIT) != (rule.visit is not None):
            at = "at a visit: add `visit`" if rule.visit is None else "once: leave `visit` out"
            place = self.text.place(rule.name)
            yield bad_mapping(place, f"{measure.name} is recorded {at.split(':')[0]}.", at.split(": ")[1])
        values: tuple[str, ...] = ("yes", "no")
        if isinstance(measure, Category):
            values = (*measure.values, *(name for name, _ in measure.groups))
        yield from self._targets(rule.coded.words, values, measure.name, rule.name)

    def _score(self, rule: ScoreRule) -> Iterator[Diagnostic]:
        found = self.names.measures.get(fold(rule.name))
        if not isinstance(found, Instrument):
            yield from self._measure(rule.name, Instrument, "an instrument")
            return
        items = [item.name for item in found.items]
        for item in rule.items.values():
            if fold(item) not in map(fold, items):
                yield self._unknown(item, f"an item of {found.name}", items, rule.name)

    def _event(self, rule: EventRule) -> Iterator[Diagnostic]:
        event = self.names.events.get(fold(rule.name))
        if event is None:
            yield self._unknown(rule.name, "an event", [each.name for each in self.schema.events])
            return
        allowed = (*time_fields(event), *((SEEN,) if event.span else ()))
        for time in rule.times:
            if time not in allowed:
                place = self.text.place(time, rule.name)
                yield unknown_word(place, time, f"a day of {event.name}", allowed)
        own = [field for field in event.fields if field.name not in time_fields(event)]
        for name, coded in rule.fields.items():
            field = next((each for each in own if fold(each.name) == fold(name)), None)
            if field is None:
                yield self._unknown(name, f"a field of {event.name}", [each.name for each in own], rule.name)
                continue
            yield from self._targets(
                coded.words, self._values(field, event), field.name, coded.words.name or name
            )

    def _values(self, field: EventField, event: Event) -> tuple[str, ...]:
        match field.type:
            case "agent":
                classes = [each for each in self.schema.classes if each.event == event.name]
                agents = dict.fromkeys(agent for each in classes for agent in each.agents)
                return (*agents, *(each.name for each in classes))
            case "yes-no":
                return ("yes", "no")
            case _:
                return field.values

    def _targets(self, words: Words, values: Iterable[str], of: str, after: str) -> Iterator[Diagnostic]:
        known = list(values)
        named = list(words.values.values())
        if words.otherwise is not None:
            named.append(words.otherwise.value)
        spelt = {True: "yes", False: "no"}
        for target in dict.fromkeys(named):
            word = spelt[target] if isinstance(target, bool) else target
            if word is not None and fold(word) not in map(fold, known):
                yield self._unknown(word, f"a value of {of}", known, after)
