"""Counts of items of an instrument: at one visit, decided jointly; or the same items at several."""

from fractions import Fraction

from mgdsl.check import messages
from mgdsl.check.compare import Tester
from mgdsl.check.kinds import NumberValue
from mgdsl.check.scope import Context, Mistake
from mgdsl.check.values import part_items, slot_for
from mgdsl.check.when import Whens
from mgdsl.check.workbench import Workbench
from mgdsl.core import columns as c
from mgdsl.core.ir import Expr, all_
from mgdsl.core.schema import Instrument
from mgdsl.report.source import Span
from mgdsl.syntax import ast
from mgdsl.tree import frozen


@frozen
class Asked:
    """The items asked for and the values with which an item passes."""

    instrument: Instrument
    items: tuple[str, ...]
    counted: tuple[int, ...]
    at: Span


def _asked(
    e: Workbench,
    subject: ast.Counted,
    test: "ast.Test | None",
    context: Context,
    span: Span,
) -> Asked:
    part = subject.what.thing
    if not isinstance(part, ast.PartOf) or part.kind != "items" or subject.except_ or subject.per:
        raise Mistake(messages.items_need_count(context.place(span)))
    if not isinstance(test, ast.Compare | ast.Between | ast.Inside):
        raise Mistake(messages.items_need_count(context.place(span)))
    instrument, _ = e.instrument(part.of, context)
    items = part_items(e, instrument, part, context)
    legal = sorted({v for item in instrument.items if item.name in items for v in item.values})
    counted = tuple(v for v in legal if _passes(v, test, context))
    if not counted or len(counted) == len(legal):
        raise Mistake(messages.items_always(context.place(test.span), legal))
    return Asked(instrument, items, counted, part.of.span)


SIGNS = {"at least": ">=", "at most": "<=", "exactly": "="}


def _number(how: ast.How, items: int, context: Context, span: Span) -> tuple[str, int]:
    """How many items: at least, at most or exactly n."""
    match how.word, how.n:
        case "any", _:
            return "at least", 1
        case "no", _:
            return "at most", 0
        case "every", _:
            return "at least", items
        case word, int(n) if word in SIGNS:
            return word, n
        case word, _:
            raise Mistake(messages.pick_on_items(context.place(span), word))


def passing_items(
    e: Workbench,
    subject: ast.Counted,
    test: "ast.Test | None",
    whens: Whens,
    context: Context,
    span: Span,
) -> Expr:
    """`at least 4 items of QMG >= 2`: how many items pass, decided jointly."""
    if not whens.plain:
        raise Mistake(messages.window_on_value(context.place(span)))
    asked = _asked(e, subject, test, context, span)
    slot = slot_for(e, asked.instrument, context, asked.at)
    form = c.Score(slot, tuple((item, Fraction(1)) for item in asked.items), asked.counted)
    size = len(asked.items)
    count = NumberValue(form, "1", "items", Fraction(0), Fraction(size), whole=True)
    word, n = _number(subject.how, size, context, span)
    number = NumberValue(c.Const(Fraction(n)), "1", str(n), literal=True)
    return Tester(e, context, e.origin(context, span, whens)).number(count, SIGNS[word], number, span)


def held_items(e: Workbench, simple: ast.Simple, whens: Whens, context: Context) -> Expr:
    """`at least 2 items of QMG >= 2 throughout {V, W}`: an item counts when it passes at every visit."""
    subject, span = simple.subject, simple.span
    if not isinstance(subject, ast.Counted) or len(simple.whens) > 1:
        raise Mistake(messages.throughout_needs_items(context.place(span)))
    asked = _asked(e, subject, simple.test, context, span)
    slots = [slot_for(e, asked.instrument, context.at(visit), asked.at) for visit in whens.visits]
    ranges = tuple((Fraction(v), Fraction(v)) for v in asked.counted)
    held = tuple(
        all_(tuple(e.patient(c.Inside(c.Score(slot, ((item, Fraction(1)),)), ranges)) for slot in slots))
        for item in asked.items
    )
    origin = e.origin(context, span, whens)
    word, n = _number(subject.how, len(held), context, span)
    return e.counted(word, n, held, origin, context, span)


def _passes(number: int, test: "ast.Compare | ast.Between | ast.Inside", context: Context) -> bool:
    """Whether an item of this value passes; the test compares with whole numbers."""

    def whole(expr: ast.Expr) -> int:
        if isinstance(expr, ast.Quantity) and expr.unit is None and expr.number.lstrip("-").isdigit():
            return int(expr.number)
        raise Mistake(messages.item_values_whole(context.place(expr.span)))

    match test:
        case ast.Compare(op, right):
            k = whole(right)
            return {
                ">=": number >= k,
                ">": number > k,
                "<=": number <= k,
                "<": number < k,
                "=": number == k,
                "!=": number != k,
            }[op]
        case ast.Between(low, high):
            return whole(low) <= number <= whole(high)
        case ast.Inside(negated, braces):
            return (number in [whole(item) for item in braces.items]) != negated
