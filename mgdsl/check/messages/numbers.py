"""Numbers, units, ranges, shares."""

from fractions import Fraction

from mgdsl.check.messages.common import perhaps, say
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
        "",
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
    unit = "" if unit == "1" else f" {unit}"
    if low is not None and high is not None:
        reach = f"goes from {show(low)} to {show(high)}{unit}"
    elif low is not None:
        reach = f"is never below {show(low)}{unit}"
    else:
        reach = f"is never above {show(high or Fraction(0))}{unit}"
    return say(
        "outside-range",
        place,
        f"{show(constant)}{unit} is out of reach: {name} {reach}.",
        "The line would be decided the same way for every patient.",
        "correct the number",
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
        "",
        "correct the percentage",
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
        "",
        f"write `{name} within 5 years before screening`",
    )


def truth_compared(place: Place, name: str) -> Diagnostic:
    return say(
        "truth-compared",
        place,
        f"{name} is yes or no; it cannot be compared with a number.",
        "",
        f"write `{name}` alone, or `not {name}`",
    )


def is_on_number(place: Place, name: str) -> Diagnostic:
    return say(
        "is-on-number",
        place,
        f"{name} is a number; `is` compares with a named value.",
        "",
        "write `>=`, `<=`, `=` or `between … and …`",
    )


def is_on_truth(place: Place, name: str) -> Diagnostic:
    return say(
        "is-on-truth",
        place,
        f"{name} is yes or no: it takes no test.",
        "",
        f"write `{name}` alone, or `not {name}`",
    )


def not_a_category(place: Place) -> Diagnostic:
    return say(
        "not-a-category",
        place,
        "`is` and `in` compare a classification or a test result.",
        "",
        "use `>=`, `<=` or a window",
    )


def not_a_duration(place: Place, unit: str, units: dict[str, str]) -> Diagnostic:
    return say(
        "not-a-duration",
        place,
        f"`{unit}` is not a length of time here.",
        "Windows are counted in days, weeks, months or years.",
        perhaps(unit, units),
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
        "",
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
        "correct the number",
    )


def item_values_whole(place: Place) -> Diagnostic:
    return say(
        "item-values-whole",
        place,
        "Items are scored in whole numbers.",
        "",
        "write a whole number without a unit",
    )


def pick_on_items(place: Place, word: str) -> Diagnostic:
    return say(
        "pick-on-items",
        place,
        f"`{word}` does not choose among items.",
        "",
        "write `any`, `no`, `every` or `at least n`",
    )


def dose_needs_agents(place: Place) -> Diagnostic:
    return say(
        "dose-needs-agents",
        place,
        "A dose belongs to drugs of one kind of event.",
        "",
        "name a class or a drug, such as `dose of corticosteroids`",
    )


def no_dose(place: Place, event: str) -> Diagnostic:
    return say(
        "no-dose",
        place,
        f"`{event}` is declared without a field `dose`.",
        "",
        "add `dose: amount per day` to its fields",
    )


def dose_not_equal(place: Place) -> Diagnostic:
    return say(
        "dose-not-equal", place, "`!=` says nothing useful about a dose.", "", "write `<`, `<=`, `>=` or `>`"
    )


def dose_of_other_records(place: Place, event: str) -> Diagnostic:
    return say(
        "dose-of-other-records",
        place,
        f"The records that this `where` speaks of tell no dose: doses stand in those of {event}.",
        "",
        "name a visit for the dose: `dose of … at baseline`",
    )


def doses_do_not_compare(place: Place, agents: tuple[str, ...]) -> Diagnostic:
    return say(
        "doses-do-not-compare",
        place,
        "Doses of different drugs are compared only as equivalents of one drug.",
        "5 mg prednisone and 4 mg methylprednisolone are one dose, 5 mg of each are not.",
        f"write `{place.text} as {agents[0]}`",
    )


def no_equivalent(place: Place, name: str) -> Diagnostic:
    return say(
        "no-equivalent",
        place,
        f"No class declares equivalent doses with `{name}`.",
        "",
        "name a drug that stands under `equivalent doses` of its class",
    )


def steady_needs_stretch(place: Place) -> Diagnostic:
    return say(
        "steady-needs-stretch",
        place,
        "Unchanged since when?",
        "",
        "write `… is unchanged for at least 4 weeks before baseline`",
    )


def change_needs_window(place: Place, word: str) -> Diagnostic:
    return say(
        "change-needs-window",
        place,
        f"{word.capitalize()} in what time?",
        "",
        f"write `… is {word} within 4 weeks before baseline`",
    )


def change_without_period(place: Place, kind: str) -> Diagnostic:
    return say(
        "change-without-period",
        place,
        f"A {kind} goes from one visit to another.",
        "",
        f"write `{kind} of … <= 3 from screening until baseline`",
    )


def change_between_visits(place: Place, kind: str) -> Diagnostic:
    return say(
        "change-between-visits",
        place,
        f"A {kind} is taken between two visits.",
        "A value belongs to a visit.",
        "name two visits after `from` and `until`",
    )
