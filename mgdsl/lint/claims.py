"""Criteria as claims about values: each comparison with the states in which it holds, each block with its
parts.

Negation is pushed down to the claims. A definition that is used once stands where it is used; one that
several lines share is a claim of its own, and its body a root of its own.
"""

from collections import Counter
from collections.abc import Callable, Hashable
from fractions import Fraction
from operator import eq, ge, gt, le, lt, ne
from typing import TypeAlias

from attrs import evolve, frozen

from mgdsl.core import columns as c
from mgdsl.core import ir
from mgdsl.core.program import Program
from mgdsl.lint.canonical import Sources, canonical
from mgdsl.lint.spaces import (
    Number,
    Space,
    States,
    category_of,
    instrument_of,
    joint,
    plain,
    points,
)
from mgdsl.tree import find

TESTS: dict[str, Callable[[Number, Number], bool]] = {
    ">=": ge, ">": gt, "<=": le, "<": lt, "=": eq, "!=": ne,
}  # fmt: skip


@frozen(eq=False)
class Claim:
    """One condition on one value. `true`: the states of `every` in which the author's words hold.

    `positive`: whether they must hold, or must not. `turned`: the words hold the negation of `expr`, too.
    `form`, `op` and `constants` are there for a number.
    """

    about: Hashable
    true: States
    every: States
    positive: bool
    expr: ir.Expr
    origin: ir.Origin | None
    form: c.Form | None = None
    op: str = ""
    constants: tuple[Fraction, ...] = ()
    turned: bool = False

    @property
    def holds(self) -> States:
        return self.true if self.positive else self.every - self.true


@frozen(eq=False)
class Every:
    items: tuple["Tree", ...]
    origin: ir.Origin | None = None


@frozen(eq=False)
class Some:
    items: tuple["Tree", ...]
    origin: ir.Origin | None = None


@frozen(eq=False)
class Apart:
    """Parts that are read each by itself: a count's, or nothing at all."""

    items: tuple["Tree", ...] = ()


@frozen(eq=False)
class Choice:
    condition: "Tree"
    then: "Tree"
    otherwise: "Tree"


Tree: TypeAlias = Claim | Every | Some | Apart | Choice
YES, BOTH = frozenset({1}), frozenset({0, 1})


class Claims:
    """Reads expressions as trees; `roots` collects what is read apart: rows, shared definitions."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.sources = Sources(program)
        exprs = [let.body for let in program.lets]
        exprs += [e for criterion in program.criteria for e in (criterion.applies, criterion.blocks)]
        self._uses = Counter(ref.index for expr in exprs for ref in find(expr, ir.Ref))
        for criterion in program.criteria:  # a condition stands in both of a criterion's expressions
            self._uses -= Counter(ref.index for ref in find(criterion.applies, ir.Ref))
        self._done: set[int] = set()
        self._spaces: dict[Hashable, Space] = {}
        self._collect(exprs)
        self.roots: list[Tree] = []

    # Spaces -----------------------------------------------------------------------------------------------
    def _collect(self, exprs: list[ir.Expr]) -> None:
        """A space for everything that is compared."""
        scores: dict[Hashable, dict[c.Score, None]] = {}
        thresholds: dict[c.Form, set[Fraction]] = {}
        for expr in exprs:
            for apply in find(expr, ir.Apply):
                number = self._number(apply)
                if number is not None:
                    thresholds.setdefault(number[0], set()).add(number[2])
            for field in find(expr, ir.Field):
                source = self.sources.of(field)
                if isinstance(source, c.Inside):
                    thresholds.setdefault(source.form, set()).update(
                        end for ends in source.ranges for end in ends
                    )
        for form in thresholds:
            if isinstance(form, c.Score):
                scores.setdefault(self._key(form), {})[form] = None
        found: dict[Hashable, Space | None] = {}
        for key, forms in scores.items():
            instrument = instrument_of(next(iter(forms)), self.program.schema)
            found[key] = joint(instrument, tuple(forms)) if instrument is not None else None
        for form, held in thresholds.items():
            if not isinstance(form, c.Score):
                found[form] = points(form, held, self.program.schema)
        self._spaces = {key: space for key, space in found.items() if space is not None}

    def _number(self, apply: ir.Apply) -> tuple[c.Form, str, Fraction] | None:
        """A comparison of a form with a number; one with a multiple of a reference limit as that multiple."""
        if not isinstance(apply.left, ir.Field) or not isinstance(apply.right, ir.Lit):
            return None
        source, value = self.sources.of(apply.left), apply.right.value
        if not isinstance(source, c.Number) or not isinstance(value, Fraction):
            return None
        multiple = _of_limit(source.form) if value == 0 else None
        return (multiple[0], apply.op, multiple[1]) if multiple else (source.form, apply.op, value)

    def space(self, claim: Claim) -> Space | None:
        """The states of a claim about numbers."""
        form = claim.form
        return None if form is None else self._spaces.get(self._key(form))

    def _key(self, form: c.Form) -> Hashable:
        """Under which a space is kept: all forms of one score share one."""
        if not isinstance(form, c.Score):
            return form
        instrument = instrument_of(form, self.program.schema)
        return form.slot, instrument.name if instrument else form

    def zero(self, claim: Claim) -> int | None:
        """The state of a score in which every sum is 0."""
        space = self.space(claim)
        if space is None:
            return None
        nothing = (0,) * len(space.forms)
        return space.states.index(nothing) if nothing in space.states else None

    # Trees ------------------------------------------------------------------------------------------------
    def tree(self, expr: ir.Expr, positive: bool = True) -> Tree:
        match expr:
            case ir.Not(of):
                found = self.tree(of, not positive)
                if isinstance(found, Claim) and expr.origin is not None:
                    return _negated(found, expr.origin)
                return found
            case ir.Ref(index) if self._uses[index] < 2:
                return self.tree(self.program.lets[index].body, positive)
            case ir.Ref(index):
                if index not in self._done:
                    self._done.add(index)
                    self.roots.append(self.tree(self.program.lets[index].body))
                return self._truth(("ref", index), expr, positive)
            case ir.AtLeast(1, (ir.AtLeast(2, (ir.Known(), _)), _)):
                return self._opaque(expr, positive)
            case ir.AtLeast(k, xs):
                items = tuple(self.tree(x, positive) for x in xs)
                if len(items) == 1:
                    return items[0]
                if k == len(xs):
                    return Every(items, expr.origin) if positive else Some(items, expr.origin)
                if k == 1:
                    return Some(items, expr.origin) if positive else Every(items, expr.origin)
                return Apart(tuple(self.tree(x) for x in xs))
            case ir.If(condition, then, ir.Lit(None)):
                self.roots.append(self.tree(condition))
                return self.tree(then, positive)
            case ir.If(condition, then, otherwise):
                return Choice(self.tree(condition), self.tree(then, positive), self.tree(otherwise, positive))
            case ir.Lit():
                return Apart()
            case ir.Apply():
                return self._apply(expr, positive)
            case ir.Field():
                return self._field(expr, positive)
            case _:
                return self._opaque(expr, positive)

    def _truth(self, about: Hashable, expr: ir.Expr, positive: bool) -> Claim:
        """A claim about something that holds or does not."""
        return Claim(about, YES, BOTH, positive, expr, expr.origin)

    def _opaque(self, expr: ir.Expr, positive: bool) -> Claim:
        self._rows(expr)
        return self._truth(canonical(expr, self.program, self.sources), expr, positive)

    def _rows(self, expr: ir.Expr) -> None:
        """What is asked of the rows of a history is a root of its own."""
        for query in find(expr, ir.Query):
            self.roots.append(self.tree(query.where))

    def _apply(self, expr: ir.Apply, positive: bool) -> Claim:
        number = self._number(expr)
        if number is not None and isinstance(expr.left, ir.Field):
            form, op, value = number
            test, threshold = TESTS[op], plain(value)
            return self._of_form(form, expr.left, expr, positive, op, (value,), lambda x: test(x, threshold))
        if isinstance(expr.left, ir.Query) and isinstance(expr.right, ir.Lit):
            counted = self._counted(expr, expr.left, expr.right.value, positive)
            if counted is not None:
                return counted
        return self._opaque(expr, positive)

    def _counted(self, expr: ir.Apply, query: ir.Query, value: object, positive: bool) -> Claim | None:
        """A count compared with a number: none, one, some and many are told apart."""
        if (
            not isinstance(value, Fraction)
            or not isinstance(query.fold, ir.Count | ir.Distinct)
            or value > 50
        ):
            return None
        self._rows(query)
        every = frozenset(range(60))
        true = frozenset(n for n in every if TESTS[expr.op](n, value))
        about = ("count", canonical(query, self.program, self.sources))
        return Claim(about, true, every, positive, expr, expr.origin, None, expr.op, (value,))

    def _of_form(
        self,
        form: c.Form,
        field: ir.Field,
        expr: ir.Expr,
        positive: bool,
        op: str,
        constants: tuple[Fraction, ...],
        test: Callable[[Number], bool],
    ) -> Claim:
        key = self._key(form)
        space = self._spaces.get(key)
        if space is None:
            return self._opaque(expr, positive)
        true, every = space.where(form, test), space.every()
        return Claim((field.row, key), true, every, positive, expr, expr.origin, form, op, constants)

    def _field(self, expr: ir.Field, positive: bool) -> Claim:
        source = self.sources.of(expr)
        match source:
            case c.Inside(form, ranges):
                ends = tuple(end for pair in ranges for end in pair)
                inside = _inside(ranges)
                return self._of_form(form, expr, expr, positive, "in", ends, inside)
            case c.Member(slot, values):
                category = category_of(slot, self.program.schema)
                if category is not None:
                    every = frozenset(range(len(category.values)))
                    true = frozenset(i for i in every if category.values[i] in values)
                    return Claim(("category", slot), true, every, positive, expr, expr.origin)
            case _:
                pass
        return self._opaque(expr, positive)


def _negated(claim: Claim, origin: ir.Origin | None) -> Claim:
    """The claim in words that hold the negation, too."""
    return evolve(
        claim,
        true=claim.every - claim.true,
        positive=not claim.positive,
        origin=origin,
        turned=not claim.turned,
    )


def _inside(ranges: tuple[tuple[Fraction, Fraction], ...]) -> Callable[[Number], bool]:
    ends = [(plain(low), plain(high)) for low, high in ranges]
    return lambda x: any(low <= x <= high for low, high in ends)


def _of_limit(form: c.Form) -> tuple[c.Form, Fraction] | None:
    """`value - k × limit` as the quotient of value and limit, and k."""
    match form:
        case c.Arith("-", left, c.Limit() as limit):
            return c.Arith("/", left, limit), Fraction(1)
        case c.Arith("-", left, c.Arith("×", c.Const(k), c.Limit() as limit)):
            return c.Arith("/", left, limit), k
        case c.Arith("-", left, c.Arith("×", c.Limit() as limit, c.Const(k))):
            return c.Arith("/", left, limit), k
        case _:
            return None
