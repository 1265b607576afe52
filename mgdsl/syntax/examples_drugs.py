"""Doses and histories of drugs in the words of a protocol on paper."""

import re

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.mistake import WHENS, Mistake
from mgdsl.syntax.names import braced

_WHEN = rf"(?P<when> (?:for|in|over|during|{WHENS})\b.*)?"
_UNCHANGED = re.compile(
    r"(?:(?:patients? |subjects? )?(?:must|should|has|have)(?: have)?(?: been| be)? )?"
    r"(?:no changes? (?:in|of|to) (?:the )?|(?:on (?:an? )?)?(?:stable|unchanged|constant) )"
    rf"(?:doses? of (?P<of>.+?)|(?P<drug>.+?) doses?|doses?|dosages?){_WHEN}"
)
_AT_STABLE = re.compile(
    rf"(?P<drug>[^\W\d][^<>=≥≤(){{}}]*?) (?:at|on|in) (?:an? )?(?:stable|unchanged|constant) (?P<of>)doses?"
    rf"{_WHEN}"
)
_EQUIVALENT = re.compile(
    r"(?P<drug>[^\W\d][^<>=≥≤(){}]*?) ?(?P<test>(?:>=|<=|[<>≥≤]) ?[\d.]+ ?[^\W\d]\S*)"
    rf" (?:of )?(?P<as>(?!or )[^\W\d][\w-]*)[ -](?:equivalents?|or equivalent){_WHEN}"
)
_SPAN = re.compile(
    r" (?:for )?(?P<sign>>=|<=|[<>≥≤]) ?(?P<span>\d+ (?:days?|weeks?|months?|years?))"
    r" (?P<side>before|prior to|preceding|after|following|of) "
)
_WORDS = {">": "more than", "<": "less than", "<=": "within", "≤": "within"}


def unchanged_dose(m: Mistake) -> Diagnostic | None:
    """`stable dose of corticosteroids for at least 4 weeks before baseline`, `no change in steroid dose`."""
    found = _UNCHANGED.fullmatch(m.whole) or _AT_STABLE.fullmatch(m.whole)
    if not found:
        return None
    span = re.search(r"(\d+ (?:days?|weeks?|months?))", found["when"] or "")
    visit = re.search(r"(?:before|prior to|preceding) (?:the )?(\S.*)$", found["when"] or "")
    stretch = f" for at least {span[1] if span else '4 weeks'} before {visit[1] if visit else m.first_visit}"
    at = (found["when"] or "").startswith(" at ") and found["when"]
    drug = found["of"] or found["drug"]
    which = re.search(r"^class ([^:\n\"]*[^:\n\" ])", m.source.text, re.MULTILINE)
    asked = f"dose of {drug or (which[1] if which else 'corticosteroids')} is unchanged{at or stretch}"
    return m.found(
        "words-for-comparison",
        "That a dose is stable is asked by `is unchanged`.",
        "A condition is thing, test, when."
        if drug
        else "Doses are counted of a drug or a class of drugs: the line must say of which.",
        asked if drug else f"write, with the drug or the class that is meant,\n{asked}",
        m.line.start,
        len(m.whole),
    )


def equivalent_dose(m: Mistake) -> Diagnostic | None:
    """`corticosteroids > 10 mg/day prednisone equivalent at screening`."""
    found = _EQUIVALENT.fullmatch(m.whole)
    if not found:
        return None
    drug = re.sub(r"^(?:doses? of|use of|systemic) ", "", found["drug"].strip())
    visit = re.search(r"(?:before|after|of|at) (\S.*)$", found["when"] or "")
    asked = f"dose of {drug} as {found['as']} {found['test']} at {visit[1] if visit else m.first_visit}"
    if found["when"] and not found["when"].startswith(" at "):
        asked = f"write either\n{asked}\nor\nany {drug}{found['when']} where dose {found['test']}"
    return m.found(
        "words-for-comparison",
        "In which drug's doses it is counted is said by `as`, before the test.",
        "Doses of two drugs compare only in the equivalents of one of them.",
        asked,
        m.line.start,
        len(m.whole),
    )


def distance_by_sign(m: Mistake) -> Diagnostic | None:
    """`serious infection ≤ 4 weeks prior to baseline`, `for ≥ 4 weeks prior to screening`."""
    found = _SPAN.search(m.whole)
    if not found or not found.start() <= m.at - m.line.start <= found.end() or not m.line.indent:
        return None
    lead = found[0].startswith(" for ")
    words = _WORDS.get(found["sign"], "at least")
    words = f"for {words if words in ('at least', 'more than') else 'at least'}" if lead else words
    side = re.sub("prior to|preceding", "before", found["side"]).replace("following", "after")
    right = f" {words} {found['span']} {side} "
    return m.found(
        "unknown-when",
        f"How far from a visit is said in words: “{right.strip()}”.",
        "A distance is within, less than, at least or more than; signs compare numbers.",
        f"{m.whole[: found.start()]}{right}{m.whole[found.end() :]}",
        m.line.start + found.start("sign"),
        found.end("side") - found.start("sign"),
    )


def late_except(m: Mistake) -> Diagnostic | None:
    """`any tumour within 5 years before screening, except basal cell carcinoma`."""
    found = re.fullmatch(
        rf"(?P<what>.*?)(?P<when> (?:{WHENS})\b.*?),?"
        r" (?P<word>except(?: for)?|other than|excluding) (?P<not>.+)",
        m.whole,
    )
    if not found or not m.line.indent or "where" in m.whole:
        return None
    names = [name.strip() for name in re.split(r",|\band\b|\bor\b", found["not"].strip(" .")) if name.strip()]
    other = braced(names)
    return m.found(
        "when-not-last",
        "What is left out stands before the when.",
        "A history is asked as: how many, what, except, test, when, where.",
        f"{found['what']} except {other}{found['when']}",
        m.line.start + found.start("word"),
        len(m.whole) - found.start("word"),
    )


EXAMPLES = (unchanged_dose, equivalent_dose, distance_by_sign, late_except)
