"""Names that are not there, or are something else than the line needs."""

import re

from mgdsl.check.messages.common import (
    either,
    first_visit_of,
    line_of,
    perhaps,
    say,
    shown,
    such_as,
    whole_lines,
)
from mgdsl.check.ranges import slices
from mgdsl.core.schema import AnyMeasure, Instrument, Quantity
from mgdsl.report.diagnostic import Diagnostic, Label
from mgdsl.report.source import Place
from mgdsl.report.suggest import fold, near
from mgdsl.syntax.mistake import WHENS
from mgdsl.syntax.outline import next_id

_KIND = re.compile(r"inclusion|exclusion")


def unknown_visit(place: Place, name: str, visits: tuple[str, ...]) -> Diagnostic:
    message = f"`{name}` is not a visit of this protocol."
    repair = perhaps(name, visits)
    if fold(name) in ("each visit", "every visit", "all visits", "each", "all", "both visits"):
        repair = f"write `each of {{{', '.join(visits)}}}`"
    return say("unknown-visit", place, message, "Every value belongs to a visit.", repair)


def no_visits(place: Place, name: str) -> Diagnostic:
    return say(
        "no-visits",
        place,
        "The protocol names no visits.",
        "Scores and results belong to visits; without their order nobody knows what comes before what.",
        f"add to the protocol block:\n    visits: {name}",
    )


def vocabulary_missing(place: Place, vocabulary: str, others: list[Place]) -> Diagnostic:
    """`others`: further names of this vocabulary."""
    more = len({fold(other.text) for other in others} - {fold(place.text)})
    message = f"The vocabulary {vocabulary} declares `{place.text}`, and is not used here."
    if more:
        names = f"`{place.text}` and {more} more names"
        message = f"The vocabulary {vocabulary} declares {names}, and is not used here."
    return say(
        "vocabulary-missing",
        place,
        message,
        "A protocol says which vocabularies it uses, so that a name has one meaning in it.",
        f"add below the protocol block:\nuse {vocabulary}",
        others=tuple(Label(other, "and here") for other in others),
    )


def unknown_value(place: Place, name: str, of: str, choices: tuple[str, ...]) -> Diagnostic:
    message = f"`{name}` is not a value of {of}."
    why = f"{of} can be: {shown(choices, 20)}."
    begun = [choice for choice in choices if fold(choice).startswith(fold(name))]
    alike = begun if len(begun) == 1 else near(name, choices, 3)
    lead = f"{of}: " if place.text.startswith(f"{of}:") else ""  # the place is the whole property
    repair = either(f"{lead}{word}" for word in alike or choices[:12])
    if not lead and any(re.search(r" \d", word) for word in alike or choices[:6]):
        return say("unknown-value", place, message, why, whole_lines(place, alike or choices[:6]))
    return say("unknown-value", place, message, why, repair if alike or lead else perhaps(name, choices))


def unknown_part(place: Place, name: str, instrument: Instrument) -> Diagnostic:
    parts = [part for part, _ in instrument.parts]
    message = f"{instrument.name} has no part `{name}`."
    why = f"Its parts are: {shown(parts) or 'none'}." if parts else "It is declared without parts."
    return say("unknown-part", place, message, why, perhaps(name, parts))


def part_missing(place: Place, instrument: Instrument) -> Diagnostic:
    parts = [part for part, _ in instrument.parts]
    return say(
        "part-missing",
        place,
        "Which part is meant?",
        f"Parts: {shown(parts)}.",
        f"write `{parts[0] if parts else 'ocular'} {place.text}`",
    )


def no_parts(place: Place, name: str) -> Diagnostic:
    return say(
        "no-parts",
        place,
        f"`{name}` is not an instrument.",
        "Only an instrument has items, parts and shares.",
        f"name an instrument{such_as(place, 'instrument', 'QMG')}",
    )


def kind_of(entity: object) -> str:
    kinds = {
        "Visit": "visit",
        "YesNo": "fact",
        "DateFact": "date",
        "Category": "classification",
        "Quantity": "measurement",
        "Instrument": "instrument",
        "Event": "event",
        "AgentClass": "class",
        "Agent": "agent",
        "Statement": "statement",
        "Definition": "definition",
    }
    return kinds.get(type(entity).__name__, "name")


def not_a_value(place: Place, what: str = "this") -> Diagnostic:
    return say(
        "not-a-value",
        place,
        f"A value is needed here, and {what} has none.",
        "Only scores, measurements, classifications and dates can be compared.",
        f"write `any {place.text}`"
        if what.split(" ")[0] in ("event", "class", "agent")
        else f"name a measurement{such_as(place, 'measurement|lab|instrument', 'QMG')}, or drop the test",
    )


def not_a_definition(place: Place, name: str) -> Diagnostic:
    return say(
        "not-a-definition",
        place,
        f"`{name}` takes no arguments: it is not a definition.",
        "Only a `define` with arguments is used with brackets.",
        f"write `{name}` without the brackets",
    )


def unknown_argument(place: Place, key: str, of: str, names: list[str]) -> Diagnostic:
    return say(
        "unknown-argument",
        place,
        f"`{of}` has no argument `{key}`.",
        f"It takes: {shown(names) or 'none'}.",
        perhaps(key, names),
    )


def argument_missing(place: Place, of: str, names: list[str], given: list[str]) -> Diagnostic:
    wanted = ", ".join([*given, *(f"{name}: …" for name in names)])
    return say(
        "argument-missing",
        place,
        f"`{of}` needs {shown(names)}.",
        "Arguments are named, so none can be mixed up.",
        f"write `{of} ({wanted})`",
    )


def uses_itself(place: Place, path: tuple[str, ...], others: tuple[Place, ...] = ()) -> Diagnostic:
    """`path`: the names around the circle, the first again at its end; `others`: where they are used."""
    chain = " → ".join(path)
    circle = [*dict.fromkeys(path)]
    ways = [
        f"`{after}` out of the lines of `{name}`"
        for name, after in zip(circle, [*circle[1:], circle[0]], strict=True)
    ]
    return say(
        "uses-itself",
        place,
        "This definition uses itself.",
        f"It can never be decided: {chain}.",
        f"take {', or '.join(ways[:3])}",
        others=tuple(Label(other, "used here") for other in others),
    )


def duplicate_name(place: Place, name: str, first: Place) -> Diagnostic:
    others = (Label(first, "declared here first"),)
    message = f"`{name}` is declared twice."
    return say(
        "duplicate-name",
        place,
        message,
        "A name has one meaning in a protocol.",
        f"take one of the two away, or give this one a name of its own, such as `other {name}`",
        others=others,
    )


def duplicate_criterion(place: Place, name: str, first: Place) -> Diagnostic:
    others = (Label(first, "used here first"),)
    message = f"The criterion id `{name}` is used twice."
    return say(
        "duplicate-criterion",
        place,
        message,
        "A verdict names each criterion by its id.",
        f"write `{next_id(place.source.text, word[0])}`"
        if (word := _KIND.match(place.source.line(place.line)))
        else "give one of them another id",
        others=others,
    )


def title_in_id(place: Place, id: str, title: str) -> Diagnostic:
    return say(
        "missing-quotes",
        place,
        f"`{place.text}` is read as the id; the title stands in quotes.",
        "Verdicts and cases name each criterion by its id, and a long one is misspelt soon.",
        f'write `{id} "{title}"`',
    )


def visit_as_thing(place: Place, name: str) -> Diagnostic:
    return say(
        "visit-as-thing",
        place,
        f"`{name}` is a visit, not a thing that can be tested.",
        "A visit stands in the when.",
        _at_both(place, name) or f"write what must hold, then `at {name}`",
    )


def _at_both(place: Place, name: str) -> str:
    """`QMG >= 11 at screening or baseline`: the line with both visits in one when."""
    found = re.fullmatch(
        rf"(.*) at (?:both |either )?([^{{}}]+?)(?:,? (and|or)|,) {re.escape(name)}", line_of(place)
    )
    if found is None:
        return ""
    hows = {"and": ("each",), "or": ("any",)}.get(found[3], ("each", "any"))
    forms = "\nor\n".join(f"{found[1]} at {how} of {{{found[2]}, {name}}}" for how in hows)
    return f"write either\n{forms}" if len(hows) > 1 else f"write `{forms}`"


def visit_missing(place: Place, name: str, use: Place | None = None) -> Diagnostic:
    """`use`: where a definition is used that speaks of the thing without a visit of its own."""
    others: tuple[Label, ...] = ()
    line = line_of(place)
    if use is not None:
        others = (Label(place, f"{name} is asked for here"),)
        place, line = use, use.text
    visit = first_visit_of(place)
    repair = f"end the line with its visit, such as `at {visit}`, or put it under `at {visit}:`"
    if re.fullmatch(
        rf"(?!.*\b(?:{WHENS}|where|if|unless|given|between)\b)[^()|\"]+ (?:and|or) [^()|\"]+", line
    ):
        repair = f"write `({line}) at {visit}`, or put it under `at {visit}:`"
    if not re.search(r" (?:and|or|where|at|within|if|unless)\b|^(?:if|unless|given)\b|\|", line):
        repair = f"write `{line} at {visit}`, or put it under `at {visit}:`"
    return say(
        "visit-missing",
        place,
        f"At which visit? {name} is recorded by visit.",
        "A value of another visit can lead to another verdict.",
        repair,
        others=others,
    )


def the_visit_missing(place: Place, use: Place | None = None) -> Diagnostic:
    """`use`: where a definition is used whose lines say `the visit`."""
    others = () if use is None else (Label(place, "it is meant here"),)
    return say(
        "visit-missing",
        use or place,
        "Which visit is `the visit`? Nothing around the line says so.",
        "A time counted from another visit can lead to another verdict.",
        "name the visit, or put the line under `at screening:`",
        others=others,
    )


def visit_named_the_visit(place: Place) -> Diagnostic:
    return say(
        "reserved-word",
        place,
        "No visit can be called `the visit`.",
        "In a when it means the visit that the line around it is asked at.",
        "give the visit a name of its own, such as `screening`",
    )


def which_result(place: Place, name: str, measure: AnyMeasure) -> Diagnostic:
    """`place`: the whole condition, which begins with the name."""
    number = isinstance(measure, Quantity | Instrument)
    hows = ("latest", "any result of", "every result of", *(("highest", "lowest") if number else ()))
    return say(
        "which-result",
        place,
        f"Which result of {name} in that time?",
        "Several results may lie in the window.",
        "write one of\n" + "\n".join(f"{how} {place.text}" for how in hows),
    )


def not_a_history(place: Place, name: str) -> Diagnostic:
    return say(
        "not-a-history",
        place,
        f"`{name}` is neither an event, a class, an agent nor a measurement.",
        "Only these have a history.",
        f"name an event{such_as(place, 'event', 'thymectomy')}, or a class of drugs"
        f"{such_as(place, 'class', 'corticosteroids')}",
    )


def no_birth_date(place: Place) -> Diagnostic:
    return say(
        "no-birth-date",
        place,
        "`age` needs a date called `birth date`.",
        "Age is computed from it at the visit.",
        "add `use general clinical`",
    )


def no_weight(place: Place, unit: str) -> Diagnostic:
    return say(
        "no-weight",
        place,
        f"A dose in {unit} needs a measurement called `weight`.",
        "Milligrams per kilogram cannot be computed without the kilograms.",
        "add `use general clinical`",
    )


def not_ordered(place: Place, name: str, readings: list[list[str]]) -> Diagnostic:
    """`place`: the test; `readings`: the values that it would keep in the order in which they are listed."""
    named = either(f"in {{{', '.join(reading)}}}" for reading in readings) if readings else "name the values"
    return say(
        "not-ordered",
        place,
        f"The values of {name} are not declared in an order.",
        "A range over them would be a guess.",
        f"{named}, or add `order:` to the classification, lowest first",
    )


def shares_rank(
    place: Place,
    text: str,
    name: str,
    order: tuple[tuple[str, ...], ...],
    members: tuple[str, ...],
    readings: list[list[str]],
) -> Diagnostic:
    """`readings`: the values on the side asked for, as they are listed and by rank."""
    peers = next((values for values in order if set(members) <= set(values)), ())
    return say(
        "not-ordered",
        place,
        f"`{text}` has no place of its own in the order of {name}.",
        f"{shown(peers)} are not ordered among themselves: which of them is meant must be said.",
        either(f"in {{{', '.join(reading)}}}" for reading in readings),
    )


def unordered_ends(
    place: Place,
    name: str,
    values: tuple[str, ...],
    order: tuple[tuple[str, ...], ...],
    ends: tuple[tuple[str, ...], tuple[str, ...]],
) -> Diagnostic:
    """A range whose ends share their rank with others: as the values are listed, or by rank."""
    low, high = ends
    peers = [rank for rank in order if any(set(end) < set(rank) for end in ends)]
    readings = slices(values, order, low, high)
    unordered = " and ".join(shown(rank) for rank in peers)
    return say(
        "not-ordered",
        place,
        f"`{place.text}` is no range of {name}: {unordered} are not ordered.",
        "The values between two ends are known only where each has its place in the declared order.",
        "write " + " or ".join(f"`in {{{', '.join(reading)}}}`" for reading in readings),
    )


def use_is(place: Place, name: str, op: str) -> Diagnostic:
    """`place`: the sign and the value."""
    word = "is" if op == "=" else "is not"
    value = re.sub(r"^(?:=|!=|≠) *", "", place.text)
    return say(
        "use-is",
        place,
        f"{name} is a classification: it is compared with `{word}`.",
        "These signs compare numbers.",
        f"write `{word} {value}`",
    )
