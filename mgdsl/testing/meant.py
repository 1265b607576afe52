"""What a `given` line that gives no fact was meant to be."""

import re
from datetime import date

from mgdsl.check.readings import Readings
from mgdsl.check.scope import Agent, BuiltIn, Definition, Names
from mgdsl.core.schema import AgentClass, Category, Event, Instrument, Quantity, YesNo
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place
from mgdsl.syntax.names import written
from mgdsl.testing import messages

_THING = re.compile(
    r"(?:not |any |every )?(?P<thing>`[^`]+`|[^\W\d_][\w'’.+ -]*?)"
    r"(?P<rest> *(?:[(=<>≥≤≠!].*| (?:is|are|in|between|at|on|before|after|within)\b.*)?)"
)
_SAID = re.compile(r'(?P<said>(?:not )?(?:(?:judged|attested) by .*?|unspecified )"[^"]*")(?P<rest>.*)')


def not_a_given(place: Place, names: Names, first_day: date) -> Diagnostic:
    """The finding for the line; `first_day`: the day of the first visit where no visit has a date."""
    text = " ".join(place.text.split())
    if (parted := re.fullmatch(r"([^\"]+) and ([^\"]+)", text)) and "between" not in text:
        return messages.two_givens(place, f"{parted[1]}\ngiven {parted[2]}")
    if (said := _SAID.fullmatch(text)) and said["rest"].strip():
        return _statement(place, said)
    found = _THING.fullmatch(text)
    if found is None:
        return messages.not_a_given(place)
    thing, rest = found["thing"].strip("` "), found["rest"]
    match names.find(thing):
        case BuiltIn():
            return messages.given_age(place, _birth(rest, first_day))
        case Agent(name, event):
            return messages.given_meant(
                place, _course(event, name, rest), f"`{name}` is a drug: it stands in a record"
            )
        case AgentClass() as group:
            return messages.given_meant(
                place,
                _course(group.event, group.name, rest),
                f"`{group.name}` is a class of drugs: it stands in a record",
            )
        case Event() as event:
            return messages.given_meant(
                place, _event(event, rest), "An event is given as a record with its date"
            )
        case Quantity() | Instrument() if number := re.search(r"-?\d[\d.]*(?: ?[^\s]*/[^\s]*| ?%)?", rest):
            when = re.search(r" at .*", rest)
            exact = f"{written(thing)} = {number[0]}{when[0] if when else ''}"
            return messages.given_meant(place, exact, "A patient has one value, not a range")
        case Category(values=values):
            return messages.given_meant(
                place, f"{written(thing)} is {values[0]}", f"{thing} has one of its values"
            )
        case YesNo() if re.match(r" *(?:=|is|are)", rest):
            return messages.given_meant(place, written(thing), f"{thing} is given, or given as not")
        case Definition():
            return messages.given_definition(place, thing)
        case None if reading := next(iter(Readings(names).of(thing)), None):
            return messages.given_meant(place, f"{reading}{rest}", f"`{thing}` is not declared")
        case None if rest:
            return messages.unknown_given(place, thing)
        case _:
            return messages.not_a_given(place)


def _statement(place: Place, said: re.Match[str]) -> Diagnostic:
    """`judged by investigator "…" = no at screening`."""
    when = re.search(r" (?:at|from|until) .*", said["rest"])
    denied = re.search(r"\b(?:no|false)\b", said["rest"]) is not None
    exact = f"{'not ' if denied else ''}{said['said']}{when[0] if when else ''}"
    return messages.given_meant(place, exact, "A statement is given, or given as not")


def _birth(rest: str, first_day: date) -> str:
    """A birth date that gives the age asked for on the first day."""
    years = re.search(r"\d+", rest)
    return f"birth date = {first_day.year - int(years[0]) if years else 1980}-{first_day:%m-%d}"


def _course(event: str, agent: str, rest: str) -> str:
    """The record of the event that names the drug, with what the line says of it."""
    inner = re.search(r"\((.*)\)", rest)
    return f"{event} (agent: {agent}, {inner[1] if inner else 'start: 2024-11, stop: ongoing'})"


def _event(event: Event, rest: str) -> str:
    day = re.search(r"\d{4}(?:-\d\d){0,2}", rest)
    inner = re.search(r"\((.*)\)", rest)
    if inner:
        return f"{written(event.name)} ({inner[1]})"
    told = (
        f"start: {day[0] if day else '2024-11'}, stop: ongoing"
        if event.span
        else f"date: {day[0] if day else '2024-11-03'}"
    )
    return f"{written(event.name)} ({told})"
