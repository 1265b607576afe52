"""Numbers, units, ranges, shares."""

from fractions import Fraction

from mgdsl.check.messages.common import say
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


def bad_number(place: Place, problem: str) -> Diagnostic:
    return say(
        "bad-number",
        place,
        f"This number cannot be used: {problem}.",
        "Numbers are exact, never rounded.",
        "write it with fewer digits",
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


def unit_missing(place: Place, number: str, unit: str, of: str) -> Diagnostic:
    return say(
        "unit-missing",
        place,
        f"The unit is missing: {of} is measured in {unit}.",
        "A bare number can be read in two units, with verdicts far apart.",
        f"write `{number} {unit}`",
    )


def wrong_unit(place: Place, unit: str, wanted: str, of: str, problem: str) -> Diagnostic:
    wanted = wanted if wanted not in ("", "1") else "no unit"
    return say(
        "wrong-unit",
        place,
        f"{of} is measured in {wanted}; {unit or 'a bare number'} cannot be compared with it.",
        problem or "The two do not measure the same thing.",
        f"give the limit in {wanted}",
    )


def unknown_unit(place: Place, unit: str, problem: str) -> Diagnostic:
    return say(
        "unknown-unit",
        place,
        f"`{unit}` is not a unit that is known here.",
        problem,
        "write it as UCUM does, for example `mg/dL`",
    )


def no_reference_limit(place: Place, kind: str) -> Diagnostic:
    return say(
        "no-reference-limit",
        place,
        f"There is no {kind} here: what is compared has no reference limits.",
        f"× {kind} means the limit that the laboratory reports with the result on the other side.",
        "declare `upper limit: reported with result` for it, or give a number with a unit",
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
    return say(
        "share-equals",
        place,
        f"{name} is compared with <, <=, >= or > only.",
        "A share is a ratio of whole numbers; exact equality is almost never what is meant.",
        "write two lines, one for each end",
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


def date_compared(place: Place) -> Diagnostic:
    return say(
        "date-compared",
        place,
        "A date is not compared with an operator.",
        "Dates are asked by windows.",
        "write `… within 5 years before screening`, or `before`, `after`",
    )


def date_needs_window(place: Place, name: str) -> Diagnostic:
    return say(
        "date-needs-window",
        place,
        f"{name} is a date: say when it must lie.",
        "That there is a date says nothing.",
        f"write `{name} within 5 years before screening`",
    )


def is_on_number(place: Place, name: str) -> Diagnostic:
    return say(
        "is-on-number",
        place,
        f"{name} is a number; `is` compares with a named value.",
        "`is` compares with a named value.",
        "write `>=`, `<=`, `=` or `between … and …`",
    )


def is_on_truth(place: Place, name: str) -> Diagnostic:
    return say(
        "is-on-truth",
        place,
        f"{name} is yes or no: it takes no test.",
        "It takes no test: the line holds or it does not.",
        f"write `{name}` alone, or `not {name}`",
    )


def not_a_category(place: Place) -> Diagnostic:
    return say(
        "not-a-category",
        place,
        "`is` and `in` compare a classification or a test result.",
        "A number has no list of names to be in.",
        "use `>=`, `<=` or a window",
    )


def not_a_duration(place: Place, unit: str) -> Diagnostic:
    return say(
        "not-a-duration",
        place,
        f"`{unit}` is not a length of time here.",
        "Windows are counted in days, weeks, months or years.",
        "write `days`, `weeks`, `months` or `years`",
    )


def length_expected(place: Place) -> Diagnostic:
    return say(
        "length-expected",
        place,
        "A duration is compared with a length of time.",
        "It runs from the first to the last day of the record.",
        "write `duration >= 3 months`",
    )


def not_a_whole_duration(place: Place, number: str) -> Diagnostic:
    return say(
        "not-a-whole-duration",
        place,
        f"`{number}` is not a whole number.",
        "A calendar has no parts of months.",
        "write it in a smaller unit, such as days",
    )


def items_need_count(place: Place) -> Diagnostic:
    return say(
        "items-need-count",
        place,
        "Say how many items must pass, and which value.",
        "One item, all items or their sum: each admits other patients.",
        "write `at least 2 items of QMG >= 2 at screening`",
    )


def throughout_needs_items(place: Place) -> Diagnostic:
    return say(
        "throughout-needs-items",
        place,
        "`throughout {…}` asks for the same items at every visit.",
        "For anything else there is nothing that could differ between the visits.",
        "write `at each of {…}`, or count items: `at least 2 items of QMG >= 2 throughout {…}`",
    )


def items_always(place: Place, legal: list[int]) -> Diagnostic:
    values = ", ".join(map(str, legal))
    return say(
        "items-always",
        place,
        "Every item passes this test, or none does.",
        f"Items are scored {values}.",
        f"compare with a value in between, such as `>= {legal[len(legal) // 2]}`",
    )


def item_values_whole(place: Place) -> Diagnostic:
    return say(
        "item-values-whole",
        place,
        "Items are scored in whole numbers.",
        "Items are scored in whole numbers, so a fraction hides which of them is the least that passes.",
        "write a whole number without a unit",
    )


def pick_on_items(place: Place, word: str) -> Diagnostic:
    return say(
        "pick-on-items",
        place,
        f"`{word}` does not choose among items.",
        "Items are scored at one visit, so none of them is the latest.",
        "write `any`, `no`, `every` or `at least n`",
    )
