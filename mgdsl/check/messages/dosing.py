"""Designs of dose finding."""

import re
from fractions import Fraction

from mgdsl.check.messages.common import block, perhaps, say
from mgdsl.lang.numbers import show
from mgdsl.report.counted import counted
from mgdsl.report.diagnostic import Diagnostic, Label
from mgdsl.report.source import Place, Span
from mgdsl.syntax.dosing_names import AS_COMMENT, INSTEAD, METHODS_TOLD, OTHER_RULES


def design_properties_missing(place: Place, name: str, keys: list[str]) -> Diagnostic:
    """All of them at once. No value is proposed: it would be read as a usual one."""
    lines = [f'    {key}: unspecified "…"' for key in keys if key != "levels"]
    listed = ", ".join(f"`{key}`" for key in keys[:-1])
    told = f"{listed} and `{keys[-1]}`" if listed else f"`{keys[-1]}`"
    doses = (
        "write the doses behind `levels:`, lowest first, the unit behind the last" if "levels" in keys else ""
    )
    values = "write the protocol's value, or, where it states none,\n" + "\n".join(lines) if lines else ""
    return say(
        "design-property-missing",
        place,
        f"The design `{name}` does not say its {told}.",
        "No value of a design is filled in silently; `assume … because` states one with its reason.",
        "; ".join(filter(None, (doses, values))),
    )


def property_renamed(place: Place, key: str, name: str) -> Diagnostic:
    """`doses`, `max patients`: what protocols call a property. `place`: the property."""
    rest = place.text[len(key) :].split("\n")[0].strip()
    return say(
        "unknown-property",
        Place(place.source, Span(place.span.start, place.span.start + len(key))),
        f"`{key}` is called `{name}` here.",
        "One name for each value lets two designs be read side by side.",
        f"write `{name}{rest if rest.startswith(':') else ': …'}`",
    )


def no_such_rule(place: Place, key: str, why: str) -> Diagnostic:
    """A rule that protocols print beside a design."""
    return say(
        "unknown-property",
        Place(place.source, Span(place.span.start, place.span.start + len(key))),
        f"A design has no `{key}`: no table here follows such a rule.",
        why,
        AS_COMMENT,
    )


def no_such_method(place: Place, method: str) -> Diagnostic:
    return say(
        "no-such-method",
        place,
        f"`{method}` is not among the methods; there are {METHODS_TOLD}.",
        OTHER_RULES,
        INSTEAD,
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
        f"write it in this form, with the protocol's value: `{key}: {example}`",
    )


def design_rate(place: Place, key: str, shown: str, wanted: str, why: str, example: str) -> Diagnostic:
    return say(
        "design-rate",
        place,
        f"`{key}` cannot be {shown}; it lies {wanted}.",
        why,
        f"write the protocol's value in this form: `{key}: {example}`",
    )


def multiple_of_target(place: Place, key: str, rate: str) -> Diagnostic:
    """`phi1: 0.6 φ`."""
    return say(
        "design-form",
        place,
        f"`{key}` is a rate, not a multiple of the target.",
        "A rate can be compared with the protocol's table.",
        f"write `{key}: {rate}`",
    )


def one_number(place: Place, key: str, low: str, high: str) -> Diagnostic:
    """`cohort size: 3 to 6`."""
    return say(
        "design-form",
        place,
        f"`{key}` is one number.",
        "Cohorts are of one size for the whole trial, and its size is known before it begins.",
        f"write `{key}: {low}` or `{key}: {high}`",
    )


def rate_without_percent(place: Place, key: str, shown: str, line: str) -> Diagnostic:
    """As for shares in criteria; `line` is the property with the percentages."""
    return say(
        "rate-without-percent",
        place,
        f"`{key}` is given in percent, not as `{shown}`.",
        "0.3 and 30 have both been printed for 30%, and 0.5% is a rate too.",
        f"write `{line}`",
    )


def interval_as_margins(
    place: Place, is_boin: bool, target: Fraction, below: Fraction, above: Fraction
) -> Diagnostic:
    """`margins: 25%, 35%` around a target of 30%: as distances they make something else."""
    rate, one, other = (show(each * 100) for each in (target, below, above))
    low, high = (show(each * 100) for each in (target - below, target + above))
    what = f"BOIN's two rates {low}% and {high}%" if is_boin else f"a target key of {low}% to {high}%"
    distances = f"margins: {show((target - below) * 100)}%, {show((above - target) * 100)}%"
    written = [f"phi1: {one}%\nphi2: {other}%" if is_boin else f"target key: {one} to {other}%", distances]
    if above < 1 - target:
        written.append(f"phi1: {low}%\nphi2: {high}%" if is_boin else f"target key: {low} to {high}%")
    lines = [block(place, each) for each in written]
    repair = (
        f"if {one}% and {other}% are meant, write\n{lines[0]}\nor the distances from the target\n{lines[1]}"
    )
    if lines[2:]:
        repair += f"\nif {low}% and {high}% are meant, write\n{lines[2]}"
    return say(
        "interval-as-margins",
        place,
        f"Margins are distances from the target of {rate}%: these make {what}.",
        f"{one}% and {other}% lie around the target, as the ends of an interval do; the doses hang on which.",
        repair,
    )


def rates_of_boin(place: Place, method: str, key: str) -> Diagnostic:
    return say(
        "design-value",
        place,
        f"{method} has no `{key}`.",
        "phi1 and phi2 are BOIN's two rates, too low and too toxic; they are no ends of a target key.",
        "write the two ends of the key as `target key`, or their distances from the target as `margins`",
    )


def target_outside_rates(place: Place, target: str) -> Diagnostic:
    return say(
        "impossible-margins",
        place,
        f"The target of {target} does not lie between phi1 and phi2.",
        "phi1 is a rate that is too low, and phi2 one that is too toxic.",
        "write `phi1` below the target, and `phi2` above it",
    )


def assumption_without_reason(place: Place, key: str) -> Diagnostic:
    return say(
        "assumption-without-reason",
        place,
        f"`{key}` is assumed without a reason.",
        "The reason is printed with every table made from it.",
        'write it behind `because "…"`',
    )


def margins_too_wide(place: Place, is_boin: bool, low: str, high: str, most: str, example: str) -> Diagnostic:
    what = "BOIN's two rates are" if is_boin else "the target key runs from"
    return say(
        "impossible-margins",
        place,
        f"With these margins {what} {low} {'and' if is_boin else 'to'} {high}.",
        "Without room on both sides of the target the design could never escalate, or never de-escalate.",
        f"write margins below {most}, such as `margins: {example}`",
    )


def margin_not_positive(place: Place, example: str) -> Diagnostic:
    return say(
        "impossible-margins",
        place,
        "A margin is more than 0%.",
        "The target key needs a width on both sides of the target.",
        f"write them in this form: `margins: {example}`",
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


def boin_has_no_key(place: Place, low: str, high: str) -> Diagnostic:
    return say(
        "design-value",
        place,
        "BOIN has no target key.",
        "It compares the observed rate with two boundaries, which follow from the target and two rates: "
        "phi1, too low, and phi2, too toxic.",
        f"if these are the two rates, write\n{block(place, f'phi1: {low}', f'phi2: {high}')}\n"
        "or leave the line out: the method has its own",
    )


def key_twice(place: Place, margins: Place) -> Diagnostic:
    return say(
        "design-property-twice",
        place,
        "The same thing is said twice: by `margins`, `target key`, or `phi1` and `phi2`.",
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


def start_or_dose(place: Place, at: int, name: str, dose: str, other: str, other_dose: str) -> Diagnostic:
    """`start: 1` where level 1 is 0.5 mg, and level 2 is 1 mg."""
    lines = [block(place, f"start: {_named(each)}") for each in (name, other)]
    return say(
        "start-or-dose",
        place,
        f"{at} is the number of the level {dose}, counted from the lowest, and may mean {other_dose}.",
        "The first participants would get the one or the other.",
        f"write either\n{lines[0]}\nor\n{lines[1]}",
    )


def _named(name: str) -> str:
    """A name with a number in it stands in backticks; a dose does not."""
    return f"`{name}`" if re.search(r"[^\W\d].* -?\d", name) else name


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
