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
    r"(?P<first> at [^<>=≥≤,]*?)?,? (?:with|of which|and|where) "
    rf"(?P<share>{_SIGN})? ?(?P<p>\d[\d.]*) ?(?:%|percent)"
    r"(?: of (?:the |this |its )?(?:total )?(?:scores?|points))?"
    rf"{_FROM} {_PART}(?P<last> at .*)?"
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


EXAMPLES = (with_share, share_of_part)
