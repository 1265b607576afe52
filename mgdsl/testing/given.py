"""`given` lines to a patient record of the ordinary form. What is not given is unknown."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from mgdsl.check.messages import foreign_date
from mgdsl.check.scope import Agent, Context, Definition, Mistake, Names
from mgdsl.check.when import point_words
from mgdsl.core import columns as c
from mgdsl.core.schema import (
    BY_VISIT,
    AgentClass,
    AnyMeasure,
    Category,
    DateFact,
    Event,
    Instrument,
    Quantity,
    Statement,
    YesNo,
)
from mgdsl.lang.days import days
from mgdsl.report.source import Place, Source
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast
from mgdsl.testing import messages
from mgdsl.testing.meant import not_a_given

FIRST_DAY = date(2025, 1, 1)
BETWEEN_VISITS = timedelta(days=28)


class Patient:
    """A record in the making. `places` remembers which line gave which part of it."""

    def __init__(self, id_: str, names: Names, source: Source) -> None:
        self.names = names
        self.source = source
        self.raw: dict[str, Any] = {"id": id_}
        self.places: dict[str, Place] = {}

    def _put(self, place: Place, *path: str) -> dict[str, Any]:
        at = self.raw
        for key in path:
            at = at.setdefault(key, {})
        self.places[".".join(path)] = place
        return at

    # Lines ------------------------------------------------------------------------------------------------
    def give(self, cond: ast.Cond) -> None:
        """Take one line into the record. Mistake: a form that gives no fact."""
        place = Place(self.source, cond.span)
        match cond:
            case ast.Negated(ast.Simple(subject, None, whens)):
                self._yes_no(subject, False, whens, place)
            case ast.Simple(ast.Counted(how=ast.How("no")) as counted, None, ()):
                self._close(counted, place)
            case ast.Simple(ast.Call(name, arguments), None, whens):
                self._call(name, arguments, whens, place)
            case ast.Simple(subject, ast.Compare("=", value), whens):
                self._equals(subject, value, whens, place)
            case ast.Simple(
                ast.Name() as name, ast.Compare("<" | ">" as side, ast.Quantity() as value), whens
            ) if isinstance(self.names.find(name.text), Quantity):
                self._value(name, self._beyond(side, value), whens, place)
            case ast.Simple(ast.Name() as name, ast.Is(False, value), whens):
                self._value(name, self._word(value), whens, place)
            case ast.Simple(subject, None, whens):
                self._yes_no(subject, True, whens, place)
            case _:
                raise Mistake(not_a_given(place, self.names, FIRST_DAY))

    def finished(self) -> dict[str, Any]:
        """The record; visits without a date get printed ones, 28 days apart."""
        visits = self.raw.setdefault("visits", {})
        if not any("date" in visit for visit in visits.values()):
            for index, visit in enumerate(self.names.schema.visits):
                day = FIRST_DAY + index * BETWEEN_VISITS
                visits.setdefault(visit, {})["date"] = day.isoformat()
        order = {visit: i for i, visit in enumerate(self.names.schema.visits)}
        self.raw["visits"] = dict(sorted(visits.items(), key=lambda item: order.get(item[0], 0)))
        return self.raw

    # Kinds of givens --------------------------------------------------------------------------------------
    def _yes_no(self, subject: ast.Subject, answer: bool, whens: tuple[ast.When, ...], place: Place) -> None:
        match subject:
            case ast.Paren(ast.Simple(inner, None, own), None):
                self._yes_no(inner, answer, (*own, *whens), place)
            case ast.Said(_, who, text):
                self._statement(who.text, text, answer, whens, place)
            case ast.Unspecified(text):
                self._statement(None, text, answer, whens, place)
            case ast.Name(text):
                found = self.names.find(text)
                match found:
                    case Statement():
                        self._statement(found.by, found.text, answer, whens, place)
                    case YesNo():
                        self._value(subject, answer, whens, place)
                    case Definition(ast.Define(lines=(ast.Simple(said, None, ()),))) if isinstance(
                        said, ast.Said | ast.Unspecified
                    ):
                        self._yes_no(said, answer, whens, place)
                    case _:
                        raise Mistake(not_a_given(place, self.names, FIRST_DAY))
            case _:
                raise Mistake(not_a_given(place, self.names, FIRST_DAY))

    def _statement(
        self, by: str | None, text: str, answer: bool, whens: tuple[ast.When, ...], place: Place
    ) -> None:
        context = Context(self.source)
        made: dict[str, Any] = {"text": text, "answer": answer} | ({"by": by} if by else {})
        match whens:
            case ():
                pass
            case (ast.AtVisit(visit),):
                made["visit"] = visit.text
            case (ast.Period(since, until),):
                if since is not None:
                    made["from"] = point_words(since, self.names, context)
                made["until"] = point_words(until, self.names, context)
            case _:
                raise Mistake(not_a_given(place, self.names, FIRST_DAY))
        statements = self.raw.setdefault("statements", [])
        statements.append(made)
        self.places[f"statements[{len(statements) - 1}]"] = place

    def answer(self, statement: Statement, asked: c.Answer, answer: bool, place: Place) -> None:
        """An answer to a statement for the visit or the period that it is asked for."""
        made = {"text": statement.text, "answer": answer, "by": statement.by, "visit": asked.visit}
        made |= {"from": asked.since, "until": asked.until}
        statements = self.raw.setdefault("statements", [])
        statements.append({key: value for key, value in made.items() if value is not None})
        self.places[f"statements[{len(statements) - 1}]"] = place

    def _close(self, counted: ast.Counted, place: Place) -> None:
        """`no thymectomy`, `no other therapy`: the history is complete through the decision visit."""
        thing = counted.what.thing
        if not isinstance(thing, ast.Name) or counted.except_ is not None:
            raise Mistake(not_a_given(place, self.names, FIRST_DAY))
        name = thing.text.removeprefix("other ").removeprefix("result of ").strip()
        found = self.names.find(name)
        if (
            isinstance(found, Agent | AgentClass)
            or found is None
            or not isinstance(found, Event | YesNo | Category | Quantity | Instrument)
        ):
            told = (each.name for each in self.names.schema.events if each.name in self.source.text)
            event = found.event if isinstance(found, Agent | AgentClass) else next(told, None)
            raise Mistake(messages.close_what(place, name, event))
        visits = self.names.schema.visits
        self._put(place, "complete")[found.name] = self.names.schema.decision or (visits and visits[-1])

    def _equals(
        self, subject: ast.Subject, value: ast.Expr, whens: tuple[ast.When, ...], place: Place
    ) -> None:
        match subject:
            case ast.PartOf(ast.Name(part), "part", of):
                found = self.names.find(of.text)
                meant = self.names.readings.get((getattr(found, "name", ""), fold(part)), part)
                self._score(of, {meant: self._word(value)}, whens, place)
            case ast.Name(text) if fold(text).startswith("visit ") and isinstance(value, ast.Date):
                visit = next((v for v in self.names.schema.visits if fold(v) == fold(text)[6:]), None)
                if visit is None:
                    raise Mistake(not_a_given(place, self.names, FIRST_DAY))
                self._put(place, "visits", visit)["date"] = value.text
            case ast.Name():
                found = self.names.find(subject.text)
                if isinstance(found, DateFact):
                    self._dated(value)
                if isinstance(found, Instrument):
                    self._score(subject, {"total": self._word(value)}, whens, place)
                else:
                    year = _year(value) if isinstance(found, DateFact) else None
                    self._value(subject, year or self._word(value), whens, place)
            case _:
                raise Mistake(not_a_given(place, self.names, FIRST_DAY))

    def _score(
        self, name: ast.Name, values: dict[str, Any], whens: tuple[ast.When, ...], place: Place
    ) -> None:
        found = self.names.find(name.text)
        if not isinstance(found, Instrument):
            raise Mistake(not_a_given(place, self.names, FIRST_DAY))
        slot, path = self._at(found, whens, place)
        held = slot.setdefault(found.name, {})
        for key in values:
            if not isinstance(held, dict) or key in held:
                raise Mistake(
                    messages.given_twice(place, self.places.get(f"{path}.{key}", self.places.get(path)))
                )
            self.places[f"{path}.{key}"] = place
        self.places.setdefault(path, place)
        held.update(values)

    def _call(
        self, name: ast.Name, arguments: tuple[ast.Argument, ...], whens: tuple[ast.When, ...], place: Place
    ) -> None:
        found = self.names.find(name.text)
        match found:
            case Instrument():
                self._instrument(found, arguments, whens, place)
            case Event():
                made = {a.key: self._argument(a) for a in arguments}
                self._event(found, made, whens, place)
            case YesNo() | Category() | Quantity() if any(fold(a.key) == "date" for a in arguments):
                made = {a.key: self._argument(a) for a in arguments}
                results = self._put(place, "results").setdefault(found.name, [])
                results.append(self._with_limits(made, place) if isinstance(found, Quantity) else made)
            case Quantity():
                made = {a.key: self._word(a.value) for a in arguments}
                self._once(found, self._with_limits(made, place), whens, place)
            case _:
                raise Mistake(not_a_given(place, self.names, FIRST_DAY))

    def _with_limits(self, made: dict[str, Any], place: Place) -> dict[str, Any]:
        """`ALT (value: 41 U/L, upper: 40 U/L)`. Mistake: a limit that is not in the unit of its value."""
        value = made.get("value")
        unit = value["unit"] if isinstance(value, dict) else None
        for limit in (made[key] for key in ("upper", "lower") if isinstance(made.get(key), dict)):
            if unit is not None and limit["unit"] != unit:
                raise Mistake(messages.limit_in_other_unit(place, limit["value"], limit["unit"], unit))
        if isinstance(value, dict):
            made = {**made, **value}
        return {k: v["value"] if isinstance(v, dict) else v for k, v in made.items()}

    def _event(self, event: Event, made: dict[str, Any], whens: tuple[ast.When, ...], place: Place) -> None:
        if whens:
            told = "start: 2024-11-03, stop: ongoing" if event.span else "date: 2024-11-03"
            raise Mistake(messages.event_has_fields(place, event.name, told))
        rows = self._put(place, "events").setdefault(event.name, [])
        rows.append(made)
        self.places[f"events.{event.name}[{len(rows) - 1}]"] = place

    def _instrument(
        self,
        instrument: Instrument,
        arguments: tuple[ast.Argument, ...],
        whens: tuple[ast.When, ...],
        place: Place,
    ) -> None:
        items = {fold(item.name): item.name for item in instrument.items}
        values: dict[str, Any] = {}
        scored: dict[str, Any] = {}
        day = None
        for argument in arguments:
            if fold(argument.key) == "date":
                day = self._argument(argument)
            elif fold(argument.key) in items:
                scored[items[fold(argument.key)]] = self._word(argument.value)
            else:
                values[argument.key] = self._word(argument.value)
        if scored:
            values["items"] = scored
        if day is not None:
            results = self._put(place, "results").setdefault(instrument.name, [])
            results.append({"date": day, "value": values})
            return
        self._once(instrument, values, whens, place)

    def _value(self, name: ast.Name, value: Any, whens: tuple[ast.When, ...], place: Place) -> None:
        found = self.names.find(name.text)
        if not isinstance(found, YesNo | DateFact | Category | Quantity):
            raise Mistake(not_a_given(place, self.names, FIRST_DAY))
        self._once(found, value, whens, place)

    def _once(self, measure: AnyMeasure, value: Any, whens: tuple[ast.When, ...], place: Place) -> None:
        """Put a value where it stands. Mistake: one stands there already."""
        slot, path = self._at(measure, whens, place)
        if measure.name in slot:
            raise Mistake(messages.given_twice(place, self.places.get(path)))
        slot[measure.name] = value
        self.places[path] = place

    def _at(
        self, measure: AnyMeasure, whens: tuple[ast.When, ...], place: Place
    ) -> tuple[dict[str, Any], str]:
        """Where the measure's value stands, at its visit or among the facts, and the path to it."""
        if measure.recorded != BY_VISIT:
            return self._put(place, "facts"), f"facts.{measure.name}"
        match whens:
            case (ast.AtVisit(visit),):
                chosen = next(
                    (v for v in self.names.schema.visits if fold(v) == fold(visit.text)), visit.text
                )
                return self._put(place, "visits", chosen), f"visits.{chosen}.{measure.name}"
            case _:
                raise Mistake(messages.given_needs_visit(place, measure.name))

    def _dated(self, value: "ast.Expr | ast.Text | ast.Braces") -> None:
        """Mistake: a date as another country writes it, `03/04/2024`."""
        place = Place(self.source, value.span)
        if found := re.fullmatch(r"(\d{1,4})[./](\d{1,2})[./](\d{1,4})", place.text):
            raise Mistake(foreign_date(place, days(found[1], found[2], found[3])))

    # Values -----------------------------------------------------------------------------------------------
    def _beyond(self, side: str, value: ast.Quantity) -> Any:
        """A result known from one side, as the laboratory prints it: `< 20 copies/mL`."""
        word = self._word(value)
        if isinstance(word, dict):
            return {**word, "value": f"{side} {word['value']}"}
        return f"{side} {word}"

    def _argument(self, argument: ast.Argument) -> Any:
        if fold(argument.key) in ("date", "start", "stop"):
            self._dated(argument.value)
        match fold(argument.key), argument.value:
            case (("date" | "start" | "stop"), value) if (year := _year(value)) is not None:
                return year
            case _, ast.Braces(items):
                return [self._word(item) for item in items]
            case _, value:
                return self._word(value)

    def _word(self, value: "ast.Expr | ast.Text") -> Any:
        """A value as it stands in a record."""
        match value:
            case ast.Missing():
                return None
            case ast.Name("yes"):
                return True
            case ast.Name("no"):
                return False
            case ast.Name(text) | ast.Date(text) | ast.Text(text):
                return text
            case ast.Quantity(number, None):
                return _number(number)
            case ast.Quantity(number, unit):
                return {"value": _number(number), "unit": unit, "confirmed": True}
            case _:
                raise Mistake(not_a_given(Place(self.source, value.span), self.names, FIRST_DAY))


def _year(value: "ast.Expr | ast.Text") -> str | None:
    """A year standing where a day is asked: `start: 2019`."""
    match value:
        case ast.Quantity(number, None) if len(number) == 4 and number.isdigit():
            return number
        case _:
            return None


def _number(text: str) -> Any:
    return int(text) if text.lstrip("-").isdigit() else Decimal(text)
