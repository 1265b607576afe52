"""A threshold far from what is measured: often the number of one unit beside the name of another."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from mgdsl.check.scope import Definition
from mgdsl.core.schema import Quantity
from mgdsl.lang.numbers import exact, show
from mgdsl.lang.units import UnitError, convert
from mgdsl.lint.limits import multiple
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.wording import measured
from mgdsl.report.diagnostic import Severity
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

SEVERITY = Severity.WARNING
UNITS = (
    "g/dL", "g/L", "mg/dL", "mg/L", "µg/L", "ng/mL", "pg/mL", "mmol/L", "µmol/L", "nmol/L", "pmol/L",
    "×10^9/L", "/µL", "kg", "g", "m", "cm", "mL/min", "mL/s", "s", "ms", "min", "h", "day",
)  # fmt: skip
"""Units in which results are often given; tried for one in which the number would be plausible."""


AGE = Quantity("age", unit="years", usual=(Fraction(0), Fraction(110)))
"""Nobody is asked to be older; a limit above it is a slip, or counts months."""


MULTIPLES = {"ULN": (Fraction(1, 2), Fraction(20)), "LLN": (Fraction(1, 20), Fraction(2))}
"""Between which multiples of a reference limit thresholds lie."""


def find(look: Look) -> Iterator[Finding]:
    yield from _multiples(look)
    for simple in look.all(ast.Simple):
        found = AGE if _is_age(simple.subject) else measured(look, simple.subject)
        if not isinstance(found, Quantity) or found.usual is None or isinstance(simple.subject, ast.ChangeOf):
            continue
        low, high = found.usual
        for quantity in _numbers(simple.test, look):
            number = _in_unit(quantity, found)
            fraction = quantity.unit == "%" and number is not None and 0 < number < 1  # another rule's
            if number is not None and not low <= number <= high and not fraction:
                span = f"{show(low)} and {show(high)} {found.unit}"
                yield Finding(
                    look.place(quantity),
                    f"{look.text(quantity)} is unlikely: thresholds for {found.name} lie between {span}.",
                    "A number of one unit beside another unit decides nearly every patient the same way.",
                    _repair(quantity, found),
                )


def _is_age(subject: ast.Subject) -> bool:
    return isinstance(subject, ast.Name) and fold(subject.text) in ("age", "exact age")


def _multiples(look: Look) -> Iterator[Finding]:
    for compare in look.all(ast.Compare):
        limit = multiple(compare.value)
        if limit is None or MULTIPLES[limit[1]][0] <= limit[0] <= MULTIPLES[limit[1]][1]:
            continue
        low, high = MULTIPLES[limit[1]]
        yield Finding(
            look.place(compare.value),
            f"{look.text(compare.value)} is unlikely: thresholds lie between {show(low)} and {show(high)} "
            f"times {limit[1]}.",
            "Often a decimal point is lost, or a percentage stands for a multiple.",
            "check the number; 300 % of the limit is `3 × ULN`",
        )


def _numbers(test: ast.Test | None, look: Look) -> Iterator[ast.Quantity]:
    match test:
        case ast.Compare(_, ast.Name(text)):
            found = look.names.find(text)
            match found.node.lines if isinstance(found, Definition) else ():
                case (ast.Simple(ast.Quantity() as number, None, ()),) if _here(look, number):
                    yield number
                case _:
                    pass
        case ast.Compare(_, ast.Quantity() as number):
            yield number
        case ast.Between(ast.Quantity() as low, ast.Quantity() as high):
            yield evolve(low, unit=low.unit or high.unit)
            yield high
        case _:
            pass


def _in_unit(quantity: ast.Quantity, found: Quantity) -> Fraction | None:
    number = exact(quantity.number)
    if quantity.unit in (None, found.unit):
        return number
    try:
        return convert(number, quantity.unit or "1", found.unit, found.analyte)
    except UnitError:
        return None


def _repair(quantity: ast.Quantity, found: Quantity) -> str:
    """The number in a unit in which it is plausible, if there is one."""
    assert found.usual is not None
    low, high = found.usual
    for unit in UNITS:
        number = _in_unit(ast.Quantity(quantity.number, unit), found)
        if unit != found.unit and number is not None and low <= number <= high:
            return f"write `{quantity.number} {unit}` if that is the unit; it is {show(number)} {found.unit}"
    return (
        f"write `{quantity.number} months` if months are meant"
        if found is AGE
        else "check the number and its unit"
    )


def _here(look: Look, node: ast.Node) -> bool:
    """Whether the node stands in the file that is linted."""
    return any(node is each for each in look.all(type(node)))
