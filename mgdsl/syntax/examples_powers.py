"""Powers of ten: `1.0 × 10^6 cells/kg`, and `1.0 × 10e6`, which is ten times as much to the letter."""

import re
from decimal import Decimal
from itertools import pairwise

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.mistake import Mistake, either_of

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_POWER = re.compile(
    r"(?P<front>\d[\d.]*) ?[×xX*·] ?10 ?"
    r"(?:(?P<sign>\^|\*\*|[eE])? ?(?P<lost>\d{1,2})|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+))"
    r"(?! ?/)(?![\w.])"
)
_LIST = re.compile(r"(?P<key>levels *: *)(?P<bare>(?:\d+(?:\.\d+)?(?: *, *(?:and )?| and ))+)(?P<last>[^,]+)")
_ALONE = re.compile(r"(?<![\w.×])10 ?(?:(?:\^|\*\*) ?(\d{1,2})|([⁰¹²³⁴⁵⁶⁷⁸⁹]+))(?! ?/)(?![\w.])")
_BARE = re.compile(r"\d+(?:\.\d+)?")


_LOST = "Where the raised figure is lost in copying, 10⁶ becomes 106; behind an e it stays what it is."


def power_of_ten(m: Mistake) -> Diagnostic | None:
    """A number times a power of ten, outside units such as ×10^9/L."""
    powers = list(_POWER.finditer(m.bare))
    at = m.at - m.line.start
    beyond = m.text_of(m.lines[0]).startswith("dose finding")  # `2 ×10^6 cells/kg` stops at its unit
    ends = ((each, each.end() + beyond) for each in powers)
    found = next((each for each, end in ends if each.start() <= at <= end), None)
    shared = _LIST.fullmatch(m.whole)
    if found is None and shared and len(powers) == 1:
        found = powers[0]
    if found is None:
        alone = _ALONE.search(m.bare) if beyond else None
        if alone is None:
            return None
        message, why = f"“{alone[0]}” is written 1e{_raised(alone)}.", _LOST
        start = m.line.start + alone.start()
        return m.found("power-of-ten", message, why, _right(m.whole), start, len(alone[0]))
    one, other = _number(found), _number(found, 1)
    if any(each["sign"] in ("e", "E") for each in powers):
        message = f"“{found[0]}” is {other} to the letter, and perhaps {one} was meant."
        what = "doses" if m.whole.startswith("levels") else "values"
        power = found["lost"]
        why = f"10e{power} has one more zero than 10^{power}: the {what} differ by a factor of ten."
        repair = either_of((_right(m.whole), _right(m.whole, 1)))
    else:
        message = f"“{found[0]}” is written {one}."
        why = _LOST
        repair = _right(m.whole)
    if shared and _shared(shared) is not None and found["sign"] not in ("e", "E"):
        message = f"The factor of “{found[0]}” holds for the whole list; it stands with each dose."
        why = "To the letter it would belong to the last dose alone, and the first would be far too low."
    return m.found("power-of-ten", message, why, repair, m.line.start + found.start(), len(found[0]))


def _right(line: str, more: int = 0) -> str:
    """The line with its powers as numbers; a factor behind the last of some doses belongs to all."""
    found = _LIST.fullmatch(line)
    factor = _shared(found) if found else None
    mended = _POWER.sub(lambda each: _number(each, more), line)
    if line.startswith(("levels", "start")):
        mended = _ALONE.sub(lambda each: f"1e{_raised(each)}", mended)
    if not found or factor is None:
        return mended
    front = re.split(r"[, ]+", re.sub(r"\band\b", ",", found["bare"]).strip(" ,"))
    power = _number(factor, more).partition("e")[2]
    doses = ", ".join(f"{number}e{power}" for number in front)
    return f"{found['key']}{doses}, {_POWER.sub(lambda each: _number(each, more), found['last'])}"


def _shared(found: re.Match[str]) -> re.Match[str] | None:
    """The one power of `0.5, 1, 2 × 10^6 cells/kg`, if with it for each dose the list still rises."""
    power = _POWER.match(found["last"])
    if power is None:
        return None
    fronts = [Decimal(each) for each in (*_BARE.findall(found["bare"]), power["front"].rstrip("."))]
    return power if all(low < high for low, high in pairwise(fronts)) else None


def _number(found: re.Match[str], more: int = 0) -> str:
    power = (found["raised"] or "").translate(_RAISED) or found["lost"]
    return f"{found['front']}e{int(power) + (more if found['sign'] in ('e', 'E') else 0)}"


def _raised(found: re.Match[str]) -> str:
    return found[1] or found[2].translate(_RAISED)


EXAMPLES = (power_of_ten,)
