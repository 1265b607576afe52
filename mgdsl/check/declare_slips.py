"""Declarations in the wrong kind or form, found before they are read: one finding, and the mended lines."""

import re
from collections.abc import Sequence

from mgdsl.check import messages
from mgdsl.check.declare_body import Body
from mgdsl.core import schema as s
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

_NUMBERS = ("unit", "range", "usual", "decimals", "upper limit", "lower limit", "molar mass")
_HEAD = re.compile(r"\w+")


def other_kind(body: Body) -> Diagnostic | None:
    """`test LVEF:` with a unit, `instrument DAS28:` with a range, `measurement HBsAg:` with values."""
    kind, keys = body.node.kind, [fold(prop.key) for prop in body.node.properties]
    number = next((prop.key for prop in body.node.properties if fold(prop.key) in _NUMBERS), None)
    values = body.property("values")
    match kind:
        case "test" | "classification" | "fact" if number and values is None:
            return _as(body, "measurement", number)
        case "instrument" if "items" not in keys and number:
            return _as(body, "measurement", number)
        case "instrument" if not {"items", "item values", "parts"} & set(keys) and _bare(values):
            place, name = body.place(body.node), body.node.name.text
            return messages.total_alone(place, name, _lines(body, "measurement"))
        case "measurement" | "lab" if "items" in keys and "unit" not in keys:
            return _as(body, "instrument", "items")
        case "measurement" | "lab" if values is not None and "unit" not in keys and not number:
            if all(isinstance(value, ast.Name) for value in values.values):
                names = {fold(name) for name in body.names(values)}
                return _as(body, "test" if "positive" in names else "classification", "values")
        case _:
            pass
    return None


def _bare(values: ast.Property | None) -> bool:
    """No values, or a range that could be that of a total."""
    return values is None or any(isinstance(value, ast.Range) for value in values.values)


def _as(body: Body, kind: str, key: str) -> Diagnostic:
    place = body.place(body.node)
    return messages.other_kind(place, body.node.kind, kind, key, _lines(body, kind))


def _lines(body: Body, kind: str) -> str:
    """The declaration as one of the kind, its lines as they are written."""
    place = body.place(body.node)
    head, *rest = place.text.rstrip().split("\n")
    lines = [_HEAD.sub(kind, head, count=1)]
    if kind == "measurement":
        lines += [] if body.property("unit") is not None else ["    unit: 1"]
        rest = [re.sub(r"^( *)values(?= *:)", r"\1range", line) for line in rest]
        if body.property("range") is not None and body.property("values") is not None:
            rest = [line for line in rest if not re.match(r" *range *: *\d+ *$", line)]
    lines[0] += "" if lines[0].endswith(":") else ":"
    return "\n".join([*lines, *rest])


def values_in_one(body: Body) -> Diagnostic | None:
    """`values: positive/negative/indeterminate`."""
    prop = body.property("values")
    match prop.values if prop is not None else ():
        case (ast.Name(text) as value,) if "/" in text and "`" not in body.place(value).text:
            values = [part.strip() for part in text.split("/")]
            return messages.values_in_one(body.place(value), "values", values) if all(values) else None
    return None


def limits(body: Body) -> Diagnostic | None:
    """`upper limit: yes`: the one thing that can stand there is that it is reported with the result."""
    for key in ("upper limit", "lower limit"):
        prop = body.property(key)
        if prop is None:
            continue
        match prop.values:
            case (ast.Name(text),) if fold(text) == "reported with result":
                continue
            case _:
                return messages.limit_reported(body.place(prop), key)
    return None


def without_agents(body: Body, bodies: Sequence[Body], events: Sequence[s.Event]) -> Diagnostic:
    """Of a class where no event has a field for an agent: which event gets one."""
    named = body.one("event", "")
    own = [other for other in bodies if other.node.kind == "event" and other.source is body.source]
    spans = {fold(event.name) for event in events if event.span}
    chosen = (
        [other for other in own if fold(other.node.name.text) == fold(named)]
        or [other for other in own if re.search(r"medic|therap|treat|drug", fold(other.node.name.text))]
        or [other for other in own if fold(other.node.name.text) in spans]
    )
    first = chosen[0] if chosen else None
    name = body.node.name.text
    has_fields = first is not None and first.property("fields") is not None
    return messages.agents_without_event(
        body.place(body.node.name), name, first.node.name.text if first else "", has_fields
    )
