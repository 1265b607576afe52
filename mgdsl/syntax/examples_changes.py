"""Changes of a score between two visits, in the words of paper: `QMG at baseline > QMG at screening`."""

import re

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.mistake import Mistake, either_of

_OP = r"(?:>=|<=|[<>≥≤])"
_NAME = r"[^\W\d][^<>=≥≤(){},]*?"
_TWO_VISITS = re.compile(rf"(?P<x>{_NAME}) at (?P<a>{_NAME}) ?(?P<op>{_OP}) ?(?P=x) at (?P<b>{_NAME})")
_RISE = r"(?:increase[sd]?|rise|rose|rises|risen)"
_FALL = r"(?:decrease[sd]?|fall|fell|falls|fallen|reduction|reduced|drop|drops|dropped|declined?)"
_BETTER = r"improve(?:ment|d|s)?"
_WORSE = r"(?:worsen(?:ing|ed|s)?|deteriorat(?:ed|es|ion))"
_SIGN = rf"(?:(?:of|by) )?(?P<op>{_OP}|at least|more than|at most|less than|)"
_OR = r"(?P<or> or (?:more|greater|higher|less|fewer))?"
_AMOUNT = rf" ?{_SIGN} ?(?P<n>\d[\d.]*)(?P<unit> ?(?:%|(?!or )[^\W\d]\S*))??(?: points?)?{_OR}"
_WHEN = rf" (?:from|between) (?:the )?(?P<a>{_NAME}) (?:to|until|and) (?:the )?(?P<b>{_NAME})(?: visits?)?"
_HOW = rf"(?P<how>{_RISE}|{_FALL}|{_BETTER}|{_WORSE}|change[ds]?)"
_OF = rf"(?:in|of) (?:the )?(?P<x>{_NAME})(?: total)?(?: scores?)?"
_SHAPES = (
    re.compile(rf"(?P<x>{_NAME})(?: total)?(?: scores?)? (?:has |have )?{_HOW}{_AMOUNT}{_WHEN}"),
    re.compile(rf"(?:an? )?{_HOW} {_OF}{_AMOUNT}{_WHEN}"),
    re.compile(rf"(?:an? )?{_HOW}{_AMOUNT} {_OF}{_WHEN}"),
    re.compile(
        rf"(?:an? )?(?P<op>{_OP}|at least|more than|at most|less than|) ?(?:an? )?(?P<n>\d+)(?P<unit>)"
        rf"[ -]points?(?P<or> or (?:more|greater|less))? {_HOW} {_OF}{_WHEN}"
    ),
)
_SIGNS = {"": ">=", "at least": ">=", "more than": ">", "at most": "<=", "less than": "<"}


def two_visits(m: Mistake) -> Diagnostic | None:
    """The later value minus the earlier, compared with 0."""
    found = _TWO_VISITS.fullmatch(m.whole)
    if not found or found["a"] not in m.visits or found["b"] not in m.visits:
        return None
    later = m.visits.index(found["a"]) > m.visits.index(found["b"])
    one, other = (found["b"], found["a"]) if later else (found["a"], found["b"])
    right = f"{'rise' if later else 'fall'} of {found['x']} {found['op']} 0 from {one} until {other}"
    return m.found(
        "change-between-visits",
        "Values of two visits are compared by their change.",
        "A condition has one thing and one when; a change has a first and a last visit.",
        right,
        m.line.start,
        len(m.whole),
    )


def changes(line: str) -> list[str]:
    """The lines that a change in words may mean; empty where the line speaks of none.

    Whether a score improves by rising or by falling no vocabulary says.
    """
    found = next((each for shape in _SHAPES if (each := shape.fullmatch(line))), None)
    if not found:
        return []
    hows = ["change"]
    for words, those in ((_RISE, "rise"), (_FALL, "fall"), (_BETTER, "fall rise"), (_WORSE, "rise fall")):
        hows = those.split(" ") if re.fullmatch(words, found["how"]) else hows
    unit = f" {found['unit'].strip()}" if found["unit"] and found["unit"].strip() != "points" else ""
    sign = "<=" if re.search("less|fewer", found["or"] or "") else _SIGNS.get(found["op"], found["op"])
    asked = f"of {found['x'].strip()} {sign} {found['n']}{unit} from {found['a']} until {found['b']}"
    return [f"{how} {asked}" for how in hows]


def change_in_words(m: Mistake) -> Diagnostic | None:
    """`QMG increase >= 3 from screening to baseline`, `change in QMG of at least 3 points between …`."""
    forms = changes(m.whole) if m.line.indent else []
    if not forms:
        return None
    if changed := _CHANGE.fullmatch(forms[0]):
        return _either_way(m, *changed.groups())
    why = "A rise is later minus earlier, a fall earlier minus later: the word decides the direction."
    if len(forms) > 1:
        why += " Whether the thing is better when it is lower the author must say."
    return m.found(
        "change-between-visits",
        f"A change is written `{forms[0].split(' ')[0]} of …`, with its first and its last visit.",
        why,
        either_of(forms),
        m.line.start,
        len(m.whole),
    )


_CHANGE = re.compile(rf"change of (.+?) ({_OP}) (.+?) (from .+)")


def _either_way(m: Mistake, thing: str, sign: str, amount: str, when: str) -> Diagnostic:
    """`QMG changes by at most 2`: up and down alike, or upwards."""
    rise, fall = (f"{how} of {thing} {sign} {amount} {when}" for how in ("rise", "fall"))
    header = "all" if sign in ("<", "<=", "≤") else "any"
    both = m.block(f"{header} of:\n    {rise}\n    {fall}")
    if sign in ("<=", "≤"):
        both = m.block(f"change of {thing} between -{amount} and {amount} {when}")
    return m.found(
        "change-between-visits",
        "A change has a direction: does it count up and down alike?",
        "A change is later minus earlier: a large fall lies below zero, and would be “at most 2” as well.",
        f"write either, if it counts up and down alike,\n{both}\nor, if only upwards,\n{m.block(rise)}",
        m.line.start,
        len(m.whole),
    )


EXAMPLES = (two_visits, change_in_words)
