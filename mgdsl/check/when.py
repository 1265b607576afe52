"""The *when* of a line: visits, windows as days of the calendar, exposures (meaning.md, 15 to 19)."""

from attrs import field

from mgdsl.check import messages
from mgdsl.check.scope import THE_VISIT, Context, Mistake, Names, Visit
from mgdsl.core.columns import Step
from mgdsl.report.source import Span
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast
from mgdsl.tree import frozen

UNITS = {
    word: unit
    for unit, words in {
        "day": "day days d",
        "week": "week weeks wk wks",
        "month": "month months mo",
        "year": "year years y yr yrs",
    }.items()
    for word in words.split()
}


@frozen
class Day:
    """A visit's day moved by a step."""

    visit: str
    step: Step = field(factory=Step)


@frozen
class Window:
    """Days from `low` to `high`, both ends in; None: without an end on that side."""

    low: Day | None
    high: Day | None


@frozen
class Whens:
    """The whens of one line, sorted by what they do. At most one of `visits` and `window` is given.

    `each`: with several visits, whether the line must hold at each of them (else at one).
    """

    visits: tuple[str, ...] = ()
    each: bool = True
    window: Window | None = None
    period: ast.Period | None = None
    sliding: Step | None = None
    over: Step | None = None
    throughout: Window | None = None
    held: bool = False
    """The same items at all the visits."""

    @property
    def plain(self) -> bool:
        """No when but visits."""
        return not (self.window or self.sliding or self.over or self.throughout)


def length(duration: ast.Duration, context: Context) -> Step:
    """A duration as a step forward. Mistakes: not a whole number; not a unit of the calendar."""
    unit = UNITS.get(duration.unit.lower())
    if unit is None:
        raise Mistake(messages.not_a_duration(context.place(duration.span), duration.unit))
    if not duration.number.isdigit() or int(duration.number) > 100_000:
        raise Mistake(messages.not_a_whole_duration(context.place(duration.span), duration.number))
    return Step(int(duration.number), unit)


def moved(step: Step, sign: int, days: int = 0) -> Step:
    return Step(sign * step.n, step.unit, days)


def visit_of(name: ast.Name, names: Names, context: Context) -> str:
    """The visit of that name; `the visit` is the one that the line is read at."""
    if fold(name.text) == THE_VISIT:
        if context.visit is None:
            raise Mistake(messages.the_visit_missing(context.place(name.span), context.use))
        return context.visit
    found = names.find(name.text)
    if isinstance(found, Visit):
        return found.name
    if not names.schema.visits:
        raise Mistake(messages.no_visits(context.place(name.span), name.text))
    raise Mistake(messages.unknown_visit(context.place(name.span), name.text, names.schema.visits))


def decision(names: Names, context: Context, span: Span) -> str:
    if names.schema.decision is None:
        raise Mistake(messages.no_decision_visit(context.place(span), names.schema.visits))
    return names.schema.decision


def point(at: ast.Point, names: Names, context: Context) -> Day:
    visit = visit_of(at.visit, names, context)
    if at.duration is None:
        return Day(visit)
    return Day(visit, moved(length(at.duration, context), -1 if at.side == "before" else 1))


def sort(whens: tuple[ast.When, ...], names: Names, context: Context) -> Whens:
    """The whens of a line. Mistakes: two of a kind, unknown visits."""
    visits: tuple[str, ...] = ()
    each = True
    found: dict[str, object] = {}
    place: ast.When | None = None
    for when in whens:
        kind: str
        match when:
            case ast.AtVisit(visit):
                kind, visits = "window", (visit_of(visit, names, context),)
            case ast.AtEach(braces) | ast.AtAny(braces):
                kind, each = "window", isinstance(when, ast.AtEach)
                visits = tuple(_visit_item(item, names, context) for item in braces.items)
            case ast.Held(braces):
                kind, found["held"] = "window", True
                visits = tuple(_visit_item(item, names, context) for item in braces.items)
            case ast.Sliding(duration):
                kind = "sliding"
                found["sliding"] = length(duration, context)
            case ast.Over(duration):
                kind = "over"
                found["over"] = length(duration, context)
            case ast.Throughout(strict, duration, visit):
                kind = "window"
                day = visit_of(visit, names, context)
                start = Day(day, moved(length(duration, context), -1, -1 if strict else 0))
                found["throughout"] = Window(start, Day(day))
            case ast.Period(since, until):
                kind = "window"
                found["period"] = when
                found["window"] = Window(
                    point(since, names, context) if since else None, point(until, names, context)
                )
            case _:
                kind = "window"
                found["window"] = window(when, names, context)
        if place is not None and kind in found.get("kinds", ()):  # type: ignore[operator]
            raise Mistake(messages.two_whens(context.place(place.span), context.place(when.span)))
        found["kinds"] = (*found.get("kinds", ()), kind)  # type: ignore[misc]
        place = when
    found.pop("kinds", None)
    return Whens(visits, each, **found)  # type: ignore[arg-type]


def _visit_item(item: ast.Expr, names: Names, context: Context) -> str:
    if not isinstance(item, ast.Name):
        raise Mistake(messages.unknown_visit(context.place(item.span), "", names.schema.visits))
    return visit_of(item, names, context)


def window(when: ast.When, names: Names, context: Context) -> Window:
    """`before`, `after`, `on a day …` and the distances. `after V` ends at the decision visit's day."""
    match when:
        case ast.Before(visit):
            return Window(None, Day(visit_of(visit, names, context)))
        case ast.After(visit):
            return Window(Day(visit_of(visit, names, context)), _end(when, names, context))
        case ast.Strictly(side, visit):
            day = visit_of(visit, names, context)
            if side == "before":
                return Window(None, Day(day, Step(days=-1)))
            return Window(Day(day, Step(days=1)), _end(when, names, context))
        case ast.Distance(word, duration, side, visit):
            return _distance(word, length(duration, context), side, when, names, context)
        case _:
            raise AssertionError(when)


def _end(when: "ast.After | ast.Strictly | ast.Distance", names: Names, context: Context) -> Day:
    """Where `after V` without an end stops. Mistake: V is that visit or later: next to no day is left."""
    end = decision(names, context, when.span)
    visits = names.schema.visits
    if visits.index(visit_of(when.visit, names, context)) >= visits.index(end):
        begins = context.place(when.visit.span).text
        if isinstance(when, ast.Distance):
            begins = f"{context.place(when.duration.span).text} after {begins}"
        place, day = context.place(when.span), isinstance(when, ast.After)
        raise Mistake(messages.after_decision(place, begins, context.place(when.visit.span).text, end, day))
    return Day(end)


def _distance(word: str, step: Step, side: str, when: ast.Distance, names: Names, context: Context) -> Window:
    """Distance ≤, <, ≥ or > N from V; the step is taken from V."""
    day = visit_of(when.visit, names, context)
    inner = word in ("within", "less than")
    strict = 1 if word in ("less than", "more than") else 0
    before = Day(day, moved(step, -1, strict if inner else -strict))
    after = Day(day, moved(step, 1, -strict if inner else strict))
    match side, inner:
        case "before", True:
            return Window(before, Day(day))
        case "before", False:
            return Window(None, before)
        case "after", True:
            return Window(Day(day), after)
        case "after", False:
            return Window(after, _end(when, names, context))
        case _, True:
            return Window(before, after)
        case _:
            raise Mistake(messages.outside_both_sides(context.place(when.span), word))


def point_words(at: ast.Point, names: Names, context: Context) -> str:
    """A point as it stands in the key of a statement: ``infusion``, ``1 year after infusion``."""
    visit = visit_of(at.visit, names, context)
    if at.duration is None:
        return visit
    step = length(at.duration, context)
    plural = "" if step.n == 1 else "s"
    return f"{step.n} {step.unit}{plural} {at.side} {visit}"
