"""What lines about a history mean in a world where everything is known: day by day, over plain lists.

Nothing of the package is imported. Truths are True, False and None (unknown, where nothing is there to ask).
"""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations, pairwise

DAY = timedelta(1)
EQUIVALENT = {"prednisone": 5, "prednisolone": 5, "methylprednisolone": 4}
"""Milligrams that do the work of 5 mg of prednisone."""
OTHERS = ("azathioprine", "tacrolimus", "rituximab")
AGENTS = (*EQUIVALENT, *OTHERS)
FAILURES = ("none", "persistent weakness", "intolerance")


@dataclass(frozen=True)
class Course:
    """A drug taken on every day from start to stop; without a stop it goes on."""

    agent: str
    start: date
    stop: date | None
    dose: int
    failure: str

    def covers(self, day: date) -> bool:
        return self.start <= day and (self.stop is None or day <= self.stop)

    def touches(self, low: date, high: date) -> bool:
        return self.start <= high and (self.stop is None or self.stop >= low)


@dataclass(frozen=True)
class World:
    """A patient, all of whose history is known through baseline."""

    screening: date
    baseline: date
    courses: tuple[Course, ...]
    surgeries: tuple[date, ...]
    worse: tuple[tuple[date, date], ...]
    """Exacerbations, from a day through a day."""
    scores: tuple[tuple[date, int], ...]
    """MG-ADL on days that all differ."""


Meaning = Callable[[World], bool | None]
Form = tuple[str, Meaning]


def shift(day: date, number: int, unit: str) -> date:
    """So many days, weeks, months or years later; the month's last day where the month has no such day."""
    if unit.startswith("day"):
        return day + number * DAY
    if unit.startswith("week"):
        return day + 7 * number * DAY
    months = day.year * 12 + day.month - 1 + number * (12 if unit.startswith("year") else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


LENGTHS = ((10, "days"), (4, "weeks"), (1, "month"), (3, "months"), (1, "year"))
LONG_AGO = ("at least", "more than")
"""Distances that `no` does not go with: they would read as a washout."""
Window = Callable[[date], tuple[date, date]]


def windows() -> Iterator[tuple[str, Window]]:
    """Phrases before a visit, each with its first and its last day."""
    yield "before screening", lambda v: (date.min, v)
    yield "on a day before screening", lambda v: (date.min, v - DAY)
    for number, unit in LENGTHS:
        far = _far(number, unit)
        yield f"within {number} {unit} before screening", lambda v, far=far: (far(v), v)
        yield f"less than {number} {unit} before screening", lambda v, far=far: (far(v) + DAY, v)
        yield f"at least {number} {unit} before screening", lambda v, far=far: (date.min, far(v))
        yield f"more than {number} {unit} before screening", lambda v, far=far: (date.min, far(v) - DAY)


def _far(number: int, unit: str) -> Callable[[date], date]:
    return lambda v: shift(v, -number, unit)


def surgeries() -> Iterator[Form]:
    for phrase, window in windows():

        def count(world: World, window: Window = window) -> int:
            low, high = window(world.screening)
            return sum(low <= day <= high for day in world.surgeries)

        yield f"any thymectomy {phrase}", lambda w, n=count: n(w) >= 1
        if not phrase.startswith(LONG_AGO):
            yield f"no thymectomy {phrase}", lambda w, n=count: n(w) == 0
        yield f"at least 2 thymectomies {phrase}", lambda w, n=count: n(w) >= 2
        yield f"at most 1 thymectomies {phrase}", lambda w, n=count: n(w) <= 1
        yield f"exactly 1 thymectomies {phrase}", lambda w, n=count: n(w) == 1


def courses() -> Iterator[Form]:
    for phrase, window in windows():

        def taken(world: World, window: Window = window) -> list[Course]:
            low, high = window(world.screening)
            return [course for course in world.courses if course.touches(low, high)]

        yield (
            f"any immunosuppressants except corticosteroids {phrase}",
            lambda w, t=taken: any(c.agent in OTHERS for c in t(w)),
        )
        if not phrase.startswith(LONG_AGO):
            yield (
                f"no {{azathioprine, prednisone}} {phrase} where failure is not none",
                lambda w, t=taken: (
                    not any(c.agent in ("azathioprine", "prednisone") and c.failure != "none" for c in t(w))
                ),
            )
        yield (
            f"at least 2 distinct agents among immunosuppressants {phrase} where failure is intolerance",
            lambda w, t=taken: len({c.agent for c in t(w) if c.failure == "intolerance"}) >= 2,
        )
        yield (
            f"at most 1 distinct agents among immunosuppressants {phrase} where dose >= 10 mg/day",
            lambda w, t=taken: len({c.agent for c in t(w) if c.dose >= 10}) <= 1,
        )
        yield (
            f"any therapy {phrase} where duration >= 4 weeks",
            lambda w, t=taken: _some(_as_long(c, w, 4, "weeks") for c in t(w)),
        )
        yield (
            f"any therapy {phrase} where start within 1 month before screening",
            lambda w, t=taken: any(shift(w.screening, -1, "month") <= c.start <= w.screening for c in t(w)),
        )
    yield "any therapy at screening", lambda w: any(c.covers(w.screening) for c in w.courses)


def _some(truths: Iterator[bool | None]) -> bool | None:
    held = list(truths)
    return True if True in held else None if None in held else False


def _as_long(course: Course, world: World, number: int, unit: str) -> bool | None:
    """How long a course lasts that goes on at baseline is not known beyond that day."""
    needed = shift(course.start, number, unit)
    if course.stop is None:
        return True if world.baseline >= needed else None
    return course.stop >= needed


def exposures() -> Iterator[Form]:
    for number, unit in LENGTHS:
        far = _far(number, unit)

        def covered(world: World, agents: tuple[str, ...], first: date) -> bool:
            """Whether one agent was taken on every day from the first to screening."""
            days = [first + n * DAY for n in range((world.screening - first).days + 1)]
            return any(
                all(any(c.agent == agent and c.covers(day) for c in world.courses) for day in days)
                for agent in agents
            )

        yield (
            f"any tacrolimus for at least {number} {unit} before screening",
            lambda w, far=far, c=covered: c(w, ("tacrolimus",), far(w.screening)),
        )
        yield (
            f"any immunosuppressants for more than {number} {unit} before screening",
            lambda w, far=far, c=covered: c(w, AGENTS, far(w.screening) - DAY),
        )


def steroids(world: World, day: date) -> Fraction:
    """The steroids of a day, in milligrams of prednisone."""
    taken = (c for c in world.courses if c.agent in EQUIVALENT and c.covers(day))
    return sum((c.dose * Fraction(5, EQUIVALENT[c.agent]) for c in taken), Fraction())


def tacrolimus(world: World, day: date) -> Fraction:
    return sum(
        (Fraction(c.dose) for c in world.courses if c.agent == "tacrolimus" and c.covers(day)), Fraction()
    )


Doses = Callable[[World, date], Fraction]


def steps(world: World, first: date, of: Doses = steroids) -> list[Fraction]:
    """What each day after the first, through screening, adds to the dose of the day before."""
    days = [first + n * DAY for n in range((world.screening - first).days + 1)]
    return [later - earlier for earlier, later in pairwise(of(world, day) for day in days)]


def doses() -> Iterator[Form]:
    steroid = "dose of corticosteroids as prednisone"
    for limit in (5, 10, 20):
        yield f"{steroid} <= {limit} mg/day at screening", lambda w, k=limit: steroids(w, w.screening) <= k
        yield f"{steroid} > {limit} mg/day at screening", lambda w, k=limit: steroids(w, w.screening) > k
    for number, unit in LENGTHS:
        far = _far(number, unit)
        yield (
            f"{steroid} is unchanged for at least {number} {unit} before screening",
            lambda w, far=far: not any(steps(w, far(w.screening))),
        )
        yield (
            f"{steroid} is not raised for at least {number} {unit} before screening",
            lambda w, far=far: all(step <= 0 for step in steps(w, far(w.screening))),
        )
        yield (
            f"{steroid} is changed within {number} {unit} before screening",
            lambda w, far=far: any(steps(w, far(w.screening) - DAY)),
        )
        yield (
            f"dose of tacrolimus is raised within {number} {unit} before screening",
            lambda w, far=far: any(step > 0 for step in steps(w, far(w.screening) - DAY, tacrolimus)),
        )


def exacerbations() -> Iterator[Form]:
    def before(world: World) -> list[tuple[date, date]]:
        return [(start, stop) for start, stop in world.worse if start <= world.screening]

    for number, unit in ((2, "months"), (6, "months"), (1, "year")):
        yield (
            f"at least 2 exacerbations within any {number} {unit} before screening",
            lambda w, n=number, u=unit: any(
                max(a[0], b[0]) <= shift(min(a[1], b[1]), n, u) for a, b in combinations(before(w), 2)
            ),
        )
        yield (
            f"at least 2 exacerbations over at least {number} {unit}",
            lambda w, n=number, u=unit: (
                len(w.worse) >= 2
                and max(stop for _, stop in w.worse) >= shift(min(start for start, _ in w.worse), n, u)
            ),
        )
    for rate in (1, 2):
        yield (
            f"at least {rate} exacerbations per year within 2 years before screening",
            lambda w, k=rate: (
                sum(
                    start <= w.screening and stop >= shift(w.screening, -2, "years")
                    for start, stop in w.worse
                )
                >= 2 * k
            ),
        )


def scores() -> Iterator[Form]:
    for phrase, window in windows():

        def values(world: World, window: Window = window) -> list[int]:
            low, high = window(world.screening)
            return [value for day, value in sorted(world.scores) if low <= day <= high]

        for limit in (5, 8):
            yield (
                f"any result of MG-ADL >= {limit} {phrase}",
                lambda w, v=values, k=limit: any(x >= k for x in v(w)),
            )
            yield (
                f"at least 2 results of MG-ADL >= {limit} {phrase}",
                lambda w, v=values, k=limit: sum(x >= k for x in v(w)) >= 2,
            )
            yield (
                f"every result of MG-ADL >= {limit} {phrase}",
                lambda w, v=values, k=limit: all(x >= k for x in v(w)) if v(w) else None,
            )
            yield (
                f"latest MG-ADL >= {limit} {phrase}",
                lambda w, v=values, k=limit: v(w)[-1] >= k if v(w) else None,
            )
            yield (
                f"earliest MG-ADL < {limit} {phrase}",
                lambda w, v=values, k=limit: v(w)[0] < k if v(w) else None,
            )
            yield (
                f"highest MG-ADL >= {limit} {phrase}",
                lambda w, v=values, k=limit: max(v(w)) >= k if v(w) else None,
            )
            yield (
                f"lowest MG-ADL >= {limit} {phrase}",
                lambda w, v=values, k=limit: min(v(w)) >= k if v(w) else None,
            )
    for number, unit in LENGTHS:
        far = _far(number, unit)
        yield (
            f"MG-ADL >= 5 for at least {number} {unit} before screening",
            lambda w, far=far: _held(w, far(w.screening), 5),
        )


def _held(world: World, first: date, limit: int) -> bool | None:
    """False if a value in the stretch fails; true if all hold, and the last one until its first day does."""
    inside = [value for day, value in world.scores if first <= day <= world.screening]
    until = [value for day, value in sorted(world.scores) if day <= first]
    if any(value < limit for value in inside):
        return False
    return True if until and until[-1] >= limit else None


FORMS: tuple[Form, ...] = tuple(
    form for group in (surgeries, courses, exposures, doses, exacerbations, scores) for form in group()
)
