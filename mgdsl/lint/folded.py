"""Numbers worked out of many rows: doses added up, and the results that `latest` and its like choose.

A sum is one number, whatever is asked of it. Of the chosen results only bounds of one direction are compared:
which of two is the wider does not depend on how they are chosen.
"""

from collections.abc import Hashable
from fractions import Fraction
from itertools import pairwise
from typing import Any

import attrs

from mgdsl.core import columns as c
from mgdsl.core import ir
from mgdsl.core.program import Program
from mgdsl.lint.canonical import Sources, canonical
from mgdsl.lint.values import Values
from mgdsl.tree import find, frozen

About = tuple[Hashable, ...]


@frozen
class Bound:
    """`about`: which number; bounds of one number are compared with one another."""

    about: About
    op: str
    value: Fraction


class Folded:
    """Reads expressions as bounds on such numbers, and knows all values that each is compared with."""

    def __init__(self, exprs: list[ir.Expr], program: Program, sources: Sources, values: Values) -> None:
        self._program = program
        self._sources = sources
        self._values = values
        self._thresholds: dict[About, set[Fraction]] = {}
        self._read: dict[int, Bound | None] = {}
        for expr in exprs:
            nodes: list[ir.Expr] = [*find(expr, ir.Apply), *find(expr, ir.AtLeast)]
            for node in nodes:
                found = self.bound(node)
                if found is not None:
                    self._thresholds.setdefault(found.about, set()).add(found.value)

    def bound(self, expr: ir.Expr) -> Bound | None:
        if id(expr) not in self._read:
            self._read[id(expr)] = self._bound(expr)
        return self._read[id(expr)]

    def _bound(self, expr: ir.Expr) -> Bound | None:
        match expr:
            case ir.Apply(op, ir.Query(fold=ir.Sum()) as query, ir.Lit(Fraction() as value)):
                return Bound(("sum", canonical(query, self._program, self._sources)), op, value)
            case ir.AtLeast(1, (ir.AtLeast(2, (ir.Known(), _)), _)):
                return self._chosen(expr)
            case _:
                return None

    def points(self, about: About) -> tuple[Fraction, ...]:
        """The values that matter: those it is compared with, and one in each gap."""
        held = sorted(self._thresholds.get(about, {Fraction(0)}))
        between = {(a + b) / 2 for a, b in pairwise(held)}
        return tuple(sorted({*held, *between, held[0] - 1, held[-1] + 1}))

    def _chosen(self, expr: ir.Expr) -> Bound | None:
        """One bound on the values of results, wherever it stands in the template."""
        asked = {
            apply: found
            for apply in find(expr, ir.Apply)
            if (found := self._values.comparison(apply)) is not None and _of_result(found[0])
        }
        if len(set(asked.values())) != 1:
            return None
        form, op, value = next(iter(asked.values()))
        if op not in ("<", "<=", ">", ">="):
            return None
        open_ = _replaced(expr, dict.fromkeys(asked, ir.Lit(None)))
        return Bound(("chosen", form, op[0], canonical(open_, self._program, self._sources)), op, value)


def _of_result(form: c.Form) -> bool:
    slots = set(find(form, c.Slot))
    return bool(slots) and all(slot.row and slot.name == "value" for slot in slots)


def _replaced(node: Any, by: dict[ir.Apply, ir.Expr]) -> Any:
    if isinstance(node, tuple):
        return tuple(_replaced(each, by) for each in node)
    if not isinstance(node, ir.Node):
        return node
    if isinstance(node, ir.Apply) and node in by:
        return by[node]
    changed = {
        field.name: _replaced(getattr(node, field.name), by) for field in attrs.fields(type(node)) if field.eq
    }
    return attrs.evolve(node, **changed)
