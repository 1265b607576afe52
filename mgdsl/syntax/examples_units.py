"""Units and limits as laboratories print them: powers of ten with blanks, days in words, limits in words."""

import re

from attrs import evolve

from mgdsl.lang.units import UnitError, parse_unit
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.mistake import Mistake

_EACH = {
    "day": "day", "alternate day": "2d", "other day": "2d", "second day": "2d", "week": "week",
    "daily": "day", "qd": "day", "once daily": "day", "weekly": "week", "once weekly": "week",
    "kg": "kg", "hour": "h",
}  # fmt: skip
_WORDS = "|".join(sorted(_EACH, key=len, reverse=True))
_PER = rf"(?: ?(?:per|every|each|a|/) ?(?:{_WORDS})\b| (?:once daily|once weekly|daily|weekly|qd)\b)"
_UNIT_WORDS = re.compile(rf"\d ?(?P<unit>(?P<base>[^\W\d]\S*?)(?P<per>{_PER}+))", re.IGNORECASE)
_NORMAL = r"(?: of(?: the)? normal(?: range)?)?"
_LIMIT = re.compile(
    r"(?P<n>\d[\d.]*)(?: ?(?:[xX×*]|times|-?fold))? ?"
    r"(?:(?:the|institutional|local|laboratory|lab|site)(?:'s)? )*"
    rf"(?P<limit>(?P<up>ULN|[Uu]pper limit{_NORMAL})|LLN|[Ll]ower limit{_NORMAL})"
)
_TEN = re.compile(r" [xX×*]? ?10 ?(?:[Ee^]|\*\*)? ?([369³⁶⁹]|12|¹²)(?= ?/| |$)( ?/ ?[^\W\d]\S*)?")
_RAISED = str.maketrans("¹²³⁶⁹", "12369")
_SURFACE = re.compile(r"(mL/min)(?: ?/ ?| per )(1\.73) ?m(?:2|²|\^2)", re.IGNORECASE)
_SIGN = r"(?P<op>[<>=≥≤]=?|between)"
_NUMBER = r"(?P<number>\d[\d.]*(?: and \d[\d.]*)?)"
_BESIDE_NAME = re.compile(
    rf"(?:,? ?[(\[{{] ?(?:in )?|,? in |, ?)(?P<unit>[^\s()\[\]{{}}<>=≥≤,]+)(?: ?[)\]}}])?:? ?"
    rf"{_SIGN} ?{_NUMBER}(?: ?(?P=unit))?"
)
_BEFORE_NUMBER = re.compile(rf" {_SIGN} ?(?P<unit>[^\W\d]\S*) ?{_NUMBER}")
_BEHIND_LIST = re.compile(r" ?(?P<numbers>\{[\d., ]+\}) ?(?P<unit>\S+)")


def plain_limits(text: str) -> str:
    """The text with its reference limits as `3 × ULN`."""
    return _LIMIT.sub(lambda each: f"{each['n']} × {'ULN' if each['up'] else 'LLN'}", text)


def limit_in_words(m: Mistake) -> Diagnostic | None:
    """`3 x ULN`, `3 ULN`, `3 times the upper limit of normal`."""
    found = _LIMIT.search(m.bare)
    if not found or not found.start() <= m.at - m.line.start <= found.end():
        return None
    right = f"{found['n']} × {'ULN' if found['up'] else 'LLN'}"
    return m.found(
        "limit-in-words",
        f"“{found[0]}” is written {right}.",
        "ULN and LLN are the limits that the laboratory reports with the result; × multiplies them.",
        plain_limits(m.whole),
        m.line.start + found.start(),
        len(found[0]),
    )


def power_of_ten(m: Mistake) -> Diagnostic | None:
    """`100 x 10^9/L`, `100 x 10E9/L`, `100 x 109/L`."""
    found = _TEN.search(m.bare)
    if not found or not found.start() <= m.at - m.line.start <= found.end():
        return None
    right = f"×10^{found[1].translate(_RAISED)}{(found[2] or '').replace(' ', '')}"
    said = found[0].strip()
    if said == right:
        return None
    return m.found(
        "unit-in-words",
        f"“{said}” is written {right}.",
        "A unit is one word, the power of ten included: a lost sign would make 10^9 into 109.",
        f"{m.whole[: found.start()]} {right}{m.whole[found.end() :]}",
        m.line.start + m.whole.index(said, found.start()),
        len(said),
    )


def unit_in_words(m: Mistake) -> Diagnostic | None:
    """`20 mg per alternate day`, `20 mg daily`, `1 mg per kg per day`, `30 mL/min/1.73 m2`."""
    surface = _SURFACE.search(m.bare)
    if surface and surface.start() <= m.at - m.line.start <= surface.end():
        return _joined(m, surface.start(), surface[0], f"{surface[1]}/{surface[2]}m2")
    found = _UNIT_WORDS.search(m.bare)
    if not found or not found.start() <= m.at - m.line.start <= found.end():
        return None
    parts = re.findall(rf"\b(?:{_WORDS})\b", found["per"], re.IGNORECASE)
    right = "/".join([found["base"], *(_EACH[part.lower()] for part in parts)])
    if right == found["unit"]:
        return None
    mended = _joined(m, found.start("unit"), found["unit"], right)
    if m.whole.count(f" {found['unit']}") > 1 and m.text_of(m.lines[0]).startswith("dose finding"):
        return evolve(mended, repair=m.whole.replace(f" {found['unit']}", f" {right}"))
    return mended


def _joined(m: Mistake, start: int, said: str, right: str) -> Diagnostic:
    return m.found(
        "unit-in-words",
        f"“{said}” is written {right}.",
        "A unit is one word; its parts are joined by a slash.",
        m.whole[:start] + right + m.whole[start + len(said) :],
        m.line.start + start,
        len(said),
    )


def unit_place(m: Mistake) -> Diagnostic | None:
    """`hemoglobin (g/dL) >= 8`, `hemoglobin in g/dL >= 8`, `>= g/dL 8`, `in {8, 9} g/dL`."""
    for form in (_BESIDE_NAME, _BEFORE_NUMBER, _BEHIND_LIST):
        found = form.search(m.bare)
        if not found or not found.start() <= m.at - m.line.start <= found.end():
            continue
        unit = found["unit"]
        if not _counted(unit) and not _is_unit(unit):
            continue
        after = "" if _counted(unit) else f" {'×' if unit.startswith('10^') else ''}{unit}"
        if form is _BEHIND_LIST:
            right = re.sub(r"[\d.]+", rf"\g<0>{after}", found["numbers"])
        else:
            right = f"{found['op']} {found['number']}{after}"
        return m.found(
            "unit-place",
            f"“{unit}” stands apart from its number.",
            "A unit stands right behind its number; the number alone can be read in another unit.",
            f"{m.whole[: found.start()]} {right}{m.whole[found.end() :]}",
            m.line.start + found.start("unit"),
            len(unit),
        )
    return None


def degrees(m: Mistake) -> Diagnostic | None:
    """`temperature > 38.0 °C`."""
    found = re.search(r"(?<=\d) ?(?P<unit>°|º|˚) ?C\b", m.bare)
    if not found or not found.start() <= m.at - m.line.start <= found.end():
        return None
    return m.found(
        "unit-in-words",
        f"“{found[0].strip()}” is written Cel.",
        "Units are written as UCUM does, where a degree Celsius is Cel.",
        f"{m.whole[: found.start()]} Cel{m.whole[found.end() :]}",
        m.line.start + found.start("unit"),
        found.end() - found.start("unit"),
    )


def _counted(unit: str) -> bool:
    """A word for what scores count; scores have no unit."""
    return unit.lower() in ("points", "point", "score", "pts")


def _is_unit(text: str) -> bool:
    try:
        return not parse_unit(text).plain
    except UnitError:
        return False


EXAMPLES = (degrees, unit_place, limit_in_words, power_of_ten, unit_in_words)
