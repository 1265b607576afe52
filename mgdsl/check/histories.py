"""Histories: *how many · what · except · test · when · where*, as counts over rows (meaning.md, 20 to 26)."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import ceil, floor

from attrs import evolve

from mgdsl.check import messages
from mgdsl.check.asked import RATES, Asked, check_asked
from mgdsl.check.compare import Tester
from mgdsl.check.excepted import excepted
from mgdsl.check.kinds import TruthValue
from mgdsl.check.scope import Context, Mistake
from mgdsl.check.selection import AGENT_WORDS, History, select
from mgdsl.check.values import measure_value
from mgdsl.check.when import Day, Whens, Window
from mgdsl.check.workbench import Workbench
from mgdsl.core import columns as c
from mgdsl.core.ir import TRUE, UNKNOWN, Apply, Expr, Fold, If, Lit, Origin, all_, any_, decided, not_
from mgdsl.core.schema import AnyMeasure, YesNo
from mgdsl.report.source import Span
from mgdsl.syntax import ast
from mgdsl.tree import frozen


@frozen
class Question:
    """One history question of the text, ready to be answered."""

    e: Workbench
    history: History
    how: ast.How
    what: ast.What
    test: ast.Test | None
    whens: Whens
    where: tuple[ast.Line, ...]
    context: Context
    origin: Origin
    span: Span
    per: str | None = None

    @property
    def asked(self) -> bool:
        """A row's own value is asked: by a test; of what is yes or no, whether it is yes."""
        return self.test is not None or any(isinstance(m, YesNo) for m in self.history.selection.measures)

    def matches(self, row: str, *, test: bool = True, negate: bool = False) -> list[Expr]:
        """The conditions on a row: chosen, tested (or the test failing), and the `where`."""
        found = self.history.chosen(row)
        if self.where:
            found.append(self.e.all_lines(self.where, self.history.inner(row)))
        if test and self.asked:
            found.append(self._tested(row, negate))
        if self.whens.throughout is not None:
            found.append(_covered(self.history, row, self.matches_plain, self.whens.throughout))
        return found

    def matches_plain(self, row: str) -> list[Expr]:
        """As `matches`, for the rows that together make an exposure."""
        found = self.history.chosen(row)
        if self.where:
            found.append(self.e.all_lines(self.where, self.history.inner(row)))
        return found

    def _tested(self, row: str, negate: bool) -> Expr:
        """The test on the row's own value, by the measure the row is a result of."""
        measures = self.history.selection.measures
        tests = []
        for measure in measures:
            expr = self._measure_test(row, measure)
            expr = not_(expr) if negate else expr
            if len(measures) > 1:
                expr = all_((self.history.field(row, c.RowIs((measure.name,), ())), expr))
            tests.append(expr)
        return any_(tuple(tests))

    def _measure_test(self, row: str, measure: AnyMeasure) -> Expr:
        context = self.history.inner(row, measure)
        value = measure_value(self.e, measure, context, self.span)
        if isinstance(value, TruthValue):
            expr = value.expr
        elif self.test is not None:
            expr = Tester(self.e, context, self.origin).test(value, self.test, self.span)
        else:
            return TRUE
        if measure.name not in self.e.names.validity:
            return expr
        return If(all_(tuple(self._taken_right(row, measure.name))), expr, UNKNOWN)

    def _taken_right(self, row: str, name: str) -> Iterator[Expr]:
        """A value of a visit counts only if what its `valid` declaration says held there."""
        for visit in self.e.names.schema.visits:
            elsewhere = not_(self.history.field(row, c.TakenAt((visit,))))
            yield any_((elsewhere, self.e.validity(name, visit)))

    # The hows ---------------------------------------------------------------------------------------------
    def answer(self) -> Expr:
        if self.whens.sliding is not None:
            return self._sliding()
        match self.how.word:
            case "every":
                return self._every()
            case "latest" | "earliest":
                return self._last(self.how.word == "latest")
            case "highest" | "lowest":
                return self._extreme(self.how.word == "highest")
            case _:
                return self._counted(self._count())

    def _count(self) -> Expr:
        row = self.e.layout.row()
        fold = self.history.distinct(row) if self.what.distinct else self._fold(row)
        return self.history.query(row, self.matches(row), fold=fold)

    def _fold(self, row: str) -> Fold | None:
        """How rows are counted, where more than one may be asked for."""
        several = self.how.word in ("at most", "exactly") or self._number() > 1
        return self.history.apart(row) if self.history.results and several else None

    def _counted(self, count: Expr) -> Expr:
        n = Lit(self._number())
        origin = self.origin
        match self.how.word:
            case "any" | "at least":
                found: Expr = Apply(">=", count, n, origin=origin)
                return all_((found, self._over()), origin) if self.whens.over else found
            case "no":
                return not_(Apply(">=", count, n), origin)
            case "at most":
                return Apply("<=", count, n, origin=origin)
            case _:
                return all_((Apply(">=", count, n), Apply("<=", count, n)), origin)

    def _number(self) -> Fraction:
        """The number asked; of a rate, the number it comes to over the whole window."""
        n = Fraction(self.how.n if self.how.n is not None else 1)
        if self.per is None:
            return n
        window = self.whens.window
        sizes = {"year": 12, "month": 1}
        steps = [day.step for day in (window.low, window.high) if day and day.step.n] if window else []
        if len(steps) != 1 or steps[0].unit not in sizes or steps[0].days or self.how.word not in RATES:
            raise Mistake(messages.rate_needs_years(self.context.place(self.span), self.per))
        if window is None or window.low is None:
            raise Mistake(messages.rate_needs_years(self.context.place(self.span), self.per))
        total = n * abs(steps[0].n) * Fraction(sizes[steps[0].unit], sizes[self.per])
        return Fraction(ceil(total) if self.how.word == "at least" else floor(total))

    def _over(self) -> Expr:
        """Earliest start to latest day is at least N: some row ends N or more after another begins."""
        assert self.whens.over is not None
        first, last = self.e.layout.row(), self.e.layout.row()
        field = self.history.field
        later = Apply(">=", field(last, c.RowDay(last=True)), field(first, c.RowDay(step=self.whens.over)))
        pair = self.history.exists(last, [*self.matches(last), later])
        return self.history.exists(first, [*self.matches(first), pair])

    def _sliding(self) -> Expr:
        """Enough rows in one stretch of N that begins at a row's last day (meaning.md, 25)."""
        assert self.whens.sliding is not None
        if self.how.word not in ("any", "at least") or self.what.distinct:
            raise Mistake(messages.sliding_needs_at_least(self.context.place(self.span)))
        anchor, row = self.e.layout.row(), self.e.layout.row()
        field = self.history.field
        begin, end = c.RowDay(last=True), c.RowDay(last=True, step=self.whens.sliding)
        stretch = [
            Apply(">=", field(row, c.RowDay(last=True)), field(anchor, begin)),
            Apply("<=", field(row, c.RowDay()), field(anchor, end)),
        ]
        inner = self.history.query(row, [*self.matches(row), *stretch], fold=self._fold(row))
        enough = Apply(">=", inner, Lit(Fraction(self.how.n or 1)))
        return self.e.with_origin(self.history.exists(anchor, [*self.matches(anchor), enough]), self.origin)

    def _some(self) -> Expr:
        """A row is surely in the window, whatever its value."""
        row = self.e.layout.row()
        return any_((self.history.exists(row, self.matches(row, test=False)), UNKNOWN))

    def _every(self) -> Expr:
        row = self.e.layout.row()
        violated = self.history.exists(row, self.matches(row, negate=True))
        return all_((not_(violated), self._some()), self.origin)

    def _extreme(self, highest: bool) -> Expr:
        """`highest >= c` is any >= c, `highest <= c` is every <= c, of a window that is not empty."""
        if not isinstance(self.test, ast.Compare | ast.Between):
            raise Mistake(messages.extreme_needs_number(self.context.place(self.span), self.how.word))
        if isinstance(self.test, ast.Between):
            low = ast.Compare(">=", self.test.low, span=self.test.span)
            high = ast.Compare("<=", self.test.high, span=self.test.span)
            return all_((self._with(low)._extreme(highest), self._with(high)._extreme(highest)), self.origin)
        op = self.test.op
        if op in ("=", "!="):
            ends = [self._with(ast.Compare(o, self.test.value, span=self.test.span)) for o in (">=", "<=")]
            both = all_(tuple(end._extreme(highest) for end in ends), self.origin)
            return not_(both, self.origin) if op == "!=" else both
        if (op in (">=", ">")) == highest:
            row = self.e.layout.row()
            found = self.history.exists(row, self.matches(row))
            empty = all_((not_(self._exists_any()), UNKNOWN))
            return any_((found, empty), self.origin)
        return self._every()

    def _exists_any(self) -> Expr:
        row = self.e.layout.row()
        return self.history.exists(row, self.matches(row, test=False))

    def _with(self, test: ast.Test) -> "Question":
        return evolve(self, test=test)

    def _last(self, latest: bool) -> Expr:
        """Decided if all results that could be the last agree (meaning.md, 20)."""
        if not self.asked:
            raise Mistake(
                messages.pick_needs_test(self.context.place(self.span), self.how.word, "the result")
            )
        nonempty = self._exists_any()
        wrong = self._candidate(latest, negate=True)
        right = self._candidate(latest, negate=False)
        return decided(all_((not_(wrong), nonempty)), all_((not_(right), nonempty)), self.origin)

    def _candidate(self, latest: bool, *, negate: bool) -> Expr:
        """Some row passes (or fails) the test and no other row is later."""
        row, other = self.e.layout.row(), self.e.layout.row()
        field = self.history.field
        later = Apply(">" if latest else "<", field(other, c.RowMoment()), field(row, c.RowMoment()))
        superseded = self.history.exists(other, [*self.matches(other, test=False), later])
        return self.history.exists(row, [*self.matches(row, negate=negate), not_(superseded)])


def _covered(history: History, row: str, matches: Callable[[str], list[Expr]], stretch: Window) -> Expr:
    """The row's agent covers every day of the stretch, by touching rows (meaning.md, 24).

    Covered are the first day, and the day after the end of each row that ends before the last day. A row that
    is not on record cannot uncover a day, so the outer search counts as closed. That the row itself goes on,
    and so does the next, is asked whether or not it matches: a course that ends too early is none either way.
    """
    assert stretch.low is not None and stretch.high is not None
    e, field = history.e, history.field
    low, high = e.day(stretch.low), e.day(stretch.high)
    agent = c.RowAgent()
    gap = e.layout.row()

    def same(other: str) -> Expr:
        return Apply("same", field(other, agent), field(row, agent))

    def next_day(of: str) -> Expr:
        return field(of, c.RowDay(last=True, step=c.Step(days=1)))

    def covered(of: str, further: int = 0) -> Expr:
        """Some row covers the day after the end of this one; it, and as many further, go on."""
        cover = e.layout.row()
        covers = [
            Apply("<=", field(cover, c.RowDay()), next_day(of)),
            Apply(">=", field(cover, c.RowDay(last=True)), next_day(of)),
        ]
        later = [goes_on(cover, further - 1)] if further else []
        return history.exists(cover, [*matches(cover), same(cover), *covers, *later])

    def goes_on(of: str, further: int) -> Expr:
        return any_((Apply(">", next_day(of), high), covered(of, further)))

    ends_inside = [Apply(">=", next_day(gap), low), Apply("<=", next_day(gap), high)]
    gaps = history.exists(gap, [*matches(gap), same(gap), *ends_inside, not_(covered(gap))], closed=TRUE)
    begins = [Apply("<=", field(row, c.RowDay()), low), Apply(">=", field(row, c.RowDay(last=True)), low)]
    return all_((*begins, goes_on(row, 1), not_(gaps)))


def question(
    e: Workbench,
    subject: ast.Counted,
    test: ast.Test | None,
    whens: Whens,
    where: tuple[ast.Line, ...],
    context: Context,
    span: Span,
) -> Expr:
    """A history question. Mistakes: no result of, unknown things, an `over` that does not fit."""
    how, what = subject.how, subject.what
    thing = what.thing
    assert not isinstance(thing, ast.PartOf)
    if what.among is not None:
        if isinstance(thing, ast.Name) and thing.text.lower() in AGENT_WORDS:
            thing = what.among
        else:
            raise Mistake(messages.among_needs_agents(context.place(thing.span)))
    selection = select(e, thing, context)
    results = bool(selection.measures)
    asked = Asked(subject, thing, selection, test, whens, context, span)
    check_asked(e, asked)
    except_ = excepted(e, asked)
    history = History(e, context, selection, except_, what.planned, _window(e, whens, context, span), results)
    origin = context.filtered(e.origin(context, span, whens), where)
    return Question(e, history, how, what, test, whens, where, context, origin, span, subject.per).answer()


def _window(e: Workbench, whens: Whens, context: Context, span: Span) -> Window | None:
    """The window asked; None inside a `where`: the days of the event; else all before the decision visit."""
    if whens.throughout is not None:
        return whens.throughout
    if whens.window is not None:
        return whens.window
    if context.rows is not None and not whens.visits:
        return None
    if context.visit is not None:
        return Window(Day(context.visit), Day(context.visit))
    return Window(None, Day(e.decision(context, span)))


def throughout_scores(
    e: Workbench, measure: AnyMeasure, test: "ast.Test | None", whens: Whens, context: Context, span: Span
) -> Expr:
    """`MG-ADL >= 6 for at least 6 months before V` (meaning.md, 24)."""
    stretch = whens.throughout
    assert stretch is not None and stretch.low is not None
    selection = select(e, ast.Name(measure.name, span=span), context)
    origin = e.origin(context, span, whens)
    what = ast.What(False, False, True, ast.Name(measure.name, span=span))

    def ask(window: Window, word: str) -> Question:
        history = History(e, context, selection, None, False, window, True)
        bare = Whens(window=window)
        return Question(e, history, ast.How(word), what, test, bare, (), context, origin, span)

    inside = ask(stretch, "any")
    row = e.layout.row()
    failed = inside.history.exists(row, inside.matches(row, negate=True))
    held = ask(Window(None, stretch.low), "latest").answer()
    return all_((not_(failed), any_((held, UNKNOWN))), origin)


__all__ = ["question", "throughout_scores"]
