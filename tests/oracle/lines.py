"""Lines about one visit, about its scores, labs, classes and the age, where much is known only in part.

What a comparison means is found by trying every completion of the record. Nothing of the package is imported.
Truths are True, False and None (unknown).
"""

import operator
from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

HEAD = """protocol "Lines":
    visits: screening, baseline, infusion
    decision visit: infusion

fact birth date:
    values: date
fact smoker:
    recorded: by visit
fact cohort:
    values: A, B, C
classification stage:
    recorded: by visit
    values: I, IIa, IIb, IIIa, IIIb, V
    groups:
        II: IIa, IIb
        III: IIIa, IIIb
    order: I, II, III, V
lab ALT:
    unit: U/L
    upper limit: reported with result
    lower limit: reported with result
lab hemoglobin:
    unit: g/L
instrument score:
    recorded: by visit
    values: 0 to 3
    items:
        eye: e one, e two
        face: f one
        limb: l one
    parts:
        rest: all but eye
        wide: eye, face
instrument gap:
    recorded: by visit
    values: 0, 2, 4, 9
    items:
        talk: t one
        breath: b one, b two

"""
VISITS = ("screening", "baseline", "infusion")
Record = dict[str, Any]
Truth = bool | None
Meaning = Callable[[Record], Truth]
Line = tuple[str, Meaning]

VALUES = {"score": (0, 1, 2, 3), "gap": (0, 2, 4, 9)}
ITEMS = {"score": ("e one", "e two", "f one", "l one"), "gap": ("t one", "b one", "b two")}
PARTS = {
    "score": {
        "eye": ("e one", "e two"),
        "face": ("f one",),
        "limb": ("l one",),
        "rest": ("f one", "l one"),
        "wide": ("e one", "e two", "f one"),
    },
    "gap": {"talk": ("t one",), "breath": ("b one", "b two")},
}
OPS: dict[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "=": operator.eq,
    "!=": operator.ne,
}
ORDERS = (">=", ">", "<=", "<")


def agreed(answers: Iterable[bool]) -> Truth:
    found = set(answers)
    return found.pop() if len(found) == 1 else None


def at(record: Record, visit: str) -> Record:
    """What is recorded at a visit; nothing if it was not done."""
    held: Record = record["visits"].get(visit) or {}
    return {} if held.get("done") is False else held


# Scores. --------------------------------------------------------------------------------------------------
def completions(name: str, raw: Any) -> list[dict[str, int]]:
    """Every scoring of the items that gives what is recorded."""
    known = {"total": raw} if isinstance(raw, int) else raw or {}
    pools = [
        (known["items"][item],) if item in known.get("items", {}) else VALUES[name] for item in ITEMS[name]
    ]
    found = []
    for values in product(*pools):
        scored = dict(zip(ITEMS[name], values, strict=True))
        sums = {part: sum(scored[item] for item in items) for part, items in PARTS[name].items()}
        sums["total"] = sum(values)
        if all(sums[key] == wanted for key, wanted in known.items() if key != "items"):
            found.append(scored)
    return found


def possible(record: Record) -> bool:
    """Whether total, parts and items of all scores can be true together."""
    return all(
        completions(name, held[name]) for held in record["visits"].values() for name in ITEMS if name in held
    )


def score_line(r: Random) -> Line:
    name, visit = r.choice(list(ITEMS)), r.choice(VISITS)
    top = max(VALUES[name]) * len(ITEMS[name])
    part = r.choice(list(PARTS[name]))
    items = PARTS[name][part]
    highest = max(VALUES[name]) * len(items)
    kind = r.choice(("total", "between", "in", "part", "share", "items", "change"))
    op, n = r.choice(list(OPS)), r.randint(1, top - 1)

    def every(test: Callable[[dict[str, int]], bool]) -> Meaning:
        return lambda record: agreed(test(c) for c in completions(name, at(record, visit).get(name)))

    if kind == "total":
        return f"{name} {op} {n} at {visit}", every(lambda c: OPS[op](sum(c.values()), n))
    if kind == "between":
        high = r.randint(n + 1, top)
        return f"{name} between {n} and {high} at {visit}", every(lambda c: n <= sum(c.values()) <= high)
    if kind == "in":
        several = sorted({r.randint(0, top) for _ in range(3)})
        words, out = ("not in", True) if r.random() < 0.4 else ("in", False)
        listed = ", ".join(map(str, several))
        return f"{name} {words} {{{listed}}} at {visit}", every(lambda c: (sum(c.values()) in several) != out)
    if kind == "part":
        k = r.randint(1, highest - 1)
        return f"{part} part of {name} {op} {k} at {visit}", every(
            lambda c: OPS[op](sum(c[i] for i in items), k)
        )
    if kind == "share":
        op, share = r.choice(ORDERS), r.choice((50, 50, 50, 25, 33, 60, 75))
        return (
            f"{part} share of {name} {op} {share}% at {visit}",
            every(lambda c: OPS[op](100 * sum(c[i] for i in items), share * sum(c.values()))),
        )
    if kind == "items":
        how, test = r.choice((("at least", operator.ge), ("at most", operator.le), ("exactly", operator.eq)))
        m, k = r.randint(1, len(ITEMS[name]) - 1), r.choice(VALUES[name][1:])
        return (
            f"{how} {m} items of {name} >= {k} at {visit}",
            every(lambda c: test(sum(value >= k for value in c.values()), m)),
        )
    first = r.randint(0, 1)
    early, late = VISITS[first], VISITS[r.randint(first + 1, 2)]
    word, sign = r.choice((("rise", 1), ("fall", -1), ("change", 1)))

    def changed(record: Record) -> Truth:
        before, after = (
            {sum(c.values()) for c in completions(name, at(record, v).get(name))} for v in (early, late)
        )
        return agreed(OPS[op](sign * (b - a), n) for a in before for b in after)

    return f"{word} of {name} {op} {n} from {early} until {late}", changed


def sum_line(r: Random) -> Line:
    """Sums, differences and multiples of totals and parts, of one score or of both, on both sides."""
    visit = r.choice(VISITS)
    names = r.choice((["score"], ["score"], ["gap"], ["score", "gap"]))
    left, right = terms(r, names, r.randint(1, 3)), terms(r, names, r.randint(0, 2))
    op, n = r.choice(list(OPS)), r.randint(0, 9)

    def values(record: Record, *sides: list[Term]) -> set[tuple[Fraction, ...]]:
        found = {(Fraction(0),) * len(sides)}
        for name in names:
            held = completions(name, at(record, visit).get(name))
            more = {tuple(added(side, name, chosen) for side in sides) for chosen in held}
            found = {tuple(map(operator.add, a, b)) for a in found for b in more}
        return found

    kind = r.choice(("compare", "compare", "compare", "between", "in"))
    if kind == "compare":
        other = " + ".join(filter(None, (shown(right), str(n))))
        return f"{shown(left)} {op} {other} at {visit}", lambda record: agreed(
            OPS[op](a, b + n) for a, b in values(record, left, right)
        )
    if kind == "between":
        high = n + r.randint(1, 6)
        return f"{shown(left)} between {n} and {high} at {visit}", lambda record: agreed(
            n <= a <= high for (a,) in values(record, left)
        )
    several = sorted({r.randint(0, 12) for _ in range(3)})
    return f"{shown(left)} in {{{', '.join(map(str, several))}}} at {visit}", lambda record: agreed(
        a in several for (a,) in values(record, left)
    )


Term = tuple[int, Fraction, str, str]
"""Its sign, its factor, the score, and the part, or ``total``."""


def terms(r: Random, names: list[str], number: int) -> list[Term]:
    factors = (Fraction(1), Fraction(1), Fraction(2), Fraction(3), Fraction(1, 2))
    signs = (1, *(r.choice((1, 1, -1)) for _ in range(number)))
    chosen = (r.choice(names) for _ in range(number))
    return [
        (sign, r.choice(factors), name, r.choice(("total", *PARTS[name])))
        for sign, name in zip(signs, chosen, strict=False)
    ]


def shown(side: list[Term]) -> str:
    text = ""
    for sign, factor, name, part in side:
        word = name if part == "total" else f"{part} part of {name}"
        word = word if factor == 1 else f"{word} / 2" if factor == Fraction(1, 2) else f"{factor} × {word}"
        text += (" + " if sign > 0 else " - ") * bool(text) + word
    return text


def added(side: list[Term], name: str, chosen: dict[str, int]) -> Fraction:
    """What the items of one score come to."""
    total = Fraction(0)
    for sign, factor, of, part in side:
        if of == name:
            items = ITEMS[name] if part == "total" else PARTS[name][part]
            total += sign * factor * sum(chosen[item] for item in items)
    return total


# Ages. ----------------------------------------------------------------------------------------------------
def days(text: str) -> tuple[date, date]:
    """First and last day of a date that may be partial."""
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    if day:
        return (date(year, month, day),) * 2
    last = month or 12
    return date(year, month or 1, 1), date(year, last, monthrange(year, last)[1])


def visit_days(record: Record, visit: str) -> tuple[date | None, date | None]:
    """Not before an earlier visit, not after a later one."""
    dated = [days(d) if (d := (record["visits"].get(v) or {}).get("date")) else None for v in VISITS]
    here = VISITS.index(visit)
    lows, highs = [d[0] for d in dated[: here + 1] if d], [d[1] for d in dated[here:] if d]
    return max(lows, default=None), min(highs, default=None)


def completed(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def age_line(r: Random) -> Line:
    visit, op, k = r.choice(VISITS), r.choice(list(OPS)), r.choice((17, 18, 19, 20, 61, 70, 80))

    def meaning(record: Record) -> Truth:
        low, high = visit_days(record, visit)
        birth = record["facts"].get("birth date")
        youngest = 0 if birth is None or low is None else max(0, completed(days(birth)[1], low))
        oldest = 200 if birth is None or high is None else max(0, completed(days(birth)[0], high))
        return agreed(OPS[op](age, k) for age in range(youngest, oldest + 1))

    return f"age {op} {k} years at {visit}", meaning


# Labs. ----------------------------------------------------------------------------------------------------
FAR, NEAR = Fraction(10**9), Fraction(1, 10**6)
FACTOR = {"U/L": 1, "kU/L": 1000, "g/L": 1, "g/dL": 10}


def compared(op: str, raw: Any, limit: Fraction) -> Truth:
    """Over the ends of what the result can be, and what lies at and beside the limit."""
    low, high = -FAR, FAR
    if raw is not None:
        *sign, text = str(raw["value"]).split()
        x = Fraction(text) * FACTOR[raw["unit"]]
        match sign:
            case []:
                low, high = x, x
            case ["<"]:
                high = x - NEAR
            case ["<="]:
                high = x
            case [">"]:
                low = x + NEAR
            case _:
                low = x
    points = {low, high, *(p for p in (limit - NEAR, limit, limit + NEAR) if low <= p <= high)}
    return agreed(OPS[op](p, limit) for p in points)


def lab_line(r: Random) -> Line:
    visit, op = r.choice(VISITS), r.choice(list(OPS))
    kind = r.choice(("number", "hemoglobin", "upper", "lower"))
    if kind == "number":
        k = r.choice((39, 40, 41, 50, 120))
        return f"ALT {op} {k} U/L at {visit}", lambda record: compared(
            op, at(record, visit).get("ALT"), Fraction(k)
        )
    if kind == "hemoglobin":
        k, unit = r.choice(((90, "g/L"), (100, "g/L"), (9, "g/dL"), (10, "g/dL")))
        limit = Fraction(k * FACTOR[unit])
        return (
            f"hemoglobin {op} {k} {unit} at {visit}",
            lambda record: compared(op, at(record, visit).get("hemoglobin"), limit),
        )
    order, times = r.choice(ORDERS), r.choice((Fraction(1), Fraction(3, 2), Fraction(3)))

    def multiple(record: Record) -> Truth:
        raw = at(record, visit).get("ALT")
        if raw is None or kind not in raw:
            return None
        return compared(order, raw, times * raw[kind] * FACTOR[raw["unit"]])

    return f"ALT {order} {float(times):g} × {'ULN' if kind == 'upper' else 'LLN'} at {visit}", multiple


# Classes. -------------------------------------------------------------------------------------------------
GROUPS = {"II": {"IIa", "IIb"}, "III": {"IIIa", "IIIb"}}
RANKS = {"I": 0, "IIa": 1, "IIb": 1, "IIIa": 2, "IIIb": 2, "V": 3}


def class_line(r: Random) -> Line:
    visit, kind = r.choice(VISITS), r.choice(("is", "is not", "in", "order", "yes", "cohort"))
    word = r.choice([*RANKS, *GROUPS])
    members = GROUPS.get(word, {word})

    def every(test: Callable[[str], bool]) -> Meaning:
        def meaning(record: Record) -> Truth:
            raw = at(record, visit).get("stage")
            return None if raw is None else agreed(map(test, GROUPS.get(raw, {raw})))

        return meaning

    if kind == "is":
        return f"stage is {word} at {visit}", every(lambda value: value in members)
    if kind == "is not":
        return f"stage is not {word} at {visit}", every(lambda value: value not in members)
    if kind == "in":
        return f"stage in {{I, III}} at {visit}", every(lambda value: value == "I" or value in GROUPS["III"])
    if kind == "order":
        op, (group, rank) = r.choice(ORDERS), r.choice((("II", 1), ("III", 2)))
        return f"stage {op} {group} at {visit}", every(lambda value: OPS[op](RANKS[value], rank))
    if kind == "yes":
        return f"smoker at {visit}", lambda record: at(record, visit).get("smoker")
    wanted = sorted(r.sample("ABC", 2))

    def among(record: Record) -> Truth:
        raw = record["facts"].get("cohort")
        return None if raw is None else any(value in wanted for value in raw)

    return f"cohort in {{{', '.join(wanted)}}}", among


KINDS = (score_line, score_line, sum_line, sum_line, age_line, lab_line, class_line)


def line(r: Random) -> Line:
    return r.choice(KINDS)(r)
