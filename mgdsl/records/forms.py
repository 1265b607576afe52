"""Number forms, each compiled once into a function of a patient and a row that gives attainable bounds."""

from collections.abc import Callable
from fractions import Fraction
from typing import assert_never

from mgdsl.core.columns import Age, Amount, Arith, Const, DailyDose, Form, Limit, Score
from mgdsl.core.data import Bound, Bounds
from mgdsl.core.schema import Instrument, Quantity, Schema
from mgdsl.lang import calendar
from mgdsl.lang.bounds import exactly, multiply
from mgdsl.lang.ops import ARITHMETIC
from mgdsl.records.attain import Attained, Attainer
from mgdsl.records.model import Choices, Measured, Moment, Scored
from mgdsl.records.patient import AGENT, ANYTHING, Line, Patient, getter

Reader = Callable[[Patient, Line | None], Bounds]
_ZERO: Bound = (0, 0)


def compile_form(form: Form, schema: Schema) -> Reader:
    """A function that gives the lowest and highest attainable value of a form."""
    match form:
        case Const(value):
            known = exactly(value)
            return lambda patient, line: known
        case Amount():
            return _amount(form, schema)
        case Limit():
            return _limit(form)
        case Score():
            return _score(form, schema)
        case Age():
            return _age(form)
        case Arith(op, left, right):
            apply = ARITHMETIC[op].apply
            one, other = compile_form(left, schema), compile_form(right, schema)
            return lambda patient, line: apply(one(patient, line), other(patient, line))
        case DailyDose():
            return _dose(form)
    assert_never(form)


def _amount(form: Amount, schema: Schema) -> Reader:
    read = getter(form.slot)
    declared = next((each for each in schema.measures if each.name == form.slot.name), None)
    possible = ANYTHING
    if isinstance(declared, Quantity) and not form.slot.row:
        low = None if declared.lowest is None else (declared.lowest, 0)
        possible = low, None if declared.highest is None else (declared.highest, 0)

    def amount(patient: Patient, line: Line | None) -> Bounds:
        value = read(patient, line)
        return value.bounds if isinstance(value, Measured) else possible

    return amount


def _limit(form: Limit) -> Reader:
    read, upper = getter(form.slot), form.upper

    def limit(patient: Patient, line: Line | None) -> Bounds:
        value = read(patient, line)
        found = (value.upper if upper else value.lower) if isinstance(value, Measured) else None
        return ANYTHING if found is None else exactly(found)

    return limit


def attained_by(form: Score, schema: Schema) -> Callable[[Patient, Line | None], Attained | None]:
    """A function that gives all that a score can be; None in a row of another instrument."""
    read = getter(form.slot)
    instruments = {each.name: each for each in schema.measures if isinstance(each, Instrument)}
    solvers = {
        name: Attainer(instrument, form.weights, form.counted)
        for name, instrument in instruments.items()
        if {item for item, _ in form.weights} <= {item.name for item in instrument.items}
    }
    row, own = form.slot.row, form.slot.name

    def attained(patient: Patient, line: Line | None) -> Attained | None:
        solver = solvers.get(line.kind if row and line is not None else own)
        if solver is None:
            return None
        value = read(patient, line)
        return solver.of(value if isinstance(value, Scored) else Scored())

    return attained


def _score(form: Score, schema: Schema) -> Reader:
    attained = attained_by(form, schema)

    def score(patient: Patient, line: Line | None) -> Bounds:
        found = attained(patient, line)
        return ANYTHING if found is None else ((found.lowest, 0), (found.highest, 0))

    return score


def _age(form: Age) -> Reader:
    read, visit, unit = getter(form.birth), form.visit, form.unit

    def between(first: int, last: int) -> Fraction | int:
        if form.exact:
            return calendar.exact_age(first, last) * (12 if unit == "month" else 1)
        return calendar.completed(unit, first, last)

    def age(patient: Patient, line: Line | None) -> Bounds:
        birth = read(patient, line)
        if not isinstance(birth, Moment):
            return _ZERO, None
        low, high = patient.days[visit]
        youngest = 0 if low is None else between(birth.last, int(low[0]))
        oldest = None if high is None else (between(birth.first, int(high[0])), 0)
        return (max(youngest, 0), 0), oldest

    return age


def _dose(form: DailyDose) -> Reader:
    read = getter(form.slot)
    factors = None if form.factors is None else dict(form.factors)

    def dose(patient: Patient, line: Line | None) -> Bounds:
        value = read(patient, line)
        bounds = value.bounds if isinstance(value, Measured) else ANYTHING
        if bounds[0] is None or bounds[0] < _ZERO:
            bounds = _ZERO, bounds[1]
        if factors is None or line is None:
            return bounds
        agent = line.fields.get(AGENT)
        could = agent.each[0] if isinstance(agent, Choices) else frozenset((line.kind,))
        if not could <= factors.keys():
            return _ZERO, None
        held = [factors[each] for each in could]
        return multiply(bounds, ((min(held), 0), (max(held), 0)))

    return dose
