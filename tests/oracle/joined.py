"""Lines joined to criteria, and records that tell only part of a patient, for `lines`."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from .lines import ITEMS, PARTS, RANKS, VALUES, VISITS, Line, Meaning, Record, Truth, agreed, line


def negated(truth: Truth) -> Truth:
    return None if truth is None else not truth


def counted(truths: list[Truth], low: int, high: int) -> Truth:
    """Whether so many are true, from those that certainly are to those that possibly are."""
    certain, open_ = truths.count(True), truths.count(None)
    return agreed(low <= n <= high for n in range(certain, certain + open_ + 1))


def indented(text: str) -> str:
    return "\n".join(f"    {each}" for each in text.split("\n"))


def block(r: Random, depth: int = 2) -> Line:
    if not depth or r.random() < 0.25:
        return line(r)
    n = r.randint(2, 4)
    below = dict(block(r, depth - 1) for _ in range(n))
    if len(below) < n:
        return line(r)
    texts, meanings = list(below), list(below.values())
    kind = r.choice(("any of", "all of", "none of", "at least", "at most", "exactly", "if", "not"))
    if kind == "not":
        text, of = line(r)
        return f"not ({text})", lambda record: negated(of(record))
    if kind == "if":
        text, condition = line(r)

        def chosen(record: Record) -> Truth:
            asked, then, other = condition(record), meanings[0](record), meanings[1](record)
            return then if asked or (asked is None and then is other) else None if asked is None else other

        return f"if {text}:\n{indented(texts[0])}\notherwise:\n{indented(texts[1])}", chosen
    k = r.randint(1, n - 1)
    of_all = {"any of": (1, n), "all of": (n, n), "none of": (0, 0)}
    low, high = {**of_all, "at least": (k, n), "at most": (0, k), "exactly": (k, k)}[kind]
    head = kind if kind.endswith("of") else f"{kind} {k} of"
    body = "\n".join(map(indented, texts))
    return f"{head}:\n{body}", lambda record: counted([m(record) for m in meanings], low, high)


def criterion(r: Random, at: int) -> tuple[str, Callable[[Record], str]]:
    """Its text, and its status."""
    text, meaning = block(r)
    kind = r.choice(("inclusion", "exclusion"))
    condition: Meaning | None = None
    if r.random() < 0.3:
        asked, of = line(r)
        word = r.choice(("if", "unless"))
        text = f"{word} {asked}:\n{indented(text)}"
        condition = of if word == "if" else lambda record: negated(of(record))

    def status(record: Record) -> str:
        applies, body = True if condition is None else condition(record), meaning(record)
        blocks = body if kind == "exclusion" else negated(body)
        if applies is False:
            return "not applicable"
        return "pass" if blocks is False else "fail" if applies and blocks else "unknown"

    return f"{kind} C{at}:\n{indented(text)}\n", status


# Records. -------------------------------------------------------------------------------------------------
def record(r: Random) -> Record:
    """Much of it left out, partial or censored; now and then a score that cannot be."""
    leap = (date(2024, 2, 29), date(2025, 2, 28), date(2025, 3, 1), date(2024, 3, 31))
    day = r.choice(leap) if r.random() < 0.3 else date(2024, 1, 1) + timedelta(r.randint(0, 800))
    years, off = r.choice((17, 18, 19, 20, 61, 70, 80)), r.choice((-1, 0, 1, -30, 200))
    birth = date(2004, 2, 29) if r.random() < 0.2 else day - timedelta(years * 365 + years // 4 + off)
    found: Record = {"id": "P", "facts": {}, "visits": {}}
    if r.random() < 0.85:
        found["facts"]["birth date"] = blurred(r, birth)
    if r.random() < 0.8:
        found["facts"]["cohort"] = r.choice((["A"], ["B"], ["C"], ["A", "C"]))
    for visit in VISITS:
        if r.random() < 0.9:
            found["visits"][visit] = at_visit(r, day)
        day += timedelta(r.choice((0, 1, 28, 31)))
    return found


def blurred(r: Random, day: date) -> str:
    return str(day)[: r.choice((10, 10, 10, 7, 4))]


def at_visit(r: Random, day: date) -> Record:
    held: dict[str, Any] = {"date": blurred(r, day)} if r.random() < 0.7 else {}
    if r.random() < 0.05:
        return {**held, "done": False}
    held |= {name: score for name in ITEMS if (score := scored(r, name)) is not None}
    if r.random() < 0.85:
        sign = r.choice(("", "", "< ", "> ", "<= ", ">= "))
        value = f"{sign}{r.choice((39, 40, 41, 50, 50.5, 60, 75, 120, 121))}"
        held["ALT"] = {"value": value, "unit": "U/L"}
        held["ALT"] |= {"upper": r.choice((40, 41, 50))} if r.random() < 0.7 else {}
        held["ALT"] |= {"lower": r.choice((10, 39, 40))} if r.random() < 0.4 else {}
    if r.random() < 0.8:
        held["hemoglobin"] = r.choice(({"value": "89", "unit": "g/L"}, {"value": "10.0", "unit": "g/dL"}))
    if r.random() < 0.75:
        held["stage"] = r.choice([*RANKS, "II", "III"])
    if r.random() < 0.7:
        held["smoker"] = r.random() < 0.5
    return held


def scored(r: Random, name: str) -> Any:
    values = {item: r.choice(VALUES[name]) for item in ITEMS[name]}
    total = sum(values.values())
    if r.random() < 0.3:
        return r.choice((None, total))
    found: dict[str, Any] = {"total": total} if r.random() < 0.5 else {}
    found |= {part: sum(values[i] for i in items) for part, items in PARTS[name].items() if r.random() < 0.25}
    items = {item: value for item, value in values.items() if r.random() < 0.5}
    found |= {"items": items} if items else {}
    if "total" in found and r.random() < 0.05:
        found["total"] = abs(total - 1)
    return found or None
