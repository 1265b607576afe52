"""Doses: the daily dose on a day, with equivalents, and whether it changes (meaning.md, 24)."""

from collections.abc import Iterator
from fractions import Fraction
from math import lcm

from mgdsl.check import messages
from mgdsl.check.kinds import NumberValue
from mgdsl.check.scope import Context, Mistake
from mgdsl.check.selection import ONE, History, Selection, select
from mgdsl.check.values import in_unit, slot_for, value
from mgdsl.check.when import Day, Whens, Window
from mgdsl.check.workbench import Workbench
from mgdsl.core import columns as c
from mgdsl.core.columns import Step
from mgdsl.core.ir import Apply, Expr, Lit, Origin, Query, Sum, all_, any_, not_
from mgdsl.core.schema import AgentClass, Quantity
from mgdsl.lang.units import UnitError, parse_unit
from mgdsl.report.source import Span
from mgdsl.syntax import ast
from mgdsl.tree import children

SCALE = 10**6
"""Doses are summed exactly to a millionth of their unit, times the denominators of the equivalents."""

PARTS = 2520
"""A threshold may lie on any of so many parts of that: 15 mg/week is 15/7 mg/day."""


def dose(
    e: Workbench,
    subject: ast.DoseOf,
    test: "ast.Test | None",
    whens: Whens,
    context: Context,
    span: Span,
) -> Expr:
    """A test of the daily dose at a visit, or whether it changes over a stretch or in a window."""
    selection = select(e, subject.of, context)
    place = context.place(subject.span)
    if not selection.agents or len(selection.table) != 1:
        raise Mistake(messages.dose_needs_agents(place))
    field = next((f for f in e.event(selection.table[0]).fields if f.name == "dose"), None)
    if field is None:
        raise Mistake(messages.no_dose(place, selection.table[0]))
    if e.event(selection.table[0]).span and _amount(field.unit):
        raise Mistake(messages.dose_is_amount(place, selection.table[0], field.unit))
    factors = _factors(e, subject, selection, context)
    origin = e.origin(context, span, whens)
    match test:
        case ast.Is(negated, ast.Name("raised" | "unchanged" as word)) if negated is (word == "raised"):
            stretch = whens.throughout
            if stretch is None or stretch.low is None:
                raise Mistake(messages.steady_needs_stretch(context.place(span)))
            step = stretch.low.step
            second = Day(stretch.low.visit, Step(step.n, step.unit, step.days + 1))
            history = History(e, context, selection, None, False, Window(second, stretch.high), False)
            return not_(_changed(history, word == "raised", factors, subject.as_ is None, None), origin)
        case ast.Is(False, ast.Name("raised" | "changed" as word)):
            if whens.window is None:
                raise Mistake(messages.change_needs_window(context.place(span), word))
            history = History(e, context, selection, None, False, whens.window, False)
            return _changed(history, word == "raised", factors, subject.as_ is None, origin)
        case _:
            pass
    if isinstance(test, ast.Is):
        raise Mistake(messages.dose_word(context.place(test.span), context.place(span)))
    own = context.rows is not None and not whens.visits
    if context.visit is None and not own:
        raise Mistake(messages.visit_missing(place, "The dose"))
    if factors is None and len(selection.agents) > 1:
        raise Mistake(messages.doses_do_not_compare(place, selection.agents))
    if not isinstance(test, ast.Compare | ast.Between):
        raise Mistake(messages.test_missing(context.place(span)))
    if own:
        return _own(e, selection, factors, field.unit, test, context, origin)
    assert context.visit is not None
    day = Day(context.visit)
    history = History(e, context, selection, None, False, Window(day, day), False)
    row = e.layout.row()
    column = c.DailyDose(c.Slot("dose", row=True), factors)
    total = _sum(history, row, history.chosen(row), column)
    parts = _compared(e, total, _scale(factors), field.unit, test, context, origin)
    for value_ in _literals(parts):
        history.columns()[1].field(row, c.Number(column), value_)
    return parts


def _amount(unit: str) -> bool:
    """Whether the unit is that of an amount, so that no day has a dose in it."""
    bases = dict(parse_unit(unit).dimension)
    return unit != "1" and bases.get("time", 0) >= 0 and bases.get("calendar time", 0) >= 0


def _own(
    e: Workbench,
    selection: Selection,
    factors: tuple[tuple[str, Fraction], ...] | None,
    unit: str,
    test: "ast.Compare | ast.Between",
    context: Context,
    origin: Origin,
) -> Expr:
    """The dose that the record of the enclosing `where` tells, if it is of one of the drugs."""
    rows = context.rows
    assert rows is not None
    if rows.kinds != selection.table:
        raise Mistake(messages.dose_of_other_records(origin.place, selection.table[0]))
    form = c.DailyDose(c.Slot("dose", row=True), factors)
    column = rows.column(rows.row, c.Number(form), Fraction(1, _scale(factors)))
    mine = rows.column(rows.row, c.RowIs(selection.kinds, selection.agents))
    parts = _compared(e, column, _scale(factors), unit, test, context, origin)
    for value_ in _literals(parts):
        rows.column(rows.row, c.Number(form), value_)
    return all_((mine, parts), origin)


def _factors(
    e: Workbench, subject: ast.DoseOf, selection: Selection, context: Context
) -> tuple[tuple[str, Fraction], ...] | None:
    """What a unit of each agent's dose is worth in the agent named after `as`."""
    if subject.as_ is None:
        return None
    wanted = e.find(subject.as_, context)
    for group in e.names.schema.classes:
        doses = dict(group.equivalents)
        base = doses.get(getattr(wanted, "name", ""))
        if base is not None:
            return tuple((agent, base / worth) for agent, worth in doses.items())
    known = [agent for group in e.names.schema.classes for agent, _ in group.equivalents]
    raise Mistake(messages.no_equivalent(context.place(subject.as_.span), subject.as_.text, known))


def _scale(factors: tuple[tuple[str, Fraction], ...] | None) -> int:
    return SCALE * lcm(*(factor.denominator for _, factor in factors or ()))


def _sum(history: History, row: str, where: list[Expr], form: c.DailyDose) -> Query:
    source = c.Number(form)
    _, columns = history.columns()
    columns.field(row, source, Fraction(1, _scale(form.factors)))
    return history.query(row, where, fold=Sum(columns.names[source]))


def _compared(
    e: Workbench,
    total: Expr,
    scale: int,
    unit: str,
    test: "ast.Compare | ast.Between",
    context: Context,
    origin: Origin,
) -> Expr:
    ends: tuple[tuple[str, ast.Expr], ...]
    if isinstance(test, ast.Between):
        low = test.low
        if isinstance(low, ast.Quantity) and low.unit is None and isinstance(test.high, ast.Quantity):
            low = ast.Quantity(low.number, test.high.unit, span=low.span)
        ends = ((">=", low), ("<=", test.high))
    elif test.op == "=":
        ends = ((">=", test.value), ("<=", test.value))
    elif test.op == "!=":
        raise Mistake(messages.dose_not_equal(context.place(test.span)))
    else:
        ends = ((test.op, test.value),)
    parts = [Apply(op, total, _threshold(e, end, unit, scale, context), origin=origin) for op, end in ends]
    return parts[0] if len(parts) == 1 else all_(tuple(parts), origin)


def _literals(expr: Expr) -> Iterator[Fraction]:
    """The doses that a column is compared with; it must be able to tell values on their two sides apart."""
    for node in (expr, *children(expr)):
        if isinstance(node, Apply) and isinstance(node.right, Lit) and isinstance(node.right.value, Fraction):
            yield node.right.value


def _threshold(e: Workbench, end: ast.Expr, unit: str, scale: int, context: Context) -> Expr:
    """The dose compared with: a literal, or so much per kg times the weight at the visit.

    A record's own dose has no visit: it is compared by the weight at the decision visit.
    """
    like = NumberValue(c.Const(Fraction(0)), unit, "the dose")
    number = value(e, end, context, like)
    place = context.place(end.span)
    if not isinstance(number, NumberValue) or not isinstance(number.form, c.Const):
        raise Mistake(messages.not_a_number(place))
    try:
        per_weight = number.unit != "" and parse_unit(number.unit).dimension != parse_unit(unit).dimension
    except UnitError:
        per_weight = False
    if not (per_weight and "/kg" in number.unit):
        number = in_unit(number, like, context, end.span)
        assert isinstance(number.form, c.Const)
        if (number.form.value * scale * PARTS).denominator != 1:
            raise Mistake(messages.bad_number(place, "a dose has at most six decimals"))
        return Lit(number.form.value)
    weight = e.names.find("weight")
    if not isinstance(weight, Quantity):
        raise Mistake(messages.no_weight(place, number.unit))
    daily = NumberValue(number.form, number.unit.replace("/kg", "", 1), number.name, literal=True)
    daily = in_unit(daily, like, context, end.span)
    at = context if context.visit is not None or context.rows is None else context.at(e.decision(context))
    kilograms: c.Form = c.Amount(slot_for(e, weight, at, end.span))
    if weight.unit != "kg":
        raise Mistake(messages.wrong_unit(place, weight.unit, "kg", "weight", "", None))
    form = c.Arith("×", daily.form, kilograms)
    return e.patient(c.Number(form), Fraction(1, scale))


def _changed(
    history: History,
    raised: bool,
    factors: tuple[tuple[str, Fraction], ...] | None,
    by_agent: bool,
    origin: Origin | None,
) -> Expr:
    """A change of the dose (`raised`: a rise) on a day of the window.

    It is looked for where it can be: on the day a row begins, and on the day after one ends.
    """
    window = history.window
    assert window is not None
    e, field = history.e, history.field
    form = c.DailyDose(c.Slot("dose", row=True), factors)
    mine = History(e, history.context, history.selection, None, False, Window(None, window.high), False)

    def on(day: Expr, of: str) -> Query:
        row = e.layout.row()
        where = [*_members(mine, row), Apply("<=", field(row, c.RowDay()), day)]
        where.append(Apply(">=", field(row, c.RowDay(last=True)), day))
        if by_agent:
            where.append(Apply("same", field(row, c.RowAgent()), field(of, c.RowAgent())))
        return _sum(mine, row, where, form)

    def changes(of: str, before: c.RowDay, after: c.RowDay) -> Expr:
        day = field(of, after)
        ends = ((">=", window.low), ("<=", window.high))
        inside = [Apply(op, day, e.day(end)) for op, end in ends if end is not None]
        old, new = on(field(of, before), of), on(day, of)
        rise = Apply(">", new, old)
        change = rise if raised else any_((rise, Apply("<", new, old)))
        return all_((*inside, change))

    row = e.layout.row()
    begins = changes(row, c.RowDay(step=c.Step(days=-1)), c.RowDay())
    ends = changes(row, c.RowDay(last=True), c.RowDay(last=True, step=c.Step(days=1)))
    found = mine.query(row, [*_members(mine, row), any_((begins, ends))])
    return Apply(">=", found, Lit(ONE), origin=origin)


def _members(history: History, row: str) -> list[Expr]:
    selection = history.selection
    return [history.field(row, c.RowIs(selection.kinds, selection.agents))]


__all__ = ["AgentClass", "dose"]
