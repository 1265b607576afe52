"""A number as a sum: what it says of one score, one result or one age is taken together (meaning.md, 8).

`ocular part of QMG + non-ocular part of QMG` is then one weighted sum over items, as a share is.
"""

from fractions import Fraction

from attrs import evolve

from mgdsl.core import columns as c
from mgdsl.tree import frozen

ONE = Fraction(1)


@frozen
class Linear:
    """`factor` times `form`, plus `constant`."""

    form: c.Form
    factor: Fraction = ONE
    constant: Fraction = Fraction(0)

    def where(self, number: Fraction) -> Fraction:
        """What the form is where the whole is this number."""
        return (number - self.constant) / self.factor


@frozen
class _Sum:
    """Forms that cannot be taken apart, each with its factor, as often as they stand there."""

    terms: tuple[tuple[c.Form, Fraction], ...] = ()
    constant: Fraction = Fraction(0)

    def times(self, factor: Fraction) -> "_Sum":
        return _Sum(tuple((form, held * factor) for form, held in self.terms), self.constant * factor)

    def plus(self, other: "_Sum") -> "_Sum":
        return _Sum(self.terms + other.terms, self.constant + other.constant)


def linear(form: c.Form) -> Linear:
    """The form with each score, result and age in it once. One that needs nothing of this stays as it is."""
    found = _sum(form)
    terms = _joined(found.terms)
    if len(terms) == 1:
        return Linear(terms[0][0], terms[0][1], found.constant)
    if not terms and found.terms:
        return Linear(c.Const(Fraction(0)), ONE, found.constant)
    if len(terms) == len(found.terms) and not any(isinstance(each, c.Score) for each, _ in terms):
        return Linear(form)
    sign = ONE if any(factor > 0 for _, factor in terms) else -ONE
    return Linear(_built([(each, factor * sign) for each, factor in terms]), sign, found.constant)


def constant_of(form: c.Form) -> Fraction | None:
    """The value of a form that reads nothing of a record."""
    found = _sum(form)
    return None if found.terms else found.constant


def _sum(form: c.Form) -> _Sum:
    match form:
        case c.Const(value):
            return _Sum(constant=value)
        case c.Arith("+", left, right):
            return _sum(left).plus(_sum(right))
        case c.Arith("-", left, right):
            return _sum(left).plus(_sum(right).times(-ONE))
        case c.Arith("×", left, right):
            one, other = _sum(left), _sum(right)
            if not one.terms or not other.terms:
                return other.times(one.constant) if not one.terms else one.times(other.constant)
        case c.Arith("/", left, right):
            divisor = _sum(right)
            if not divisor.terms and divisor.constant:
                return _sum(left).times(1 / divisor.constant)
        case _:
            pass
    return _Sum(((form, ONE),))


def _joined(terms: tuple[tuple[c.Form, Fraction], ...]) -> list[tuple[c.Form, Fraction]]:
    """Equal forms added up, and the scores that stand in one slot; what cancels out is dropped."""
    found: dict[c.Form, Fraction] = {}
    for form, factor in terms:
        found[form] = found.get(form, Fraction(0)) + factor
    scores: dict[c.Slot, list[c.Score]] = {}
    for form in found:
        if isinstance(form, c.Score) and form.counted is None:
            scores.setdefault(form.slot, []).append(form)
    for several in scores.values():
        if len(several) > 1:
            weighed = [_weighed(score, found.pop(score)) for score in several]
            found[_added(weighed)] = ONE
    return [(form, factor) for form, factor in found.items() if factor]


def _weighed(score: c.Score, factor: Fraction) -> c.Score:
    return evolve(score, weights=tuple((item, weight * factor) for item, weight in score.weights))


def _added(scores: list[c.Score]) -> c.Score:
    """One score for all; items that cancel out are left out, unless all do."""
    weights: dict[str, Fraction] = {}
    for score in scores:
        for item, weight in score.weights:
            weights[item] = weights.get(item, Fraction(0)) + weight
    left = tuple((item, weight) for item, weight in weights.items() if weight)
    return evolve(scores[0], weights=left or tuple(weights.items()))


def _built(terms: list[tuple[c.Form, Fraction]]) -> c.Form:
    """The sum as a form, what is added before what is taken off."""
    (first, factor), *others = sorted(terms, key=lambda term: term[1] < 0)
    built = _scaled(first, factor)
    for form, factor in others:
        built = c.Arith("-" if factor < 0 else "+", built, _scaled(form, abs(factor)))
    return built


def _scaled(form: c.Form, factor: Fraction) -> c.Form:
    if factor == 1:
        return form
    if isinstance(form, c.Score):
        return _weighed(form, factor)
    return c.Arith("×", c.Const(factor), form)
