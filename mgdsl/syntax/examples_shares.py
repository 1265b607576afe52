"""Shares of a part in the words of paper: `more than 50% of MG-ADL is non-ocular`."""

import re

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.mistake import Mistake

_OP = r"(?:>=|<=|[<>≥≤])"
_NAME = r"[^\W\d][^<>=≥≤(){},]*?"
_WORDS = {
    "more than": ">",
    "over": ">",
    "less than": "<",
    "at most": "<=",
    "no more than": "<=",
    "at least": ">=",
}
_FROM = (
    r"(?: (?:coming|is|are|being|comes?|derived|must be|attribut(?:ed|able)))?"
    r"(?: (?:from|due to|to|in|by))?(?: the)?"
)
_PART = r"(?P<part>(?:non-)?[^\W\d][\w-]*)(?: (?:items?|symptoms?|part|component|manifestations?))?"
_SHARE_OF = re.compile(
    rf"(?P<sign>{_OP}|at least|more than|over|less than|at most|no more than) ?(?P<p>\d[\d.]*) ?(?:%|percent)"
    r" of (?:the |this )?(?:total )?(?P<x>[^\W\d_][\w-]*)(?: total)?(?: scores?| points?)?"
    rf"(?= (?:coming|is|are|being|comes|come|derived|attribut\w+|has|must|from|due|in|by)\b){_FROM} {_PART}"
    r"(?P<when> (?:at|within|before|after|from) .*)?"
)
_SIGN = rf"(?:{_OP}|at least|more than|over|less than|at most|no more than)"
_OF_WHICH = re.compile(
    rf"(?P<x>{_NAME})(?: total)?(?: scores?)? ?(?:(?:of|is) )?(?P<op>{_SIGN})? ?(?P<n>\d+)(?: points?)?"
    r"(?P<more> or (?:more|greater|higher))?(?: points?)?"
    r"(?P<first> at [^<>=≥≤,]*?)?(?:,? (?:with|of which|and|where) | \()"
    rf"(?P<share>{_SIGN})? ?(?P<p>\d[\d.]*) ?(?:%|percent)"
    r"(?: of (?:the |this |its )?(?:total )?(?:scores?|points))?"
    rf"{_FROM} {_PART}\)?(?P<last> at .*)?"
)


def with_share(m: Mistake) -> Diagnostic | None:
    """`MG-ADL >= 5 with > 50% of the score from non-ocular items at screening`."""
    found = _OF_WHICH.fullmatch(m.whole)
    if not found or not m.line.indent:
        return None
    if not found["op"] and not found["more"]:
        return None
    when = found["first"] or found["last"] or (f" at {m.first_visit}" if m.undated else "")
    op, sign = (_WORDS.get(found[key] or "at least", found[key]) for key in ("op", "share"))
    share = f"{found['part']} share of {found['x'].strip()} {sign} {found['p']}%{when}"
    return m.found(
        "share-in-words",
        "A score and the share of a part of it are two conditions.",
        "Which part is meant, and on which side of the limit, admits other patients.",
        m.block(f"{found['x'].strip()} {op} {found['n']}{when}\n{share}"),
        m.line.start,
        len(m.whole),
    )


def share_of_part(m: Mistake) -> Diagnostic | None:
    """`more than 50% of MG-ADL is non-ocular`, `at least 50 % of the QMG score due to ocular items`."""
    found = _SHARE_OF.fullmatch(m.whole)
    if not found or not m.line.indent:
        return None
    sign = _WORDS.get(found["sign"], found["sign"])
    at = found["when"] or (f" at {m.first_visit}" if m.undated else "")
    return m.found(
        "share-in-words",
        "A share is named by its part and its instrument, and then compared.",
        "Which part is meant, and on which side of the limit, admits other patients.",
        f"{found['part']} share of {found['x']} {sign} {found['p']}%{at}",
        m.line.start,
        len(m.whole),
    )


_CONTRIBUTED = re.compile(
    rf"(?:the )?{_PART} (?:contributes?|accounts? for|makes? up|represents?|comprises?|is|are)"
    rf" (?P<sign>{_SIGN}) ?(?P<p>\d[\d.]*) ?(?:%|percent) (?:of|to) (?:the )?(?:total )?(?P<x>[^\W\d_][\w-]*)"
    r"(?: total)?(?: scores?)?(?P<when> (?:at|before|after) .*)?"
)


def contributed(line: str) -> str:
    """`ocular items contribute less than 50% of QMG at screening` as a share; nothing for other lines."""
    found = _CONTRIBUTED.fullmatch(line)
    if found is None:
        return ""
    sign = _WORDS.get(found["sign"], found["sign"])
    return f"{found['part']} share of {found['x']} {sign} {found['p']}%{found['when'] or ''}"


def contribution(m: Mistake) -> Diagnostic | None:
    """The same, where the line does not parse."""
    share = contributed(m.whole) if m.line.indent else ""
    if not share:
        return None
    return m.found(
        "share-in-words",
        "A share is named by its part and its instrument, and then compared.",
        "Which part is meant, and on which side of the limit, admits other patients.",
        share,
        m.line.start,
        len(m.whole),
    )


_SCORED = re.compile(
    rf"(?:(?P<x>{_NAME})(?: total)?(?: scores?)? ?(?P<op>{_OP}) ?(?P<n>\d+)(?: points?)? (?:with|and) )?"
    rf"at least (?P<k>\d+) items(?: of (?:the )?(?P<y>[^\W\d_][\w-]*))? (?:are |were )?scor(?:ed|ing) ?"
    rf"(?P<sign>{_SIGN})? ?(?P<s>\d+)(?: (?:points?|each))?(?P<when> at .*)?"
)


def items_scored(m: Mistake) -> Diagnostic | None:
    """`at least 4 items of the QMG scored ≥ 2 at screening`."""
    found = _SCORED.fullmatch(m.whole)
    of = (found["y"] or found["x"]) if found else None
    if found is None or of is None or not m.line.indent:
        return None
    when = found["when"] or (f" at {m.first_visit}" if m.undated else "")
    sign = _WORDS.get(found["sign"] or "at least", found["sign"])
    items = f"at least {found['k']} items of {of.strip()} {sign} {found['s']}{when}"
    both = f"{found['x']} {found['op']} {found['n']}{when}\n{items}" if found["x"] else items
    return m.found(
        "words-for-comparison",
        "Items are counted as: at least n items of, the instrument, a comparison, the visit.",
        "A condition is thing, test, when; a total and its items are two conditions.",
        m.block(both) if found["x"] else items,
        m.line.start,
        len(m.whole),
    )


EXAMPLES = (items_scored, with_share, share_of_part, contribution)
