"""Questions to a history."""

import re

from mgdsl.check.messages.common import block, both_blocks, either, first_visit_of, line_of, say, shown
from mgdsl.check.messages.unknown import whole_line_of
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place
from mgdsl.syntax.names import braced
from mgdsl.syntax.outline import decision_visit


def result_of_missing(place: Place, how: str, thing: str, at_visit: bool) -> Diagnostic:
    """`at_visit`: the line asks at a visit, where `any of {…}` can be meant as well."""
    before, rest = place.text.split(thing, 1) if thing in place.text else (f"{how} ", "")
    asked = f"{before}result of {thing}{rest}"
    how = before.strip()
    chosen = f"{how} of {thing}{rest}"
    both = at_visit and thing.startswith("{")
    return say(
        "result-of-missing",
        place,
        f"`{thing}` is a measurement: its history is asked as results.",
        f"`{how} of {{…}}` chooses among values of one visit, `{how} result of` asks the history.",
        f"write `{chosen}`, or `{asked}`" if both else f"write `{asked}`",
    )


def plan_needs_window(place: Place, words: str) -> Diagnostic:
    visit = decision_visit(place.source.text)
    return say(
        "plan-needs-window",
        place,
        "Planned for when?",
        "A history without a when ends at the decision visit, and what is planned lies after it.",
        f"say for what time: `{words} from {visit} until 1 year after {visit}`",
    )


def mixed_history(place: Place, events: list[str], measures: list[str]) -> Diagnostic:
    """`events` and `measures`: the things in the braces, as they are written."""
    line = place.source.line(place.line).split("#")[0].rstrip()
    before, after = line[: place.column - 1].strip(), line[place.column - 1 + len(place.text) :]

    def of(things: list[str]) -> str:
        return braced(things)

    lines = f"    {before} {of(events)}{after}\n    {before} result of {of(measures)}{after}"
    if before == "no":
        repair = "write\n" + block(place, "all of:", lines)
    else:
        repair = both_blocks(place, lines)
    return say(
        "mixed-history",
        place,
        "Events and measurements cannot be counted together.",
        "Events are counted by their records, measurements by their results.",
        repair,
    )


def events_added(place: Place, things: list[str], rest: str) -> Diagnostic:
    """`IVIg + PE within 4 weeks before screening`. `rest`: the line behind the things."""
    lines = "\n".join(f"    any {thing}{rest}" for thing in things)
    either_ = f"any {{{', '.join(things)}}}{rest}"
    return say(
        "choice-in-arithmetic",
        place,
        "Events cannot be added up.",
        "Either of them, or both of them: the two admit different patients.",
        f"write either\n{either_}\nor\n{block(place, 'all of:', lines)}",
    )


def among_needs_agents(place: Place) -> Diagnostic:
    return say(
        "among-needs-agents",
        place,
        "`among` follows `agents`.",
        "`among` chooses the drugs that are counted.",
        "write `at least 2 distinct agents among …`",
    )


def pick_needs_test(place: Place, word: str, asked: str) -> Diagnostic:
    each = word == "every"
    return say(
        "pick-needs-test",
        place,
        f"`{word}` {'asks of each result' if each else 'picks one result'}: say what it must be.",
        f"That there {'are results' if each else f'is a {word} result'} says nothing about the patient.",
        either(f"{asked} {test}{place.text.removeprefix(asked)}" for test in ("is …", ">= …")),
    )


def pick_on_events(place: Place, word: str, thing: str) -> Diagnostic:
    if (meant := whole_line_of(place, "pick-on-events")) is not None:
        return meant
    rest = place.text.split(thing, 1)[1] if thing in place.text else ""
    return say(
        "pick-on-events",
        place,
        f"`{word}` chooses among results; `{thing}` is an event.",
        "These words choose among results that have values.",
        f"write `any {thing}{rest}` or `no {thing}{rest}`",
    )


def pick_one(place: Place, word: str, things: list[str]) -> Diagnostic:
    rest = place.text.split("}", 1)[1] if "}" in place.text else ""
    lines = "\n".join(f"    {word} {thing}{rest}" for thing in things)
    return say(
        "pick-one",
        place,
        f"`{word}` of several measurements has no single meaning.",
        "The latest of two measurements may be the latest of each, or the later of both.",
        both_blocks(place, lines),
    )


def test_on_event(place: Place, thing: str, fields: list[str], test: str, told: str | None) -> Diagnostic:
    """`fields`: what a record of the event tells; `told`: what `test` asks of one of them."""
    distance = re.search(r" (<=|<|>=|>|≤|≥) ?(?=\d+ \w+ (?:before|after|of)\b)", place.text)
    if distance is not None:
        words = {"<=": "within", "≤": "within", "<": "less than", ">": "more than"}
        right = words.get(distance[1], "at least")
        fixed = f"{place.text[: distance.start()]} {right} {place.text[distance.end() :]}"
        forms = [fixed]
        if place.text.startswith("no ") and right in ("at least", "more than"):
            washout = "within" if right == "more than" else "less than"
            forms = [f"{place.text[: distance.start()]} {washout} {place.text[distance.end() :]}", fixed]
        return say(
            "test-on-event",
            place,
            f"`{thing}` is an event: how far it lies from a visit is said in words.",
            "A distance is within, less than, at least or more than; signs compare numbers.",
            either(forms),
        )
    how = place.text.split(thing, 1)[0] or "any "
    return say(
        "test-on-event",
        place,
        f"`{thing}` is an event: what it must be like stands after `where`.",
        f"A record of it tells: {shown(fields)}. Each of these can be asked for.",
        f"write `{place.text.replace(f' {test}', '', 1)} where {told}`"
        if told
        else f"write `{how}{thing} … where {fields[-1] if fields else '…'} …`, the when before `where`",
    )


def dose_meant(place: Place, thing: str, as_: str | None) -> Diagnostic:
    """`prednisone <= 20 mg/day`, `corticosteroids are stable for at least 4 weeks before baseline`.

    `as_`: the drug in whose equivalents the doses of a class compare.
    """
    if (meant := whole_line_of(place, "dose-meant")) is not None:
        return meant
    rest = place.text[len(thing) :]
    rest = re.sub(r" (?:is|are) (?:stable|constant|steady)\b", " is unchanged", rest)
    return say(
        "dose-meant",
        place,
        f"`{thing}` is a drug or a class of drugs: what is compared is its dose.",
        "A drug is asked with how many courses there were, its dose with a number.",
        f"write `dose of {thing}{f' as {as_}' if as_ and 'unchanged' not in rest else ''}{rest}`",
    )


def extreme_needs_number(place: Place, word: str) -> Diagnostic:
    return say(
        "extreme-needs-number",
        place,
        f"`{word}` compares numbers.",
        "The highest of several results is a number, so it is compared with one.",
        f"write `{place.text.replace(word, 'latest', 1)}`, or `any result of` in place of `{word}`",
    )


def washout_without_within(place: Place, results: bool) -> Diagnostic:
    """`no IVIg for at least 4 weeks before baseline`, with or without the `for`. `results`: each of a day."""
    text = place.text
    found = re.search(r"\b(for )?(at least|more than) +(.+?) +(before|after)\b", text, re.DOTALL)
    assert found is not None  # the grammar knows no other form of it
    whole, stretch, bound, length, side = found[0], *found.groups()
    asked = f"went on through all these {length}" if stretch else f"lies {bound} {length} back"
    head, rest = text[: found.start()], text[found.end() :]
    repairs = [f"write `{head}within {length} {side}{rest}`"]
    if bound == "at least":
        repairs.append(f"if the day itself is late enough: `{head}less than {length} {side}{rest}`")
    if not line_of(place).endswith("where") and not (results and stretch):
        literally = block(place, "none of:", f"    any{text.removeprefix('no')}")
        repairs.append(f"if it is meant word for word:\n{literally}")
    return say(
        "washout-without-within",
        place,
        f"`no … {whole.removesuffix(side).strip()}` asks only that none {asked}.",
        "A patient who had it last week would pass. A washout means that there was none since.",
        "\n".join(repairs),
    )


def sliding_needs_at_least(place: Place) -> Diagnostic:
    lead = re.match(r"no |(at most|exactly) (\d+) ", place.text)
    plain = place.text.replace("distinct ", "")
    if lead and lead[1]:
        plain = f"not (at least {int(lead[2]) + 1} {plain[lead.end() :]})" if lead[1] == "at most" else plain
    elif lead:
        plain = re.sub(
            r"within any (.*?)(?: before .*)?$", rf"within \1 before {first_visit_of(place)}", plain
        )
    return say(
        "sliding-needs-at-least",
        place,
        "`within any` goes with `any` or `at least n`, without `distinct`.",
        "A stretch of time that can lie anywhere is sought so that enough records fall into it.",
        f"write `{plain}`",
    )


def rate_needs_years(place: Place, per: str) -> Diagnostic:
    asked = re.sub(r" (?:within|before|after|less than|more than) .*", "", place.text)
    asked = re.sub(r"^(?:any|no) ", "at least 1 ", asked)
    return say(
        "rate-needs-window",
        place,
        f"A number per {per} is an average over a window of whole months or years.",
        "Without the window nobody knows over how long to average.",
        f"write `{asked} within 3 years before {first_visit_of(place)}`",
    )


def over_needs_at_least(place: Place) -> Diagnostic:
    return say(
        "over-needs-at-least",
        place,
        "`over at least` goes with `any` or `at least n`.",
        "The distance from the first to the last of the records exists only where there must be some.",
        f"write `{re.sub(r'^(?:no|every|(?:at most|exactly) [0-9]+) ', 'at least 2 ', place.text)}`",
    )


def events_need_how(place: Place, things: list[str], rest: str) -> Diagnostic:
    """`IVIg or PE within 4 weeks before screening`. `rest`: the line behind the last thing."""
    listed = f"{{{', '.join(things)}}}{rest}"
    return say(
        "event-needs-how-many",
        place,
        f"How many of {' and '.join(f'`{thing}`' for thing in things)}?",
        "Events are asked with how many: any, no, at least n; several of them stand in braces.",
        f"write `any {listed}` or `no {listed}`",
    )


_DISTANCE = re.compile(r"(<=|>=|[<>≤≥]) ?(?=\d+ \w+ (?:before|after|of)\b)")
_IN_WORDS = {"<": "less than", "<=": "within", "≤": "within", ">": "more than"}


def event_needs_how(place: Place, name: str) -> Diagnostic:
    if (meant := whole_line_of(place)) is not None:
        return meant
    asked = _DISTANCE.sub(lambda sign: f"{_IN_WORDS.get(sign[1], 'at least')} ", place.text)
    return say(
        "event-needs-how-many",
        place,
        f"How many of `{name}`?",
        "An event is asked with how many: any, no, at least n.",
        f"write `any {asked}` or `no {asked}`",
    )


def choice_with_window(place: Place, text: str, events: bool) -> Diagnostic:
    """`text`: the choice, `any of {…}`; `events`: its things are events, not measurements."""
    things = text[text.find("{") :]
    word = text[: text.find("{")].strip()
    how = {"none": "no", "all": "every", "each": "every"}.get(text.split()[0], "any")
    rest = place.text.removeprefix(text)
    repair = f"write `{how if events else f'{how} result of'} {things}{rest}`"
    if how == "every" or re.match(r"(?:at|exactly) ", f"{text} "):
        header = "all of" if how == "every" else word
        each = "any" if events else "any result of"
        lines = [f"    {each} {thing.strip()}{rest}" for thing in things.strip("{}").split(",")]
        repair = "write\n" + block(place, f"{header}:", *lines)
    return say(
        "choice-with-window",
        place,
        f"`{word} {{…}}` chooses among values of one visit; this line asks a time.",
        "Which result in that time is meant must be said.",
        repair,
    )


def except_nothing(
    place: Place, cut: Place, name: str, thing: str, told: str | None, members: list[str]
) -> Diagnostic:
    """`cut`: the words from `except` on. `told`: the field that says so. `members`: those of the thing."""
    line = line_of(place)
    plain = line.replace(cut.text, "", 1)
    said = f"Only agents and members of `{thing}` can be left out" + (
        f": {shown(members)}." if members else "."
    )
    if told is None:
        field = f"`kind: {name}, other`"
        repair = f"leave `{cut.text.strip()}` out, or name a member"
        if not members:
            repair = f"leave `{cut.text.strip()}` out; an event of your own can have a field for it: {field}"
    elif line.endswith(" where"):
        repair = f"leave `{cut.text.strip()}` out, and write `{told}` below `where:`"
    elif " where " in line:
        repair = f"write `{plain} and {told}`"
        if " or " in plain.partition(" where ")[2]:
            head, _, asked = plain.partition(" where ")
            repair = "write\n" + block(place, f"{head} where:", f"    {asked}", f"    {told}")
    else:
        repair = f"write `{plain} where {told}`"
    return say(
        "except-nothing",
        place,
        f"`{name}` is no part of `{thing}`: leaving it out takes nothing away.",
        said,
        repair,
    )
