"""What stands in brackets or behind a value: methods, remarks, limits for one sex or for an exception."""

import re

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.examples_units import plain_limits
from mgdsl.syntax.mistake import WHENS, Mistake

_OP = r"(?:>=|<=|[<>≥≤])"
_TEST = rf"{_OP} ?\d[^<>=≥≤(),]*?"
_MEN, _WOMEN = r"(?:males?|men|boys)", r"(?:females?|women|girls)"
_WHEN = rf"(?P<when> (?:{WHENS})\b[^()]*)?"
_SEX = r",? ?\(?(?:for |in )?(?P<{0}>" + f"{_MEN}|{_WOMEN}" + r")\)?"
_BY_SEX = re.compile(
    rf"(?P<thing>[^\W\d][^<>=≥≤(){{}}]*?) ?(?P<one>{_TEST}){_SEX.format('first')}"
    rf"(?:,|;)? ?(?:and|or|,|;)? ?(?P<other>{_TEST}){_SEX.format('second')}{_WHEN}",
    re.IGNORECASE,
)
_EXCEPTION = re.compile(
    rf"(?P<thing>[^\W\d][^<>=≥≤(){{}}]*?) ?(?P<one>{_TEST}) ?[(\[,;] ?(?:or )?(?P<other>{_TEST}) "
    r"(?:if|in(?= [A-Z])|in case of|in patients with|for patients with|in the presence of|with) "
    rf"(?P<case>[^()]+?)[)\]]?{_WHEN}"
)
_REMARK = re.compile(r"(?P<said> ?\((?P<inside>[^()<>=≥≤]*[^\W\d][^()<>=≥≤]*)\))(?P<rest>.*)")
_METHOD = re.compile(
    r"(?P<said>(?:as (?:measured|assessed|determined|calculated|estimated) by"
    r"|(?:calculated|measured|assessed|estimated) (?:by|with|using)"
    r"|according to|based on|using|by|per|without|despite|off(?= \w)|on(?! (?:day|visit|the|week|\d)))"
    rf" (?P<inside>[^\W\d].*?))(?P<rest>(?: (?:{WHENS})\b .*)?)$"
)


def by_sex(m: Mistake) -> Diagnostic | None:
    """`QTcF > 450 ms (males) or > 470 ms (females) at screening`."""
    found = _BY_SEX.fullmatch(m.whole)
    if not found or (found["first"][0].lower() in "mb") == (found["second"][0].lower() in "mb"):
        return None
    thing, when = found["thing"].strip(), found["when"] or ""
    men, women = found["one"].strip(), found["other"].strip()
    if found["first"][0].lower() not in "mb":
        men, women = women, men
    return m.found(
        "trailing-if",
        "The limits for men and for women stand on one line.",
        "Each limit holds for its own patients only; a block says for whom.",
        m.block(f"if sex is male:\n    {thing} {men}{when}\notherwise:\n    {thing} {women}{when}"),
        m.line.start,
        len(m.whole),
    )


def exception(m: Mistake) -> Diagnostic | None:
    """`ALT <= 2.5 × ULN (<= 5 × ULN if liver metastases) at screening`."""
    found = _EXCEPTION.fullmatch(m.whole)
    if not found:
        return None
    thing, when = found["thing"].strip(), found["when"] or ""
    one = found["one"].strip()
    if not when and (early := re.search(r" (?:at|before) [^<>=≥≤]+$", one)):
        one, when = one[: early.start()], early[0]
    listed = re.split(r",| and |/", thing)
    if len(listed) > 1:
        thing = f"all of {{{', '.join(part.strip() for part in listed if part.strip())}}}"
    case = found["case"].strip()
    if re.search(rf"\bin {re.escape(case)}", m.whole) and case[0].isupper():
        case = f"country is {case}"
    if when.startswith(" at ") and " is " not in case and not re.search(rf" (?:{WHENS})\b", case):
        case = f"{case}{when}"
    lines = f"if {case}:\n    {thing} {found['other'].strip()}{when}\n"
    lines = f"{lines}otherwise:\n    {thing} {one}{when}"
    return m.found(
        "trailing-if",
        "A limit and its exception stand on one line.",
        "For whom the exception holds is said by the header of a block, so that no one reads it as a remark.",
        m.block(plain_limits(lines)),
        m.line.start,
        len(m.whole),
    )


def remark(m: Mistake) -> Diagnostic | None:
    """`eGFR < 30 mL/min/1.73m2 (CKD-EPI) at screening`, `… by Cockcroft-Gault at screening`."""
    tested = re.search(r"[<>=≥≤] ?-?\d|\b(?:is|in|between) |^(?:any|no|every|at least \d+) \w", m.before)
    if not tested or m.line.indent == 0 or m.whole.startswith(("given ", "expect ")) or '"' in m.whole:
        return None
    found = (_REMARK if m.word == "(" else _METHOD).match(m.here)
    if not found or found["inside"].strip().removeprefix("at ") in m.visits:
        return None
    if m.word == "(" and re.match(rf"(?:{WHENS}) ", found["inside"]):
        fixed = f"{m.before.rstrip()} {found['inside'].strip()}{found['rest'].rstrip()}"
        why = "Brackets hold conditions or arguments; the when comes last."
        return m.found(
            "unknown-when", "A when stands without brackets.", why, fixed, length=len(found["said"])
        )
    line = f"{m.before.rstrip()}{found['rest'].rstrip()}".rstrip(" .,;")
    said = found["said"].strip()
    inside = said if m.word != "(" else found["inside"].strip()
    alone = m.block(f'{line}\njudged by investigator "{inside}"')
    return m.found(
        "remark-behind-test",
        f"“{said}” is neither test nor when, and nothing would ask it.",
        "A remark explains, a limit decides: only the author can say which this is.",
        f"write either, if it explains,\n{m.block(f'{line}  # {inside}')}\nor, if it decides,\n{alone}",
        m.at + len(m.here) - len(m.here.lstrip()),
        len(said),
    )


SENTENCES = (by_sex, exception)
"""Whole lines, so that no other mistake in them is told first."""
