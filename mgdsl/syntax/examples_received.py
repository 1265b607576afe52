"""What was given, or was found more than once, in the words of paper: `has not received IVIg or PE`."""

import re

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.mistake import WHENS, Mistake
from mgdsl.syntax.names import braced

_THING = rf"(?!(?:{WHENS}|any|an?)\b)[^\W\d][^<>=≥≤(){{}},]*?"
_NOT_RECEIVED = re.compile(
    r"(?:(?:the )?(?:patients?|subjects?|participants?)(?: who)? )?(?:has|have|had|must|should|shall|may)"
    r" (?:not|never)(?: have)?(?: previously)? "
    r"(?:received|had|taken|used|undergone|been (?:treated with|given|exposed to))"
    r"(?: any| treatment with| an?)? "
    rf"(?P<things>{_THING}(?:(?:,? or|,? and|,) {_THING})*)(?P<when> (?:{WHENS})\b.*)?"
)
_NUMBERS = {"two": "2", "three": "3", "four": "4"}
_OCCASIONS = re.compile(
    rf"(?P<test>.+?),? on (?:at least )?(?P<n>two|three|four|\d+)(?: or more)?"
    r" (?:separate |different |consecutive )?(?:occasions|measurements|visits|days)"
    rf"(?P<when> (?:{WHENS})\b.*)?"
)


def not_received(m: Mistake) -> Diagnostic | None:
    """`has not received IVIg or PE within 4 weeks of baseline`."""
    found = _NOT_RECEIVED.fullmatch(m.whole)
    if not found or not m.line.indent:
        return None
    things = [each.strip() for each in re.split(r",? or |,? and |, ", found["things"])]
    what = braced(things)
    return m.found(
        "words-for-not",
        "That something was not given is asked by `no`.",
        "A history is asked as: how many, what, except, test, when, where.",
        f"no {what}{found['when'] or ''}",
        m.line.start,
        len(m.whole),
    )


def on_occasions(m: Mistake) -> Diagnostic | None:
    """`systolic blood pressure > 160 mmHg on two occasions before screening`."""
    found = _OCCASIONS.fullmatch(m.whole)
    if not found or not m.line.indent or not re.search(r"[<>=≥≤]| is ", found["test"]):
        return None
    number = _NUMBERS.get(found["n"], found["n"])
    return m.found(
        "unknown-when",
        f"How many results there must be is said first: at least {number} results of.",
        "A history is asked as: how many, what, except, test, when, where.",
        f"at least {number} results of {found['test']}{found['when'] or f' before {m.first_visit}'}",
        m.line.start,
        len(m.whole),
    )


EXAMPLES = (not_received, on_occasions)
