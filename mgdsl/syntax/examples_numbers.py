"""Numbers in a list or behind a word: `ECOG 0 or 1`, `rash >= Grade 2`, `failed >= 2 prior therapies`."""

import re

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.examples_prose import NUMBERS
from mgdsl.syntax.mistake import WHENS, Mistake

_OP = r"(?:>=|<=|[<>=≥≤])"
_WHEN = rf"(?P<when> (?:{WHENS})\b.*)?"
_LISTED = re.compile(
    rf"(?P<thing>[^\W\d][^<>=≥≤(){{}},]*?)(?: (?:score|grade))??(?: ?(?:of|is|are|=|:|either))* ?[(]?"
    rf"(?P<numbers>\d+(?:, ?\d+)*,? (?:or|and) \d+|\d+(?:/\d+)+)[)]?{_WHEN}"
)
_GRADED = re.compile(
    rf"(?P<thing>[^\W\d][^<>=≥≤(){{}}]*?)(?: of| is)? ?(?P<op>{_OP}) ?(?:CTCAE )?"
    rf"(?P<word>[Gg]rade|[Ss]tage|[Cc]lass) ?(?P<n>\d)(?: by CTCAE\S*)?{_WHEN}"
)
_COUNTED = re.compile(
    rf"(?P<lead>[^\W\d][^<>=≥≤(){{}}]*?)?(?: of| to)? ?(?P<op>>=|≥|>|at least|more than) ?"
    r"(?P<n>\d+|two|three|four) (?P<before>prior|previous|earlier|different|distinct) "
    rf"(?P<thing>[^<>=≥≤(){{}}]+?)(?P<due> (?:due to|because of|for) .+?)?{_WHEN}"
)


def listed_numbers(m: Mistake) -> Diagnostic | None:
    """`ECOG 0 or 1 at screening`, `ECOG of 0, 1 or 2`."""
    found = _LISTED.fullmatch(m.whole)
    if not found or not m.line.indent or re.match(r"(?:given|expect|at|any|no|all|none)\b", m.whole):
        return None
    numbers = ", ".join(re.findall(r"\d+", found["numbers"]))
    return m.found(
        "list-without-braces",
        "A list stands in braces, behind `in`.",
        "Without braces it cannot be seen where a list ends.",
        f"{found['thing'].strip()} in {{{numbers}}}{found['when'] or ''}",
        m.line.start + found.start("numbers"),
        len(found["numbers"]),
    )


def word_before_number(m: Mistake) -> Diagnostic | None:
    """`neuropathy >= Grade 2 at screening`."""
    found = _GRADED.fullmatch(m.whole)
    if not found:
        return None
    thing, word = found["thing"].strip(), found["word"].lower()
    named = thing if thing.lower().endswith(word) else f"{thing} {word}"
    return m.found(
        "unit-place",
        f"“{found['word']}” stands between the sign and its number.",
        "What is compared stands before the sign, and its value behind it.",
        f"{named} {found['op']} {found['n']}{found['when'] or ''}",
        m.line.start + found.start("word"),
        len(found["word"]),
    )


_MANY = re.compile(
    rf"(?P<op>>=|≥|>|more than) ?(?P<n>\d+|two|three|four) (?!(?:years?|months?|points?)\b)"
    rf"(?P<thing>[^\W\d][^<>=≥≤(){{}}]*?)(?P<when> (?:in|over|during|{WHENS})\b.*)?"
)


def many_things(m: Mistake) -> Diagnostic | None:
    """`more than 2 exacerbations within 12 months before screening`, `≥ 2 exacerbations …`."""
    found = _MANY.fullmatch(m.whole)
    if not found or not m.line.indent or found["thing"].startswith("of ") or m.whole.endswith(":"):
        return None
    n = int(NUMBERS.get(found["n"], found["n"])) + (found["op"] in (">", "more than"))
    when = found["when"] or ""
    span = re.fullmatch(r" (?:in|over|during) the (?:last|past|previous) (\d+ )?(\w+)(.*)", when)
    if span:
        when = f" within {span[1] or '1 '}{span[2]}{span[3] or f' before {m.first_visit}'}"
    return m.found(
        "words-for-comparison",
        f"How many there were is said in words, first on the line: at least {n}.",
        "Signs compare numbers. What each record must tell stands behind `where`.",
        f"at least {n} {found['thing'].strip()}{when}",
        m.line.start,
        len(m.whole),
    )


def counted_things(m: Mistake) -> Diagnostic | None:
    """`failed >= 2 prior therapies`, `failure of at least 2 prior therapies`."""
    found = _COUNTED.fullmatch(m.whole)
    if not found or not m.line.indent:
        return None
    n = int(NUMBERS.get(found["n"], found["n"])) + (found["op"] in (">", "more than"))
    distinct = "distinct " if found["before"] in ("different", "distinct") else ""
    thing = re.sub(r"^(?:lines? of|courses? of) ", "", found["thing"].strip())
    counted = f"at least {n} {distinct}{thing}{found['when'] or ''}"
    lead = f"{(found['lead'] or '').strip()}{found['due'] or ''}".strip()
    return m.found(
        "words-for-comparison",
        f"How many there were is said in words, first on the line: at least {n}.",
        "Signs compare numbers. What each record must tell stands behind `where`.",
        f'{counted} where judged by investigator "{lead}"' if lead else counted,
        m.line.start,
        len(m.whole),
    )


_NO_MORE = re.compile(
    r"not? (?P<how>more|greater|fewer|less) than (?P<n>\d+|two|three|four|one)"
    r" (?P<thing>(?!(?:years?|months?|points?)\b)"
    r"[^\W\d][^<>=≥≤(){}]*)"
)


def no_more_than(m: Mistake) -> Diagnostic | None:
    """`no more than 2 relapses within 12 months before screening`."""
    found = _NO_MORE.fullmatch(m.whole)
    if not found or not m.line.indent:
        return None
    how = "at most" if found["how"] in ("more", "greater") else "at least"
    right = f"{how} {NUMBERS.get(found['n'], found['n'])}"
    return m.found(
        "words-for-comparison",
        f"How many there were is said in words, first on the line: {right}.",
        "A count begins with any, no, every, at least, at most or exactly.",
        f"{right} {found['thing']}",
        m.line.start,
        found.start("thing") - 1,
    )


_CLASS_WORDS = {
    "at least": ">=", "at most": "<=", "higher than": ">", "greater than": ">", "more than": ">",
    "worse than": ">", "lower than": "<", "less than": "<", "better than": "<",
}  # fmt: skip
_CLASS = re.compile(
    rf"(?P<thing>[^\W\d][^<>=≥≤(){{}}]*?) (?:of |is )?(?P<words>{'|'.join(_CLASS_WORDS)})"
    r" (?P<value>(?:[IVX]+[a-c]?|[A-Z][\w-]*|MM-\d))(?P<when> .*)?"
)


def class_in_words(m: Mistake) -> Diagnostic | None:
    """`MGFA class of at least IIa at screening`."""
    found = _CLASS.fullmatch(m.whole)
    if not found or not m.line.indent:
        return None
    sign = _CLASS_WORDS[found["words"]]
    return m.found(
        "words-for-comparison",
        f"“{found['words']}” beside a class is written {sign}.",
        "At least, less than and their like begin counts and distances; comparisons have signs.",
        f"{found['thing']} {sign} {found['value']}{found['when'] or ''}",
        m.line.start + found.start("words"),
        len(found["words"]),
    )


_PREDICTED = re.compile(
    r"(?P<thing>[^\W\d][^<>=≥≤]*?) (?P<test>(?:>=|<=|[<>≥≤]) ?[\d.]+ ?%) (?:of )?(?:the )?predicted"
    r"(?: (?:normal|value)s?)*(?P<when> .*)?"
)


def percent_predicted(m: Mistake) -> Diagnostic | None:
    """`FVC < 50% predicted at screening`."""
    found = _PREDICTED.fullmatch(m.whole)
    if not found or not m.line.indent:
        return None
    return m.found(
        "word-after-unit",
        "“predicted” cannot follow the unit: it belongs to what is measured.",
        "A part of what is predicted and a part of anything else are two measurements, each declared in %.",
        f"{found['thing']} percent predicted {found['test']}{found['when'] or ''}",
        m.line.start,
        len(m.whole),
    )


EXAMPLES = (
    class_in_words,
    no_more_than,
    percent_predicted,
    many_things,
    counted_things,
    word_before_number,
    listed_numbers,
)
