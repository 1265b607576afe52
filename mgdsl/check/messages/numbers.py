"""Numbers, units, ranges, shares."""

import re
from fractions import Fraction
from math import floor

from mgdsl.check.messages.common import block, either, first_visit_of, line_of, say
from mgdsl.check.scope import Context
from mgdsl.lang.numbers import show
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place
from mgdsl.syntax import ast


def thousands_in_braces(place: Place, text: str) -> Diagnostic:
    plain = place.text.replace(text, text.replace(",", ""))
    return say(
        "thousands-separator",
        place,
        f"`{text}` reads as two numbers.",
        "A comma separates the things of a list.",
        f"write `{plain}`, or a blank after the comma if two numbers are meant",
    )


def thousands_by_point(place: Place, number: str) -> Diagnostic:
    """`platelets >= 75.000/mm3`, as many countries print it."""
    whole = number.partition(".")[0]
    return say(
        "thousands-separator",
        place,
        f"`{number}` has two readings: {whole}000 and {whole}.",
        "In many countries a point parts thousands. Here it is the decimal sign, and the line would ask for "
        f"{whole}.",
        either(place.text.replace(number, plain, 1) for plain in (f"{whole}000", whole)),
    )


def bad_number(place: Place, problem: str) -> Diagnostic:
    return say(
        "bad-number",
        place,
        f"This number cannot be used: {problem}.",
        "Numbers are exact, never rounded.",
        "write it with at most 18 digits",
    )


def not_a_number(place: Place) -> Diagnostic:
    return say(
        "not-a-number",
        place,
        "A number is needed here.",
        "Only numbers can be compared or computed with.",
        "write a number with its unit",
    )


def choice_in_arithmetic(place: Place) -> Diagnostic:
    return say(
        "choice-in-arithmetic",
        place,
        "A value that depends on an `if` cannot stand inside arithmetic.",
        "Each branch has its own number, so the arithmetic belongs into each branch, where a reader sees "
        "what is computed.",
        "do the arithmetic inside each branch of the definition",
    )


def no_reference_limit(place: Place, kind: str) -> Diagnostic:
    limit = "upper" if kind == "ULN" else "lower"
    return say(
        "no-reference-limit",
        place,
        f"There is no {kind} here: what is compared has no reference limits.",
        f"× {kind} means the limit that the laboratory reports with the result on the other side.",
        f"give a number with a unit, or declare for it:\n    {limit} limit: reported with result",
    )


def outside_range(
    place: Place, name: str, constant: Fraction, low: Fraction | None, high: Fraction | None, unit: str
) -> Diagnostic:
    unit = "" if unit in ("", "1") else f" {unit}"
    if low is not None and low == high:
        reach, choice = f"is always {show(low)}{unit}", "name a score or a measurement on one side"
    elif low is not None and high is not None:
        reach = f"goes from {show(low)} to {show(high)}{unit}"
        choice = f"write a number from {show(low)} to {show(high)}"
    elif low is not None:
        reach, choice = f"is never below {show(low)}{unit}", f"write a number above {show(low)}"
    else:
        top = show(high or Fraction(0))
        reach, choice = f"is never above {top}{unit}", f"write a number below {top}"
    return say(
        "outside-range",
        place,
        f"{show(constant)}{unit} is out of reach: {name} {reach}.",
        "The line would be decided the same way for every patient. Often a decimal point is lost, or the "
        "number "
        "belongs to another unit, score or visit.",
        choice,
    )


def empty_range(place: Place, low: ast.Expr, high: ast.Expr, context: Context) -> Diagnostic:
    a, b = context.place(low.span).text, context.place(high.span).text
    number_a, number_b = a.split()[0], b.split()[0]
    swapped = f"between {number_b} and {number_a}{b[len(number_b) :]}"
    return say(
        "empty-range",
        place,
        f"Nothing lies between {a} and {b}.",
        "The lower end comes first.",
        f"write `{swapped}`",
    )


def share_equals(place: Place, name: str) -> Diagnostic:
    line = line_of(place)
    found = re.fullmatch(
        rf"(.*{re.escape(name)}) (?:=|!=|between (?P<low>[\d.]+ ?%?) and) ?(?P<high>[\d.]+ ?%)(.*)", line
    )
    repair = "write two lines, one for each end"
    if found:
        low = (found["low"] or found["high"]).rstrip("% ") + "%"
        ends = f"{found[1]} >= {low}{found[4]}\n{found[1]} <= {found['high']}{found[4]}"
        repair = f"write two lines:\n{block(place, ends)}"
    return say(
        "share-equals",
        place,
        f"{name} is compared with <, <=, >= or > only.",
        "A share is a ratio of whole numbers; exact equality is almost never what is meant.",
        repair,
    )


def share_needs_percent(place: Place, text: str) -> Diagnostic:
    return say(
        "share-needs-percent",
        place,
        f"A share is given in percent, not as `{text}`.",
        "`< 50` and `< 0.5` have both been printed for 50 %.",
        f"write `{_percent(text)}%`",
    )


def _percent(text: str) -> str:
    try:
        number = Fraction(text)
    except ValueError:
        return "50"
    return show(number * 100 if 0 < number <= 1 else number)


def percent_range(place: Place, text: str) -> Diagnostic:
    return say(
        "percent-range",
        place,
        f"A share lies between 0% and 100%; {text} does not.",
        "No part is larger than its whole.",
        "write a number from 0% to 100%",
    )


def date_compared(place: Place, is_date: bool) -> Diagnostic:
    """`is_date`: the thing is a date; else a number is compared with one."""
    visit = first_visit_of(place)
    thing = re.split(r" ?(?:>=|<=|!=|[<>=≥≤≠])", line_of(place))[0]
    return say(
        "date-compared",
        place,
        "A date is not compared with an operator.",
        "Dates are asked by windows, so that every patient is asked for the same distance.",
        either(f"{thing} {when} {visit}" for when in ("within 5 years before", "before", "after"))
        if is_date
        else f"compare `{thing}` with a number: `{thing} >= …`",
    )


def date_needs_window(place: Place, name: str) -> Diagnostic:
    return say(
        "date-needs-window",
        place,
        f"{name} is a date: say when it must lie.",
        "That there is a date says nothing.",
        f"write `{name} within 5 years before {first_visit_of(place)}`",
    )


def is_on_number(place: Place, name: str) -> Diagnostic:
    word = re.match(r"(?:is|are)( not)? +(.*)", place.text)
    sign = "!=" if word and word[1] else "="
    number = word[2] if word and word[2][:1].isdigit() else "…"
    return say(
        "is-on-number",
        place,
        f"{name} is a number; `is` compares with a named value.",
        "Exactly this number is rarely meant: one point more or less would change the verdict.",
        f"write `>= {number}`, `<= {number}` or `{sign} {number}`",
    )


def is_on_truth(place: Place, name: str) -> Diagnostic:
    """`place`: the thing and its test."""
    return say(
        "is-on-truth",
        place,
        f"{name} is yes or no: it takes no test.",
        "It takes no test: the line holds or it does not.",
        f"write `not {name}`" if re.search(r"\b(?:no|false|not|!=|0)$|!=", place.text) else f"write `{name}`",
    )


def not_a_category(place: Place) -> Diagnostic:
    return say(
        "not-a-category",
        place,
        "`is` and `in` compare a classification or a test result.",
        "A number has no list of names to be in.",
        "use `>=`, `<=` or a window",
    )


def items_need_count(place: Place) -> Diagnostic:
    found = re.search(r"(?:\b(?!least|most)[^\W\d][\w-]* )?items of [\w-]+", place.text)
    return say(
        "items-need-count",
        place,
        "Say how many items must pass, and which value.",
        "One item, all items or their sum: each admits other patients.",
        f"write `at least 2 {found[0] if found else 'items of …'} >= 2 at {first_visit_of(place)}`",
    )


def throughout_needs_items(place: Place) -> Diagnostic:
    return say(
        "throughout-needs-items",
        place,
        "`throughout {…}` asks for the same items at every visit.",
        "For anything else there is nothing that could differ between the visits.",
        f"write `{place.text.replace('throughout', 'at each of')}`, or count items: `at least 2 items of …`",
    )


def items_always(place: Place, legal: list[int]) -> Diagnostic:
    values = ", ".join(map(str, legal))
    return say(
        "items-always",
        place,
        "Every item passes this test, or none does.",
        f"Items are scored {values}.",
        either(f">= {value}" for value in legal[1:]),
    )


def item_values_whole(place: Place) -> Diagnostic:
    found = re.match(r"[\d.]+", place.text)
    number = Fraction(found[0]) if found else None
    return say(
        "item-values-whole",
        place,
        "Items are scored in whole numbers.",
        "Items are scored in whole numbers, so a fraction hides which of them is the least that passes.",
        either(f"{floor(number) + step}" for step in range(2))
        if number is not None
        else "write a whole number without a unit",
    )


def pick_on_items(place: Place, word: str) -> Diagnostic:
    return say(
        "pick-on-items",
        place,
        f"`{word}` does not choose among items.",
        "Items are scored at one visit, so none of them is the latest.",
        "write `any`, `no`, `every` or `at least n`",
    )


def foreign_date(place: Place, readings: list[str]) -> Diagnostic:
    """`readings`: the days that it can mean, year first."""
    return say(
        "foreign-date",
        place,
        f"A date is written as year-month-day; {place.text} is not.",
        "03/04/2024 is March in one country and April in another.",
        either(readings) if readings else "write it as year-month-day, such as `2024-04-03`",
    )
