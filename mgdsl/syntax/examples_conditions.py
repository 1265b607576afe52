"""Mistakes within a condition: its order, lists without braces, missing or doubled words, reserved words."""

import re

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.suggest import fold
from mgdsl.syntax import examples_arithmetic
from mgdsl.syntax.keywords import PHRASES, RESERVED
from mgdsl.syntax.mistake import STOPS, WHENS, Mistake, upto_stop

_TEST = re.compile(r"(?:>=|<=|!=|[≥≤≠><=]|between|is|are|in|not in)(?![\w])")
_OP = r"(?:>=|<=|!=|[<>=≥≤≠])"


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
    ends = re.search(r"\bin (\w+) (?:to|through|-|–) (\w+)\b", m.whole)
    if ends:
        fixed = f"{m.whole[: ends.start()]}between {ends[1]} and {ends[2]}{m.whole[ends.end() :]}"
        why = "`in` takes a list in braces, `between` the two ends of a range, which it counts both."
        message = f"A range is written `between {ends[1]} and {ends[2]}`."
        return m.found("dashed-range", message, why, fixed, m.line.start + ends.start(), len(ends[0]))
    body = m.whole[start + len(opening) :]
    stop = re.search(r"[)\]]", body) if opening else STOPS.search(re.sub(r"\b(?:or|and)\b", "  ,", body))
    listed = body[: stop.start()] if stop else body
    rest = body[stop.end() if stop and opening else len(listed) :]
    members = [part.strip() for part in re.split(r",|\bor\b|\band\b", listed) if part.strip()]
    lead_in, braces = m.whole[:start].rstrip(), f"{{{', '.join(members)}}}"
    repair = _with_list(lead_in, braces, rest.strip())
    if (
        opening == "["
        and re.search(r"(?:\bin|=)$", lead_in)
        and len(members) == 2
        and members[0][:1].isdigit()
    ):
        thing = re.sub(r" (?:in|=)$", "", lead_in)
        repair = f"{thing} between {members[0]} and {members[1]} {rest.strip()}".strip()
    return m.found(
        "list-without-braces",
        "A list stands in braces.",
        "Without braces it cannot be seen where a list ends.",
        repair,
        m.line.start + start,
        max(1, len((opening + listed).rstrip())),
    )


def _with_list(lead_in: str, braces: str, rest: str) -> str:
    """The line with its list in braces, as one or as the readings that it may have."""
    lead_in = re.sub(r"\bat$", "at each of", lead_in)
    lead_in = re.sub(r"\b(?:is|are)( not)?$", r"\1 in", lead_in).replace("  ", " ")
    if lead_in:
        return f"{lead_in} {braces} {rest}".strip()
    forms = [f"{how} of {braces} {rest}".strip() for how in ("all", "any")]
    values = re.fullmatch(r"\{([^,]*[^\s,]) ([^ ,]+)((?:, \w+)+)\}", braces)
    if values:
        forms.insert(0, f"{values[1]} in {{{values[2]}{values[3]}}} {rest}".strip())
    return "write either\n" + "\nor\n".join(forms)


def list_after(m: Mistake) -> Diagnostic | None:
    """`is {a, b}`, `at {a, b}`, `no (a or b)`, `one of {a, b}`."""
    lead = re.search(
        r"\b(is|are|at|any|no|every|distinct|(?:at least|at most|exactly) \d+)(?: not)? *$", m.before
    )
    if lead and m.word == "{" and lead[1] in ("is", "are"):
        fixed = re.sub(r" (?:is|are)( not)? *$", lambda w: f"{w[1] or ''} in ", m.before) + m.here
        why = "`is` compares with one value, `in` with a list of which one is enough."
        return m.found("list-after-is", "A list stands after `in`, not after `is`.", why, fixed.strip())
    if lead and m.word == "{" and lead[1] == "at":
        why = "A score at each visit, or at one of them: the two admit different patients."
        forms = "\nor\n".join(f"{m.before.rstrip()} {how} of {m.here.strip()}" for how in ("each", "any"))
        return m.found("braces-need-any", "At how many of these visits?", why, f"write either\n{forms}")
    counted = re.fullmatch(
        r"(?:at least )?(one|two|three|four|several|some|either) of *", m.before, re.IGNORECASE
    )
    if counted and m.word == "{":
        number = {"two": 2, "several": 2, "three": 3, "four": 4}.get(counted[1].lower(), 1)
        right = "any of" if number == 1 else f"at least {number} of"
        why = "A number in figures is found at a glance, and no two of its spellings can differ."
        start, length = m.line.start, len(m.before.rstrip())
        message = f"“{m.before.strip()}” is written {right}."
        return m.found("number-in-words", message, why, f"{right} {m.here.strip()}", start, length)
    inner = re.match(r"\(([^()]*)\)", m.here)
    if lead and inner and lead[1] not in ("is", "are", "at"):
        members = [part.strip() for part in re.split(r",|\bor\b|\band\b", inner[1]) if part.strip()]
        repair = f"{m.before}{{{', '.join(members)}}}{m.here[inner.end() :]}".strip()
        why = "Without braces it cannot be seen where a list ends."
        return m.found("list-without-braces", "A list stands in braces.", why, repair, length=len(inner[0]))
    return None


def bare_braces(m: Mistake) -> Diagnostic | None:
    """`{a, b} at screening`."""
    if m.word != "{" or m.before.strip():
        return None
    why = "A list alone says neither any nor all, and the two admit different patients."
    forms = "\nor\n".join(f"{how} of {m.whole.strip()}" for how in ("any", "all"))
    return m.found("braces-need-any", "How many of these must hold?", why, f"write either\n{forms}")


def inside_braces(m: Mistake) -> Diagnostic | None:
    if "RBRACE" not in m.expected or m.word not in ("and", "or", ";"):
        return None
    repair = f"{m.before.rstrip().removesuffix(',')}, {m.here[len(m.word) :].strip()}"
    why = "Which members must hold is said before the braces: any of, all of, none of."
    return m.found("list-without-commas", "The members of a list are parted by commas.", why, repair)


def chained(m: Mistake) -> Diagnostic | None:
    shared = re.fullmatch(rf"(?P<thing>.*?[^<>=≥≤≠ ]) *(?P<first>{_OP} *[^<>=≥≤≠]+?) and ", m.before)
    if shared and re.match(_OP, m.here):
        thing = shared["thing"]
        when = re.search(rf" (?:{WHENS})\b.*", m.here)
        first = f"{thing} {shared['first']}{when[0] if when else ''}".replace("  ", " ")
        message = "The second comparison does not say what is compared."
        why = "A condition is thing, test, when; each comparison names its thing."
        return m.found("chained-comparison", message, why, m.block(f"{first}\n{thing} {m.here.strip()}"))
    left = re.fullmatch(r"\s*([\d.]+[^<≤]*?) *(<=?|≤) *([^<>=≤]+?) *", m.before)
    right = re.match(r"(<=?|≤) *(.+)", m.here)
    if not left or not right:
        return None
    low, thing, high = left[1].strip(), left[3].strip(), right[2].strip()
    strict = "<" in (left[2], right[1])
    repair = f"{thing} between {low} and {high}"
    if strict:
        flip = ">" if left[2] == "<" else ">="
        repair = m.block(f"{thing} {flip} {low}\n{thing} {right[1]} {high}")
    why = "A condition makes one comparison; `between` counts both ends, open ends are two lines."
    return m.found("chained-comparison", "Two comparisons stand in one condition.", why, repair)


def is_with_test(m: Mistake) -> Diagnostic | None:
    lead = re.search(r"\s(is|are)\s+$", m.before)
    if lead and (_TEST.match(m.here) and m.word not in ("is", "are")):
        message = f"“{lead[1]}” is one test and “{m.word}” another; one is enough."
        why = "Of two it is open whether both are meant."
        return m.found("two-tests", message, why, f"{m.before[: lead.start()]} {m.here}".strip())
    alone = m.word == "no" and not upto_stop(m.here[2:])
    rest = m.here[2:].strip()
    if (lead or re.search(r"=\s*$", m.before)) and alone:
        thing = re.sub(r"\s(?:is|are|=)\s*$", "", m.before).strip()
        lead = re.match(r".*\b(?:where|and|or) (?=\S)", thing)
        before, own = (lead[0], thing[lead.end() :]) if lead else ("", thing)
        plain = f"not {own} {rest}".strip()
        if re.search(r"\b(?:and|or) $", before) or rest.startswith(("and ", "or ")):
            plain = f"(not {own}) {rest}".strip()
        why = "A yes or no fact is a condition by itself; `no` asks a history."
        return m.found("yes-no-value", "A yes or no fact has no value to compare.", why, f"{before}{plain}")
    return None


_VALUE = re.compile(r"([^\W\d_][\w-]*)(?=$|:| (?:and|or|at|within|before|after|until|from|where|for)\b)")


def missing_is(m: Mistake) -> Diagnostic | None:
    """`any of {a, b} abnormal`, `AChR antibody not positive`, `must not be pregnant`, `AChR antibody +`."""
    value = _VALUE.match(m.here)
    why = "A classification or a result is compared with `is`, a number with a sign."
    if m.before.rstrip().endswith("}") and value:
        fixed = f"{m.before.rstrip()} is {m.here.strip()}"
        return m.found("missing-operator", f"Before “{value[1]}” the word “is” is missing.", why, fixed)
    lead = re.fullmatch(r"(?P<thing>.*\S) not ", m.before)
    must = re.match(r"(?:be|have|had|been) +(?=\S)", m.here)
    if lead and re.search(r"\b(?:must|should|shall|may|can|does|do|has|have)$", lead["thing"]):
        rest = m.here[must.end() if must else 0 :].strip()
        why = "What must not be is said by `not`, or by an exclusion."
        return m.found(
            "words-for-not",
            f"“{lead[0].strip()}” is written “not”.",
            why,
            f"not {rest}",
            m.line.start,
            len(lead[0].rstrip()),
        )
    if lead and value:
        fixed = f"{lead['thing']} is not {m.here.strip()}"
        return m.found("missing-operator", f"Before “not {value[1]}” the word “is” is missing.", why, fixed)
    plus = re.fullmatch(r"(?P<thing>[^\W\d].*\S) ?(?P<sign>[+]|\(\+\)|positive) *", m.before)
    if plus and plus["sign"] == "+" and (m.done or re.match(rf"(?:{WHENS})\b", m.here)):
        fixed = f"{plus['thing']} is positive {m.here.strip()}".strip()
        at = m.line.start + plus.start("sign")
        return m.found("foreign-sign", "“+” adds numbers; write “is positive”.", why, fixed, at, 1)
    return None


def unnamed_argument(m: Mistake) -> Diagnostic | None:
    """`qualifies (QMG, 11)`, `given thymectomy (2024-11-03)`."""
    call = re.search(r"(?P<name>[^\W\d_][\w -]*?) ?\((?P<said>[^()]*)\)", m.whole)
    if not call or "FIELD" not in m.expected or not call.start("said") <= m.at - m.line.start <= call.end():
        return None
    said = [part.strip() for part in call["said"].split(",")]
    name = re.sub(r"^(?:given|not|and|or) ", "", call["name"])
    declared = re.search(rf"^define {re.escape(name)} *\(([^()]*)\)", m.source.text, re.MULTILINE)
    keys = [part.split(":")[0].strip() for part in declared[1].split(",")] if declared else []
    if not keys and len(said) == 1 and re.fullmatch(r"\d{4}(?:-\d\d){0,2}", said[0]):
        keys = ["date"]
    if not keys and ":" not in call["said"]:
        return m.found(
            "unnamed-argument",
            f"“{name}” takes nothing in brackets.",
            "What the words in brackets limit would not be asked. "
            f"If “{name} {call['said']}” is a thing of its own, the vocabulary has to declare it.",
            f"{m.whole[: call.end('name')]}{m.whole[call.end() :]}",
            m.line.start + call.start("said") - 1,
            len(call["said"]) + 2,
        )
    keys += ["name"] * (len(said) - len(keys))
    named = [part if ":" in part else f"{key}: {part}" for key, part in zip(keys, said, strict=False)]
    return m.found(
        "unnamed-argument",
        "What stands in these brackets has names.",
        "Two numbers without names could be exchanged, and the line would still be read.",
        f"{m.whole[: call.start('said')]}{', '.join(named)}{m.whole[call.end('said') :]}",
        m.line.start + call.start("said"),
        len(call["said"]),
    )


def defined_by_sign(m: Mistake) -> Diagnostic | None:
    """`define adult = age >= 18 years at screening`."""
    found = re.match(r"(define .+?) (?:=|:=|is|as|means) (.+)", m.whole)
    if not found or m.line.indent or m.at - m.line.start > found.start(2):
        return None
    return m.found(
        "block-on-header-line",
        "What belongs to this header stands on lines of its own.",
        "A header ends with its colon, so that every line below can be read alone.",
        f"{found[1]}:\n    {found[2]}",
        m.line.start + found.end(1),
        len(m.whole) - found.end(1),
    )


def number_after_name(m: Mistake) -> Diagnostic | None:
    """`QMG 11` and `at Visit 1`."""
    number = re.match(r"-?\d[\w.]*", m.here)
    if number and (id := re.search(r"\b(NCT|EUCTR|ISRCTN) $", m.before)):
        why = "A registry's id is one word."
        fixed = f"{m.before.rstrip()}{m.here.strip()}"
        start, length = m.line.start + id.start(), len(id[0]) + len(number[0])
        return m.found("digit-in-name", f"“{id[0]}{number[0]}” is written in one.", why, fixed, start, length)
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
    when = re.search(r"\b(?:at(?! least| most)|before|after|of|from|until) ([^{},:]*)$", m.before)
    if when and m.visits and fold(f"{when[1]}{number[0]}") not in map(fold, m.visits):
        said = f"{when[1]}{number[0]}"
        lead, rest = m.before[: when.start(1)], m.here[number.end() :]
        forms = "\n".join(f"{lead}{_quoted(visit)}{rest}".strip() for visit in m.visits)
        start = m.line.start + when.start(1)
        why = "Every value belongs to a visit."
        message = f"“{said}” is not a visit of this protocol."
        return m.found("unknown-visit", message, why, f"write one of\n{forms}", start, len(said))
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
    named = re.match(r"\d+[A-Za-z]?(?: (?!(?:years?|months?|weeks?|days?|mg|old)\b)[a-z]{5,})?", m.here)
    if named and (f"`{thing} {named[0]}`" in m.source.text or _NAMED.fullmatch(f"{thing} {named[0]}")):
        fixed = f"`{thing} {named[0]}`{m.here[named.end() :]}"
        message = "Digits do not stand as a word inside a name; backticks make it one name."
        why = "After a name, a number would be part of a test."
        return m.found("digit-in-name", message, why, fixed, m.line.start, len(m.before) + named.end())
    return m.found(
        "missing-operator",
        f"Between “{thing}” and {number[0]} a comparison is missing.",
        f"At least or at most: that decides who is in. Part of a name, it would be `{thing} {number[0]}`.",
        _with_signs(thing, m.here.strip()),
    )


_NAMED = re.compile(r"(?:type|grade|stage|class|phase|group|cohort|arm|part) \d+[A-Za-z]? [a-z]{5,}")


def _quoted(visit: str) -> str:
    return f"`{visit}`" if re.search(r" \d|[()]", visit) else visit


def _with_signs(thing: str, rest: str) -> str:
    if thing.startswith("given "):
        return f"{thing} = {rest}"
    return "write one of\n" + "\n".join(f"{thing} {sign} {rest}" for sign in (">=", "<=", "="))


def word_after_unit(m: Mistake) -> Diagnostic | None:
    """`18 years old`."""
    unit = re.search(r"\d ?([^\W\d][^\s]*) +$", m.before)
    if unit and re.fullmatch(r"\d+ (?:years?|months?) ", m.before) and m.word == "old":
        rest = f"{m.before.strip()} {m.here[3:].strip()}".strip()
        why = "A condition is thing, test, when; whether at least or at most is meant decides who is in."
        return m.found(
            "missing-operator", "What is compared, and how, is missing.", why, _with_signs("age", rest)
        )
    if not unit or not re.match(r"[^\W\d_]", m.here) or m.word in RESERVED:
        return None
    rest = m.here[len(m.word) :].strip()
    message = f"“{m.word}” cannot follow the unit “{unit[1]}”: a unit is one word."
    return m.found(
        "word-after-unit", message, "After the unit comes the when.", f"{m.before.strip()} {rest}".strip()
    )


_BEGINS = {
    "dose of": "the dose on the day of the visit",
    "rise of": "how much it rose", "fall of": "how much it fell", "change of": "by how much it changed",
    "result of": "", "results of": "",
}  # fmt: skip


def word_before_phrase(m: Mistake) -> Diagnostic | None:
    """`current dose of prednisone <= 20 mg/day`, `significant rise of MG-ADL >= 3`."""
    phrase = next((words for words in _BEGINS if m.here.startswith(f"{words} ")), None)
    left = re.fullmatch(r" *(?P<words>[^\W\d][\w -]*?) +", m.before)
    if phrase is None or not left or not m.line.indent:
        return None
    asked = _BEGINS[phrase]
    begin = f"any {phrase}" if not asked else phrase
    return m.found(
        "reserved-word",
        f"“{left['words']}” cannot stand before “{phrase}”.",
        f"“{begin}” begins a condition: {asked or 'one result is enough'}. A word before it changes nothing.",
        f"{'' if asked else 'any '}{m.here.strip()}",
        m.line.start + left.start("words"),
        len(left["words"]),
    )


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
    name = " ".join((m.before[start:] + right[0]).split())
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
    defined_by_sign, unnamed_argument, missing_is, bare_braces, inside_braces, list_after,
    list_without_braces, chained, is_with_test, word_after_unit, number_after_name,
    *examples_arithmetic.EXAMPLES, word_before_phrase, reserved_word,
)  # fmt: skip
