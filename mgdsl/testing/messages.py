"""What can be wrong with a case."""

from mgdsl.check.messages.common import perhaps, say, shown
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place

FORMS = (
    "`given sex is female`, `given QMG = 12 at screening`, "
    "`given MG-ADL (total: 6, ocular: 3) at screening`, "
    "`given therapy (agent: azathioprine, start: 2021-03)`, `given no other therapy`, "
    '`given judged by investigator "…"`'
)


def not_a_given(place: Place) -> Diagnostic:
    return say(
        "not-a-given",
        place,
        "This line gives no fact.",
        "A case gives facts, scores, records and answers.",
        f"write one of: {FORMS}",
    )


def given_twice(place: Place) -> Diagnostic:
    return say(
        "given-twice",
        place,
        "This value is given twice in one case.",
        "The two could differ, and it would be open which of them the case is about.",
        "keep one of the two lines",
    )


def given_needs_visit(place: Place, name: str) -> Diagnostic:
    return say(
        "given-needs-visit",
        place,
        f"At which visit is {name} given?",
        f"{name} is recorded by visit.",
        f"write `{place.text} at screening`",
    )


def event_has_fields(place: Place, name: str) -> Diagnostic:
    return say(
        "event-has-fields",
        place,
        "A record of a history has its dates as fields, not as a when.",
        "A record of a history carries its own dates; a window would leave open on which day it was.",
        f"write `{name} (date: 2024-11-03)`, or `start:` and `stop:`",
    )


def close_what(place: Place, name: str, found: object) -> Diagnostic:
    why = "A list is closed for a whole kind of event or for the results of one measurement."
    return say(
        "close-what",
        place,
        f"`{name}` has no list of its own that could be closed.",
        why,
        "name the event, such as `no other therapy`",
    )


def unknown_expectation(place: Place, name: str, ids: list[str]) -> Diagnostic:
    return say(
        "unknown-expectation",
        place,
        f"`{name}` is neither a criterion nor `verdict`.",
        f"Criteria: {shown(ids)}.",
        perhaps(name, [*ids, "verdict"]),
    )


def unknown_status(place: Place, name: str, choices: tuple[str, ...]) -> Diagnostic:
    return say(
        "unknown-status",
        place,
        f"`{name}` cannot be expected here.",
        "No criterion can ever have it, so the case would always fail, whatever the protocol says.",
        perhaps(name, choices),
    )


def expects_nothing(place: Place) -> Diagnostic:
    return say(
        "case-tests-nothing",
        place,
        "This case expects nothing.",
        "It could never fail.",
        "add a line `expect … is …`",
    )


def uneven_row(place: Place, cells: int, columns: int) -> Diagnostic:
    return say(
        "uneven-row",
        place,
        f"This row has {cells} cells, the table has {columns} columns.",
        "From the missing cell on each value would stand under another heading.",
        "add or take away cells; `?` is a missing value",
    )


def bad_cell(place: Place, text: str) -> Diagnostic:
    return say(
        "bad-cell",
        place,
        f"`{text}` cannot be read as a value or as a thing.",
        "The case would be tried on another patient than the one that was meant.",
        "write a number with its unit, a name, yes, no or `?`",
    )


def bad_record(place: Place, problem: Diagnostic) -> Diagnostic:
    return say(problem.name, place, problem.message, problem.why, problem.repair)
