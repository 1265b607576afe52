"""One condition: *thing · test · when*. What the thing is decides how it is read."""

from attrs import evolve

from mgdsl.check import doses, histories, messages
from mgdsl.check.compare import Tester
from mgdsl.check.definitions import definition, is_value
from mgdsl.check.items import passing_items
from mgdsl.check.kinds import CategoryValue, DayValue, NumberValue, TruthValue
from mgdsl.check.people import statement
from mgdsl.check.scope import Agent, Context, Definition, Mistake, Visit
from mgdsl.check.values import value
from mgdsl.check.when import Whens
from mgdsl.check.workbench import Workbench
from mgdsl.core import columns as c
from mgdsl.core.ir import Apply, Expr, Origin, all_, any_, not_
from mgdsl.core.schema import (
    BY_VISIT,
    AgentClass,
    Category,
    Event,
    Instrument,
    Measure,
    Quantity,
    Statement,
    YesNo,
)
from mgdsl.report.source import Span
from mgdsl.syntax import ast


def thing(
    e: Workbench, simple: ast.Simple, whens: Whens, context: Context, where: tuple[ast.Line, ...]
) -> Expr:
    subject, test, span = simple.subject, simple.test, simple.span
    if where and not isinstance(subject, ast.Counted):
        raise Mistake(messages.where_without_history(context.place(span)))
    match subject:
        case ast.Counted(what=ast.What(thing=ast.PartOf())):
            return passing_items(e, subject, test, whens, context, span)
        case ast.Counted():
            return histories.question(e, subject, test, whens, where, context, span)
        case ast.Choice():
            return choice(e, simple, subject, whens, context)
        case ast.Said() | ast.Unspecified():
            no_test(e, test, context)
            return statement(e, subject, whens, context, span)
        case ast.DoseOf():
            return doses.dose(e, subject, test, whens, context, span)
        case ast.ChangeOf():
            return change(e, subject, test, whens, context, span)
        case ast.Paren(cond, inner_where) if test is None:
            return paren(e, cond, inner_where, whens, context, span)
        case ast.Name():
            return named(e, subject, test, whens, context, span)
        case ast.Arith(ast.Name(one), "+", ast.Name(other)) if _happens(e, one) and _happens(e, other):
            rest = context.place(Span(subject.span.end, span.end)).text
            raise Mistake(messages.events_added(context.place(span), [one, other], rest))
        case ast.Call(name):
            return call(e, subject, name, test, whens, context, span)
        case ast.Braces():
            raise Mistake(messages.not_a_value(context.place(subject.span)))
        case _:
            return valued(e, subject, test, whens, context, span)


def _happens(e: Workbench, name: str) -> bool:
    return isinstance(e.names.find(name), Event | AgentClass | Agent)


def no_test(e: Workbench, test: "ast.Test | None", context: Context) -> None:
    if test is not None:
        raise Mistake(messages.test_on_truth(context.place(test.span)))


def paren(
    e: Workbench, cond: ast.Cond, where: "ast.Cond | None", whens: Whens, context: Context, span: Span
) -> Expr:
    if not whens.plain:
        raise Mistake(messages.window_on_brackets(context.place(span)))
    if where is not None:
        return e.cond(cond, context, (where,))
    return e.cond(cond, context)


def named(
    e: Workbench, name: ast.Name, test: "ast.Test | None", whens: Whens, context: Context, span: Span
) -> Expr:
    bound = e.bound(name.text, context)
    told = e.row_field(name.text, context)
    lasts = name.text.lower() == "duration" and context.rows is not None and context.rows.span
    undated = bound is None and (lasts or (told is not None and told.type != "date"))
    if undated and (whens.visits or not whens.plain):
        raise Mistake(messages.when_of_field(context.place(span), context.place(name.span).text))
    if bound is not None or told is not None or lasts:
        return valued(e, name, test, whens, context, span)
    found = e.find(name, context)
    match found:
        case Definition():
            if is_value(e, found):
                return valued(e, name, test, whens, context, span)
            no_test(e, test, context)
            if not whens.plain:
                raise Mistake(messages.window_on_definition(context.place(span), found.name))
            return definition(e, found, (), context, span)
        case Statement():
            no_test(e, test, context)
            return statement(e, found, whens, context, span)
        case Event() | AgentClass() | Agent():
            if test is not None and not isinstance(found, Event):
                equal = (
                    found.equivalents[0][0] if isinstance(found, AgentClass) and found.equivalents else None
                )
                raise Mistake(messages.dose_meant(context.place(span), context.place(name.span).text, equal))
            raise Mistake(messages.event_needs_how(context.place(span), context.place(name.span).text))
        case Visit():
            raise Mistake(messages.visit_as_thing(context.place(name.span), name.text))
        case YesNo() | Category() | Quantity() | Instrument() if not whens.plain:
            return windowed(e, found, name, test, whens, context, span)
        case _:
            return valued(e, name, test, whens, context, span)


def windowed(
    e: Workbench,
    found: "YesNo | Category | Quantity | Instrument",
    name: ast.Name,
    test: "ast.Test | None",
    whens: Whens,
    context: Context,
    span: Span,
) -> Expr:
    """What held throughout a time. Mistakes: recorded once; which of the results in that time."""
    shown, place = context.place(name.span).text, context.place(span)
    if found.recorded != BY_VISIT:
        asked = context.place(test.span).text if test is not None else ""
        raise Mistake(messages.recorded_once(place, shown, asked, ""))
    if isinstance(found, YesNo) and test is not None:
        raise Mistake(messages.is_on_truth(context.place(Span(span.start, test.span.end)), shown))
    if whens.throughout is None:
        truth = isinstance(found, YesNo)
        raise Mistake(
            messages.which_answer(place, shown) if truth else messages.which_result(place, shown, found)
        )
    if test is None and not isinstance(found, YesNo):
        raise Mistake(messages.test_missing(place))
    return histories.throughout_scores(e, found, test, whens, context, span)


def valued(
    e: Workbench,
    subject: ast.Expr,
    test: "ast.Test | None",
    whens: Whens,
    context: Context,
    span: Span,
) -> Expr:
    """A value and its test; a date and its window; a yes/no fact alone. A missing visit stops nothing."""
    try:
        found = value(e, subject, context)
    except Mistake as mistake:
        if mistake.diagnostic.name != "visit-missing" or not e.names.schema.visits:
            raise
        e.once_a_line(mistake.diagnostic)
        context = context.at(e.names.schema.visits[0])
        found = value(e, subject, context)
    origin = e.origin(context, span, whens)
    if isinstance(found, DayValue):
        return dated(e, found, test, whens, context, span, origin)
    if not whens.plain:
        raise Mistake(messages.window_on_value(context.place(span)))
    if isinstance(found, TruthValue):
        if test is not None:
            raise Mistake(messages.is_on_truth(context.place(Span(span.start, test.span.end)), found.name))
        return evolve(found.expr, origin=origin)
    if test is None:
        values = found.values if isinstance(found, CategoryValue) else ()
        raise Mistake(messages.test_missing(context.place(span), values))
    return Tester(e, context, origin).test(found, test, span)


def dated(
    e: Workbench,
    day: DayValue,
    test: "ast.Test | None",
    whens: Whens,
    context: Context,
    span: Span,
    origin: Origin,
) -> Expr:
    if test is not None or whens.window is None:
        raise Mistake(messages.date_needs_window(context.place(span), day.name))
    field = e.field(context, c.RecordedDay(day.slot), None)
    ends: list[Expr] = []
    if whens.window.high is not None:
        ends.append(Apply("<=", field, e.day(whens.window.high)))
    if whens.window.low is not None:
        ends.append(Apply(">=", field, e.day(whens.window.low)))
    return all_(tuple(ends), origin)


def choice(e: Workbench, simple: ast.Simple, choice: ast.Choice, whens: Whens, context: Context) -> Expr:
    """`any of {…}`: the same test on each thing."""
    origin = e.origin(context, simple.span, whens)
    if not whens.plain and not whens.period:
        things = [e.names.find(item.text) for item in choice.things.items if isinstance(item, ast.Name)]
        events = any(isinstance(each, Event | AgentClass | Agent) for each in things)
        text = context.place(choice.span).text
        if any(isinstance(each, Measure) and each.recorded != BY_VISIT for each in things):
            asked = context.place(simple.test.span).text if simple.test is not None else ""
            braces, how = context.place(choice.things.span).text, {"none": "no", "any": "any"}
            word = how.get(choice.word, "every")
            raise Mistake(messages.recorded_once(context.place(simple.span), braces, asked, word))
        raise Mistake(messages.choice_with_window(context.place(simple.span), text, events))
    found = []
    for item in choice.things.items:
        each = ast.Simple(item, simple.test, (), span=item.span)
        expr = thing(e, each, whens, context, ())
        found.append(evolve(expr, origin=item_origin(e, item, simple, context)))
    match choice.word:
        case "any":
            return any_(tuple(found), origin)
        case "none":
            return not_(any_(tuple(found)), origin)
        case "all" | "each":
            return all_(tuple(found), origin)
        case word:
            return e.counted(word, choice.n or 0, tuple(found), origin, context, simple.span)


def item_origin(e: Workbench, item: ast.Expr, simple: ast.Simple, context: Context) -> Origin:
    note = context.place(simple.test.span).text if simple.test is not None else ""
    if context.visit is not None:
        note = f"{note} at {context.visit}".strip()
    return context.origin(item.span, note)


def change(
    e: Workbench,
    subject: ast.ChangeOf,
    test: "ast.Test | None",
    whens: Whens,
    context: Context,
    span: Span,
) -> Expr:
    """`fall of X <= 3 from A until B`: earlier minus later; `rise` and `change`: later minus earlier."""
    period = whens.period
    ends = whens.window
    if period is None or period.since is None or ends is None or ends.low is None or ends.high is None:
        raise Mistake(messages.change_without_period(context.place(span), subject.kind))
    if period.since.duration or period.until.duration:
        raise Mistake(messages.change_between_visits(context.place(span), subject.kind))
    if test is None:
        raise Mistake(messages.test_missing(context.place(span)))
    earlier = value(e, subject.of, context.at(ends.low.visit))
    later = value(e, subject.of, context.at(ends.high.visit))
    if not (isinstance(earlier, NumberValue) and isinstance(later, NumberValue)):
        raise Mistake(messages.not_a_number(context.place(subject.of.span)))
    first, second = (earlier, later) if subject.kind == "fall" else (later, earlier)
    reach = None
    if first.low is not None and first.high is not None:
        reach = first.high - first.low
    difference = NumberValue(
        c.Arith("-", first.form, second.form),
        first.unit,
        f"the {subject.kind} of {subject.of.text}",
        None if reach is None else -reach,
        reach,
        whole=first.whole,
    )
    return Tester(e, context, e.origin(context, span, whens)).test(difference, test, span)


def call(
    e: Workbench,
    call: ast.Call,
    name: ast.Name,
    test: "ast.Test | None",
    whens: Whens,
    context: Context,
    span: Span,
) -> Expr:
    found = e.find(name, context)
    if not isinstance(found, Definition):
        raise Mistake(messages.not_a_definition(context.place(call.span), name.text))
    if is_value(e, found):
        return valued(e, call, test, whens, context, span)
    no_test(e, test, context)
    return definition(e, found, call.arguments, context, span)
