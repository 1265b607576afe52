"""What can be wrong with a case."""

import re
from decimal import Decimal
from fractions import Fraction

from mgdsl.check.messages.common import block, either, first_visit_of, line_of, perhaps, say, shown
from mgdsl.core.schema import Quantity
from mgdsl.lang.units import UnitError, convert
from mgdsl.records.faults import number_text
from mgdsl.report.counted import counted
from mgdsl.report.diagnostic import Diagnostic, Label
from mgdsl.report.source import Place, Span


def not_a_given(place: Place, forms: list[str]) -> Diagnostic:
    """`forms`: lines that would give something, of names that the file has."""
    return say(
        "not-a-given",
        place,
        "This line gives no fact.",
        "A case gives facts, scores, records and answers.",
        "write one of: " + ", ".join(f"`given {form}`" for form in forms),
    )


def given_limit(place: Place, name: str, unit: str, times: str, upper: bool, when: str) -> Diagnostic:
    """`given ALT = 3 × ULN at screening`."""
    return say(
        "not-a-given",
        place,
        "A result is given with its limit, not as a multiple of it.",
        "The limit is the laboratory's and stands beside the value; from the two the multiple is computed.",
        f"write `given {name} {_limited(unit, times, upper)}{when}`",
    )


def limit_in_cell(place: Place, thing: Quantity, times: str, upper: bool, visit: str) -> Diagnostic:
    """A cell `3 × ULN`."""
    given = f"given {thing.name} {_limited(thing.unit, times, upper)} at {visit}"
    return say(
        "bad-cell",
        place,
        f"A cell holds one value, and `{place.text}` is two: a result and its limit.",
        "The limit is the laboratory's and stands beside the value; from the two the multiple is computed.",
        f'write a case of its own in place of the row\ncase "{thing.name} of {place.text}":\n    {given}\n'
        "    expect … is …",
    )


def _limited(unit: str, times: str, upper: bool) -> str:
    """A value that is so many times a limit, and the limit, in round numbers."""
    limit = Decimal(10)
    value = f"{(Decimal(times) * limit).normalize():f}"
    unit = "" if unit == "1" else f" {unit}"
    return f"(value: {value}{unit}, {'upper' if upper else 'lower'}: {limit}{unit})"


def unknown_given(place: Place, name: str) -> Diagnostic:
    return say(
        "not-a-given",
        place,
        f"`{name}` is not declared, so nothing of it can be given.",
        "A case gives what criteria can ask; a thing that no vocabulary used here declares is read by none.",
        f"take the line away, or add the vocabulary that declares `{name}`: `use …`",
    )


def given_meant(place: Place, meant: str, what: str) -> Diagnostic:
    return say(
        "not-a-given",
        place,
        f"This line gives no fact. {what}.",
        "A case gives facts, scores, records and answers.",
        f"write `given {meant}`",
    )


def two_givens(place: Place, lines: str) -> Diagnostic:
    return say(
        "not-a-given",
        place,
        "A line gives one fact.",
        "Each fact has its line, so that a reader sees what the patient of the case has.",
        f"write two lines:\n{block(place, f'given {lines}')}",
    )


def limit_in_other_unit(place: Place, number: Decimal, unit: str, wanted: str) -> Diagnostic:
    """A limit of a result, `number` `unit`, whose value is in `wanted`."""
    try:
        right = f"{number_text(convert(Fraction(number), unit, wanted))} {wanted}"
    except UnitError:
        right = f"… {wanted}"
    said = re.search(rf"\b[\d.e]+ {re.escape(unit)}(?=[,)])(?!.*\bvalue:)", place.text)
    line = place.text[: said.start()] + right + place.text[said.end() :] if said else f"… {right} …"
    return say(
        "wrong-unit",
        place,
        f"The limit is in {unit} and its value in {wanted}.",
        "A laboratory reports a result and its reference limits in one unit.",
        f"write `given {line}`",
    )


def given_age(place: Place, birth: str) -> Diagnostic:
    return say(
        "not-a-given",
        place,
        "Age is not given: it is computed from the birth date, at each visit.",
        "Between two visits a patient can have a birthday.",
        f"write `given {birth}`",
    )


def given_definition(place: Place, name: str) -> Diagnostic:
    return say(
        "not-a-given",
        place,
        f"`{name}` is defined by other facts.",
        "A case gives what the definition asks for, so that the definition is tried as well.",
        "give each of the facts in its lines",
    )


def given_twice(place: Place, first: Place | None = None) -> Diagnostic:
    return say(
        "given-twice",
        place,
        "This value is given twice in one case.",
        "The two could differ, and it would be open which of them the case is about.",
        f"delete this line, or the one above: `{first.text}`" if first else "keep one of the two lines",
        others=(Label(first, "given here first"),) if first else (),
    )


def expected_twice(place: Place, name: str, first: Place) -> Diagnostic:
    return say(
        "expected-twice",
        place,
        f"What `{name}` must be is said twice in one case.",
        "If the two differ, the case fails whatever the protocol says.",
        f"delete `{line_of(place)}`, or `{line_of(first)}` above",
        others=(Label(first, "here first"),),
    )


def rule_row(place: Place) -> Diagnostic:
    return say(
        "table-row",
        place,
        "This row parts a heading from its rows, as in Markdown.",
        "Here the first row is the heading, and every further row is a patient.",
        "delete the row",
    )


def column_needs_visit(place: Place, name: str, header: str, visit: str) -> Diagnostic:
    return say(
        "given-needs-visit",
        place,
        f"At which visit is {name} given?",
        f"{name} is recorded by visit.",
        f"write `{header} at {visit}:` above the table, or `{place.text} at {visit}` here",
    )


def unknown_column(place: Place, name: str, readings: list[str], ids: list[str]) -> Diagnostic:
    return say(
        "unknown-name",
        place,
        f"`{name}` is neither declared nor a criterion.",
        f"A column is a fact, a score, a criterion or `verdict`. Criteria: {shown(ids)}.",
        either(readings) if readings else perhaps(name, [*ids, "verdict"]),
    )


def given_needs_visit(place: Place, name: str) -> Diagnostic:
    return say(
        "given-needs-visit",
        place,
        f"At which visit is {name} given?",
        f"{name} is recorded by visit.",
        f"write `{place.text} at {first_visit_of(place)}`",
    )


def event_has_fields(place: Place, name: str, told: str) -> Diagnostic:
    """`told`: the dates of a record of it, as they could be."""
    return say(
        "event-has-fields",
        place,
        "A record of a history has its dates as fields, not as a when.",
        "A record of a history carries its own dates; a window would leave open on which day it was.",
        f"write `{name} ({told})`",
    )


def close_what(place: Place, name: str, event: str | None) -> Diagnostic:
    """`event`: the kind of event in whose records a drug stands."""
    why = "A list is closed for a whole kind of event or for the results of one measurement."
    return say(
        "close-what",
        place,
        f"`{name}` has no list of its own that could be closed.",
        why,
        f"write `given no other {event or 'therapy'}`",
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
        "add a line, such as\n    expect verdict is eligible",
    )


def uneven_row(place: Place, cells: int, columns: int) -> Diagnostic:
    row = [cell.strip() for cell in place.text.split("|")]
    fixed = [*row, *["?"] * columns][:columns]
    if cells > columns and row[-1].startswith("#"):
        return say(
            "uneven-row",
            place,
            "A comment cannot stand behind a row: it is read as one more cell.",
            "A row ends with its last `|`.",
            f"put `{row[-1]}` on a line of its own above the row",
        )
    return say(
        "uneven-row",
        place,
        f"This row has {counted(cells, 'cell')}, the table has {columns} columns.",
        "From the missing cell on each value would stand under another heading.",
        f"write as many cells as columns, `?` for a missing value: `| {' | '.join(fixed)} |`"
        if cells < columns
        else "take the cells away that belong to no column, or give them one",
    )


_NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
)  # fmt: skip


def bad_cell(place: Place, text: str, name: str = "") -> Diagnostic:
    """`name`: the column's thing."""
    number = re.search(r"\d+(?:[.,]\d+)?(?: ?[%×A-Za-zµ/^0-9]+)?", text)
    word = dict(zip(_NUMBERS, map(str, range(12)), strict=True))
    plain = number[0].replace(",", ".") if number else word.get(text.lower())
    return say(
        "bad-cell",
        place,
        f"`{text}` cannot be read as a value{f' of {name}' if name else ''}.",
        "The case would be tried on another patient than the one that was meant.",
        f"write `{plain}`, or `?` for a missing value"
        if plain
        else "write a number with its unit, a name, yes, no or `?`",
    )


def bad_record(place: Place, problem: Diagnostic) -> Diagnostic:
    """What the record's reader says, in the words of a case, under the word it speaks of."""
    key = re.split(r"[.\[]", problem.path)[-1].rstrip("]")
    at = re.search(rf"(?<!\w){re.escape(key)}(?!\w)", place.text) if key and not key.isdigit() else None
    if at is not None and problem.name.startswith("unknown-") and "(" in place.text:
        value = (
            re.compile(r" *: *([^,)]+)").match(place.text, at.end())
            if problem.name != "unknown-field"
            else None
        )
        start, end = (value.start(1), value.end(1)) if value and problem.name != "unknown-item" else at.span()
        place = Place(place.source, Span(place.span.start + start, place.span.start + end))
    return say(problem.name, place, _sentence(problem.message), problem.why, in_a_case(problem.repair))


def _sentence(text: str) -> str:
    return text if text[:1] in '`"' or text.endswith(".") else f"{text[:1].upper()}{text[1:]}."


def in_a_case(repair: str) -> str:
    """A repair that speaks of JSON, in the words of a case."""
    if statement := re.match(r'it is asked for as (\{"by".*)', repair):
        return f"give it with what it is asked for: {_asked(statement[1])}"
    repair = re.sub(r'\{"value": "?([^",}]+)"?, "unit": "([^"]+)"\}', r"`\1 \2`", repair)
    repair = repair.replace(
        "true or false, or null where it is not known", "yes or no, or leave the line out"
    )
    repair = repair.replace("null", "`?`")
    return (
        re.sub(r'"(\d{4}(?:-\d\d){0,2}|ongoing|[^"{}:]*)"', r"`\1`", repair) if "{" not in repair else repair
    )


def _asked(keys: str) -> str:
    """`from screening until end of study`, from the keys of an answer."""
    said = dict(re.findall(r'"(visit|from|until)": "([^"]*)"', keys.split("}")[0]))
    words = [f"at {said['visit']}"] if "visit" in said else []
    words += [f"{key} {said[key]}" for key in ("from", "until") if key in said]
    return f"`… {' '.join(words)}`" if words else "the statement alone, without a visit"
