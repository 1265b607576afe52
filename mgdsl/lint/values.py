"""The values that a program compares, each with its states, and each comparison as value, sign and number."""

from collections.abc import Hashable
from fractions import Fraction

from mgdsl.core import columns as c
from mgdsl.core import ir
from mgdsl.core.schema import Schema
from mgdsl.lint.canonical import Sources
from mgdsl.lint.spaces import Space, completed, instrument_of, joint, points
from mgdsl.tree import find


class Values:
    """The space of every form that the expressions compare."""

    def __init__(self, exprs: list[ir.Expr], sources: Sources, schema: Schema) -> None:
        self._sources = sources
        self._schema = schema
        self._spaces = self._of(self._thresholds(exprs))

    def _thresholds(self, exprs: list[ir.Expr]) -> dict[c.Form, set[Fraction]]:
        """What each form is compared with."""
        found: dict[c.Form, set[Fraction]] = {}
        for expr in exprs:
            for apply in find(expr, ir.Apply):
                number = self.comparison(apply)
                if number is not None:
                    found.setdefault(number[0], set()).add(number[2])
            for field in find(expr, ir.Field):
                source = self._sources.of(field)
                if isinstance(source, c.Inside):
                    found.setdefault(source.form, set()).update(end for ends in source.ranges for end in ends)
        return found

    def _of(self, thresholds: dict[c.Form, set[Fraction]]) -> dict[Hashable, Space]:
        found: dict[Hashable, Space | None] = {}
        scores: dict[Hashable, list[c.Score]] = {}
        ages: dict[Hashable, dict[c.Age, set[Fraction]]] = {}
        for form, held in thresholds.items():
            if isinstance(form, c.Score):
                scores.setdefault(self.key(form), []).append(form)
            elif isinstance(form, c.Age) and not form.exact:
                ages.setdefault(self.key(form), {})[form] = held
            else:
                found[form] = points(form, held, self._schema)
        for key, forms in scores.items():
            instrument = instrument_of(forms[0], self._schema)
            found[key] = joint(instrument, tuple(forms)) if instrument is not None else None
        found |= {key: completed(forms) for key, forms in ages.items()}
        return {key: space for key, space in found.items() if space is not None}

    def key(self, form: c.Form) -> Hashable:
        """Under which a form's space is kept: the forms of a score share one, as do years and months."""
        if isinstance(form, c.Age) and not form.exact:
            return form.birth, form.visit
        if not isinstance(form, c.Score):
            return form
        instrument = instrument_of(form, self._schema)
        return form.slot, instrument.name if instrument else form

    def space(self, form: c.Form | None) -> Space | None:
        """The states of a form; None when there are too many."""
        return None if form is None else self._spaces.get(self.key(form))

    def zero(self, form: c.Form | None) -> int | None:
        """The state of a score in which every sum is 0."""
        space = self.space(form)
        nothing = (0,) * len(space.forms) if space else ()
        return space.states.index(nothing) if space and nothing in space.states else None

    def comparison(self, apply: ir.Apply) -> tuple[c.Form, str, Fraction] | None:
        """A comparison of a form with a number; with a multiple of a reference limit, as that multiple."""
        if not isinstance(apply.left, ir.Field) or not isinstance(apply.right, ir.Lit):
            return None
        source, value = self._sources.of(apply.left), apply.right.value
        if not isinstance(source, c.Number) or not isinstance(value, Fraction):
            return None
        multiple = _of_limit(source.form) if value == 0 else None
        return (multiple[0], apply.op, multiple[1]) if multiple else (source.form, apply.op, value)


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
