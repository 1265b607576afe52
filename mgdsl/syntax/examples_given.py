"""What a case gives, in other words: `is no`, a date behind a result, `planned` before an event."""

import re

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.mistake import Mistake
from mgdsl.syntax.outline import first_visit, own_name, without_comment

_NAME = r"[^\W\d_`][^=():,\"{}]*?|`[^`]+`"
_DATE = r"\d{4}(?:-\d\d){0,2}"
_ANSWERED = re.compile(
    rf"given (?P<name>(?!not ){_NAME}) ?(?:=|:|is|are) ?(?P<answer>no|false|yes|true)"
    r"(?P<when> (?:at|from) .*)?",
    re.IGNORECASE,
)
_DATED = re.compile(
    rf"given (?P<name>{_NAME}) ?(?:=|:|is|of) ?(?P<value>[^\s(),][^(),]*?),? \(?(?:on|at|from|in|dated)? ?"
    rf"(?P<date>{_DATE})\)?"
)
_PLANNED = re.compile(
    rf"given (?:an? )?planned (?P<name>{_NAME}) ?"
    rf"(?:\((?P<fields>[^()]*)\)|(?:(?:on|at|for|in|=) )?(?P<date>{_DATE})|(?P<when>at .*))?"
)
_CLOSED = re.compile(r"given (?P<no>no (?:other )?)\{(?P<names>[^{}]+)\}")
_COMPARED = re.compile(
    r"^ +(?:not )?(?P<name>[^\W\d_][\w'’ -]*?|`[^`\n]+`) (?:[<>]=?|=) (?P<value>\d[\d.]*(?: [^\W\d×]\S*|%)?)"
    r"(?= at\b|$)",
    re.MULTILINE,
)


def answered(m: Mistake) -> Diagnostic | None:
    """`given atrial fibrillation is no at screening`."""
    found = _ANSWERED.fullmatch(m.whole)
    if not found:
        return None
    no = "not " if found["answer"].lower() in ("no", "false") else ""
    return m.found(
        "yes-no-value",
        "A yes or no fact has no value: it is given, or given as not.",
        "A fact is a condition by itself, in a case as in a criterion.",
        f"given {no}{found['name'].strip()}{found['when'] or ''}",
        m.line.start,
        len(m.whole),
    )


def dated(m: Mistake) -> Diagnostic | None:
    """`given LVEF is 40% on 2024-01-01`."""
    found = _DATED.fullmatch(m.whole)
    if not found or re.fullmatch(_DATE, found["value"]) or found["name"].startswith(("no ", "visit ")):
        return None
    return m.found(
        "case-line",
        "A result of a day of its own is given by fields.",
        "A visit has one value; a result of another day carries its date.",
        f"given {found['name'].strip()} (date: {found['date']}, value: {found['value'].strip()})",
        m.line.start,
        len(m.whole),
    )


def planned(m: Mistake) -> Diagnostic | None:
    """`given planned PCI (date: 2025-06-01)`."""
    found = _PLANNED.fullmatch(m.whole)
    if not found:
        return None
    fields = found["fields"] or f"date: {found['date'] or '2025-06-01'}"
    return m.found(
        "case-line",
        "That an event is planned is told among its fields.",
        "A record of a plan is the record of an event, with its date and the answer that it is planned.",
        f"given {found['name'].strip()} ({fields.strip().rstrip(',')}, planned: yes)",
        m.line.start,
        len(m.whole),
    )


def closed(m: Mistake) -> Diagnostic | None:
    """`given no other {PCI, stroke}`."""
    found = _CLOSED.fullmatch(m.whole)
    if not found:
        return None
    names = [name.strip() for name in found["names"].split(",") if name.strip()]
    return m.found(
        "case-line",
        "Each list is closed in a line of its own.",
        "A list is closed for a whole kind of event; the drugs of one event have one list.",
        m.block("\n".join(f"given {found['no']}{name}" for name in names)),
        m.line.start,
        len(m.whole),
    )


def compared(text: str) -> tuple[str, str] | None:
    """A thing that the author's own criteria compare with a number, and the number."""
    for found in _COMPARED.finditer(text):
        name = found["name"]
        if not re.match(r"(?:given|expect|age|at|any|no|within|write)\b", name):
            return name, found["value"]
    return None


def line_form(m: Mistake) -> str:
    """A condition of the author's own file, where a message shows how one is built."""
    for line in m.source.text.split("\n"):
        words = without_comment(line).strip()
        if line.startswith(" ") and re.fullmatch(
            rf"(?:{_NAME}) [<>]=? \d[\d.]*(?: ?\S+)? at [^\W\d][\w -]*", words
        ):
            return words
    found = compared(m.source.text)
    if found:
        return f"{found[0]} >= {found[1]} at {m.first_visit}"
    name, value = _named(m.source.text)
    return f"{name} >= {value} at {m.first_visit}"


def given_of(text: str) -> str:
    """A line of a case about the author's own file."""
    found = compared(text)
    name, value = found or _named(text)
    return f"given {name} = {value} at {first_visit(text)}"


def _named(text: str) -> tuple[str, str]:
    """For a file that compares no number yet: a name that it declares."""
    name = own_name(text, "measurement|lab|instrument")
    return (name, "…") if name else ("name of the score", "11")


EXAMPLES = (answered, dated, planned, closed)
