"""Lines, blocks, and, or, not, when; people's statements."""

import re

from mgdsl.check.messages.common import block, body_below, either, first_visit_of, line_of, say
from mgdsl.check.messages.unknown import whole_line_of
from mgdsl.report.diagnostic import Diagnostic, Label
from mgdsl.report.source import Place
from mgdsl.syntax.mistake import WHENS


def mixed_junction(place: Place, words: list[str], ops: tuple[str, ...]) -> Diagnostic:
    """Both readings: `and` first, and from left to right."""
    groups: list[list[str]] = [[words[0]]]
    for op, word in zip(ops, words[1:], strict=True):
        if op == "and":
            groups[-1].append(word)
        else:
            groups.append([word])
    one = "any of:\n" + "\n".join(
        f"    {g[0]}" if len(g) == 1 else "    all of:\n" + "\n".join(f"        {w}" for w in g)
        for g in groups
    )
    split = len(ops) - 1 - ops[::-1].index("and")
    head, tail = words[: split + 1], words[split + 1 :]
    both = "all of:\n    any of:\n" + "\n".join(f"        {w}" for w in head)
    both += "\n" + "\n".join(f"    {w}" for w in tail)
    return say(
        "mixed-and-or",
        place,
        "`and` and `or` on one line can be read in two ways.",
        "The two readings admit different patients.",
        f"write either\n{block(place, one)}\nor\n{block(place, both)}",
    )


def bare_not(place: Place, words: list[str], op: str, when: str) -> Diagnostic:
    plain = [word.removeprefix("not ").removesuffix(when).strip() for word in words]
    none = f"none of {{{', '.join(plain)}}}" if op == "or" else f"not ({f' {op} '.join(plain)})"
    none = f"{none} {when}".strip()
    brackets = f" {op} ".join(f"({word})" if word.startswith("not ") else word for word in words)
    return say(
        "scope-of-not",
        place,
        f"How far does `not` reach across `{op}`?",
        "One reader stops at the first word, another does not.",
        f"write `{none}` if it covers all, or `{brackets}`",
    )


def list_in_braces(place: Place, op: str, how: str, things: list[str], rest: str) -> Diagnostic:
    if (meant := whole_line_of(place)) is not None:
        return meant
    braces = f"{how}{{{', '.join(things)}}}{rest}"
    lines = block(place, "all of:", *(f"    {how}{thing}{rest}" for thing in things))
    both = f"write either\n{lines}\nor, if one of them is enough,\n{block(place, braces)}"
    return say(
        "list-in-braces",
        place,
        f"A list of things stands in braces, not with `{op}`.",
        f"`{how}A {op} B` has several readings.",
        both if op == "and" and how.strip() == "any" else f"write `{braces}`",
    )


def values_in_braces(place: Place, test: Place) -> Diagnostic:
    """`MGFA class is IIa or IIb at screening`. `place`: the line; `test`: the test of its first thing."""
    negated = test.text.startswith(("is not", "are not"))
    lead = place.text[: test.span.start - place.span.start].strip()
    said = place.text[test.span.start - place.span.start :]
    when = re.search(rf" (?:{WHENS})\b.*", said)
    listed = re.sub(r"^(?:is|are)(?: not)? ", "", said[: when.start()] if when else said)
    values = ", ".join(part.strip() for part in re.split(r",|\bor\b|\band\b", listed) if part.strip())
    return say(
        "list-in-braces",
        place,
        "Several values of one thing stand in braces, after `in`.",
        "Each side of `and` and `or` is a condition of its own; a value alone is none.",
        f"write `{lead} {'not ' if negated else ''}in {{{values}}}{when[0] if when else ''}`",
    )


def comparison_in_words(place: Place, right: str) -> Diagnostic:
    """`18 years or older`."""
    return say(
        "words-for-comparison",
        place,
        "A comparison has a sign, and a count its number first.",
        "Each side of `or` is a condition of its own, and these words join none.",
        f"write `{right}`",
    )


def listed_in_words(place: Place, right: str) -> Diagnostic:
    """`received IVIg or PE within 4 weeks before screening`."""
    return say(
        "list-in-braces",
        place,
        "Things that are asked in one way stand in braces.",
        "Each side of `or` would be a condition of its own; the words around them belong to all.",
        f"write `{right}`",
    )


def several_visits(place: Place, right: str) -> Diagnostic:
    """`QMG >= 11 at both the screening and the baseline visits`."""
    return say(
        "two-whens",
        place,
        "Several visits stand in one when.",
        "`each of` asks at every one of these visits, `any of` at one of them: they admit other patients.",
        f"write `{right}`",
    )


def things_in_braces(place: Place, op: str, things: list[str], rest: str) -> Diagnostic:
    """`ALT or AST > 3 × ULN at screening`. `rest`: the test that is meant for all, and its when."""
    how = {"and": "all", "or": "any"}[op]
    return say(
        "list-in-braces",
        place,
        "Several things with one test stand in braces.",
        f"Each side of `{op}` is a condition of its own; a thing without a test is none.",
        f"write `{how} of {{{', '.join(things)}}}{rest}`",
    )


def shared_when(place: Place, words: list[str], op: str, when: str) -> Diagnostic:
    body = "\n".join(f"    {word.removesuffix(when).strip()}" for word in words)
    inner = body if op == "and" else "    any of:\n" + "\n".join("    " + line for line in body.split("\n"))
    plain = f" {op} ".join(word.removesuffix(when).strip() for word in words)
    return say(
        "shared-when",
        place,
        f"`{when}` belongs to the last thing alone; `{words[0]}` has no visit.",
        "A reader hears the visit for both.",
        f"write `({plain}) {when}`, or\n" + block(place, f"{when}:", inner),
    )


def shared_window(place: Place, first: str, words: list[str], op: str, when: str) -> Diagnostic:
    """`first`: the history without a window. The second repair keeps the text's meaning."""
    header = {"and": "all of:", "or": "any of:"}[op]
    body = [word.removesuffix(when).strip() for word in words]
    both = "\n".join(f"    {word} {when}" for word in body)
    alone = "\n".join(f"    {word}" for word in words)
    return say(
        "shared-window",
        place,
        f"`{when}` belongs to the last thing alone; `{first}` asks the whole history.",
        "A reader hears the time for both.",
        f"write either\n{block(place, header, both)}\nor\n{block(place, header, alone)}",
    )


def two_whens(first: Place, second: Place) -> Diagnostic:
    others = (Label(first, "the first one"),)
    one, other = (re.fullmatch(r"at ([^{}]+)", place.text) for place in (first, second))
    lead = line_of(first).split(first.text, 1)[0]
    if one and other and lead:
        forms = [f"{lead}at {how} of {{{one[1]}, {other[1]}}}" for how in ("each", "any")]
        repair = f"write either\n{forms[0]}\nor\n{forms[1]}"
    else:
        repair = f"write two lines:\n{lead}{first.text}\n{lead}{second.text}"
    return say(
        "two-whens",
        second,
        "A line has one when.",
        "Two could be meant as either or as both.",
        repair,
        others=others,
    )


def if_needs_otherwise(place: Place, word: str) -> Diagnostic:
    condition, negation = place.text, "not " if word == "unless" else ""
    body = body_below(place)
    then, other = (body, "    …") if word == "if" else ("    …", body)
    first = f"if {condition}:\n{then}\notherwise:\n{other}"
    both = f"all of:\n    {negation}{condition}\n{body}"
    return say(
        "if-needs-otherwise",
        place,
        f"An `{word}` without `otherwise` cannot stand here.",
        "For whom it does not apply, the block around it would count it as met.",
        f"write\n{block(place, first)}\nor, where they must not meet the block,\n{block(place, both)}",
    )


def impossible_count(place: Place, word: str, n: int, lowest: int, highest: int) -> Diagnostic:
    return say(
        "impossible-count",
        place,
        f"`{word} {n}` of these conditions is always or never reached.",
        "The block would be decided the same way for every patient.",
        either(place.text.replace(f"{word} {n}", f"{word} {k}", 1) for k in range(lowest, highest + 1))
        if highest - lowest < 4
        else f"write `{word} …` with a number from {lowest} to {highest}",
    )


def where_with_junction(place: Place) -> Diagnostic:
    found = re.fullmatch(r"(.*) (and|or) ((?:(?! and | or ).)* where\b.*)", line_of(place))
    repair = "give the history a line of its own, or put it in brackets"
    if found:
        lines = block(place, f"{'any' if found[2] == 'or' else 'all'} of:\n    {found[1]}\n    {found[3]}")
        repair = f"write\n{lines}"
    return say(
        "where-with-and-or",
        place,
        "`where` reaches to the end of its line and may not stand beside `and` or `or`.",
        "`where` reaches to the end of its line, so it is open whether what follows belongs to the record "
        "or to the patient.",
        repair,
    )


def where_without_history(place: Place) -> Diagnostic:
    return say(
        "where-without-history",
        place,
        "`where` speaks of the records of a history; this line asks for none.",
        "`where` says what a record must be like.",
        f"write `{place.text}` and the rest on a line of its own, or `any … where …` for an event",
    )


def test_missing(place: Place, values: tuple[str, ...] = ()) -> Diagnostic:
    """`place`: the condition; `values`: what it can be, of a classification."""
    when = re.search(rf" (?:{WHENS})\b.*", place.text)
    thing, rest = (place.text[: when.start()], when[0]) if when else (place.text, "")
    tests = [f"is {value}" for value in values[:6]] or [">= …", "<= …"]
    return say(
        "test-missing",
        place,
        "Compared with what? A test is missing.",
        "A value alone is neither met nor missed: with what it is compared must be said.",
        either(f"{thing} {test}{rest}" for test in tests),
    )


def test_on_truth(place: Place) -> Diagnostic:
    return say(
        "test-on-truth",
        place,
        "What stands before this is already yes or no.",
        "A yes cannot be larger than a number.",
        f"write `{line_of(place).replace(place.text, '').replace('  ', ' ').strip()}`",
    )


def _in_each(place: Place) -> str:
    """`(no A or no B) within …`: a line for each history, with the window."""
    found = re.fullmatch(r"\((.*)\) *(\w.*)", place.text)
    if not found or len(ops := set(re.findall(r" (and|or) ", found[1]))) != 1:
        return "write the window after each history"
    lines = "\n".join(f"    {part} {found[2]}" for part in re.split(r" (?:and|or) ", found[1]))
    return "write\n" + block(place, "any of:" if "or" in ops else "all of:", lines)


def _listed(text: str) -> str:
    """`(IVIg or PE) within …` with its things in braces."""
    found = re.fullmatch(rf"\((?P<things>[^()<>=≥≤]+)\)(?P<when> (?:{WHENS})\b.*)", text)
    things = re.split(r" or |, ", found["things"]) if found else []
    if found is None or any(re.search(r"\b(?:and|not|is|in|any|no|at least)\b", thing) for thing in things):
        return ""
    return f"write `any {{{', '.join(things)}}}{found['when']}`"


def window_on_brackets(place: Place) -> Diagnostic:
    return say(
        "window-on-brackets",
        place,
        "Brackets take a visit, not a window.",
        "Each history has its own window.",
        _listed(place.text) or _in_each(place),
    )


def window_on_definition(place: Place, name: str) -> Diagnostic:
    return say(
        "window-on-definition",
        place,
        f"`{name}` is a definition: it takes a visit, not a window.",
        "The lines inside the definition have times of their own.",
        "write the window inside the definition",
    )


def window_on_value(place: Place) -> Diagnostic:
    return say(
        "window-on-value",
        place,
        "A value belongs to a visit, not to a window.",
        "Several results may lie in a window, and which of them counts changes the verdict.",
        f"write `{_without_window(place)} at {first_visit_of(place)}`",
    )


def _without_window(place: Place) -> str:
    return re.sub(
        r"(?<=[\"\w]) (?:within|before|after|less than|more than|at least|for at least) [^\"]*$",
        "",
        place.text,
    )


def window_on_statement(place: Place) -> Diagnostic:
    """`judged by investigator "malignancy" within 2 years before screening`: the time goes into the text."""
    said = re.fullmatch(r'(?P<who>.*?)"(?P<text>[^"]*)" (?P<when>[^"]+)', place.text)
    visit = first_visit_of(place)
    return say(
        "window-on-statement",
        place,
        "A statement is made at a visit or for a period.",
        "Who is asked is asked once, on a visit; for what time the answer holds stands in the text.",
        f'write `{said["who"]}"{said["text"]} {said["when"]}" at {visit}`'
        if said
        else f"write `{_without_window(place)} at {visit}`, or `from … until …` for a period",
    )


def empty_statement(place: Place) -> Diagnostic:
    filled = place.text.replace('""', '"is fit to take part"', 1)
    return say(
        "empty-statement",
        place,
        "The statement has no words.",
        "Its words are what a person answers to.",
        f"write what is judged: `{filled}`",
    )


def too_much(place: Place, most: int) -> Diagnostic:
    return say(
        "too-much",
        place,
        f"With all definitions written out this protocol has more than {most} lines.",
        "",
        "use fewer definitions inside definitions",
    )


def definitions_too_deep(place: Place, most: int) -> Diagnostic:
    return say(
        "too-deep",
        place,
        f"Definitions stand inside definitions more than {most} deep.",
        "Nobody could read such a criterion aloud.",
        "write some of them out",
    )


def criterion_too_deep(place: Place, most: int) -> Diagnostic:
    return say(
        "too-deep",
        place,
        f"With its definitions written out, this criterion nests more than {most} deep.",
        "Nobody could read such a criterion aloud.",
        "use fewer blocks inside blocks, and fewer definitions inside definitions",
    )


def no_decision_visit(place: Place, visits: tuple[str, ...]) -> Diagnostic:
    last = visits[-1] if visits else "screening"
    return say(
        "no-decision-visit",
        place,
        "Until when? The protocol names no decision visit.",
        "A history without a when is taken up to the visit at which the protocol is decided.",
        f"add `decision visit: {last}` to the protocol",
    )


def outside_both_sides(place: Place, word: str) -> Diagnostic:
    text = place.text
    if re.search(r"\bno\b", place.source.line(place.line)[: place.column - 1]):
        text = re.sub(r"^(?:more than|at least)", "within", text)
    sides = [text.replace(" of ", side, 1) for side in (" before ", " after ")]
    return say(
        "outside-both-sides",
        place,
        f"`{word} … of` has no end on either side.",
        '"More than 4 weeks of screening" has no end before it and none after it; nearly every day '
        "of a life is meant, and surely not by the author.",
        either([sides[0], text, sides[1]] if text != place.text else sides),
    )
