"""Tests: comparisons of numbers, shares and categories, as columns and core (meaning.md, 6 to 10)."""

import re
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
from mgdsl.check.linear import constant_of, linear
from mgdsl.check.ranges import sides, slices
from mgdsl.check.scope import Agent, Context, Mistake
from mgdsl.check.values import in_unit, number_of, value
from mgdsl.check.when import UNITS, length
from mgdsl.check.workbench import Workbench
from mgdsl.core import columns as c
from mgdsl.core.ir import Apply, Expr, If, Lit, Origin, all_, not_
from mgdsl.core.schema import AgentClass
from mgdsl.lang.ops import MIRRORED
from mgdsl.report.source import Span
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast
from mgdsl.tree import frozen


@frozen
class Tester:
    """Applies one test to values; `origin` is the author's words for the whole line."""

    e: Workbench
    context: Context
    origin: Origin

    def test(self, subject: Value, test: ast.Test, span: Span) -> Expr:
        if isinstance(subject, ChoiceValue):
            then, otherwise = (self.test(b, test, span) for b in (subject.then, subject.otherwise))
            return If(subject.condition, then, otherwise, origin=self.origin)
        match test:
            case ast.Compare():
                return self._compare(subject, test, span)
            case ast.Between(low, high):
                return self._between(subject, test, low, high, span)
            case ast.Is(negated, word):
                return self._polar(self._member(subject, (word,), test.span, span), negated)
            case ast.Inside(negated, braces):
                return self._polar(self._inside(subject, braces, test.span, span), negated)

    def _polar(self, expr: Expr, negated: bool) -> Expr:
        return not_(expr, self.origin) if negated else expr

    # Numbers ----------------------------------------------------------------------------------------------
    def _compare(self, left: Value, test: ast.Compare, span: Span) -> Expr:
        op, right = test.op, test.value
        place = self.context.place(right.span)
        if isinstance(left, ShareValue):
            return self._share(left, op, right)
        if isinstance(left, CategoryValue):
            return self._order(left, test)
        if isinstance(left, DayValue) or isinstance(right, ast.Date):
            raise Mistake(messages.date_compared(place, isinstance(left, DayValue)))
        if isinstance(left, LengthValue):
            return self._length(op, right)
        if not isinstance(left, NumberValue):
            raise Mistake(messages.not_a_value(self.context.place(span)))
        other = value(self.e, right, self.context, left)
        if isinstance(other, ChoiceValue):
            return self._branches(left, op, other, right)
        if not isinstance(other, NumberValue):
            raise Mistake(messages.not_a_number(place))
        return self.number(left, op, other, right.span)

    def _branches(self, left: NumberValue, op: str, other: Value, right: ast.Expr) -> Expr:
        if isinstance(other, ChoiceValue):
            then = self._branches(left, op, other.then, right)
            return If(
                other.condition, then, self._branches(left, op, other.otherwise, right), origin=self.origin
            )
        if not isinstance(other, NumberValue):
            raise Mistake(messages.not_a_number(self.context.place(right.span)))
        return self.number(left, op, other, right.span)

    def number(self, left: NumberValue, op: str, right: NumberValue, span: Span) -> Expr:
        """One comparison of two numbers, moved to one form against one constant."""
        left = _counted_in(left, right.unit)
        right = in_unit(right, left, self.context, span)
        self._attainable(left, op, right, span)
        constant = self.constant(right)
        form: c.Form = c.Arith("-", left.form, right.form) if constant is None else left.form
        constant = constant or Fraction(0)
        if op in ("=", "!="):
            return self._polar(self._in_ranges(form, ((constant, constant),)), op == "!=")
        found = linear(form)
        constant = found.where(constant)
        field = self.e.field(self.context, c.Number(found.form), None, constant=constant)
        sign = MIRRORED[op] if found.factor < 0 else op
        return Apply(sign, field, Lit(constant), origin=self.origin)

    def _in_ranges(self, form: c.Form, ranges: tuple[tuple[Fraction, Fraction], ...]) -> Expr:
        """Whether the form lies in one of the ranges, which may be single numbers."""
        found = linear(form)
        moved = ((found.where(low), found.where(high)) for low, high in ranges)
        ordered = tuple((min(ends), max(ends)) for ends in moved)
        return self.e.field(self.context, c.Inside(found.form, ordered), None, origin=self.origin)

    def constant(self, number: NumberValue) -> Fraction | None:
        """The value of a literal; None for a number that depends on the record."""
        return constant_of(number.form)

    def _attainable(self, left: NumberValue, op: str, right: NumberValue, span: Span) -> None:
        """Mistake: a threshold that lies outside the range of what it is compared with."""
        constant = self.constant(right)
        if constant is None or (left.low is None and left.high is None):
            return
        beyond = left.high is not None and constant > left.high
        below = left.low is not None and constant < left.low
        if beyond or below:
            place = self.context.place(span)
            raise Mistake(messages.outside_range(place, left.name, constant, left.low, left.high, left.unit))

    def _between(self, left: Value, test: ast.Between, low: ast.Expr, high: ast.Expr, span: Span) -> Expr:
        if isinstance(left, ShareValue):
            raise Mistake(messages.share_equals(self.context.place(test.span), left.name))
        if isinstance(left, CategoryValue):
            return self._order_between(left, low, high, test.span)
        if isinstance(left, LengthValue):
            return self._length_between(low, high)
        if not isinstance(left, NumberValue):
            raise Mistake(messages.not_a_value(self.context.place(span)))
        end = value(self.e, high, self.context, left)
        left = _counted_in(left, end.unit if isinstance(end, NumberValue) else "")
        upper = self._bound(left, high, None)
        lower = self._bound(left, low, high)
        a, b = self.constant(lower), self.constant(upper)
        if a is not None and b is not None:
            if a > b:
                raise Mistake(messages.empty_range(self.context.place(test.span), low, high, self.context))
            self._attainable(left, ">=", lower, low.span)
            self._attainable(left, "<=", upper, high.span)
            return self._in_ranges(left.form, ((a, b),))
        ends = (self.number(left, ">=", lower, low.span), self.number(left, "<=", upper, high.span))
        return all_(ends, self.origin)

    def _bound(self, left: NumberValue, end: ast.Expr, other: ast.Expr | None) -> NumberValue:
        """An end of `between`; without a unit the low end takes the unit of the high one."""
        if isinstance(end, ast.Quantity) and end.unit is None and isinstance(other, ast.Quantity):
            end = evolve(end, unit=other.unit)
        found = value(self.e, end, self.context, left)
        if not isinstance(found, NumberValue):
            raise Mistake(messages.not_a_number(self.context.place(end.span)))
        return in_unit(found, left, self.context, end.span)

    # Lengths ----------------------------------------------------------------------------------------------
    def _length(self, op: str, right: ast.Expr) -> Expr:
        """`duration >= N`: the last day is N after the first or later; N steps from the first day."""
        if not isinstance(right, ast.Quantity) or right.unit is None:
            raise Mistake(messages.length_expected(self.context.place(right.span)))
        step = length(ast.Duration(right.number, right.unit, span=right.span), self.context)
        if op in ("=", "!="):
            both = all_((self._length(">=", right), self._length("<=", right)), self.origin)
            return self._polar(both, op == "!=")
        last = self.e.field(self.context, c.RowDay(last=True), None)
        return Apply(op, last, self.e.field(self.context, c.RowDay(step=step), None), origin=self.origin)

    def _length_between(self, low: ast.Expr, high: ast.Expr) -> Expr:
        if isinstance(low, ast.Quantity) and low.unit is None and isinstance(high, ast.Quantity):
            low = evolve(low, unit=high.unit)
        return all_((self._length(">=", low), self._length("<=", high)), self.origin)

    def _share(self, left: ShareValue, op: str, right: ast.Expr) -> Expr:
        """`share <= p%` is 100·part <= p·total (meaning.md, 10)."""
        place = self.context.place(right.span)
        if op in ("=", "!="):
            raise Mistake(messages.share_equals(place, left.name))
        found = value(self.e, right, self.context)
        if not isinstance(found, NumberValue) or not isinstance(found.form, c.Const) or found.unit != "%":
            raise Mistake(messages.share_needs_percent(place, place.text))
        percent = found.form.value
        if not 0 <= percent <= 100:
            raise Mistake(messages.percent_range(place, place.text))
        weights = tuple((item, (100 if item in left.part else 0) - percent) for item in left.items)
        field = self.e.field(self.context, c.Number(c.Score(left.slot, weights)), None)
        return Apply(op, field, Lit(Fraction(0)), origin=self.origin)

    # Categories -------------------------------------------------------------------------------------------
    def _inside(self, subject: Value, braces: ast.Braces, test: Span, span: Span) -> Expr:
        if isinstance(subject, NumberValue):
            thousands = re.search(r"\d,\d{3}(?!\d)", self.context.place(braces.span).text)
            if thousands:
                raise Mistake(messages.thousands_in_braces(self.context.place(braces.span), thousands[0]))
            numbers = [self._bound(subject, item, None) for item in braces.items]
            constants = [self.constant(number) for number in numbers]
            if any(constant is None for constant in constants):
                raise Mistake(messages.not_a_number(self.context.place(braces.span)))
            ranges = tuple((k, k) for k in constants if k is not None)
            for number, item in zip(numbers, braces.items, strict=True):
                self._attainable(subject, "=", number, item.span)
            return self._in_ranges(subject.form, ranges)
        return self._member(subject, braces.items, test, span)

    def _member(self, subject: Value, words: tuple[ast.Expr, ...], test: Span, span: Span) -> Expr:
        if isinstance(subject, NumberValue | ShareValue):
            raise Mistake(messages.is_on_number(self.context.place(test), subject.name))
        if isinstance(subject, TruthValue):
            raise Mistake(messages.is_on_truth(self.context.place(Span(span.start, test.end)), subject.name))
        if not isinstance(subject, CategoryValue):
            raise Mistake(messages.not_a_category(self.context.place(span)))
        chosen: dict[str, None] = {}
        for word in words:
            chosen.update(dict.fromkeys(self.members(subject, word)))
        source: c.TruthSource = c.Member(subject.slot, tuple(chosen))
        if subject.agents:
            source = c.RowIs((), tuple(chosen))
        return self.e.field(self.context, source, None, origin=self.origin)

    def members(self, subject: CategoryValue, word: ast.Expr) -> tuple[str, ...]:
        """The values a word stands for: itself, or the members of a group. Mistake: no such value."""
        place = self.context.place(word.span)
        bound = self.e.bound(word.text, self.context) if isinstance(word, ast.Name) else None
        if bound is not None and not isinstance(bound.value, ast.Text):
            return Tester(self.e, bound.context, self.origin).members(subject, bound.value)
        text = word.text if isinstance(word, ast.Name) else place.text
        wanted = fold(text)
        for name in subject.values:
            if fold(name) == wanted:
                return (name,)
        for name, members in subject.groups:
            if fold(name) == wanted:
                return members
        if subject.agents:
            found = self.e.names.find(text)
            if isinstance(found, AgentClass):
                return found.agents
            if isinstance(found, Agent):
                return (found.name,)
            kind = self.context.rows.kinds[0] if self.context.rows is not None else ""
            raise Mistake(messages.undeclared_agent(place, text, subject.name, subject.values, kind))
        choices = (*subject.values, *(name for name, _ in subject.groups))
        raise Mistake(messages.unknown_value(place, text, subject.name, choices))

    def _rank(self, subject: CategoryValue, word: ast.Expr) -> int:
        """The rank of a word that shares it with no other."""
        members = self.members(subject, word)
        return next(i for i, rank in enumerate(subject.order) if set(members) == set(rank))

    def _order(self, subject: CategoryValue, test: ast.Compare) -> Expr:
        op = test.op
        if op in ("=", "!="):
            raise Mistake(messages.use_is(self.context.place(test.span), subject.name, op))
        members = self.members(subject, test.value)
        if not subject.order:
            place, listed = self.context.place(test.span), tuple((value,) for value in subject.values)
            readings = sides(subject.values, listed, members, op)
            raise Mistake(messages.not_ordered(place, subject.name, readings))
        if subject.order and not any(set(members) == set(rank) for rank in subject.order):
            place = self.context.place(test.span)
            readings = sides(subject.values, subject.order, members, op)
            word = self.context.place(test.value.span).text
            raise Mistake(messages.shares_rank(place, word, subject.name, subject.order, members, readings))
        rank = self._rank(subject, test.value)
        keep = {">=": range(rank, 99), ">": range(rank + 1, 99), "<=": range(rank + 1), "<": range(rank)}[op]
        return self._ranks(subject, keep)

    def _order_between(self, subject: CategoryValue, low: ast.Expr, high: ast.Expr, test: Span) -> Expr:
        ends = self.members(subject, low), self.members(subject, high)
        if not subject.order:
            readings = slices(subject.values, tuple((value,) for value in subject.values), *ends)
            raise Mistake(messages.not_ordered(self.context.place(test), subject.name, readings))
        if any(set(end) < set(rank) for end in ends for rank in subject.order):
            place = self.context.place(test)
            raise Mistake(messages.unordered_ends(place, subject.name, subject.values, subject.order, ends))
        return self._ranks(subject, range(self._rank(subject, low), self._rank(subject, high) + 1))

    def _ranks(self, subject: CategoryValue, keep: range) -> Expr:
        values = tuple(name for i, rank in enumerate(subject.order) if i in keep for name in rank)
        return self.e.field(self.context, c.Member(subject.slot, values), None, origin=self.origin)


def _counted_in(number: NumberValue, unit: str) -> NumberValue:
    """An age, counted in the unit it is compared in: a month is not a part of a year."""
    word = UNITS.get(unit.lower())
    match number.form:
        case c.Age() if word in ("month", "year"):
            return evolve(number, form=evolve(number.form, unit=word), unit=unit)
        case _:
            return number


__all__ = ["Tester", "number_of"]
