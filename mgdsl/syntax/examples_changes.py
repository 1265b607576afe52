"""Changes of a score between two visits, in the words of paper: `QMG at baseline > QMG at screening`."""

import re

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.mistake import Mistake

_OP = r"(?:>=|<=|[<>≥≤])"
_NAME = r"[^\W\d][^<>=≥≤(){},]*?"
_TWO_VISITS = re.compile(rf"(?P<x>{_NAME}) at (?P<a>{_NAME}) ?(?P<op>{_OP}) ?(?P=x) at (?P<b>{_NAME})")
_RISE = r"(?:increased?|rise|rose|rises|worsen(?:ing|ed|s)?)"
_FALL = r"(?:decreased?|fall|fell|falls|improv(?:ement|ed|es)|reduction)"
_SIGN = rf"(?:(?:of|by) )?(?P<op>{_OP}|at least|more than|at most|less than|)"
_AMOUNT = rf" ?{_SIGN} ?(?P<n>\d[\d.]*)(?P<unit> ?(?:%|[^\W\d]\S*))??(?: points?)?"
_WHEN = rf" (?:from|between) (?:the )?(?P<a>{_NAME}) (?:to|until|and) (?:the )?(?P<b>{_NAME})(?: visits?)?"
_SHAPES = (
    re.compile(rf"(?P<x>{_NAME}) (?:has )?(?P<how>{_RISE}|{_FALL}|change[ds]?){_AMOUNT}{_WHEN}"),
    re.compile(rf"(?P<how>{_RISE}|{_FALL}|change) (?:in|of) (?:the )?(?P<x>{_NAME}){_AMOUNT}{_WHEN}"),
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


def change_in_words(m: Mistake) -> Diagnostic | None:
    """`QMG increase >= 3 from screening to baseline`, `change in QMG of at least 3 points between …`."""
    found = next((each for shape in _SHAPES if (each := shape.fullmatch(m.whole))), None)
    if not found or not m.line.indent:
        return None
    how = "rise" if re.fullmatch(_RISE, found["how"]) else "fall"
    how = "change" if found["how"].startswith("change") else how
    unit = f" {found['unit'].strip()}" if found["unit"] and found["unit"].strip() != "points" else ""
    sign = _SIGNS.get(found["op"], found["op"])
    when = f"from {found['a']} until {found['b']}"
    if how == "change":
        return _either_way(m, found["x"].strip(), sign, f"{found['n']}{unit}", when)
    return m.found(
        "change-between-visits",
        f"A change is written `{how} of …`, with its first and its last visit.",
        "A rise is later minus earlier, a fall earlier minus later: the word decides the direction.",
        f"{how} of {found['x'].strip()} {sign} {found['n']}{unit} {when}",
        m.line.start,
        len(m.whole),
    )


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


_OF_WHICH = re.compile(
    rf"(?P<x>{_NAME})(?: total)?(?: scores?)? ?(?P<op>{_OP}) ?(?P<n>\d+)(?: points?)?"
    r"(?P<first> at [^<>=≥≤,]*?)?,? (?:with|of which|and) (?:at least )?"
    rf"(?P<share>{_OP})? ?(?P<p>\d[\d.]*) ?(?:%|percent)"
    r"(?: of (?:the |this )?(?:total )?(?:scores?|points))?(?: (?:coming|is|are|being))?"
    r" (?:from|due to|in|by) (?:the )?(?P<part>(?:non-)?[^\W\d][\w-]*)"
    r"(?: (?:items|symptoms|part|component|manifestations|points))?(?P<last> at .*)?"
)


def with_share(m: Mistake) -> Diagnostic | None:
    """`MG-ADL >= 5 with > 50% of the score from non-ocular items at screening`."""
    found = _OF_WHICH.fullmatch(m.whole)
    if not found or not m.line.indent:
        return None
    when = found["first"] or found["last"] or ""
    share = f"{found['part']} share of {found['x'].strip()} {found['share'] or '>='} {found['p']}%{when}"
    return m.found(
        "share-in-words",
        "A score and the share of a part of it are two conditions.",
        "Which part is meant, and on which side of the limit, admits other patients.",
        m.block(f"{found['x'].strip()} {found['op']} {found['n']}{when}\n{share}"),
        m.line.start,
        len(m.whole),
    )


EXAMPLES = (with_share, two_visits, change_in_words)
