"""Words that nobody declared."""

from mgdsl.check.messages.common import block, either, line_of, say, shown
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place, Span
from mgdsl.report.suggest import near
from mgdsl.syntax.outline import without_comment

NEVER_GUESSED = "A name that nobody declared cannot be looked up in a patient's record."
PROSE = "Words that stand together are one name, and a name that nobody declared has no answer in any record."


def unknown_name(place: Place, name: str, readings: list[str], skeleton: str) -> Diagnostic:
    """`readings`: what could stand in its place; `skeleton`: how it would be declared, if nothing could."""
    if not readings:
        repair = f"declare it, in the first column of the file:\n{skeleton}"
        return say("unknown-name", place, f"`{name}` is not declared.", NEVER_GUESSED, repair)
    why = PROSE if " " in name else NEVER_GUESSED
    repair = "write " + " or ".join(f"`{reading}`" if "`" not in reading else reading for reading in readings)
    return say("unknown-name", place, f"`{name}` is not declared.", why, repair)


def among_what(place: Place, before: str, after: str, classes: list[str]) -> Diagnostic:
    """`at least 2 distinct agents before baseline`; `before`, `after`: its line around the word."""
    asked = [f"{before}agents among {name}{after}" for name in classes]
    return say(
        "among-missing",
        place,
        f"{before}{place.text} among what?".strip(),
        "Any drug would count, a painkiller too; `among` names the class whose drugs are counted.",
        "write one of\n" + "\n".join(asked) if asked else f"write `{before}agents among …{after}`",
    )


def parted_unit(place: Place, unit: str) -> Diagnostic:
    """`8.0 g / dL`."""
    return say(
        "unit-in-words",
        place,
        f"“{place.text}” is written {unit}.",
        "A unit is one word; a slash with blanks divides.",
        f"write `{unit}`",
    )


def unknown_sentence(place: Place, forms: list[str]) -> Diagnostic:
    """`place`: a sentence from paper; `forms`: the conditions that it may say, of one line or more."""
    repair = either(forms) if "\n" not in forms[0] else f"write\n{block(place, forms[0])}"
    return say("unknown-name", place, "This sentence is no condition of the language.", PROSE, repair)


def unknown_phrase(place: Place, name: str, inner: str) -> Diagnostic:
    """`inner`: the declared name inside the words."""
    return say(
        "unknown-name",
        place,
        f"`{name}` is not declared; `{inner}` is.",
        PROSE,
        f"write `{inner}` if the other words add nothing; else let somebody answer them:\n"
        f'judged by investigator "{name}"',
    )


def unknown_row_field(place: Place, name: str, alike: list[str], fields: list[str]) -> Diagnostic:
    """`fields`: what a record of the event tells."""
    if (meant := whole_line_of(place)) is not None:
        return meant
    own = [field for field in fields if field not in ("date", "start", "stop")] or alike
    return say(
        "unknown-name",
        place,
        f"`{name}` is not declared, and no field of these records.",
        f"Behind `where` a record is asked for what it tells: {shown(fields)}."
        if own
        else "Behind `where` a record is asked for what it tells, and this event is declared without fields.",
        either(alike or fields[:6])
        if own
        else f"add to the event, if its records tell it:\n    fields:\n        {name}: yes-no",
    )


def given_outside_case(place: Place, word: str) -> Diagnostic:
    rest = line_of(place).removeprefix(word).strip()
    return say(
        "given-outside-case",
        place,
        f"“{word}” begins a line of a case, and this is none.",
        "A criterion says what must hold of every patient; a case gives one patient to try it on.",
        f"write `{rest}`, or move the line below a `case`"
        if word == "given"
        else "move the line below a `case`",
    )


def lone_connection(place: Place, word: str, above: str, below: str) -> Diagnostic:
    """`OR` alone on a line, between two conditions."""
    header = "any" if word == "or" else "all"
    return say(
        "split-junction",
        place,
        f"“{place.text}” joins things on one line; lines are joined by the block they stand in.",
        "Lines together mean all of them. Below `any of:` one is enough, which admits other patients.",
        "write\n" + block(place, f"{header} of:", f"    {above}", f"    {below}"),
    )


def whole_line_of(place: Place, name: str = "") -> Diagnostic | None:
    """The finding for the line of the place, where it means something as a whole; `name`: its name."""
    from mgdsl.syntax.whole_lines import whole_line  # only for a mistake

    line = without_comment(place.source.line(place.line))
    text = line.strip()
    width = len(line) - len(line.lstrip())
    meant = whole_line(text, place.source.text)
    if meant is None:
        return None
    start = place.span.start - place.column + 1 + width
    whole = Place(place.source, Span(start, start + len(text)))
    return say(name or meant.name, whole, meant.message, meant.why, meant.repair(place.source.text, start))


def undeclared_agent(place: Place, name: str, field: str, agents: tuple[str, ...], kind: str) -> Diagnostic:
    """`where agent is cisplatin`. `kind`: the event whose record has the field."""
    alike = near(name, agents, 3)
    declared = f"class {kind} drugs:\n    event: {kind}\n    agents: {name}"
    return say(
        "unknown-value",
        place,
        f"No class declares `{name}` as an agent.",
        f"What `{field}` can be are the agents of the classes"
        + (f": {shown(agents)}." if agents else "; here are none."),
        either(alike) if alike else f"declare it in a class:\n{declared}",
    )
