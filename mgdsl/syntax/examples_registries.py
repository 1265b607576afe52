"""Slips that registries print: ranges with a dash, lost signs, two signs in one, units in words."""

import re

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.examples_habits import between_to
from mgdsl.syntax.mistake import WHENS, Mistake

_DOUBLED = {"=/>": ">=", ">/=": ">=", "=/<": "<=", "</=": "<=", "≥/=": ">=", "≤/=": "<=", "/=": "!="}
_WIDE = {"≧": ">=", "≦": "<=", "⩾": ">=", "⩽": "<=", "＞": ">", "＜": "<", "＝": "="}
_DASH = r" ?(?:-|–|—|−|~|～|\bto\b) ?"


def doubled_sign(m: Mistake) -> Diagnostic | None:
    """`=/>`, `≧`."""
    for found in re.finditer(r"[=<>≥≤]?/[=<>]|[≧≦⩾⩽＞＜＝]", m.whole):
        ours = {**_DOUBLED, **_WIDE}.get(found[0])
        if ours is not None and found.start() <= m.at - m.line.start <= found.end():
            return m.found(
                "foreign-sign",
                f"“{found[0]}” is not a sign of this language; write “{ours}”.",
                "Each comparison and each connection has one spelling, so that a line can be read aloud.",
                m.whole[: found.start()].strip() + f" {ours} " + m.whole[found.end() :].strip(),
                m.line.start + found.start(),
                len(found[0]),
            )
    return None


_COUNTED = re.compile(r"^,? \(?inclusive\)?,?")
"""What `between` says by itself."""
_LOST = re.compile(r"(?P<left>.*[^\W_]\)?) ?(?P<sign>[?¿□■▪●•·∙◦○*³£\ufffd\ue000-\uf8ff]) ?(?=\d)")
_LIKELY = {"³": ">=", "\uf0b3": ">=", "£": "<=", "\uf0a3": "<="}
"""What a font of signs shows as ≥ and ≤."""


def lost_sign(m: Mistake) -> Diagnostic | None:
    """`QMG ?11`, `MG-ADL • 6`: a sign that copying has turned into a question mark, a bullet, a box."""
    found = _LOST.match(m.whole)
    if not found or not found.start("sign") <= m.at - m.line.start <= found.end():
        return None
    left, rest = found["left"].strip(), m.whole[found.end() :].strip()
    signs = ("<=", ">=") if _LIKELY.get(found["sign"]) == "<=" else (">=", "<=")
    forms = "\n".join(f"{left} {sign} {rest}" for sign in (*signs, ">", "<"))
    return m.found(
        "lost-sign",
        f"“{found['sign']}” stands where a comparison should be: a sign was lost in copying.",
        "Which sign it was only the source can say; each of them admits other patients.",
        f"write one of\n{forms}",
        m.line.start + found.start("sign"),
        1,
    )


def length_of_two(m: Mistake) -> Diagnostic | None:
    """`for at least 3-6 months`."""
    found = re.search(
        rf"\b((?:for )?(?:at least|more than)|over at least|within|less than) (\d+){_DASH}(\d+) (\w+)",
        m.whole,
    )
    if not found or not found.start() <= m.at - m.line.start <= found.end():
        return None
    if not re.match(r"(?:day|week|month|year)s?$", found[4]):
        return None
    left, right = m.whole[: found.start(2)].strip(), f"{found[4]}{m.whole[found.end() :]}"
    return m.found(
        "length-of-two",
        f"“{found[2]} to {found[3]} {found[4]}” is no length of time: it is two.",
        "Who lies between the two is in by the one and out by the other; the source must say which.",
        f"write either\n{left} {found[2]} {right}\nor\n{left} {found[3]} {right}",
        m.line.start + found.start(2),
        found.end() - found.start(2),
    )


def dashed_range(m: Mistake) -> Diagnostic | None:
    """`age 18-80 years`, `MGFA class IIa~IVa`."""
    numbers, words = rf"(\d[\d.]*){_DASH}(\d[\d.]*)", r"([^\W\d_]\w*) ?[~～–—] ?([^\W\d_]\w*)"
    found = re.search(rf" (?:(?:is|in|=|between|from) )?({numbers}|{words})", m.whole)
    date = found is not None and re.match(r"\d{4}-\d\d-\d\d", m.whole[found.start(1) :])
    if not found or date or not found.start() <= m.at - m.line.start <= found.end() or between_to(m):
        return None
    low, high = (found[2], found[3]) if found[2] else (found[4], found[5])
    rest = _COUNTED.sub("", m.whole[found.end() :])
    return m.found(
        "dashed-range",
        f"A range is written `between {low} and {high}`.",
        "A dash is also a minus sign and a part of names; `between` counts both its ends.",
        f"{m.whole[: found.start()]} between {low} and {high}{rest}".strip(),
        m.line.start + found.start(1),
        len(found[1]),
    )


def slashed_names(m: Mistake) -> Diagnostic | None:
    """`ALT/AST > 50 U/L`."""
    asked = re.fullmatch(
        r"((?:any|no|every|at least \d+|at most \d+) )([^\W\d_][\w-]*)/([^\W\d_][\w-]*)(.*)", m.whole
    )
    if asked and m.at - m.line.start == asked.end(2):
        return m.found(
            "slashed-names",
            f"“{asked[2]}/{asked[3]}” is written {{{asked[2]}, {asked[3]}}}.",
            "A slash divides; a list of things that are counted together stands in braces.",
            f"write either\n{asked[1]}{{{asked[2]}, {asked[3]}}}{asked[4]}\n"
            "or, if it is one thing of that name,\n"
            f"{asked[1]}`{asked[2]}/{asked[3]}`{asked[4]}",
            m.line.start + asked.start(2),
            asked.end(3) - asked.start(2),
        )
    facts = re.fullmatch(rf"([^\W\d_][\w -]*?)/([^\W\d_][\w -]*?)( (?:{WHENS})\b.*)?", m.whole)
    if facts and facts[3] and m.at - m.line.start == facts.end(1):
        listed = f"{{{facts[1]}, {facts[2]}}}{facts[3] or ''}"
        return m.found(
            "slashed-names",
            f"“{facts[1]}/{facts[2]}” has two readings: either of them, and both.",
            "The two admit different patients.",
            f"write either\nany of {listed}\nor\nall of {listed}",
            m.line.start,
            facts.end(2),
        )
    name, test = r"([^\W\d_][\w-]*)", "( ?(?:>=|<=|[<>=≥≤]| is | in | between ).*)"
    found = re.fullmatch(rf"\s*{name}/{name}{test}", m.whole)
    if not found or m.at - m.line.start != found.end(1):
        return None
    one, other, rest = found[1], found[2], found[3].rstrip()
    readings = (f"any of {{{one}, {other}}}", f"all of {{{one}, {other}}}", f"{one} / {other}")
    return m.found(
        "slashed-names",
        f"“{one}/{other}” has three readings: either of them, both, and their ratio.",
        "The three admit different patients.",
        "write either\n" + "\nor\n".join(reading + rest for reading in readings),
        m.line.start + found.start(1),
        found.end(2) - found.start(1),
    )


EXAMPLES = (doubled_sign, lost_sign, length_of_two, dashed_range, slashed_names)
