"""One patient's columns, as the record reader gives them and the backends read them."""

from mgdsl.lang.bounds import Bound as Bound
from mgdsl.lang.bounds import Bounds as Bounds
from mgdsl.lang.bounds import Truth as Truth
from mgdsl.tree import frozen

Value = Truth | Bounds | str
"""A truth, bounds of a number or a day (proleptic Gregorian ordinal), a text; None is unknown."""

Row = dict[str, Value]


@frozen
class Data:
    """`patient` by column name; `tables` by table name, each a tuple of rows by column name."""

    id: str
    patient: Row
    tables: dict[str, tuple[Row, ...]]
