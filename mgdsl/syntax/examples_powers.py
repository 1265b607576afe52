"""Powers of ten: `1.0 × 10^6 cells/kg`, and `1.0 × 10e6`, which is ten times as much to the letter."""

import re

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.mistake import Mistake

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_POWER = re.compile(
    r"(?P<front>\d[\d.]*) ?[×xX*·] ?10 ?"
    r"(?:(?P<sign>\^|\*\*|[eE])? ?(?P<lost>\d{1,2})|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+))"
    r"(?! ?/)(?![\w.])"
)


def power_of_ten(m: Mistake) -> Diagnostic | None:
    """A number times a power of ten, outside units such as ×10^9/L."""
    powers = list(_POWER.finditer(m.bare))
    at = m.at - m.line.start
    found = next((each for each in powers if each.start() <= at <= each.end()), None)
    if found is None:
        return None
    one, other = _number(found), _number(found, 1)
    if any(each["sign"] in ("e", "E") for each in powers):
        message = f"“{found[0]}” is {other} to the letter, and perhaps {one} was meant."
        what = "doses" if m.whole.startswith("levels") else "values"
        power = found["lost"]
        why = f"10e{power} has one more zero than 10^{power}: the {what} differ by a factor of ten."
        forms = (_POWER.sub(_number, m.whole), _POWER.sub(lambda each: _number(each, 1), m.whole))
        repair = "write either\n" + "\nor\n".join(forms)
    else:
        message = f"“{found[0]}” is written {one}."
        why = "Where the raised figure is lost in copying, 10⁶ becomes 106; behind an e it stays what it is."
        repair = _POWER.sub(_number, m.whole)
    return m.found("power-of-ten", message, why, repair, m.line.start + found.start(), len(found[0]))


def _number(found: re.Match[str], more: int = 0) -> str:
    power = (found["raised"] or "").translate(_RAISED) or found["lost"]
    return f"{found['front']}e{int(power) + (more if found['sign'] in ('e', 'E') else 0)}"


EXAMPLES = (power_of_ten,)
