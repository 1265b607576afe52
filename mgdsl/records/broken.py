"""A text that is not JSON, in words: what stands where it breaks, and how it would be written."""

import re

from mgdsl.records.faults import shown

_LITERALS = {
    "True": "true",
    "False": "false",
    "None": "null",
    "NULL": "null",
    "TRUE": "true",
    "FALSE": "false",
}


def told(text: str, at: int, listed: bool = False) -> tuple[str, str, int]:
    """Message, repair and offset for the JSON text that breaks at `at`. `listed`: it stands in an array."""
    here, before = text[at:], text[:at].rstrip()
    rest = shown(here.split("\n")[0], 40)
    if not text.strip() and listed:
        return "the text ends inside a list of records", "write ] at its end, behind the last record", 0
    if not text.strip():
        return "this record is empty", 'write {"id": "P-001"}', 0
    if text.lstrip()[:1] not in ("{", "["):
        return (
            "this record does not begin with an object",
            'write {"id": "P-001", "facts": {}, "visits": {}}',
            0,
        )
    if not here.strip():
        missing = _open(text)
        return (
            f"this record ends too early: {' and '.join(missing)} missing",
            f"add {''.join(missing)} at its end",
            at,
        )
    if here[0] in "]}" and before.endswith(","):
        kept = f"{before[:-1].rstrip()[-20:]}{here[:1]}"
        return f"a comma stands before {here[0]} in this record", f"delete it: {kept}", len(before) - 1
    if word := re.match(r"True|False|None|NULL|TRUE|FALSE", here):
        right = _LITERALS[word[0]]
        return f"`{word[0]}` is not written so in JSON", f"write {right}", at
    if here[0] in "'‘’“”„«»":
        inner = re.match(r"['‘’“”„«»]([^'‘’“”„«»\"]*)", here)
        said = f'write "{inner[1] if inner else "…"}"'
        return "a text in this record stands between other marks than straight double ones", said, at
    if here.startswith(("//", "/*", "#")):
        return "this record holds a comment, and JSON has none", "delete the comment", at
    if number := re.match(r"\+?0*(\d[\d.]*)", here):
        digit = re.search(r"\d$", text[: at - 1]) if before.endswith(",") else None
        if digit:
            start = re.search(r"\d+$", text[: at - 1])
            lead = start[0] if start else ""
            return (
                "a number in this record has a decimal comma",
                f"write {lead}.{number[1]}",
                at - 1 - len(lead),
            )
        if before.endswith("0") or here[0] == "+":
            return "a number in this record begins with a sign or a zero", f"write {number[1]}", at
    if name := re.match(r"[^\W\d][\w -]*(?=\s*:)", here):
        return "a name in this record stands without quotes", f'write "{name[0]}"', at
    if found := _next_record(here, before, at, listed):
        return found
    if (here[0] in '"{[' and before[-1:] in ('"', "}", "]")) or (before[-1:].isdigit() and here[0] == '"'):
        return f"a comma is missing before `{rest}` in this record", f", {rest}", at
    return (
        f"this record is not JSON from here on: `{rest}`",
        f"mend what stands before `{rest}`, or that itself",
        at,
    )


def _next_record(here: str, before: str, at: int, listed: bool) -> tuple[str, str, int] | None:
    """A record that begins behind another, which only a list in [ ] or lines of one record each allow."""
    parted = re.match(r",\s*\{", here)
    if not before.endswith("}") or not (here[0] == "{" or parted):
        return None
    if listed:
        return "a comma is missing before this record", "write , before it: {…}, {…}", at
    what = "a comma and a second record stand" if parted else "a second record begins"
    between = "" if parted else ", a comma between two"
    return (
        f"{what} here, and the text is no list of records",
        f"write [ before the first record{between} and ] behind the last: [{{…}}, {{…}}]; "
        "or write each record on one line",
        at,
    )


def _open(text: str) -> list[str]:
    """The brackets that the text leaves open, as they would be closed."""
    closing: list[str] = []
    for mark in re.finditer(r'"(?:[^"\\]|\\.)*"?|[\[\]{}]', text):
        if mark[0] in "[{":
            closing.append("]" if mark[0] == "[" else "}")
        elif mark[0] in "]}" and closing:
            closing.pop()
    return closing[::-1] or ["something"]
