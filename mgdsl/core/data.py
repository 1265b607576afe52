"""One patient's columns, as the record reader gives them and the backends read them."""

from fractions import Fraction

from attrs import frozen

Truth = bool | None
Bound = tuple[Fraction | int, int]
"""A number and -1 (just below it), 0 (itself) or 1 (just above it): `< 0.02` ends at (0.02, -1)."""

Bounds = tuple[Bound | None, Bound | None]
"""Lowest and highest attainable value; None is unbounded. A known value has both ends equal."""

Value = Truth | Bounds | str
"""A truth, bounds of a number or a day (proleptic Gregorian ordinal), a text; None is unknown."""

Row = dict[str, Value]


@frozen
class Data:
    """`patient` by column name; `tables` by table name, each a tuple of rows by column name."""

    id: str
    patient: Row
    tables: dict[str, tuple[Row, ...]]
