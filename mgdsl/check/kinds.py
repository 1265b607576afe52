"""What can be compared: numbers with their unit, shares, categories, days, truths, choices of these."""

from fractions import Fraction
from typing import TypeAlias

from mgdsl.core import columns as c
from mgdsl.core.ir import Expr
from mgdsl.lang.units import Analyte
from mgdsl.tree import frozen


@frozen
class NumberValue:
    """A form, its unit, and the range it can take. `limits`: the slot whose reference limits × ULN means."""

    form: c.Form
    unit: str
    name: str
    low: Fraction | None = None
    high: Fraction | None = None
    limits: c.Slot | None = None
    whole: bool = False
    literal: bool = False
    analyte: Analyte | None = None


@frozen
class ShareValue:
    """A part and the whole of a score, both over items."""

    slot: c.Slot
    part: tuple[str, ...]
    items: tuple[str, ...]
    name: str


@frozen
class CategoryValue:
    """A recorded category (or a category field of an event)."""

    slot: c.Slot
    name: str
    values: tuple[str, ...]
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    order: tuple[tuple[str, ...], ...] = ()
    agents: bool = False


@frozen
class DayValue:
    slot: c.Slot
    name: str


@frozen
class TruthValue:
    expr: Expr
    name: str


@frozen
class ChoiceValue:
    """A value that depends on a condition: comparisons go into the branches (meaning.md, 6)."""

    condition: Expr
    then: "Value"
    otherwise: "Value"


@frozen
class LengthValue:
    """How long the row of a `where` lasted: from its first to its last day."""

    name: str = "duration"


Value: TypeAlias = (
    LengthValue | NumberValue | ShareValue | CategoryValue | DayValue | TruthValue | ChoiceValue
)
