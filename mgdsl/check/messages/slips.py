"""Declarations that say of one kind what belongs to another, or a property in another form."""

from mgdsl.check.messages.common import block, say
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place

_TOLD = {
    "measurement": "a number with a unit is a `measurement`; without one its unit is 1",
    "test": "a result in words is a `test`",
    "classification": "one of several values is a `classification`",
    "instrument": "a score of items is an `instrument`",
}


def other_kind(place: Place, kind: str, meant: str, key: str, lines: str) -> Diagnostic:
    """`place`: the whole declaration; `lines`: the same as the kind that is meant."""
    article = "An" if kind[:1] in "aeiou" else "A"
    return say(
        "unknown-property",
        place,
        f"{article} {kind} has no `{key}`: {_TOLD[meant]}.",
        "The kind says what can be asked of a thing, and in which form a record has it.",
        f"write\n{block(place, lines)}",
    )


def values_in_one(place: Place, key: str, values: list[str]) -> Diagnostic:
    """`values: positive/negative`: a single value by that name."""
    return say(
        "list-without-commas",
        place,
        f"`{place.text}` would be one value of that name.",
        "The values of a property are parted by commas; each is then a word that a line can ask for.",
        f"write `{', '.join(values)}`",
    )


def limit_reported(place: Place, key: str) -> Diagnostic:
    """`upper limit: yes`, `upper limit: 40 U/L`."""
    return say(
        "unknown-value",
        place,
        f"`{key}` says where the limit comes from: it is reported with each result.",
        "Laboratories differ, so a limit stands in the record beside the value that it belongs to.",
        f"write `{key}: reported with result`",
    )


def answered_field(place: Place, name: str) -> Diagnostic:
    """`stable: yes/no`."""
    return say(
        "unknown-value",
        place,
        f"The field `{name}` is answered by yes or no; that is written `yes-no`.",
        "yes and no are the answers that a record gives; they are no names of values.",
        f"write `{name}: yes-no`",
    )


def equivalents_below(place: Place, name: str) -> Diagnostic:
    """`equivalent doses: prednisone` or a dose in another form."""
    return say(
        "range-expected",
        place,
        "A dose is needed here: a number and its unit.",
        "A dose is converted by two numbers: what so much of one drug is worth in another.",
        f"write `{name}: 5 mg`, with the dose of this drug that equals those of the others",
    )


def agents_without_event(place: Place, name: str, event: str, fields: bool) -> Diagnostic:
    """No kind of event has a field for an agent. `event`: the one to add it to, if there is one."""
    if event:
        where = f"to `event {event}`" + (", below its `fields:`" if fields else "")
        lines = "        agent: agent" if fields else "    fields:\n        agent: agent"
        repair = f"add {where}\n{lines}"
    else:
        repair = (
            "declare the event, in the first column of the file:\n"
            "event medication:\n    when: span\n    fields:\n        agent: agent"
        )
    return say(
        "class-needs-event",
        place,
        f"No kind of event has a field for an agent, such as those of `{name}`.",
        "A drug is looked up in the records of an event, under the field that names it.",
        repair,
    )


def total_alone(place: Place, name: str, lines: str) -> Diagnostic:
    """An instrument without items; `lines`: the measurement that has its total."""
    return say(
        "property-missing",
        place,
        f"The instrument `{name}` needs a line `items:`.",
        "Items decide a total that is partly known. A score of which only the total is recorded is a "
        "measurement with the unit 1.",
        f"add its items, such as `items: first item, second item`, or write\n{block(place, lines)}",
    )


def unitless(place: Place, text: str) -> Diagnostic:
    """`unit: points`."""
    return say(
        "unknown-unit",
        place,
        f"`{text}` is no unit: a number without one has the unit 1.",
        "Scores and counts are compared with bare numbers.",
        "write `1`",
    )
