"""A record that says less: learning, taken backwards (meaning.md, 4)."""

from copy import deepcopy
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, composite

from .typed_conditions import VISITS
from .typed_records import Json

GROUPS = {"IIa": "II", "IIb": "II", "IIIa": "III", "IIIb": "III", "IVa": "IV", "IVb": "IV"}
CLASSES = {
    "azathioprine": "immunosuppressants",
    "tacrolimus": "non-steroidal immunosuppressants",
    "prednisone": "steroids",
    "steroids": "immunosuppressants",
}


@composite
def less(draw: DrawFn, record: Json) -> Json:
    """The record with a few things forgotten."""
    found = deepcopy(record)
    for _ in range(draw(st.integers(1, 6))):
        draw(st.sampled_from(STEPS))(draw, found)
    return found


def _one(draw: DrawFn, held: Any) -> Any:
    """A key of an object or an element of a list, or None if it is empty."""
    return draw(st.sampled_from(list(held))) if held else None


def _fact(draw: DrawFn, record: Json) -> None:
    name = _one(draw, record["facts"])
    if name in ("birth date", "generalized MG onset"):
        _date(draw, record["facts"], name)
    elif name is not None:
        record["facts"][name] = None


def _date(draw: DrawFn, held: Json, key: str) -> None:
    """A date becomes an interval, a month, a year or nothing; an interval or `ongoing` becomes nothing."""
    text = held.get(key)
    if text is not None and len(text) == 10 and draw(st.booleans()):
        since, until = _moved(text, -draw(st.integers(0, 9))), _moved(text, draw(st.integers(0, 9)))
        held[key] = draw(st.sampled_from((f"{since}/{until}", f"../{until}", f"{since}/..")))
    elif text is not None and "/" in text:
        held[key] = None
    elif text is not None:
        cut = draw(st.sampled_from((7, 4, 0)))
        held[key] = None if text == "ongoing" else text[: min(cut, len(text))] or None


def _moved(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _visit(draw: DrawFn, record: Json) -> None:
    visit = _one(draw, record["visits"])
    if visit is None:
        return
    held = record["visits"][visit]
    name = _one(draw, held)
    if name == "date":
        _date(draw, held, name)
    elif name is not None:
        held[name] = _value(draw, held[name])


def _value(draw: DrawFn, value: Any) -> Any:
    """A value that may be more: null, a group, a score with less of it recorded."""
    if isinstance(value, str) and value in GROUPS and draw(st.booleans()):
        return GROUPS[value]
    if not isinstance(value, dict) or draw(st.integers(0, 3)) == 0:
        return None
    kept = deepcopy(value)
    if "upper" in kept and "items" not in kept:
        del kept["upper"]
    elif kept.get("items") and draw(st.booleans()):
        del kept["items"][_one(draw, kept["items"])]
    else:
        for key in ("total", "ocular", "items"):
            if key in kept and draw(st.booleans()):
                del kept[key]
    return kept if "unit" in kept or kept else None


def _result(draw: DrawFn, record: Json) -> None:
    name = _one(draw, record["results"])
    if name is None or not record["results"][name]:
        return
    rows = record["results"][name]
    at = draw(st.integers(0, len(rows) - 1))
    what = draw(st.sampled_from(("date", "value", "row")))
    if what == "date":
        _date(draw, rows[at], "date")
    elif what == "value":
        rows[at] = {"date": rows[at]["date"], "value": None}
    elif _may_be_new(record, name, rows[at], "date"):
        del rows[at]


def _event(draw: DrawFn, record: Json) -> None:
    kind = _one(draw, record["events"])
    if kind is None or not record["events"][kind]:
        return
    rows = record["events"][kind]
    row = draw(st.sampled_from(rows))
    first = "date" if kind == "thymectomy" else "start"
    name = _one(draw, row)
    if draw(st.integers(0, 3)) == 0:
        if _may_be_new(record, kind, row, first):
            rows.remove(row)
    elif name in ("start", "stop", "date"):
        _date(draw, row, name)
    elif name == "agent":
        row[name] = CLASSES.get(row[name]) if draw(st.booleans()) else None
    elif name not in (None, "planned"):
        row[name] = None


def _may_be_new(record: Json, name: str, row: Json, first: str) -> bool:
    """Whether the row could be learnt later: its history is open, or closed before the row begins."""
    closings = record["complete"]
    closed = closings[name] if name in closings else closings.get("*")
    if closed is None:
        return True
    day = row.get(first)
    dated = closed[:1].isdigit() and day is not None and len(day) == 10
    return dated and not row.get("planned") and bool(day > closed)


def _closing(draw: DrawFn, record: Json) -> None:
    """A history is complete through an earlier day, or open."""
    name = _one(draw, record["complete"])
    held = record["complete"].get(name) if name else None
    if held is None:
        return
    choices: list[str | None] = [None]
    if held in VISITS:
        choices += VISITS[: VISITS.index(held)]
    else:
        choices.append((date.fromisoformat(held) - timedelta(days=draw(st.integers(1, 40)))).isoformat())
    record["complete"][name] = draw(st.sampled_from(choices))


def _statement(draw: DrawFn, record: Json) -> None:
    said = _one(draw, range(len(record["statements"])))
    if said is not None:
        del record["statements"][said]


STEPS = (_fact, _visit, _visit, _result, _event, _event, _closing, _statement)
