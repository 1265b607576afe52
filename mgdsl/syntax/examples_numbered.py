"""Names with numbers in what is declared: `dose 1: 5 mg`, `values: stage 1, stage 2`, `lab CA 125`."""

import re

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.mistake import Mistake

_WORD = r"[\w'’.+-]+"
_NUMBERED = re.compile(rf"[^\W\d_][\w'’.+-]*(?: {_WORD})*? -?\d[\w'’.+-]*(?: {_WORD})*")
_HEADER = re.compile(
    r"(?P<kind>define|instrument|classification|measurement|lab|test|fact|event|class|judgement|attestation) "
    r"(?P<name>[^\":`()]+?)(?P<rest> *(?:\([^()]*\))?(?: \"[^\"]*\")? *:?)"
)
_DECLARED = re.compile(
    r"(?:instrument|classification|measurement|lab|test|event|class|dose finding|protocol) ", re.IGNORECASE
)
_LINE = re.compile(r"(?:(?P<key>[^:`\"{}()]+?)(?P<colon> *: *|$))?(?P<values>[^\"{}]*)")


def numbered_header(m: Mistake) -> Diagnostic | None:
    """`lab CA 125:`"""
    found = _HEADER.fullmatch(m.whole)
    if m.line.indent or not found or not _NUMBERED.fullmatch(found["name"]):
        return None
    repair = f"{found['kind']} `{found['name']}`{found['rest']}"
    return _said(m, found["name"], found.start("name"), repair)


def numbered_names(m: Mistake) -> Diagnostic | None:
    """The key and the values of a property, each in backticks where it holds a number."""
    if not m.line.indent or not _DECLARED.match(m.text_of(m.lines[0])) or re.match(r"[\d.]+ *:", m.whole):
        return None
    found = _LINE.fullmatch(m.whole)
    if not found or not found["colon"]:
        return None
    values = re.split(r"( *, *)", found["values"])
    said = [part for part in (found["key"], *values) if _needs_quotes(part)]
    if not said:
        return None
    fixed = "".join(map(_quoted, (found["key"], found["colon"], *values)))
    return _said(m, said[0], m.whole.index(said[0]), fixed)


def numbers_for_names(m: Mistake) -> Diagnostic | None:
    """`1: 5 mg` below `levels:`."""
    found = re.fullmatch(r"(?P<number>\d+)(?P<rest> *[:.)] *(?P<value>\S.*))", m.whole)
    header = m.text_of(m.header).strip() if m.header is not None else ""
    if not found or not re.match(r"[a-z][a-z ]*:$", header) or not _DECLARED.match(m.text_of(m.lines[0])):
        return None
    word = header.rstrip(":").removesuffix("s")
    return m.found(
        "digit-in-name",
        f"A number is no name; write `{word} {found['number']}` with backticks.",
        "A record or a rule that names it could not be told from one that gives a number.",
        f"`{word} {found['number']}`: {found['value']}",
        m.line.start,
        len(found["number"]),
    )


def _quoted(name: str) -> str:
    return f"`{name}`" if _needs_quotes(name) else name


def _needs_quotes(name: str) -> bool:
    """A number stands in the name, or a remark in brackets behind it."""
    return bool(_NUMBERED.fullmatch(re.sub(r" \([^()]*\)$", " 1", name)))


def value_range(m: Mistake) -> Diagnostic | None:
    """`values: 1-5`: of a classification a list, of an instrument a range."""
    header = m.text_of(m.header).strip() if m.header is not None else ""
    item = header in ("items:", "item values:")
    key = r"[^\W\d][^:]*?" if item else "values|range"
    found = re.fullmatch(rf"({key}) *: *(\d+) ?[-–] ?(\d+)", m.whole)
    if not found or not m.line.indent or int(found[3]) - int(found[2]) not in range(1, 30):
        return None
    right = f"{found[2]} to {found[3]}"
    if item or m.text_of(m.lines[0]).startswith("classification "):
        right = ", ".join(map(str, range(int(found[2]), int(found[3]) + 1)))
    repair = f"{found[1]}: {right}"
    if header == "items:":
        repair = f"name `{found[1]}` among the items, and add\n    item values:\n        {repair}"
    return m.found(
        "dashed-range",
        f"The values are written `{right}`{', below `item values`' if header == 'items:' else ''}.",
        "A dash is also a minus sign and a part of names.",
        repair,
        m.line.start + found.start(2),
        found.end(3) - found.start(2),
    )


def _said(m: Mistake, name: str, at: int, repair: str) -> Diagnostic:
    return m.found(
        "digit-in-name",
        f"A name is made of words, such as `low`; one with a number in it stands in backticks: `{name}`.",
        "After a name, a number would be part of a test.",
        repair,
        m.line.start + at,
        len(name),
    )


EXAMPLES = (numbered_header, numbered_names, numbers_for_names)
