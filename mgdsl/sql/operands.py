"""Numbers and days under comparison, brought to one step."""

from fractions import Fraction
from math import lcm
from typing import assert_never

from mgdsl.lang.numbers import show
from mgdsl.lang.ops import COMPARISONS, Condition
from mgdsl.sql import trees as sql
from mgdsl.sql.errors import CannotEncode
from mgdsl.sql.layout import multiple
from mgdsl.sql.trees import Sql, Stage
from mgdsl.tree import frozen

BITS = 62
"""Integers are kept below 2 to this power, so that the largest sums of two still fit."""

ROOM = 1 << 40
"""Largest factor for counts and ordinals, which stay below 2 to the power 22."""


@frozen
class Number:
    """Two ends, each an integer: the value times `factor`, on the grid of half steps if `grid`."""

    lo: Sql
    hi: Sql
    factor: int
    grid: bool


@frozen
class Counted:
    """Subqueries, the last with one row and the columns `lo` and `hi`."""

    stages: list[Stage]
    factor: int
    grid: bool


Operand = Fraction | Number | Counted


def compared(op: str, left: Operand, right: Operand) -> Sql:
    """The truth of a comparison by bounds. Raises CannotEncode for a number beyond the grid or 62 bits."""
    pair = (left, right)
    operands = [operand for operand in pair if not isinstance(operand, Fraction)]
    common = _common(operands, [operand for operand in pair if isinstance(operand, Fraction)])
    grid = any(operand.grid for operand in operands)
    stages: list[Stage] = []
    sources: list[str] = []
    ends: list[tuple[Sql, Sql]] = []
    for operand in pair:
        match operand:
            case Fraction():
                ends.append((_literal(operand, common, grid), _literal(operand, common, grid)))
            case Number(lo=lo, hi=hi, factor=factor):
                ends.append((sql.times(lo, common // factor), sql.times(hi, common // factor)))
            case Counted(stages=added, factor=factor):
                stages += added
                sources.append(added[-1][0])
                lo, hi = (sql.column(sources[-1], end) for end in ("lo", "hi"))
                ends.append((sql.times(lo, common // factor), sql.times(hi, common // factor)))
            case _:
                assert_never(operand)
    truth = _by_bounds(op, ends[0], ends[1])
    if not sources:
        return truth
    query = sql.select({"truth": truth}, sql.table(sources[0]))
    for source in sources[1:]:
        query = query.join(sql.table(source), join_type="cross", copy=False)
    return sql.scalar(stages, query)


def _by_bounds(op: str, left: tuple[Sql, Sql], right: tuple[Sql, Sql]) -> Sql:
    ends = {"lo": 0, "hi": 1}

    def met(condition: Condition) -> Sql:
        tests = [
            sql.OPERATORS[symbol](left[ends[one]].copy(), right[ends[other]].copy())
            for one, symbol, other in condition.tests
        ]
        return sql.and_(tests) if condition.joined == "and" else sql.or_(tests)

    row = COMPARISONS[op]
    return sql.case((met(row.surely), sql.truth(True)), (met(row.surely_not), sql.truth(False)))


def _common(operands: list[Number | Counted], literals: list[Fraction]) -> int:
    """A factor that serves all. Raises CannotEncode if counts and ordinals would outgrow 62 bits."""
    factors = [operand.factor for operand in operands]
    if not any(operand.grid for operand in operands):
        factors += [literal.denominator for literal in literals]
    common = lcm(*factors)
    if any(common // operand.factor > ROOM for operand in operands):
        raise CannotEncode(
            f"The steps of two compared numbers do not fit 62 bits: they differ {common}-fold."
        )
    return common


def _literal(value: Fraction, factor: int, grid: bool) -> Sql:
    """The integer of a literal; on a grid it must lie on a whole step."""
    units = multiple(value, factor // 2) if grid else multiple(value, factor)
    if units is None:
        raise CannotEncode(f"{show(value)} is not a multiple of the step 1/{factor // 2} it is compared in.")
    scaled = 2 * units if grid else units
    if abs(scaled) >> BITS:
        raise CannotEncode(f"{show(value)} in steps of 1/{factor} does not fit {BITS} bits.")
    return sql.whole(scaled)
