"""What can be compared: numbers with their units, categories, days. From surface expressions to forms."""

import re
from collections.abc import Iterable
from fractions import Fraction

from attrs import evolve

from mgdsl.check import messages
from mgdsl.check.kinds import (
    CategoryValue,
    ChoiceValue,
    DayValue,
    LengthValue,
    NumberValue,
    ShareValue,
    TruthValue,
    Value,
)
from mgdsl.check.scope import BuiltIn, Context, Definition, Entity, Mistake
from mgdsl.check.workbench import Workbench
from mgdsl.core import columns as c
from mgdsl.core.schema import (
    BY_VISIT,
    AnyMeasure,
    Category,
    DateFact,
    EventField,
    Instrument,
    Quantity,
    YesNo,
)
from mgdsl.lang.numbers import exact
from mgdsl.lang.plausible_units import usual_units
from mgdsl.lang.unit_slips import is_enzyme_unit, meant, power
from mgdsl.lang.units import UnitError, convert, parse_unit, product
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place, Span
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast


def slot_for(e: Workbench, measure: AnyMeasure, context: Context, span: Span) -> c.Slot:
    """Where the measure's value stands for a line in this context. Mistake: a visit is needed."""
    rows = context.rows
    if rows is not None and rows.measure is not None and rows.measure.name == measure.name:
        return c.Slot("value", row=True)
    if measure.recorded != BY_VISIT:
        return c.Slot(measure.name)
    if context.visit is None:
        raise Mistake(messages.visit_missing(context.place(span), measure.name, context.use))
    if measure.name in e.names.validity and f"valid {measure.name}" not in context.stack:
        e.asked.append((measure.name, context.visit))
    return c.Slot(measure.name, context.visit)


def measure_value(e: Workbench, measure: AnyMeasure, context: Context, span: Span) -> Value:
    slot = slot_for(e, measure, context, span)
    match measure:
        case YesNo():
            return TruthValue(e.field(context, c.Yes(slot), span), measure.name)
        case DateFact():
            return DayValue(slot, measure.name)
        case Category():
            return CategoryValue(slot, measure.name, measure.values, measure.groups, measure.order)
        case Quantity():
            limits = slot if measure.limits else None
            form, low, high = c.Amount(slot), measure.lowest, measure.highest
            found = NumberValue(form, measure.unit, measure.name, low, high, limits)
            return evolve(found, analyte=measure.analyte, usual=measure.usual)
        case Instrument():
            return _score(slot, measure, [item.name for item in measure.items], measure.name)


def _score(slot: c.Slot, instrument: Instrument, items: Iterable[str], name: str) -> NumberValue:
    chosen = tuple(items)
    legal = [item.values for item in instrument.items if item.name in chosen]
    return NumberValue(
        c.Score(slot, tuple((item, Fraction(1)) for item in chosen)),
        "1",
        name,
        Fraction(sum(min(values) for values in legal)),
        Fraction(sum(max(values) for values in legal)),
        whole=True,
    )


def field_value(e: Workbench, field: EventField, context: Context, span: Span) -> Value:
    """A field of the event that a `where` speaks of."""
    slot = c.Slot(field.name, row=True)
    match field.type:
        case "yes-no":
            return TruthValue(e.field(context, c.Yes(slot), span), field.name)
        case "date":
            return DayValue(slot, field.name)
        case "quantity":
            return NumberValue(c.Amount(slot), field.unit, field.name)
        case "agent":
            agents = tuple(name for name, _ in e.names.schema.agents)
            groups = tuple((k.name, k.agents) for k in e.names.schema.classes)
            return CategoryValue(slot, field.name, agents, groups, agents=True)
        case _:
            return CategoryValue(slot, field.name, field.values)


def value(e: Workbench, expr: "ast.Expr | ast.Text", context: Context, like: Value | None = None) -> Value:
    """The value of an expression. `like` is the other side of a comparison: its unit, its limits."""
    match expr:
        case ast.Name(text):
            return _named(e, expr, text, context, like)
        case ast.Quantity() | ast.Limit() | ast.Arith() | ast.Date():
            return _number(e, expr, context, like)
        case ast.PartOf():
            return _part(e, expr, context)
        case ast.ChangeOf():
            raise Mistake(messages.change_without_period(context.place(expr.span), expr.kind))
        case ast.Paren(ast.Simple(subject=inner, test=None, whens=()), None) if not isinstance(
            inner, ast.Counted | ast.Choice | ast.Said | ast.Unspecified
        ):
            return value(e, inner, context, like)
        case ast.Call(name):
            found = e.find(name, context)
            if isinstance(found, Definition):
                return e.definition_value(found, expr.arguments, context, expr.span, like)
            raise Mistake(messages.not_a_value(context.place(expr.span)))
        case _:
            raise Mistake(messages.not_a_value(context.place(expr.span)))


def _named(e: Workbench, name: ast.Name, text: str, context: Context, like: Value | None) -> Value:
    bound = e.bound(text, context)
    if bound is not None:
        return value(e, bound.value, evolve(bound.context, visit=context.visit, rows=context.rows), like)
    field = e.row_field(text, context)
    if field is not None:
        return field_value(e, field, context, name.span)
    if text.lower() == "duration" and context.rows is not None and context.rows.span:
        return LengthValue()
    found = e.find(name, context)
    match found:
        case BuiltIn():
            return _age(e, found.name == "exact age", context, name.span, like)
        case Definition():
            return e.definition_value(found, (), context, name.span, like)
        case YesNo() | DateFact() | Category() | Quantity() | Instrument():
            return measure_value(e, found, context, name.span)
        case _:
            raise Mistake(messages.not_a_value(context.place(name.span), describe(found)))


def describe(entity: Entity) -> str:
    name = getattr(entity, "name", None) or getattr(entity, "text", "")
    return f"{messages.kind_of(entity)} `{name}`"


def _age(e: Workbench, exact_: bool, context: Context, span: Span, like: Value | None) -> NumberValue:
    birth = e.names.find("birth date")
    if not isinstance(birth, DateFact):
        raise Mistake(messages.no_birth_date(context.place(span)))
    if context.visit is None:
        raise Mistake(messages.visit_missing(context.place(span), "age"))
    unit = "month" if isinstance(like, NumberValue) and like.unit.rstrip("s") == "month" else "year"
    form = c.Age(c.Slot(birth.name), context.visit, unit, exact_)
    return NumberValue(form, f"{unit}s", "exact age" if exact_ else "age", Fraction(0), whole=not exact_)


def number_of(quantity: ast.Quantity, context: Context) -> Fraction:
    """The number as it is written. Mistake: `11/39`, which divides."""
    if quantity.unit and re.fullmatch(r"/\d+", quantity.unit):
        raise Mistake(messages.points_of(context.place(quantity.span)))
    if re.fullmatch(r"[1-9]\d{0,2}\.000", quantity.number):
        raise Mistake(messages.thousands_by_point(context.place(quantity.span), quantity.number))
    try:
        return exact(quantity.number)
    except ValueError as error:
        raise Mistake(messages.bad_number(context.place(quantity.span), str(error))) from None


def _number(e: Workbench, expr: ast.Expr, context: Context, like: Value | None) -> Value:
    match expr:
        case ast.Quantity(_, unit):
            number = number_of(expr, context)
            return NumberValue(c.Const(number), unit or "", expr.number, number, number, literal=True)
        case ast.Limit(kind):
            if not isinstance(like, NumberValue) or like.limits is None:
                raise Mistake(messages.no_reference_limit(context.place(expr.span), kind))
            return NumberValue(c.Limit(like.limits, kind == "ULN"), like.unit, kind)
        case ast.Arith(left, op, right):
            return _arith(e, expr, left, op, right, context, like)
        case _:
            raise Mistake(messages.not_a_value(context.place(expr.span)))


_LOST_POWER = re.compile(r"[\d.]+ *[×*] *10(?:3|6|9|12) ?/ ?[^\W\d]\S*")
"""`75 × 109/L`: the figure of 10⁹ is no longer raised."""


def _arith(
    e: Workbench,
    expr: ast.Arith,
    left: ast.Expr,
    op: str,
    right: ast.Expr,
    context: Context,
    like: Value | None,
) -> Value:
    place = context.place(expr.span)
    if op == "×" and isinstance(right, ast.Quantity) and _LOST_POWER.fullmatch(place.text):
        raise Mistake(messages.lost_power(place))
    a, b = value(e, left, context, like), value(e, right, context, like)
    if isinstance(a, ChoiceValue) or isinstance(b, ChoiceValue):
        raise Mistake(messages.choice_in_arithmetic(context.place(expr.span)))
    if not (isinstance(a, NumberValue) and isinstance(b, NumberValue)):
        raise Mistake(messages.not_a_number(context.place(expr.span)))
    if op in "+-":
        b = in_unit(b, a, context, right.span)
        unit = a.unit
    else:
        unit = _unit_of(a.unit or "1", op, b.unit or "1")
    literal = a.literal and b.literal
    form: c.Form = c.Arith(op, a.form, b.form)
    return NumberValue(
        form, unit, context.place(expr.span).text, literal=literal, limits=a.limits or b.limits
    )


def _unit_of(a: str, op: str, b: str) -> str:
    try:
        unit = product(a, b, -1 if op == "/" else 1)
    except UnitError:
        return f"{a}{op}{b}"  # said where it is compared
    return "" if op == "×" and unit == "1" else unit


def in_unit(number: NumberValue, other: NumberValue, context: Context, span: Span) -> NumberValue:
    """A literal in the unit of what it is compared with. Mistakes: no unit, another dimension."""
    unit = other.unit
    if number.unit == unit or (number.unit in ("", "1") and unit in ("", "1")):
        return number
    place = context.place(span)
    if number.unit == "" and number.literal:
        fitting = usual_units(number.low, unit, other.usual) if number.low is not None and other.usual else []
        raise Mistake(messages.unit_missing(place, place.text, unit, other.name, fitting))
    try:
        parse_unit(number.unit)
        factor = convert(Fraction(1), number.unit, unit, other.analyte)
    except UnitError as error:
        raise Mistake(_other_unit(place, number, other, str(error))) from None
    scaled: c.Form
    if isinstance(number.form, c.Const):
        scaled = c.Const(number.form.value * factor)
    else:
        scaled = c.Arith("×", number.form, c.Const(factor))
    low = None if number.low is None else number.low * factor
    high = None if number.high is None else number.high * factor
    return evolve(number, form=scaled, unit=unit, low=low, high=high)


def _other_unit(place: Place, number: NumberValue, other: NumberValue, problem: str) -> Diagnostic:
    right = power(place.text)
    if right is None and number.literal:
        right = meant(number.name, number.unit, other.unit, other.analyte)
    if right is not None and is_enzyme_unit(number.unit, other.unit):
        return messages.enzyme_unit(place, number.unit, other.name, right)
    return messages.wrong_unit(place, number.unit, other.unit, other.name, problem, right)


def _part(e: Workbench, expr: ast.PartOf, context: Context) -> Value:
    """`ocular part of QMG`, `ocular share of QMG`."""
    instrument, at = e.instrument(expr.of, context)
    slot = slot_for(e, instrument, at, expr.of.span)
    everything = tuple(item.name for item in instrument.items)
    items = part_items(e, instrument, expr, context)
    name = context.place(expr.span).text
    if expr.kind == "share":
        return ShareValue(slot, items, everything, name)
    if expr.kind == "items":
        raise Mistake(messages.items_need_count(context.place(expr.span)))
    return _score(slot, instrument, items, name)


def part_items(e: Workbench, instrument: Instrument, expr: ast.PartOf, context: Context) -> tuple[str, ...]:
    everything = tuple(item.name for item in instrument.items)
    if expr.part is None:
        if expr.kind == "items":
            return everything
        raise Mistake(messages.part_missing(context.place(expr.span), instrument))
    wanted = fold(expr.part.text)
    wanted = fold(e.names.readings.get((instrument.name, wanted), wanted))
    for name, items in instrument.parts:
        if name.casefold() == wanted:
            return items
    if expr.kind == "items":
        return everything if wanted == "" else _unknown_part(instrument, expr, context)
    return _unknown_part(instrument, expr, context)


def _unknown_part(instrument: Instrument, expr: ast.PartOf, context: Context) -> tuple[str, ...]:
    assert expr.part is not None
    raise Mistake(messages.unknown_part(context.place(expr.part.span), expr.part.text, instrument))
