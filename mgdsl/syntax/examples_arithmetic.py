"""Mistakes of arithmetic: signs without blanks, a result picked from a ratio."""

import re

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.mistake import WHENS, Mistake

_OP = r"(?:>=|<=|!=|[<>=≥≤≠])"


def pick_of_arithmetic(m: Mistake) -> Diagnostic | None:
    """`latest ALT / AST > 2 before baseline`."""
    left = re.fullmatch(
        r"(?P<pick>latest|earliest|highest|lowest|(?:any|every|no) results? of) (?P<what>[^<>=≥≤{}]+?) *",
        m.before.lstrip(" ("),
    )
    right = re.match(
        rf"(?P<more>[-+/×−] [^<>=≥≤]*?) ?(?P<test>{_OP} .*?)(?P<when> (?:{WHENS})\b.*)?$", m.here
    )
    if not left or not right or re.search(r" (?:and|or|where) ", m.whole):
        return None
    visit = re.search(r"\b(?:at|before|after|of) ([^\W\d][^{}]*)$", right["when"] or "")
    at = f" at {visit[1] if visit else m.first_visit}"
    return m.found(
        "pick-one",
        f"`{left['pick']}` takes the results of one thing, not of a sum or a ratio.",
        "The latest of two measurements may be the latest of each, or of a day that has both. "
        "At a visit both have one value.",
        f"{left['what']} {right['more'].strip()} {right['test']}{at}",
        m.line.start,
        len(m.whole),
    )


def tight_sign(m: Mistake) -> Diagnostic | None:
    if m.word not in ("/", "-", "−") or not re.search(r"[\w)] *$", m.before):
        return None
    why = "Without blanks a slash belongs to a unit and a hyphen to a name."
    repair = f"{m.before.rstrip()} {m.word} {m.here[1:].strip()}"
    return m.found("sign-without-blanks", f"A {m.word} of arithmetic has a blank on both sides.", why, repair)


EXAMPLES = (pick_of_arithmetic, tight_sign)
