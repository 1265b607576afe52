"""Random patient records for the random protocols: plain JSON objects, most of them valid, with much unknown.

Dates lie close to one another, so that windows and their ends are hit.
"""

from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from mgdsl.core.columns import Answer

from .typed_conditions import VISITS

Json = dict[str, Any]
ITEMS = {
    "QMG": (
        "double vision on lateral gaze",
        "ptosis on upward gaze",
        "lid closure",
        "swallowing water",
        "counting aloud",
        "right arm",
        "left arm",
        "right grip",
        "left grip",
        "right leg",
        "left leg",
        "head lift",
        "vital capacity",
    ),
    "MG-ADL": (
        "double vision",
        "eyelid droop",
        "talking",
        "chewing",
        "swallowing",
        "breathing",
        "brush teeth, comb hair",
        "arise from chair",
    ),
}
NEAR = st.sampled_from(
    [date.fromordinal(date(2025, 3, 1).toordinal() + days).isoformat() for days in range(-8, 70, 3)]
)
FAR = st.sampled_from(("2024-02-29", "2024-08-31", "2024-12-01", "2025-01-31", "2025-02-28", "2021-06-15"))
DATES = st.one_of(NEAR, NEAR, FAR)
INTERVALS = st.one_of(
    st.tuples(DATES, DATES).map(lambda days: "/".join(sorted(days))),
    DATES.map(lambda day: f"{day}/.."),
    DATES.map(lambda day: f"../{day}"),
)
PARTIAL = st.one_of(
    DATES, DATES, DATES.map(lambda day: day[:7]), DATES.map(lambda day: day[:4]), INTERVALS, st.none()
)
YES = st.sampled_from((True, True, False, False, None))
MGFA = st.sampled_from(("I", "II", "IIa", "IIb", "IIIa", "III", "IVa", "IVb", "V", None))
POSITIVE = st.sampled_from(("positive", "negative", None))


@composite
def items(draw: DrawFn, scale: str) -> Json:
    """Scored items, perhaps with the total and the ocular part that all items add up to."""
    names, top = ITEMS[scale], draw(st.integers(0, 3))
    full = {name: draw(st.integers(0, top)) for name in names}
    given: Json = {}
    if draw(st.booleans()):
        given["total"] = sum(full.values())
    if draw(st.integers(0, 2)) == 0:
        given["ocular"] = sum(full[name] for name in names[:2])
    if draw(st.booleans()):
        left_out = draw(st.sets(st.sampled_from(names), max_size=4))
        given["items"] = {name: value for name, value in full.items() if name not in left_out}
    return given or {"total": sum(full.values())}


@composite
def lab(draw: DrawFn) -> Json:
    value = draw(st.sampled_from(("30", "40", "45.5", "50", "60", "120", "< 40", "> 45")))
    found: Json = {"value": int(value) if value.isdigit() else value, "unit": "U/L"}
    if draw(st.booleans()):
        found["upper"] = draw(st.sampled_from((30, 40)))
    return found


def amounts(unit: str, *numbers: object) -> SearchStrategy[Json | None]:
    return st.sampled_from((*({"value": number, "unit": unit} for number in numbers), None))


VALUES: dict[str, SearchStrategy[Any]] = {
    "QMG": items("QMG"),
    "MG-ADL": st.one_of(items("MG-ADL"), st.integers(0, 9), st.none()),
    "MG Composite": st.one_of(st.integers(0, 12), st.none()),
    "MGFA class": MGFA,
    "AChR antibody": POSITIVE,
    "MuSK antibody": POSITIVE,
    "ALT": st.one_of(lab(), st.none()),
    "AST": st.one_of(lab(), st.none()),
    "AChR titre": amounts("nmol/L", 0, 1),
    "weight": amounts("kg", 50, 60, 70),
    "height": amounts("cm", 160, 170),
    "bilirubin": amounts("mg/dL", 1, 2),
    "pregnant": YES,
    "breast-feeding": YES,
    "postmenopausal": YES,
    "surgically sterile": YES,
}
RESULTS = ("MG-ADL", "AChR antibody", "MuSK antibody", "ALT", "pregnant")


@composite
def some_of(draw: DrawFn, values: dict[str, SearchStrategy[Any]]) -> Json:
    """A value for some of the names."""
    left_out = draw(st.sets(st.sampled_from(tuple(values)), max_size=8))
    return {name: draw(each) for name, each in values.items() if name not in left_out}


@composite
def visits(draw: DrawFn) -> Json:
    """Visits in order; their dates may be partly known or missing."""
    days = sorted(draw(st.lists(NEAR, min_size=3, max_size=3)))
    found: Json = {}
    for name, day in zip(VISITS, days, strict=True):
        if draw(st.integers(0, 9)) == 9:
            continue
        cut = draw(st.sampled_from((10, 10, 10, 10, 7, 4, 0)))
        found[name] = {**draw(some_of(VALUES)), **({"date": day[:cut]} if cut else {})}
    return found


@composite
def results(draw: DrawFn) -> Json:
    found: Json = {}
    for name in draw(st.lists(st.sampled_from(RESULTS), unique=True, max_size=2)):
        rows = []
        for _ in range(draw(st.integers(0, 3))):
            value = draw(VALUES[name])
            row: Json = {"date": draw(PARTIAL)}
            rows.append(row | (value if isinstance(value, dict) else {"value": value}))
        found[name] = rows
    return found


@composite
def span(draw: DrawFn) -> Json:
    """A start and a stop; the stop is never before the start."""
    start, stop = sorted(draw(st.lists(DATES, min_size=2, max_size=2)))
    cut = draw(st.sampled_from((10, 10, 7, 4, 0)))
    found: Json = {"start": start[:cut] or None}
    kind = draw(st.sampled_from(("date", "date", "partial", "later", "ongoing", "none")))
    if kind == "ongoing":
        found["stop"] = "ongoing"
    elif kind == "later":
        found["stop"] = f"{stop}/.."
    elif kind != "none":
        found["stop"] = stop if kind == "date" else stop[:7]
    if draw(st.integers(0, 6)) == 0:
        found["planned"] = True
    return found


FAILURES = ("none", "persistent weakness", "worsening on treatment", "intolerance")


@composite
def therapy(draw: DrawFn) -> Json:
    agent = st.sampled_from(
        ("azathioprine", "prednisone", "tacrolimus", "steroids", "immunosuppressants", None)
    )
    found = draw(span()) | {"agent": draw(agent)}
    if draw(st.booleans()):
        failed = draw(st.lists(st.sampled_from(FAILURES[1:]), unique=True, max_size=2))
        found["failure"] = failed or "none"
    if draw(st.booleans()):
        found["dose"] = draw(amounts("mg/day", 5, 10, 20, 100))
    return found


@composite
def infection(draw: DrawFn, serious: bool = False) -> Json:
    found = draw(span()) | {"active": draw(YES)}
    if serious:
        found["it was serious"] = draw(YES)
    found["kind"] = draw(st.sampled_from(("sepsis", "pneumonia", None)))
    return found


DAY = st.builds(lambda day: {"date": day}, PARTIAL)
EVENTS: dict[str, SearchStrategy[Json]] = {
    "therapies": therapy(),
    "infections": infection(),
    "thymectomy": DAY,
    "IVIg": span(),
    "PE": span(),
    "exacerbations": span(),
}
CLOSED = st.one_of(st.sampled_from((*VISITS, VISITS[-1])), NEAR, st.none())


@composite
def statements(draw: DrawFn, asked: tuple[Answer, ...]) -> list[Json]:
    """Answers to some of what a protocol asks people for, each once."""
    keys = dict.fromkeys(
        (each.by, each.text, each.visit, each.since, each.until) for each in asked if not each.row
    )
    found = []
    for key in keys:
        if draw(st.integers(0, 3)):
            fields = zip(("by", "text", "visit", "from", "until"), key, strict=True)
            found.append({name: word for name, word in fields if word is not None} | {"answer": draw(YES)})
    return found


@composite
def records(draw: DrawFn, asked: tuple[Answer, ...] = ()) -> Json:
    """A record for a protocol that asks for these statements."""
    kinds = draw(st.lists(st.sampled_from(tuple(EVENTS)), unique=True, max_size=3))
    facts = {
        "sex": draw(st.sampled_from(("female", "male", None))),
        "birth date": draw(st.sampled_from(("1990-03-01", "2007-03", "2008-02-29", "1985", None))),
        "diabetes": draw(YES),
        "generalized MG onset": draw(PARTIAL),
    }
    histories = EVENTS | {"infections": infection(any(each.row for each in asked))}
    names = ("*", "therapies", "IVIg", "MG-ADL", "AChR antibody")
    closed = draw(st.lists(st.sampled_from(names), unique=True, max_size=3))
    return {
        "id": "P",
        "facts": {name: value for name, value in facts.items() if value is not None or draw(st.booleans())},
        "visits": draw(visits()),
        "results": draw(results()),
        "events": {kind: draw(st.lists(histories[kind], max_size=3)) for kind in kinds},
        "complete": draw(st.sampled_from(({"*": VISITS[-1]}, {}))) | {name: draw(CLOSED) for name in closed},
        "statements": draw(statements(asked)),
    }
