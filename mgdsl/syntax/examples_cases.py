"""Mistakes of cases: what a patient has, what must come out, rows of a table."""

import re

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.suggest import nearest
from mgdsl.syntax.mistake import Mistake

_STEPS = {
    **dict.fromkeys(("then", "expected", "should", "assert", "result", "verify"), "expect"),
    **dict.fromkeys(("when", "with", "and", "assume", "patient", "let"), "given"),
}


def case_line(m: Mistake) -> Diagnostic | None:
    """Below a case stand `given` and `expect`, below a table of cases rows."""
    if m.before.strip() or not m.line.indent:
        return None
    if "TABLE_ROW" in m.expected:
        rest = m.here.strip()
        end = "" if rest.endswith("|") else " |"
        why = "The first row names the columns, each further row is a patient."
        return m.found("table-row", "A row of a table begins with |.", why, f"| {rest}{end}")
    if "GIVEN" in m.expected or "EXPECT" in m.expected:
        near = nearest(m.word, ("given", "expect")) or _STEPS.get(m.word.lower())
        rest = m.here[len(m.word) :] if near else f" {m.here}"
        near = near or "given"
        why = "`given` states what the patient has, `expect` what the answer must be."
        message = "A line of a case begins with given or expect."
        return m.found("case-line", message, why, f"{near}{rest.rstrip()}")
    return None


_ANSWERS = {
    "fails": "fail", "failed": "fail", "passes": "pass", "passed": "pass", "met": "pass",
    "n/a": "not applicable", "na": "not applicable",
}  # fmt: skip


_VERDICTS = ("eligible", "ineligible", "undetermined")


def expectation(m: Mistake) -> Diagnostic | None:
    """`expect I1 fail`, `expect I1 = fail`, `expect eligible`."""
    found = re.fullmatch(
        r"expect (?P<name>[^\W_][\w.-]*)(?: ?(?:=|:|to be|should be|->|is|must be))?"
        r" *(?P<word>[^\W\d_][\w/ ]*)?",
        m.whole,
    )
    if not found:
        return None
    name, word = found["name"], found["word"]
    if word is None and name.lower() in _VERDICTS:
        name, word = "verdict", name.lower()
    if word is None:
        return None
    right = f"expect {name} is {_ANSWERS.get(word.lower(), word)}"
    why = "`expect` names a criterion or the verdict, and the one answer that must come."
    return m.found(
        "case-line", "An expectation reads `expect I1 is pass`.", why, right, m.line.start, len(m.whole)
    )


_LIMITED = re.compile(
    r"given (?P<name>[^\W\d][^=():,]*?) ?= ?(?P<value>\d[^(),]*?)(?P<open> ?[(\[,]) ?"
    r"(?P<limits>(?:upper|lower|ULN|LLN)\b[^()\[\]]*?) ?[)\]]?(?P<when> (?:at|on|before) [^()]*)?"
)
_LIMIT = re.compile(r"\b(?P<key>upper|lower|ULN|LLN)(?: limit)?(?: of normal)? ?[:=]? ?(?=\d)")


def given_limits(m: Mistake) -> Diagnostic | None:
    """`given ALT = 30 U/L (upper: 40 U/L) at screening`."""
    found = _LIMITED.fullmatch(m.whole)
    if not found or m.at < m.line.start + found.start("open"):
        return None
    keys = {"ULN": "upper", "LLN": "lower"}
    limits = _LIMIT.sub(lambda key: f"{keys.get(key['key'], key['key'])}: ", found["limits"].strip())
    when = re.search(r" (?:at|on) [^\W\d].*", limits)
    if when and not found["when"]:
        limits = limits[: when.start()]
    at = found["when"] or (when[0] if when else "")
    return m.found(
        "case-line",
        "A result with its reference limits is given by fields.",
        "The limits belong to this result; another laboratory reports others.",
        f"given {found['name']} (value: {found['value'].strip()}, {limits}){at}",
        m.line.start,
        len(m.whole),
    )


def given_form(m: Mistake) -> Diagnostic | None:
    """`given any thymectomy (date: …)`, `given thymectomy at 2024-11-03`, `given QMG = 12, sex is male`."""
    why = "`given` states one thing that the patient has: a fact, a score, a record with its dates."
    counted = re.match(r"(given )(?:an?|any|one|every) (\S.*\(.*)", m.whole)
    if counted:
        return m.found(
            "case-line", "A record is given by its name and its fields.", why, counted[1] + counted[2]
        )
    dated = re.fullmatch(
        r"(given [^\W\d_][\w ]*?)(?: (?:at|on|in|from|since|=|is))? (\d{4}(?:-\d\d){0,2})", m.whole
    )
    if dated and m.at - m.line.start >= dated.start(2):
        repair = f"{dated[1]} (date: {dated[2]})"
        return m.found(
            "case-line", "The date of an event stands among its fields.", why, repair, length=len(dated[2])
        )
    if _LIMITED.fullmatch(m.whole[:240]):
        return None
    if m.word == "," and m.whole.startswith("given ") and "(" not in m.before and "{" not in m.before:
        parts = [part.strip().removeprefix("and ") for part in m.whole.removeprefix("given ").split(",")]
        repair = m.block("\n".join(f"given {part}" for part in parts))
        return m.found("case-line", "A line gives one fact.", why, repair, length=1)
    return None


EXAMPLES = (expectation, case_line)
