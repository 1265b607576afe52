"""Reads expressions as trees: each comparison as a claim with the states in which it holds.

Negation is pushed down to the claims. A definition that is used once stands where it is used; one that
several lines share is a claim of its own, and its body a root of its own.
"""

from collections import Counter
from collections.abc import Callable, Hashable
from fractions import Fraction
from operator import eq, ge, gt, le, lt, ne

from attrs import evolve

from mgdsl.core import columns as c
from mgdsl.core import ir
from mgdsl.core.program import Program
from mgdsl.lint.canonical import Sources, canonical
from mgdsl.lint.folded import Folded
from mgdsl.lint.histories import families
from mgdsl.lint.spaces import Number, category_of, plain
from mgdsl.lint.trees import Apart, Choice, Claim, Every, Some, Tree, negated
from mgdsl.lint.values import Values
from mgdsl.tree import find

TESTS: dict[str, Callable[[Number, Number], bool]] = {
    ">=": ge, ">": gt, "<=": le, "<": lt, "=": eq, "!=": ne,
}  # fmt: skip


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
        self.values = Values(exprs, self.sources, program.schema)
        self._families = families(exprs, program, self.sources, self.values)
        self._folded = Folded(exprs, program, self.sources, self.values)
        self.roots: list[Tree] = []

    def tree(self, expr: ir.Expr, positive: bool = True) -> Tree:
        match expr:
            case ir.Not(of):
                found = self.tree(of, not positive)
                if isinstance(found, Claim) and expr.origin is not None:
                    return negated(found, expr.origin)
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
                items = tuple(_of_line(self.tree(x, positive), expr, xs) for x in xs)
                if len(items) == 1:
                    return items[0]
                if k == len(xs):
                    return Every(items) if positive else Some(items)
                if k == 1:
                    return Some(items) if positive else Every(items)
                return Apart(tuple(self.tree(x) for x in xs), k)
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

    def aside(self, expr: ir.Expr) -> Tree:
        """The tree of an expression whose parts are read elsewhere: nothing is collected."""
        roots, done = list(self.roots), set(self._done)
        found = self.tree(expr)
        self.roots, self._done = roots, done
        return found

    def _truth(self, about: tuple[Hashable, ...], expr: ir.Expr, positive: bool) -> Claim:
        """A claim about something that holds or does not."""
        return Claim(about, YES, BOTH, positive, expr, expr.origin)

    def _opaque(self, expr: ir.Expr, positive: bool) -> Claim:
        self._rows(expr)
        bound = self._folded.bound(expr)
        if bound is not None:
            points = self._folded.points(bound.about)
            true = frozenset(i for i, x in enumerate(points) if TESTS[bound.op](x, bound.value))
            every = frozenset(range(len(points)))
            return Claim(bound.about, true, every, positive, expr, expr.origin)
        return self._truth(canonical(expr, self.program, self.sources), expr, positive)

    def _rows(self, expr: ir.Expr) -> None:
        """What is asked of the rows of a history is a root of its own."""
        for query in find(expr, ir.Query):
            self.roots.append(self.tree(query.where))

    def _apply(self, expr: ir.Apply, positive: bool) -> Claim:
        number = self.values.comparison(expr)
        if number is not None and isinstance(expr.left, ir.Field):
            form, op, value = number
            test, threshold = TESTS[op], plain(value)
            return self._of_form(form, expr.left, expr, positive, op, lambda x: test(x, threshold))
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
        about = canonical(query, self.program, self.sources)
        family = self._families.get(about)
        if family is not None:
            true, every, about = family.where(about, true), family.every(), family.members
        return Claim(("count", about), true, every, positive, expr, expr.origin)

    def _of_form(
        self,
        form: c.Form,
        field: ir.Field,
        expr: ir.Expr,
        positive: bool,
        op: str,
        test: Callable[[Number], bool],
    ) -> Claim:
        space = self.values.space(form)
        if space is None:
            return self._opaque(expr, positive)
        true, every = space.where(form, test), space.every()
        about = ("row" if field.row else "value", field.row, self.values.key(form))
        return Claim(about, true, every, positive, expr, expr.origin, form, op)

    def _field(self, expr: ir.Field, positive: bool) -> Claim:
        source = self.sources.of(expr)
        match source:
            case c.Inside(form, ranges):
                return self._of_form(form, expr, expr, positive, "in", _inside(ranges))
            case c.Member(slot, values):
                category = category_of(slot, self.program.schema)
                if category is not None:
                    every = frozenset(range(len(category.values)))
                    true = frozenset(i for i in every if category.values[i] in values)
                    return Claim(("category", slot), true, every, positive, expr, expr.origin)
            case _:
                pass
        return self._opaque(expr, positive)


def _of_line(tree: Tree, of: ir.AtLeast, xs: tuple[ir.Expr, ...]) -> Tree:
    """A claim that says with others what one line says, with the words of that line.

    What `over at least N` adds to a count has no words of its own, nor has either bound of `exactly N`: only
    together do they say what the line says.
    """
    if not isinstance(tree, Claim) or tree.about[0] != "count" or tree.origin is not None:
        return tree
    whole = all(x.origin in (None, of.origin) for x in xs)
    return evolve(tree, origin=of.origin) if whole and of.origin is not None else tree


def _inside(ranges: tuple[tuple[Fraction, Fraction], ...]) -> Callable[[Number], bool]:
    ends = [(plain(low), plain(high)) for low, high in ranges]
    return lambda x: any(low <= x <= high for low, high in ends)
