"""Declarations written in a hurry: names without their kind, ranges with a dash, drugs with a short form."""

import re
from itertools import takewhile

from mgdsl.lang.units import UnitError, parse_unit
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.suggest import nearest
from mgdsl.syntax.keywords import DECLARATIONS, NO_KIND
from mgdsl.syntax.layout import LogicalLine, declares
from mgdsl.syntax.mistake import Mistake
from mgdsl.syntax.outline import without_comment

_TITLED = re.compile(r"(?:vocabulary|library|terms|terminology|glossary|dictionary)\b[^:]*:?", re.IGNORECASE)
_KINDS = {
    **dict.fromkeys(("score", "count", "number", "numeric", "integer", "value", "variable"), "measurement"),
    **dict.fromkeys(("boolean", "bool", "flag", "condition"), "fact"),
    **dict.fromkeys(("grade", "stage", "enum", "category"), "classification"),
    **dict.fromkeys(("medication", "medicine", "drug"), "class"),
}
_WHYS = {
    "measurement": "A score or a count of which only the number is known is a measurement with the unit 1.",
    "fact": "What is answered by yes or no is a fact.",
    "classification": "What is one of several values is a classification; `order:` says which are worse.",
    "class": "Drugs stand in a class, whose `agents:` they are.",
}
_KIND_FIRST = re.compile(
    rf"(?P<kind>{'|'.join(_KINDS)}) (?P<name>[^\W\d][^:\"]*?)(?P<title> \"[^\"]*\")? *:?"
)
_NAME_FIRST = re.compile(r"(?P<name>[^\W\d][\w'’+ -]*?) *: *(?P<rest>[^\":][^\":]*)?")
_ENDS = re.compile(r"(\d[\d.]*) ?(?:-|–|to|\.\.) ?(\d[\d.]*)")
_ANSWER = re.compile(r"yes ?[/,-] ?no|yes or no|bool(?:ean)?|true ?/ ?false|flag|fact", re.IGNORECASE)
_LISTED = re.compile(r"[^\W\d]\w*(?:[ -]\w+)*(?: ?[/,|] ?[^\W\d]\w*(?:[ -]\w+)*)+")
_ALONE = re.compile(r"^(?:protocol|inclusion|exclusion)\b", re.MULTILINE)


def without_kind(m: Mistake) -> Diagnostic | None:
    """`ECOG: score 0 to 5` and `score ECOG:` in the first column, and the head of a file of names."""
    if m.line.indent or m.line is not m.lines[0] or declares(m.text, m.line.start):
        return None
    if _TITLED.fullmatch(m.whole) and not _ALONE.search(m.source.text):
        shown, end = _names_below(m) or _first_name(m)
        return m.found(
            "unknown-declaration",
            "A file of names needs no head: each name in it begins with its kind.",
            NO_KIND,
            shown,
            m.line.start,
            end - m.line.start,
        )
    declared = _declared(m)
    if declared is None:
        return None
    if first := _KIND_FIRST.fullmatch(m.whole):
        return m.found(
            "unknown-declaration",
            f"“{first['kind']}” is no kind of a declaration; this is a {declared.split(' ')[0]}.",
            _WHYS[_KINDS[first["kind"]]],
            declared,
            m.line.start,
            _reach(m) - m.line.start,
        )
    return m.found(
        "unknown-declaration",
        f"“{m.whole.rstrip(' :')}” is not declared as anything: its kind comes first.",
        NO_KIND,
        declared,
        m.line.start,
        _reach(m) - m.line.start,
    )


def _names_below(m: Mistake) -> tuple[str, int] | None:
    """The names indented below the head, all of them in one finding: they are lines of its block."""
    lines = [_NAME_FIRST.fullmatch(without_comment(m.text_of(line)).strip()) for line in _below(m)]
    shown = [_by_rest(found["name"], found["rest"] or "") for found in lines if found]
    return ("\n\n".join(filter(None, shown)), _reach(m)) if any(shown) else None


def _first_name(m: Mistake) -> tuple[str, int]:
    """The first name below the head as it would be declared, and where its line ends."""
    at = m.line.start + len(m.whole)
    for line in m.source.text[at:].split("\n"):
        words = line.split("#")[0].strip()
        if _KIND_FIRST.fullmatch(words) or declares(f"\n{words}", 1):
            return "", m.line.start + len(m.whole)
        found = _NAME_FIRST.fullmatch(words)
        declared = _by_rest(found["name"], found["rest"] or "") if found else None
        if declared:
            return declared, at + len(line.rstrip())
        if line.strip() and not line.strip().startswith("#"):
            break
        at += len(line) + 1
    return "measurement ECOG:\n    unit: 1", m.line.start + len(m.whole)


def _reach(m: Mistake) -> int:
    last = [m.line, *_below(m)][-1]
    return last.start + len(m.text_of(last).rstrip())


def _below(m: Mistake) -> list[LogicalLine]:
    after = [line for line in m.lines if line.start > m.line.start]
    return list(takewhile(lambda line: line.indent, after))


def _declared(m: Mistake) -> str | None:
    texts = [" " * line.indent + m.text_of(line).strip() for line in _below(m)]
    below = [re.sub(r"(?<=range: )(\d[\d.]*) ?[-–] ?(?=\d)", r"\1 to ", text) for text in texts]
    keys = {text.split(":")[0].strip() for text in below}
    if (first := _KIND_FIRST.fullmatch(m.whole)) and (below or not _ALONE.search(m.source.text)):
        kind = "instrument" if "items" in keys else _KINDS[first["kind"]]
        unit = ["    unit: 1"] if kind == "measurement" and "unit" not in keys else []
        body = [*unit, *below]
        return "\n".join([f"{kind} {first['name']}{first['title'] or ''}{':' if body else ''}", *body])
    if _ALONE.search(m.source.text) or not (named := _NAME_FIRST.fullmatch(m.whole)):
        return None
    if " " in named["name"] and nearest(named["name"].split()[0], DECLARATIONS):
        return None
    if below and not named["rest"]:
        kind = (
            "instrument" if "items" in keys else "event" if keys & {"fields", "when"}
            else "class" if keys & {"agents", "classes"} else "classification" if "values" in keys
            else "measurement"
        )  # fmt: skip
        unit = ["    unit: 1"] if kind == "measurement" and "unit" not in keys else []
        return "\n".join([f"{kind} {named['name']}:", *unit, *below])
    return _by_rest(named["name"], named["rest"] or "")


def _by_rest(name: str, rest: str) -> str | None:
    """What `ECOG: score 0 to 5` says of the name, as a declaration."""
    rest = rest.strip()
    if _ANSWER.fullmatch(rest):
        return f"fact {name}:\n    recorded: by visit"
    if ends := _ENDS.search(rest):
        unit = next((word for word in rest[ends.end() :].split() if _is_unit(word)), "1")
        return f"measurement {name}:\n    unit: {_written(unit)}\n    range: {ends[1]} to {ends[2]}"
    words = [word for word in rest.split() if _is_unit(word)]
    if words and words[-1] == rest.split()[-1] and "," not in rest:
        kind = "lab" if rest.startswith("lab") else "measurement"
        return f"{kind} {name}:\n    unit: {_written(words[-1])}"
    if _LISTED.fullmatch(rest):
        values = ", ".join(re.split(r" ?[/,|] ?", rest))
        kind = "test" if "positive" in rest else "classification"
        return f"{kind} {name}:\n    values: {values}"
    return f"measurement {name}:\n    unit: 1" if rest in ("", *_KINDS) else None


def _is_unit(word: str) -> bool:
    try:
        return not parse_unit(word).plain
    except UnitError:
        return False


def _written(unit: str) -> str:
    return f'"{unit}"' if unit.startswith("/") else unit


def once(findings: list[Diagnostic]) -> list[Diagnostic]:
    """Of names without a kind the first alone: the next lines of such a file have the same mistake."""
    first = next((found for found in findings if found.why == NO_KIND), None)
    return [found for found in findings if found is first or found.why != NO_KIND]


_INLINE = re.compile(
    r"(?P<kind>fact|measurement|lab|test|classification|instrument) (?P<name>[^\W\d][^:\"`]*?)"
    r"(?P<title> \"[^\"]*\")? *: *(?P<rest>[^\s\"].*)"
)


def on_header(m: Mistake) -> Diagnostic | None:
    """`fact smoker: yes/no`, `lab LDH: U/L`, `test HBsAg: values: positive, negative`."""
    found = _INLINE.fullmatch(m.whole)
    if not found or m.line.indent or m.deeper:
        return None
    head, rest = f"{found['kind']} {found['name']}{found['title'] or ''}", found["rest"]
    keyed = re.match(r"[a-z]+(?: [a-z]+)? *: *\S", rest)
    made = None if keyed else _by_rest(found["name"], rest)
    kind = made.split(" ")[0] if made else ""
    other = {found["kind"], kind}
    if keyed:
        right = f"{head}:\n    {rest}"
    elif made and (kind == found["kind"] or other in ({"lab", "measurement"}, {"test", "classification"})):
        right = "\n".join([f"{head}:", *made.split("\n")[1:]])
    elif made and (found["kind"], kind) == ("instrument", "measurement"):
        right = made
    else:
        return None
    return m.found(
        "block-on-header-line",
        "What belongs to this header stands on lines of its own.",
        "A header ends with its colon, so that every line below can be read alone.",
        right,
        m.line.start,
        len(m.whole),
    )


# Properties -----------------------------------------------------------------------------------------------
_RANGE = re.compile(
    r"(?P<key>range|usual) *: *(?:between )?(?P<low>\d[\d.]*)"
    r" ?(?:-|–|—|\.\.+|and|,|/) ?(?P<high>\d[\d.]*)"
    r"(?P<unit> ?[^\W\d]\S*)?"
)


def _within(m: Mistake, kinds: str) -> bool:
    return bool(m.line.indent) and re.match(rf"(?:{kinds})\b", m.text_of(m.lines[0])) is not None


def property_range(m: Mistake) -> Diagnostic | None:
    """`range: 0-66`, `usual: between 60 and 200`."""
    found = _RANGE.fullmatch(m.whole)
    if not found or not _within(m, "lab|measurement"):
        return None
    right = f"{found['low']} to {found['high']}"
    start = m.whole.index(":") + 1
    said = m.whole[start:].strip()
    return m.found(
        "dashed-range",
        f"The ends of a range are written `{right}`.",
        "A dash is also a minus sign and a part of names.",
        f"{found['key']}: {right}",
        m.line.start + m.whole.index(said, start),
        len(said),
    )


def unit_with_slash(m: Mistake) -> Diagnostic | None:
    """`unit: /µL`."""
    found = re.fullmatch(r"(?P<lead>(?:unit|[^\W\d][\w -]*) *: *)(?P<unit>/ ?[^\W\d]\S*)", m.whole)
    if not found or not _within(m, "lab|measurement|event"):
        return None
    unit = found["unit"].replace(" ", "")
    return m.found(
        "missing-quotes",
        "A unit that begins with a slash stands in quotes.",
        "Without them the slash would divide what stands before it.",
        f'{found["lead"]}"{unit}"',
        m.line.start + found.start("unit"),
        len(found["unit"]),
    )


def yes_no_field(m: Mistake) -> Diagnostic | None:
    """`stable: yes, no` among the fields of an event; `values: yes, no` of a fact."""
    found = re.fullmatch(r"(?P<key>[^\W\d][\w -]*?) *: *(?P<said>yes ?(?:,|or) ?no)", m.whole)
    header = m.text_of(m.header).strip() if m.header is not None else ""
    if not found:
        return None
    start, length = m.line.start + found.start("said"), len(found["said"])
    if header == "fields:" and _within(m, "event"):
        return m.found(
            "reserved-word",
            "A field that is answered by yes or no is written `yes-no`.",
            "yes and no are the answers that a record gives; they are no names of values.",
            f"{found['key']}: yes-no",
            start,
            length,
        )
    if found["key"] == "values" and _within(m, "fact"):
        return m.found(
            "reserved-word",
            "A fact without values is answered by yes or no: the line is not needed.",
            "yes and no are the answers that a record gives; they are no names of values.",
            "",
            m.line.start,
            len(m.whole),
        )
    return None


_SHORT = re.compile(r"(?P<name>[^\W\d][^(),:`\"]*?) ?\((?P<short>[^(),:`\"]+(?:, ?[^(),:`\"]+)*)\)")


def short_forms(m: Mistake) -> Diagnostic | None:
    """`agents: methotrexate (MTX), leflunomide`."""
    found = re.fullmatch(r"(?P<key>agents) *: *(?P<list>.*\(.*\).*)", m.whole)
    if not found or not _within(m, "class"):
        return None
    others = [(each["name"].strip(), each["short"]) for each in _SHORT.finditer(found["list"])]
    rest = _SHORT.sub(lambda each: each["name"].strip(), found["list"])
    if not others or re.search(r"[()`\"]", rest):
        return None
    listed = "\n".join(f"    {name}: {', '.join(re.split(' ?[,;/] ?', short))}" for name, short in others)
    said = next(_SHORT.finditer(found["list"]))
    return m.found(
        "digit-in-name",
        f"What else `{others[0][0]}` is called stands below `other names:`.",
        "A drug has one name in criteria and in reasons; records may use any of the others.",
        m.block(f"agents: {rest}\nother names:\n{listed}"),
        m.line.start + found.start("list") + said.start(),
        len(said[0]),
    )


_EQUAL = re.compile(r"(?P<name>[^\W\d][^\d=:,~≈]*?) ?(?P<dose>\d[\d.]* ?[^\W\d=]\S*)")


def equivalents(m: Mistake) -> Diagnostic | None:
    """`equivalent doses: prednisone 5 mg = methylprednisolone 4 mg`, behind the colon or on a line below."""
    header = m.text_of(m.header).strip() if m.header is not None else ""
    found = re.fullmatch(r"(?P<key>equivalent doses?|equivalents) *: *(?P<list>\S.*)", m.whole)
    text = found["list"] if found else m.whole if header == "equivalent doses:" else ""
    if not text or not _within(m, "class"):
        return None
    parts = [part.strip() for part in re.split(r"=|≈|~|,|;|\band\b", text) if part.strip()]
    doses = [
        _EQUAL.fullmatch(part) or re.fullmatch(r"(?P<dose>\d\S* ?\S+) (?P<name>.+)", part) for part in parts
    ]
    if not doses or (len(doses) < 2 and not found):
        return None
    lines = [f"{each['name']}: {each['dose'].rstrip(',')}" for each in doses if each]
    if len(lines) < len(doses):
        return None
    body = "\n".join(f"    {line}" for line in lines) if found else "\n".join(lines)
    return m.found(
        "missing-colon",
        "Each drug has its line, with the dose that is worth as much as the others'.",
        "A dose is converted by the two numbers, so each stands with the drug that it belongs to.",
        m.block(f"equivalent doses:\n{body}" if found else body),
        m.line.start,
        len(m.whole),
    )


def half_life(m: Mistake) -> Diagnostic | None:
    """`half-life: adalimumab 14 days` of a class."""
    found = re.fullmatch(r"(?P<key>half[- ]li(?:fe|ves)) *: *.*", m.whole)
    if not found or not _within(m, "class"):
        return None
    return m.found(
        "unknown-property",
        "A class has no half-life: a criterion says the length itself.",
        "5 half-lives of 14 days are `within 70 days before` a visit; a `reading:` says whence.",
        "",
        m.line.start,
        len(m.whole),
    )


EXAMPLES = (
    on_header,
    without_kind,
    property_range,
    unit_with_slash,
    yes_no_field,
    short_forms,
    half_life,
    equivalents,
)
