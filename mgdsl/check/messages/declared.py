"""Declarations and the protocol's own properties."""

import re

from mgdsl.check.messages.common import either, perhaps, say, shown
from mgdsl.report.diagnostic import Diagnostic, Label
from mgdsl.report.source import Place, Span

_VALUES = {
    "unit": "mg/dL", "values": "positive, negative", "items": "talking, chewing", "agents": "prednisone",
    "order": "I, II, III", "when": "day", "by": "investigator",
}  # fmt: skip


_NEEDED = {
    "unit": "Without it a number can be read in two ways; a score that is a bare number has the unit 1.",
    "items": "Without its items an instrument has no total; a score of which only the total is known is a "
    "measurement with the unit 1.",
}


def property_missing(place: Place, kind: str, name: str, key: str) -> Diagnostic:
    value = "1" if (kind, key) == ("measurement", "unit") else _VALUES.get(key, "…")
    if (kind, key) == ("instrument", "values"):
        value = "0 to 3"
    return say(
        "property-missing",
        place,
        f"The {kind} `{name}` needs a line `{key}:`.",
        _NEEDED.get(key, "Without its values nothing can be asked of it, and a record can say nothing."),
        f"add below it:\n    {key}: {value}",
    )


def unknown_property(place: Place, key: str, kind: str, choices: tuple[str, ...]) -> Diagnostic:
    """`place`: the property, of which its key is shown."""
    return say(
        "unknown-property",
        Place(place.source, Span(place.span.start, place.span.start + len(key))),
        f"{'An' if kind[:1] in 'aeiou' else 'A'} {kind} has no `{key}`.",
        f"It has: {shown(choices)}.",
        perhaps(key, choices),
    )


def colon_for_test(place: Place, key: str) -> Diagnostic:
    """`MGFA class: IIa`, in a criterion."""
    value = place.text.partition(":")[2].strip()
    listed = f"in {{{value}}}" if "," in value else f"is {value}"
    plain = (
        key if value in ("yes", "true") else f"not {key}" if value in ("no", "false") else f"{key} {listed}"
    )
    return say(
        "unknown-property",
        place,
        f"`{key}` is no property of a criterion but a thing that is compared.",
        "A colon ends a header or names a property; a thing is compared with `is`, `in` or a sign.",
        f"write `{f'{key} = {value}' if value[:1].isdigit() else plain}`",
    )


def property_twice(place: Place, key: str, first: Place) -> Diagnostic:
    return say(
        "property-twice",
        place,
        f"`{key}` stands twice here.",
        "One of the two would count, and a reader could not tell which.",
        f"delete `{place.text}`, or `{first.text}` above",
        others=(Label(first, "here first"),),
    )


def name_expected(place: Place) -> Diagnostic:
    return say(
        "name-expected",
        place,
        "A name is needed here.",
        "Values, visits and items are called by their names in criteria and in records; a number cannot be "
        "called.",
        "write names, separated by commas",
    )


def one_value(place: Place, key: str) -> Diagnostic:
    return say(
        "one-value",
        place,
        f"`{key}` takes one value.",
        "One of them would be used and the others forgotten, without anybody noticing.",
        either(f"{key}: {value.strip()}" for value in place.text.partition(":")[2].split(",")),
    )


def range_expected(place: Place) -> Diagnostic:
    return say(
        "range-expected",
        place,
        "A range or a number is needed here.",
        "The range bounds what can be recorded, and finds a threshold that nobody can reach.",
        "write it as `0 to 3`",
    )


def range_reversed(place: Place, low: str, high: str) -> Diagnostic:
    return say(
        "empty-range",
        place,
        f"Nothing lies between {low} and {high}.",
        "The lower end comes first.",
        f"write `{high} to {low}`",
    )


def integer_expected(place: Place) -> Diagnostic:
    return say(
        "whole-number-expected",
        place,
        "A whole number is needed here.",
        "Items are scored, and decimals are counted, in whole numbers.",
        "write it without a unit, or as `0 to 3`",
    )


def duplicate_value(place: Place, name: str) -> Diagnostic:
    return say(
        "duplicate-item",
        place,
        f"Two items have the same name, `{name}`.",
        "A record names each item once.",
        f"take one of the two away, or tell them apart: `{name} left`, `{name} right`",
    )


def class_needs_event(place: Place, name: str, carriers: list[str]) -> Diagnostic:
    return say(
        "class-needs-event",
        place,
        f"In which kind of event are the agents of `{name}` recorded?",
        f"Events with an agent: {shown(carriers) or 'none'}.",
        f"add `event: {carriers[0] if carriers else 'therapy'}`",
    )


def unknown_vocabulary(place: Place, name: str, known: list[str]) -> Diagnostic:
    return say(
        "unknown-vocabulary",
        place,
        f"There is no vocabulary `{name}`.",
        "It is looked for beside the protocol, then in the package. Until it is found no name is said to be "
        "unknown, since it may be one of its own.",
        perhaps(re.sub(r"[-_]", " ", name.strip("\"'").removesuffix(".mgdsl")), known),
    )


def no_protocol(place: Place) -> Diagnostic:
    return say(
        "no-protocol",
        place,
        "The file has no `protocol` block.",
        "Visits and the decision visit are named there.",
        'begin the file with:\nprotocol "…":\n    visits: screening, baseline\n    decision visit: baseline',
    )


def no_criteria(place: Place) -> Diagnostic:
    return say(
        "no-criteria",
        place,
        "The protocol has no criterion.",
        "Every patient would be eligible.",
        'write `inclusion I1 "…":` and its conditions, or `inclusions: unspecified "…"`',
    )


def two_protocols(place: Place) -> Diagnostic:
    return say(
        "two-protocols",
        place,
        "A file holds one protocol.",
        "Criteria belong to the protocol of their file.",
        "move the second into a file of its own",
    )


def not_in_vocabulary(place: Place, what: str) -> Diagnostic:
    return say(
        "not-in-vocabulary",
        place,
        f"A vocabulary holds declarations, no {what}.",
        "",
        "move it into the protocol",
    )


def no_lines(place: Place, id_: str) -> Diagnostic:
    return say(
        "no-condition",
        place,
        f"`{id_}` has no condition.",
        "A criterion without one would pass every patient.",
        'write a condition, or `unspecified "…"` if it is not known',
    )


_FORMS = {
    "visits": "visits: screening, baseline",
    "decision visit": "decision visit: baseline",
    "inclusions": 'inclusions: unspecified "any inclusion that is not public is met"',
    "exclusions": 'exclusions: unspecified "any exclusion that is not public is met"',
}


def bad_protocol_value(place: Place, key: str) -> Diagnostic:
    return say(
        "bad-protocol-value",
        place,
        f"`{key}` cannot be read.",
        "Visits, the decision visit and what is not public are taken from there; half understood they would "
        "change every verdict.",
        f"write `{_FORMS.get(key, _FORMS['visits'])}`",
    )


def valid_needs_measure(place: Place, name: str) -> Diagnostic:
    return say(
        "valid-needs-measure",
        place,
        f"`{name}` is not recorded by visit.",
        "`valid` says what must hold at the visit at which a value was taken.",
        "name an instrument, a test or a measurement that is recorded by visit",
    )


def duplicate_agent(place: Place, name: str, other: Place) -> Diagnostic:
    """`place`, `other`: a class that lists the agent, and another thing of the same name."""
    return say(
        "duplicate-name",
        place,
        f"`{name}` is declared twice: as an agent of a class, and as something else.",
        "A name has one meaning: a yes or no fact and a drug that was given are asked in different ways.",
        f"take one of the two away, or give this one a name of its own, such as `other {name}`",
        others=(Label(other, "declared here too"),),
    )
