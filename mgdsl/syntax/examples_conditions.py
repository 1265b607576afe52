"""Mistakes within a condition: its order, lists without braces, missing or doubled words, reserved words."""

import re

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.keywords import PHRASES, RESERVED
from mgdsl.syntax.mistake import STOPS, WHENS, Mistake, upto_stop

_TEST = re.compile(r"(?:>=|<=|!=|[≥≤≠><=]|between|is|are|in|not in)(?![\w])")
_WORDS_FOR_SIGNS = {
    "at least": ">=", "at most": "<=", "more than": ">", "less than": "<", "greater than": ">", "over": ">",
    "above": ">", "below": "<", "under": "<", "equal to": "=", "equals": "=", "exactly": "=",
    "not less than": ">=", "not more than": "<=",
}  # fmt: skip
_SIGN_WORD = re.compile(
    rf"(?: (?:is|are))? ({'|'.join(sorted(_WORDS_FOR_SIGNS, key=len, reverse=True))}) (?=[\d?])"
)


def list_without_braces(m: Mistake) -> Diagnostic | None:
    lead = re.search(r"\b(?:any|all|none|each) of ?$|\bin ?$", m.before)
    opening = m.word if m.word in "([" else ""
    if lead and (opening or re.match(r"[^\W\d_`]", m.here)):
        start = len(m.before)
    elif m.word == "," and "RBRACE" not in m.expected and not m.whole.startswith(("cases", "case")):
        words = re.search(
            r"(?:.*\b(?:of|is|are|in|at|no|any|before|after|from|until|not)\b|^) *(?=[^ ])", m.before
        )
        start = words.end() if words else len(m.before)
    elif m.word == "[":
        start, opening = len(m.before), "["
    else:
        return None
    body = m.whole[start + len(opening) :]
    stop = re.search(r"[)\]]", body) if opening else STOPS.search(re.sub(r"\b(?:or|and)\b", "  ,", body))
    listed = body[: stop.start()] if stop else body
    rest = body[stop.end() if stop and opening else len(listed) :]
    members = [part.strip() for part in re.split(r",|\bor\b|\band\b", listed) if part.strip()]
    lead_in = re.sub(r"\bat$", "at each of", m.whole[:start].rstrip())
    repair = f"{lead_in} {{{', '.join(members)}}} {rest.strip()}".strip()
    return m.found(
        "list-without-braces",
        "A list stands in braces.",
        "Without braces it cannot be seen where a list ends.",
        repair,
        m.line.start + start,
        max(1, len((opening + listed).rstrip())),
    )


def bare_braces(m: Mistake) -> Diagnostic | None:
    """`{a, b} at screening`."""
    if m.word != "{" or m.before.strip():
        return None
    why = "A list alone says neither any nor all, and the two admit different patients."
    return m.found("braces-need-any", "How many of these must hold?", why, f"any of {m.whole.strip()}")


def inside_braces(m: Mistake) -> Diagnostic | None:
    if "RBRACE" not in m.expected or m.word not in ("and", "or", ";"):
        return None
    repair = f"{m.before.rstrip().removesuffix(',')}, {m.here[len(m.word) :].strip()}"
    why = "Which members must hold is said before the braces: any of, all of, none of."
    return m.found("list-without-commas", "The members of a list are parted by commas.", why, repair)


def when_before_test(m: Mistake) -> Diagnostic | None:
    when = re.search(rf"\b(?:{WHENS})\b(?!.*(?:>=|<=|[<>=≥≤≠]))", m.before)
    if not when or not _TEST.match(m.here) or not when.start():
        return None
    test = re.match(r".*?(?=\s(?:and|or|where)\s|:|#|$)", m.here)
    assert test is not None
    cut = m.before[when.start() :].strip()
    tail = test[0].strip()
    again = re.search(rf"\s(?:{WHENS})\s.*", tail)
    tail = tail[: again.start()] if again else tail
    return m.found(
        "when-not-last",
        f"The when (“{cut}”) comes last, after the test.",
        "A condition is thing, test, when. If the words are part of a name, set it in backticks.",
        f"{m.before[: when.start()].strip()} {tail} {cut}",
        m.line.start + when.start(),
        len(cut),
    )


def trailing_header(m: Mistake) -> Diagnostic | None:
    if m.word not in ("unless", "if") or not m.before.strip():
        return None
    condition = m.here[len(m.word) :].strip().rstrip(":")
    return m.found(
        f"trailing-{m.word}",
        f"“{m.word}” is the header of a block, not the end of a line.",
        "At the end of a line it would mean opposite things in an inclusion and in an exclusion.",
        f"{m.word} {condition}:\n{' ' * (m.line.indent + 4)}{m.before.strip()}",
    )


def words_for_signs(m: Mistake) -> Diagnostic | None:
    """`QMG at least 11`, `age is greater than 18`."""
    found = _SIGN_WORD.search(m.whole)
    if not found or not found.start():
        return None
    sign = _WORDS_FOR_SIGNS[found[1]]
    return m.found(
        "words-for-comparison",
        f"“{found[0].strip()}” before a number is written {sign}.",
        "At least, less than and their like begin counts and distances; comparisons have signs.",
        f"{m.whole[: found.start()]} {sign} {m.whole[found.end() :]}",
        m.line.start + found.start() + 1,
        len(found[0].strip()),
    )


def chained(m: Mistake) -> Diagnostic | None:
    left = re.fullmatch(r"\s*([\d.]+[^<≤]*?) *(<=?|≤) *([^<>=≤]+?) *", m.before)
    right = re.match(r"(<=?|≤) *(.+)", m.here)
    if not left or not right:
        return None
    low, thing, high = left[1].strip(), left[3].strip(), right[2].strip()
    strict = "<" in (left[2], right[1])
    repair = f"{thing} between {low} and {high}"
    if strict:
        flip = ">" if left[2] == "<" else ">="
        repair = f"{thing} {flip} {low}\n{' ' * m.line.indent}{thing} {right[1]} {high}"
    why = "A condition makes one comparison; `between` counts both ends, open ends are two lines."
    return m.found("chained-comparison", "Two comparisons stand in one condition.", why, repair)


def is_with_test(m: Mistake) -> Diagnostic | None:
    lead = re.search(r"\s(is|are)\s+$", m.before)
    if lead and (_TEST.match(m.here) and m.word not in ("is", "are")):
        message = f"“{lead[1]}” is one test and “{m.word}” another; one is enough."
        why = "Of two it is open whether both are meant."
        return m.found("two-tests", message, why, f"{m.before[: lead.start()]} {m.here}".strip())
    alone = m.word == "no" and not upto_stop(m.here[2:])
    if (lead or re.search(r"=\s*$", m.before)) and alone:
        thing = re.sub(r"\s(?:is|are|=)\s*$", "", m.before)
        why = "A yes or no fact is a condition by itself; `no` asks a history."
        return m.found(
            "yes-no-value", "A yes or no fact has no value to compare.", why, f"not {thing.strip()}"
        )
    return None


def missing_side(m: Mistake) -> Diagnostic | None:
    """`within 4 weeks screening`."""
    distance = re.search(r"\b(?:within|less than|at least|more than)(?: [\d.]+)(?: \w+)? *$", m.before)
    if not distance or "BEFORE" not in m.expected:
        return None
    why = "A distance says on which side of the visit it lies."
    message = "The distance needs before, after or of, and a visit."
    visit = upto_stop(m.here) or "screening"
    return m.found("distance-without-side", message, why, f"{m.before.strip()} before {visit}")


def bare_for(m: Mistake) -> Diagnostic | None:
    found = re.search(r"\b(for|since|during|on|prior to|by) *$", m.before + m.word)
    if not found:
        found = re.search(r"\d (for|since|during|on|by) ?[^\d]*$", m.before)
    if not found:
        return None
    right = {"for": "for at least", "since": "after", "prior to": "before"}.get(found[1], "at")
    message = f"“{found[1]}” begins no when; perhaps “{right}”."
    why = "A when is at, before, after, within …, for at least …, over at least … or from … until …."
    fixed = m.whole[: found.start(1)] + right + m.whole[found.end(1) :]
    return m.found("unknown-when", message, why, fixed, m.line.start + found.start(1), len(found[1]))


def number_after_name(m: Mistake) -> Diagnostic | None:
    """`QMG 11` and `at Visit 1`."""
    number = re.match(r"-?\d[\w.]*", m.here)
    if not number or not re.search(r"[^\W\d_][\w'’.+-]* *$", m.before):
        return None
    if re.search(r"\b(?:at|on) *$", m.before) and re.match(r"\d+ +\w", m.here):
        message = "“at” takes the name of a visit; a distance begins with within."
        why = "A distance says how far from a visit: within, less than, at least, more than."
        return m.found(
            "at-with-distance", message, why, re.sub(r"(?:at|on) *$", "within ", m.before) + m.here
        )
    place = re.search(
        r"(?:\b(?:at|before|after|of|from|until|is|are|in|use)\b|[{,:(]) *([^{},:]*)$", m.before
    )
    if m.line.indent == 0:
        place = re.search(r"^(?:dose finding|cases for|[a-z]+) +(.*)$", m.before)
    if place:
        name = (place[1] + number[0]).strip()
        fixed = m.before[: place.start(1)] + f"`{name}`" + m.here[number.end() :]
        message = f"Digits do not stand as a word inside a name; write `{name}` with backticks."
        return m.found(
            "digit-in-name", message, "After a name, a number would be part of a test.", fixed.strip()
        )
    thing = m.before.strip()
    return m.found(
        "missing-operator",
        f"Between “{thing}” and {number[0]} a comparison is missing.",
        f"It could be >=, >, <=, < or =. If the number is part of a name: `{thing} {number[0]}`.",
        f"{thing} >= {m.here.strip()}",
    )


def word_after_unit(m: Mistake) -> Diagnostic | None:
    """`18 years old`."""
    unit = re.search(r"\d ?([^\W\d][^\s]*) +$", m.before)
    if not unit or not re.match(r"[^\W\d_]", m.here) or m.word in RESERVED:
        return None
    rest = m.here[len(m.word) :].strip()
    message = f"“{m.word}” cannot follow the unit “{unit[1]}”: a unit is one word."
    return m.found(
        "word-after-unit", message, "After the unit comes the when.", f"{m.before.strip()} {rest}".strip()
    )


def tight_sign(m: Mistake) -> Diagnostic | None:
    if m.word not in ("/", "-", "−") or not re.search(r"[\w)] *$", m.before):
        return None
    why = "Without blanks a slash belongs to a unit and a hyphen to a name."
    repair = f"{m.before.rstrip()} {m.word} {m.here[1:].strip()}"
    return m.found("sign-without-blanks", f"A {m.word} of arithmetic has a blank on both sides.", why, repair)


def reserved_word(m: Mistake) -> Diagnostic | None:
    """A reserved word where only the name could go on."""
    phrase = next((words for words in PHRASES if m.here.startswith(words)), m.word)
    if phrase not in RESERVED and phrase not in PHRASES:
        return None
    left = re.search(r"[^:,{}()\"]*$", m.before)
    right = re.match(r"[^:,{}()\"#<>=≥≤]*", m.here)
    assert left is not None and right is not None
    start = left.start()
    if m.line.indent == 0 and (word := re.match(r"(?:dose finding|cases for|[a-z]+) +", m.before)):
        start = word.end()
    name = (m.before[start:] + right[0]).strip()
    blank = " " if m.before[:start].endswith((":", ",")) else ""
    fixed = f"{m.before[:start]}{blank}`{name}`{m.here[right.end() :]}"
    return m.found(
        "reserved-word",
        f"“{phrase}” is a word of the language and cannot stand here.",
        "Inside a name it would be read as what it means elsewhere; in backticks a name may hold any word.",
        fixed.strip(),
        length=len(phrase),
    )


EXAMPLES = (
    bare_braces, trailing_header, inside_braces, list_without_braces, chained, is_with_test, words_for_signs,
    when_before_test, missing_side, bare_for, word_after_unit, number_after_name, tight_sign, reserved_word,
)  # fmt: skip
