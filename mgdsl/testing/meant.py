"""What a `given` line that gives no fact was meant to be."""

import re
from datetime import date

from mgdsl.check.readings import Readings
from mgdsl.check.scope import Agent, BuiltIn, Definition, Names
from mgdsl.core.schema import BY_VISIT, AgentClass, Category, Event, Instrument, Quantity, YesNo
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place, Span
from mgdsl.syntax.names import written
from mgdsl.syntax.outline import without_comment
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
        return _none(place, names, first_day)
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
            if re.match(r" *is \d[^-–]*$", rest):
                return messages.given_meant(place, exact, "A number is given with `=`")
            return messages.given_meant(place, exact, "A patient has one value, not a range")
        case Quantity(unit=unit) if not rest or re.match(r" at ", rest):
            given = f"{written(thing)} = 10{'' if unit == '1' else f' {unit}'}{rest}"
            return messages.given_meant(place, given, "A number is given with its value, such as this one")
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
            return _none(place, names, first_day)


def _none(place: Place, names: Names, first_day: date) -> Diagnostic:
    """Nothing is known of what was meant: the forms, with names of the author's own text."""
    line = place.source.line(place.line).strip()
    if place.text != line.removeprefix("given ") and (found := _THING.fullmatch(line.removeprefix("given "))):
        thing, rest = names.find(found["thing"].strip("` ")), found["rest"]
        if isinstance(thing, Quantity) and (limit := _TIMES.search(rest)):
            when = re.search(r" at .*", rest)
            return messages.given_limit(
                place_of_line(place), written(found["thing"].strip("` ")), thing.unit, limit[1],
                limit[2] == "U", when[0] if when else "",
            )  # fmt: skip
    return messages.not_a_given(place, _forms(place, names))


_TIMES = re.compile(r"([\d.]+) ?[×xX*]? ?(U|L)LN\b")


def place_of_line(place: Place) -> Place:
    """What stands behind `given` on the line of the place."""
    text = place.source.line(place.line)
    start = place.span.start - place.column + 1
    lead = len(text) - len(text.lstrip()) + len("given ")
    return Place(place.source, Span(start + lead, start + len(without_comment(text).rstrip())))


def _forms(place: Place, names: Names) -> list[str]:
    """One line for each sort of thing, named as the author's own text names it where it does."""
    text, schema = place.source.text, names.schema
    visit = schema.visits[0] if schema.visits else "screening"
    forms = []
    for kind in (YesNo, Category, Quantity, Instrument):
        held = [each for each in schema.measures if isinstance(each, kind)]
        said = [each for each in held if re.search(rf"(?<!\w){re.escape(each.name)}(?!\w)", text)]
        each = next(iter(said), None)
        when = "" if each is None or each.recorded != BY_VISIT else f" at {visit}"
        match each:
            case YesNo(name=name):
                forms.append(f"not {written(name)}{when}")
            case Category(name=name, values=values):
                forms.append(f"{written(name)} is {written(values[0])}{when}")
            case Quantity(name=name, unit=unit, lowest=low):
                number = f"{10 if low is None else max(10, int(low))}{'' if unit == '1' else f' {unit}'}"
                forms.append(f"{written(name)} = {number}{when}")
            case Instrument(name=name):
                forms.append(f"{written(name)} = 2{when}")
            case None:
                pass
    events = [each for each in schema.events if re.search(rf"(?<!\w){re.escape(each.name)}(?!\w)", text)]
    if events:
        forms += [_event(events[0], ""), f"no other {written(events[0].name)}"]
    return [*forms, 'judged by investigator "…"']


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
