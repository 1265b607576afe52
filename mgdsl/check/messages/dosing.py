"""Designs of dose finding."""

from mgdsl.check.messages.common import perhaps, say
from mgdsl.report.counted import counted
from mgdsl.report.diagnostic import Diagnostic, Label
from mgdsl.report.source import Place

OPEN = 'if nobody states it, write `unspecified "…"`; to go on all the same, `assume … because "…"`'


def design_property_missing(place: Place, name: str, key: str, example: str) -> Diagnostic:
    return say(
        "design-property-missing",
        place,
        f"The design `{name}` does not say its `{key}`.",
        "No value of a design is filled in silently.",
        f"add `{key}: {example}`; {OPEN}",
    )


def design_property_twice(place: Place, key: str, first: Place) -> Diagnostic:
    return say(
        "design-property-twice",
        place,
        f"`{key}` stands twice in this design.",
        "Only one of them could hold.",
        f"delete this line, or the one above: `{first.text}`",
        others=(Label(first, "here first"),),
    )


def design_value(place: Place, key: str, wanted: str, example: str) -> Diagnostic:
    return say(
        "design-value",
        place,
        f"`{key}` is {wanted}.",
        "Read as something else it would give other tables.",
        f"write it as `{key}: {example}`",
    )


def design_rate(place: Place, key: str, shown: str, wanted: str, why: str, example: str) -> Diagnostic:
    return say(
        "design-rate",
        place,
        f"`{key}` cannot be {shown}; it lies {wanted}.",
        why,
        f"write `{key}: {example}`",
    )


def assumption_without_reason(place: Place, key: str) -> Diagnostic:
    return say(
        "assumption-without-reason",
        place,
        f"`{key}` is assumed without a reason.",
        "The reason is printed with every table made from it.",
        'write it behind `because "…"`',
    )


def margins_too_wide(place: Place, is_boin: bool, low: str, high: str, most: str) -> Diagnostic:
    what = "BOIN's two rates are" if is_boin else "the target key runs from"
    return say(
        "impossible-margins",
        place,
        f"With these margins {what} {low} {'and' if is_boin else 'to'} {high}.",
        "Without room on both sides of the target the design could never escalate, or never de-escalate.",
        f"write margins below {most}, such as 5%" if most != "5%" else "write smaller margins",
    )


def margin_not_positive(place: Place) -> Diagnostic:
    return say(
        "impossible-margins",
        place,
        "A margin is more than 0%.",
        "The target key needs a width on both sides of the target.",
        "write `margins: 5%, 5%`",
    )


def key_without_room(place: Place) -> Diagnostic:
    return say(
        "impossible-margins",
        place,
        "The target key reaches to 0% or to 100%.",
        "Without room on both sides of it the design could never escalate, or never de-escalate.",
        "write its two ends between 0% and 100%, such as `target key: 25%, 35%`",
    )


def target_outside_key(place: Place, target: str) -> Diagnostic:
    return say(
        "impossible-margins",
        place,
        f"The target of {target} does not lie inside this target key.",
        "The target key holds the rates that are near enough to the target.",
        "write a lower end below the target, and an upper end above it",
    )


def key_too_narrow(place: Place, least: str) -> Diagnostic:
    return say(
        "impossible-margins",
        place,
        f"The target key is narrower than {least}.",
        "No trial could tell the target from the rates beside so narrow a key.",
        "write margins such as `margins: 5%, 5%`",
    )


def boin_has_no_key(place: Place) -> Diagnostic:
    return say(
        "design-value",
        place,
        "BOIN has no target key.",
        "It compares the observed rate with two boundaries, which follow from the target and two rates.",
        "write the distances of those two rates from the target as `margins`, or leave them to the method",
    )


def key_twice(place: Place, margins: Place) -> Diagnostic:
    return say(
        "design-property-twice",
        place,
        "`target key` and `margins` say the same thing.",
        "Only one of them could hold.",
        "keep one of the two",
        others=(Label(margins, "here first"),),
    )


def never_eliminates(place: Place, least: int, maximum: int) -> Diagnostic:
    return say(
        "never-eliminates",
        place,
        f"A level can be eliminated from {counted(least, 'participant')} on, and the trial has {maximum}.",
        "However toxic a level is, it would never be closed.",
        "write `elimination needs: 3`",
    )


def cohorts_do_not_divide(place: Place, cohort: int, maximum: int, repair: str) -> Diagnostic:
    return say(
        "cohorts-do-not-divide",
        place,
        f"{maximum} participants are not a whole number of cohorts of {cohort}.",
        f"{maximum % cohort} would be left over for a last cohort.",
        repair,
    )


def start_not_a_level(place: Place, shown: str, levels: tuple[str, ...]) -> Diagnostic:
    numbered = "; ".join(f"{at}: {name}" for at, name in enumerate(levels, 1))
    return say(
        "start-not-a-level",
        place,
        f"{shown} is not one of the levels.",
        f"The levels are {numbered}.",
        perhaps(shown, levels) if not shown[:1].isdigit() else f"write a number from 1 to {len(levels)}",
    )


def too_few_levels(place: Place) -> Diagnostic:
    return say(
        "too-few-levels",
        place,
        "A design needs at least two levels.",
        "With one level there is nothing to find.",
        "write all levels, lowest first: `levels: 5, 10, 20 mg`",
    )


def levels_not_rising(place: Place, lower: str, higher: str) -> Diagnostic:
    return say(
        "levels-not-rising",
        place,
        f"{higher} comes after {lower} and is not more.",
        "Escalating must mean a higher dose.",
        "write the levels from the lowest to the highest, each once",
    )


def levels_in_units(place: Place, first: str, second: str) -> Diagnostic:
    return say(
        "levels-in-units",
        place,
        f"The levels are given in {first} and in {second}.",
        "Levels are compared with one another.",
        "give all levels in one unit, written behind the last: `5, 10, 20 mg`",
    )


def level_named_by_number(place: Place, name: str) -> Diagnostic:
    return say(
        "design-value",
        place,
        f"A level cannot be called {name}.",
        "A number alone is the number of a level, counted from the lowest.",
        "give the level a name with a letter in it, such as `low`",
    )


def levels_without_unit(place: Place) -> Diagnostic:
    return say(
        "levels-in-units",
        place,
        "The levels have no unit.",
        "A number alone is the number of a level, not its dose.",
        "write the unit behind the last level: `5, 10, 20 mg`",
    )


def scenario_length(place: Place, name: str, rates: int, levels: int) -> Diagnostic:
    return say(
        "scenario-length",
        place,
        f"The scenario `{name}` has {rates} rates for {levels} levels.",
        "A scenario gives the true rate of toxicity at each level.",
        f"write {levels} rates, lowest level first",
    )
