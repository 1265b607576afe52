"""Names that are not there, or are something else than the line needs."""

from mgdsl.check.messages.common import perhaps, say, shown
from mgdsl.core.schema import AnyMeasure, Instrument, Quantity
from mgdsl.report.diagnostic import Diagnostic, Label
from mgdsl.report.source import Place
from mgdsl.report.suggest import near, nearest

NEVER_GUESSED = "A name that nobody declared cannot be looked up in a patient's record."


def unknown_name(place: Place, name: str, spellings: list[str]) -> Diagnostic:
    found = nearest(name, spellings)
    repair = (
        f"write `{found}`" if found else "declare it in a vocabulary, or `use` the vocabulary that has it"
    )
    return say("unknown-name", place, f"`{name}` is not declared.", NEVER_GUESSED, repair)


def unknown_visit(place: Place, name: str, visits: tuple[str, ...]) -> Diagnostic:
    message = f"`{name}` is not a visit of this protocol."
    return say("unknown-visit", place, message, "Every value belongs to a visit.", perhaps(name, visits))


def unknown_value(place: Place, name: str, of: str, choices: tuple[str, ...]) -> Diagnostic:
    message = f"`{name}` is not a value of {of}."
    why = f"{of} can be: {shown(choices, 20)}."
    alike = near(name, choices, 3)
    repair = "write " + " or ".join(f"`{word}`" for word in alike) if alike else perhaps(name, choices)
    return say("unknown-value", place, message, why, repair)


def unknown_part(place: Place, name: str, instrument: Instrument) -> Diagnostic:
    parts = [part for part, _ in instrument.parts]
    message = f"{instrument.name} has no part `{name}`."
    why = f"Its parts are: {shown(parts) or 'none'}." if parts else "It is declared without parts."
    return say("unknown-part", place, message, why, perhaps(name, parts))


def part_missing(place: Place, instrument: Instrument) -> Diagnostic:
    parts = [part for part, _ in instrument.parts]
    return say(
        "part-missing",
        place,
        "Which part is meant?",
        f"Parts: {shown(parts)}.",
        f"write `{parts[0] if parts else 'ocular'} {place.text}`",
    )


def no_parts(place: Place, name: str) -> Diagnostic:
    return say(
        "no-parts",
        place,
        f"`{name}` is not an instrument.",
        "Only an instrument has items, parts and shares.",
        "name an instrument, such as `QMG`",
    )


def kind_of(entity: object) -> str:
    kinds = {
        "Visit": "visit",
        "YesNo": "fact",
        "DateFact": "date",
        "Category": "classification",
        "Quantity": "measurement",
        "Instrument": "instrument",
        "Event": "event",
        "AgentClass": "class",
        "Agent": "agent",
        "Statement": "statement",
        "Definition": "definition",
    }
    return kinds.get(type(entity).__name__, "name")


def not_a_value(place: Place, what: str = "this") -> Diagnostic:
    return say(
        "not-a-value",
        place,
        f"A value is needed here, and {what} has none.",
        "Only scores, measurements, classifications and dates can be compared.",
        "name a measurement or a score, or drop the test",
    )


def not_a_definition(place: Place, name: str) -> Diagnostic:
    return say(
        "not-a-definition",
        place,
        f"`{name}` takes no arguments: it is not a definition.",
        "Only a `define` with arguments is used with brackets.",
        f"write `{name}` alone",
    )


def unknown_argument(place: Place, key: str, of: str, names: list[str]) -> Diagnostic:
    return say(
        "unknown-argument",
        place,
        f"`{of}` has no argument `{key}`.",
        f"It takes: {shown(names) or 'none'}.",
        perhaps(key, names),
    )


def argument_missing(place: Place, of: str, names: list[str], given: list[str]) -> Diagnostic:
    wanted = ", ".join([*given, *(f"{name}: …" for name in names)])
    return say(
        "argument-missing",
        place,
        f"`{of}` needs {shown(names)}.",
        "Arguments are named, so none can be mixed up.",
        f"write `{of} ({wanted})`",
    )


def uses_itself(place: Place, path: tuple[str, ...]) -> Diagnostic:
    chain = " → ".join(path)
    return say(
        "uses-itself",
        place,
        "This definition uses itself.",
        f"It can never be decided: {chain}.",
        "take the definition out of its own lines",
    )


def duplicate_name(place: Place, name: str, first: Place) -> Diagnostic:
    others = (Label(first, "declared here first"),)
    message = f"`{name}` is declared twice."
    return say(
        "duplicate-name",
        place,
        message,
        "A name has one meaning in a protocol.",
        "rename one of the two",
        others=others,
    )


def duplicate_criterion(place: Place, name: str, first: Place) -> Diagnostic:
    others = (Label(first, "used here first"),)
    message = f"The criterion id `{name}` is used twice."
    return say(
        "duplicate-criterion",
        place,
        message,
        "A verdict names each criterion by its id.",
        "give one of them another id",
        others=others,
    )


def visit_as_thing(place: Place, name: str) -> Diagnostic:
    return say(
        "visit-as-thing",
        place,
        f"`{name}` is a visit, not a thing that can be tested.",
        "A visit stands in the when.",
        f"write what must hold, then `at {name}`",
    )


def visit_missing(place: Place, name: str, use: Place | None = None) -> Diagnostic:
    """`use`: where a definition is used that speaks of the thing without a visit of its own."""
    others: tuple[Label, ...] = ()
    if use is not None:
        others = (Label(place, f"{name} is asked for here"),)
        place = use
    return say(
        "visit-missing",
        place,
        f"At which visit? {name} is recorded by visit.",
        "A value of another visit can lead to another verdict.",
        "end the line with its visit, such as `at screening`, or put it under `at screening:`",
        others=others,
    )


def the_visit_missing(place: Place, use: Place | None = None) -> Diagnostic:
    """`use`: where a definition is used whose lines say `the visit`."""
    others = () if use is None else (Label(place, "it is meant here"),)
    return say(
        "visit-missing",
        use or place,
        "Which visit is `the visit`? Nothing around the line says so.",
        "A time counted from another visit can lead to another verdict.",
        "name the visit, or put the line under `at screening:`",
        others=others,
    )


def visit_named_the_visit(place: Place) -> Diagnostic:
    return say(
        "reserved-word",
        place,
        "No visit can be called `the visit`.",
        "In a when it means the visit that the line around it is asked at.",
        "give the visit a name of its own, such as `screening`",
    )


def which_result(place: Place, name: str, measure: AnyMeasure) -> Diagnostic:
    forms = f"`any result of {name}`, `latest {name}`, `every result of {name}`"
    if isinstance(measure, Quantity | Instrument):
        forms += f", `highest {name}`"
    return say(
        "which-result",
        place,
        f"Which result of {name} in that time?",
        "Several results may lie in the window.",
        f"write one of: {forms}",
    )


def choice_with_window(place: Place, text: str) -> Diagnostic:
    things = text[text.find("{") :]
    return say(
        "choice-with-window",
        place,
        "`any of {…}` chooses among values of one visit; this line asks about a time.",
        "Which result in that time is meant must be said.",
        f"write `any result of {things} …`, or `any {things} …` for events",
    )


def event_needs_how(place: Place, name: str) -> Diagnostic:
    return say(
        "event-needs-how-many",
        place,
        f"How many of `{name}`?",
        "An event is asked with how many: any, no, at least n.",
        f"write `any {name} …` or `no {name} …`",
    )


def not_a_history(place: Place, name: str) -> Diagnostic:
    return say(
        "not-a-history",
        place,
        f"`{name}` is neither an event, a class, an agent nor a measurement.",
        "Only these have a history.",
        "name an event such as `thymectomy`, or a class such as `corticosteroids`",
    )


def no_birth_date(place: Place) -> Diagnostic:
    return say(
        "no-birth-date",
        place,
        "`age` needs a date called `birth date`.",
        "Age is computed from it at the visit.",
        "add `use general clinical`",
    )


def no_weight(place: Place, unit: str) -> Diagnostic:
    return say(
        "no-weight",
        place,
        f"A dose in {unit} needs a measurement called `weight`.",
        "Milligrams per kilogram cannot be computed without the kilograms.",
        "add `use general clinical`",
    )


def not_ordered(place: Place, name: str, values: tuple[str, ...]) -> Diagnostic:
    return say(
        "not-ordered",
        place,
        f"The values of {name} are not declared in an order.",
        "A range over them would be a guess.",
        f"name the values: `in {{{shown(values)}}}`",
    )


def shares_rank(
    place: Place, text: str, name: str, order: tuple[tuple[str, ...], ...], members: tuple[str, ...]
) -> Diagnostic:
    rank = next((i for i, values in enumerate(order) if set(members) <= set(values)), None)
    peers = () if rank is None else order[rank]
    flat = [value for values in order for value in values]
    start = flat.index(members[0]) if members[0] in flat else 0
    return say(
        "not-ordered",
        place,
        f"`{text}` has no place of its own in the order of {name}.",
        f"{shown(peers)} are not ordered among themselves: which of them is meant must be said.",
        f"name the values, for example `in {{{', '.join(flat[start : start + 5])}}}`",
    )


def unordered_ends(
    place: Place,
    name: str,
    values: tuple[str, ...],
    order: tuple[tuple[str, ...], ...],
    ends: tuple[tuple[str, ...], tuple[str, ...]],
) -> Diagnostic:
    """A range whose ends share their rank with others: as the values are listed, or by rank."""
    low, high = ends
    peers = [rank for rank in order if any(set(end) < set(rank) for end in ends)]
    listed = values[values.index(low[0]) : values.index(high[-1]) + 1]
    first = next((i for i, rank in enumerate(order) if set(low) <= set(rank)), 0)
    last = next((i for i, rank in enumerate(order) if set(high) <= set(rank)), len(order) - 1)
    ranked = [value for rank in order[first : last + 1] for value in rank]
    unordered = " and ".join(shown(rank) for rank in peers)
    readings = [list(listed)] + ([ranked] if ranked != list(listed) else [])
    return say(
        "not-ordered",
        place,
        f"`{place.text}` is no range of {name}: {unordered} are not ordered.",
        "The values between two ends are known only where each has its place in the declared order.",
        "write " + " or ".join(f"`in {{{', '.join(reading)}}}`" for reading in readings if reading),
    )


def use_is(place: Place, name: str, op: str) -> Diagnostic:
    word = "is" if op == "=" else "is not"
    return say(
        "use-is",
        place,
        f"{name} is a classification: it is compared with `{word}`.",
        "These signs compare numbers.",
        f"write `{word} {place.text}`",
    )
