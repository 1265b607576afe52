"""Declarations and the protocol's own properties."""

from mgdsl.check.messages.common import perhaps, say, shown
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place


def property_missing(place: Place, kind: str, name: str, key: str) -> Diagnostic:
    return say(
        "property-missing",
        place,
        f"The {kind} `{name}` needs a line `{key}:`.",
        "Without its unit a number can be read in two ways; without its items an instrument has no total.",
        f"add `{key}: …` below it",
    )


def unknown_property(place: Place, key: str, kind: str, choices: tuple[str, ...]) -> Diagnostic:
    return say(
        "unknown-property",
        place,
        f"{'An' if kind[:1] in 'aeiou' else 'A'} {kind} has no `{key}`.",
        f"It has: {shown(choices)}.",
        perhaps(key, choices),
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
        "keep one of them",
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


def duplicate_value(place: Place) -> Diagnostic:
    return say(
        "duplicate-item",
        place,
        "Two items have the same name.",
        "A record names each item once.",
        "rename one of them",
    )


def class_needs_event(place: Place, name: str, carriers: list[str]) -> Diagnostic:
    return say(
        "class-needs-event",
        place,
        f"In which kind of event are the agents of `{name}` recorded?",
        f"Events with an agent: {shown(carriers) or 'none'}.",
        "add `event: therapy`",
    )


def unknown_vocabulary(place: Place, name: str, known: list[str]) -> Diagnostic:
    return say(
        "unknown-vocabulary",
        place,
        f"There is no vocabulary `{name}`.",
        "It is looked for beside the protocol, then in the package.",
        perhaps(name, known),
    )


def no_protocol(place: Place) -> Diagnostic:
    return say(
        "no-protocol",
        place,
        "The file has no `protocol` block.",
        "Visits and the decision visit are named there.",
        'begin with `protocol "…":` and a line `visits: …`',
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


def bad_protocol_value(place: Place, key: str) -> Diagnostic:
    return say(
        "bad-protocol-value",
        place,
        f"`{key}` cannot be read.",
        "Visits, the decision visit and what is not public are taken from there; half understood they would "
        "change every verdict.",
        'see the reference: `visits: screening, baseline`, `exclusions: unspecified "…"`',
    )


def valid_needs_measure(place: Place, name: str) -> Diagnostic:
    return say(
        "valid-needs-measure",
        place,
        f"`{name}` is not recorded by visit.",
        "`valid` says what must hold at the visit at which a value was taken.",
        "name an instrument, a test or a measurement that is recorded by visit",
    )
