"""Doses, and changes of doses and of values."""

import re

from mgdsl.check.messages.common import either, first_visit_of, say, such_as
from mgdsl.check.messages.unknown import whole_line_of
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place
from mgdsl.syntax.outline import decision_visit, visits_in


def _asked(place: Place) -> str:
    """The condition without its when."""
    return re.sub(r" (?:at|within|before|after|for at least|for more than|until) .*", "", place.text)


def dose_needs_agents(place: Place) -> Diagnostic:
    return say(
        "dose-needs-agents",
        place,
        "A dose belongs to drugs of one kind of event.",
        "A dose belongs to drugs that one kind of event records.",
        f"name a class or a drug{such_as(place, 'class', 'dose of corticosteroids')}",
    )


def no_dose(place: Place, event: str) -> Diagnostic:
    return say(
        "no-dose",
        place,
        f"`{event}` is declared without a field `dose`.",
        "No record can hold the answer.",
        "add `dose: amount per day` to its fields",
    )


def dose_is_amount(place: Place, event: str, unit: str) -> Diagnostic:
    """`fields: dose: mg` of an event that lasts."""
    return say(
        "no-dose",
        place,
        f"The field `dose` of `{event}` is an amount in {unit}, and none of a day.",
        f"A course lasts, so its dose is so much a day or a week; 20 {unit} alone could be either.",
        f"declare the field as `dose: {unit}/day`",
    )


def dose_not_equal(place: Place) -> Diagnostic:
    return say(
        "dose-not-equal",
        place,
        "`!=` says nothing useful about a dose.",
        "Nearly every dose is different from 20 mg, so the line would pass nearly everybody.",
        f"write `{place.text.replace('!=', '<')}` or `{place.text.replace('!=', '>')}`",
    )


def dose_of_other_records(place: Place, event: str) -> Diagnostic:
    """`place`: the whole condition."""
    return say(
        "dose-of-other-records",
        place,
        f"The records that this `where` speaks of tell no dose: doses stand in those of {event}.",
        "Which other record is meant cannot be known.",
        f"name a visit for the dose: `{place.text} at {first_visit_of(place)}`",
    )


def doses_do_not_compare(place: Place, agents: tuple[str, ...]) -> Diagnostic:
    return say(
        "doses-do-not-compare",
        place,
        "Doses of different drugs are compared only as equivalents of one drug.",
        "5 mg prednisone and 4 mg methylprednisolone are one dose, 5 mg of each are not.",
        f"write `{place.text} as {agents[0]}`",
    )


def no_equivalent(place: Place, name: str, known: list[str]) -> Diagnostic:
    """`known`: the drugs for which a class declares equivalents."""
    return say(
        "no-equivalent",
        place,
        f"No class declares equivalent doses with `{name}`.",
        "Without the table of equivalents one drug cannot be converted into the other, and a guess could be "
        "wrong several times over.",
        either(known) if known else f"declare `equivalent doses` with `{name}` in its class",
    )


def dose_word(place: Place, line: Place) -> Diagnostic:
    """`dose of … is stable`. `line`: the whole condition."""
    if (meant := whole_line_of(place, "unknown-value")) is not None:
        return meant
    stretch = "unchanged" if re.search(r"\bfor (?:at least|more than)\b", line.text) else "changed"
    return say(
        "unknown-value",
        place,
        f"A dose {place.text} cannot be asked.",
        "A dose is unchanged or not raised for a time, raised or changed in one, or compared with a number.",
        "write `is unchanged`"
        if stretch == "unchanged"
        else "write `is unchanged for at least 4 weeks before …`",
    )


def steady_needs_stretch(place: Place) -> Diagnostic:
    found = re.search(
        r" (?:at|(?:within|less than|at least|more than) (?P<span>\d+ \w+) (?:before|of)) (?P<visit>[^{}]+)$",
        place.text,
    )
    return say(
        "steady-needs-stretch",
        place,
        "Unchanged since when?",
        "Every dose was changed once, when it began.",
        f"write `{_asked(place)} for at least {(found and found['span']) or '4 weeks'} before "
        f"{found['visit'] if found else decision_visit(place.source.text)}`",
    )


def change_needs_window(place: Place, word: str) -> Diagnostic:
    return say(
        "change-needs-window",
        place,
        f"{word.capitalize()} in what time?",
        "Every dose was changed once, when it began.",
        f"write `{_asked(place)} within 4 weeks before {first_visit_of(place)}`",
    )


def change_without_period(place: Place, kind: str) -> Diagnostic:
    return say(
        "change-without-period",
        place,
        f"A {kind} goes from one visit to another.",
        "Without both visits the difference has no beginning or no end.",
        f"write `{_asked(place)} from {_two_visits(place)}`",
    )


def _two_visits(place: Place) -> str:
    """The first two visits of the protocol, as the ends of a period."""
    first, second = (*visits_in(place.source.text), "screening", "baseline")[:2]
    return f"{first} until {second}"


def change_between_visits(place: Place, kind: str) -> Diagnostic:
    asked = re.sub(r" from .*", "", place.text)
    return say(
        "change-between-visits",
        place,
        f"A {kind} is taken between two visits.",
        "A value belongs to a visit.",
        f"write `{asked} from {_two_visits(place)}`",
    )
