"""Properties written in a hurry: without a colon, an order by signs, parameters without a kind."""

import re

from mgdsl.lang.unit_slips import per_unit
from mgdsl.lang.units import UnitError, parse_unit
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.mistake import Mistake

_KEYS = (
    "registry", "version", "parent", "visits", "decision visit", "inclusions", "exclusions", "also", "values",
    "order", "groups", "unit", "recorded", "decimals", "upper limit", "lower limit", "range", "usual",
    "codes", "better", "asked of",
    "agents", "classes", "event", "when", "by", "method", "levels", "start", "target", "margins",
    "cohort size", "maximum", "eliminate above",
)  # fmt: skip
_KEYED = re.compile(rf"(?P<key>{'|'.join(sorted(_KEYS, key=len, reverse=True))}) (?P<values>[^\s:].*)")
_DECLARED = re.compile(
    r"(?:protocol|instrument|classification|measurement|lab|test|fact|event|class|judgement|attestation"
    r"|dose finding)\b"
)
_DOSED = re.compile(r"(?P<name>[^\W\d][^:\d]*?) (?P<dose>\d[\d.e]* ?[^\W\d]\S*)")


def without_colon(m: Mistake) -> Diagnostic | None:
    """`unit %`, and `methotrexate 15 mg` below `equivalent doses:`."""
    if not m.line.indent or not _DECLARED.match(m.text_of(m.lines[0])) or ":" in m.bare:
        return None
    header = m.text_of(m.header).strip() if m.header is not None and m.header.indent else ""
    found = _DOSED.fullmatch(m.whole) if header in ("equivalent doses:", "levels:") else None
    found = found or _KEYED.fullmatch(m.whole)
    if found is None:
        return None
    key, values = found.groups()
    return m.found(
        "missing-colon",
        f"Behind “{key}” stands a colon.",
        "A property is its name, a colon and its values.",
        f"{key}: {values}",
        m.line.start,
        len(key),
    )


def order_by_signs(m: Mistake) -> Diagnostic | None:
    """`order: I < II < III`."""
    found = re.fullmatch(r"(?P<key>order|values) *: *(?P<list>[^<>:]+(?: ?(?:<|>|->|→) ?[^<>:]+)+)", m.whole)
    if not found or not m.line.indent:
        return None
    names = [name.strip(" -") for name in re.split(r"<|->|>|→", found["list"])]
    names = names[::-1] if re.search(r"(?<!-)>", found["list"]) else names
    return m.found(
        "list-without-commas",
        "The values of a property are parted by commas.",
        "In an order they stand from the lowest to the highest.",
        f"{found['key']}: {', '.join(names)}",
        m.line.start + found.start("list"),
        len(found["list"]),
    )


def untyped_parameter(m: Mistake) -> Diagnostic | None:
    """`define active (scale: instrument, limit):`"""
    found = re.fullmatch(r"(define [^()]+\()([^()]+)(\) *:?)", m.whole)
    if not found or m.line.indent:
        return None
    each = [part.strip() for part in found[2].split(",")]
    bare = [part for part in each if ":" not in part]
    if not bare:
        return None
    typed = ", ".join(part if ":" in part else f"{part}: number" for part in each)
    return m.found(
        "missing-colon",
        f"What “{bare[0]}” may be is not said.",
        "A parameter has a kind, such as number, share or instrument, so that a use of it can be checked.",
        f"{found[1]}{typed}{found[3]}",
        m.line.start + m.whole.index(bare[0], found.start(2)),
        len(bare[0]),
    )


def bare_unit(m: Mistake) -> Diagnostic | None:
    """`unit: /uL`, `unit: IU/L per day`."""
    found = re.fullmatch(r'unit *: *(?P<unit>[^"\s,][^",]*)', m.whole)
    if not found or not m.line.indent:
        return None
    unit = per_unit(found["unit"])
    try:
        parse_unit(unit)
    except UnitError:
        return None
    why = "A slash at the beginning would divide, and a unit is one word; in quotes it is read as it stands."
    fixed = f'unit: "{unit}"'
    at = m.line.start + found.start("unit")
    return m.found(
        "missing-quotes", f"The unit is written `{fixed}`.", why, fixed, at, len(found["unit"].rstrip())
    )


EXAMPLES = (bare_unit, without_colon, order_by_signs, untyped_parameter)
