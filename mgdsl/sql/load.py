"""The tables of a program, and the rows that patients' columns become. Values travel as bound parameters."""

from collections.abc import Iterator
from fractions import Fraction
from math import floor

from mgdsl.core.data import Bound, Data, Row, Value
from mgdsl.core.program import Program
from mgdsl.lang.numbers import show
from mgdsl.sql.errors import CannotEncode
from mgdsl.sql.layout import KEY, Layout, Stored, StoredTable, comment, layout, multiple
from mgdsl.sql.operands import BITS

Cell = int | str | None


def schema_sql(program: Program) -> str:
    """CREATE TABLE statements; every made-up name stands beside the program's name."""
    stored = layout(program)
    return "".join(
        _create(table, table is stored.patient) for table in (stored.patient, *stored.tables.values())
    )


def insert_sql(table: StoredTable) -> str:
    """INSERT with one parameter for the patient's key and one for each SQL column."""
    names = [KEY, *(name for column in table.columns.values() for name in column.names)]
    return f"INSERT INTO {table.sql} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"


def cells(stored: Layout, key: int, data: Data) -> Iterator[tuple[StoredTable, list[list[Cell]]]]:
    """Each table with the patient's rows in it. Raises CannotEncode for a value that SQL cannot hold."""
    try:
        yield stored.patient, _rows(stored.patient, key, (data.patient,))
        for name, table in stored.tables.items():
            yield table, _rows(table, key, data.tables[name])
    except CannotEncode as error:
        raise CannotEncode(f"Patient {data.id}: {error}") from None


def _create(table: StoredTable, patients: bool) -> str:
    lines = [f"  {KEY} INTEGER {'PRIMARY KEY' if patients else 'NOT NULL'}"]
    names = ["the patient"]
    for column in table.columns.values():
        kind = "TEXT" if column.type == "text" else "BIGINT"
        for name in column.names:
            lines.append(f"  {name} {kind}")
            names.append(f"{comment(column.name)}, {_unit(column)}")
    ended = [f"{line}{',' if i + 1 < len(lines) else ''}  -- {names[i]}\n" for i, line in enumerate(lines)]
    index = "" if patients else f"CREATE INDEX {table.sql}_{KEY} ON {table.sql} ({KEY});\n"
    return f"CREATE TABLE {table.sql} (  -- {comment(table.name)}\n{''.join(ended)});\n{index}"


def _unit(column: Stored) -> str:
    match column.type:
        case "number":
            return f"times {column.factor}, odd between steps"
        case "day":
            return "days since the day before 0001-01-01"
        case _:
            return column.type


def _rows(table: StoredTable, key: int, rows: tuple[Row, ...]) -> list[list[Cell]]:
    encoded: list[list[Cell]] = []
    for row in rows:
        encoded.append([key])
        for name, column in table.columns.items():
            encoded[-1] += _encoded(column, row[name])
    _check_sums(table, encoded)
    return encoded


def _check_sums(table: StoredTable, rows: list[list[Cell]]) -> None:
    names = [KEY, *(name for column in table.columns.values() for name in column.names)]
    for position, name in enumerate(names):
        if name.rpartition("_")[0] in table.summed:
            sizes = [abs(cell) for row in rows if isinstance(cell := row[position], int)]
            if sum(sizes) + len(sizes) >> BITS:
                raise CannotEncode(f"a sum of {len(sizes)} values does not fit {BITS} bits.")


def _encoded(column: Stored, value: Value) -> list[Cell]:
    match value:
        case None:
            return [None for _ in column.names]
        case bool():
            return [int(value)]
        case str():
            return [_text(column, value)]
        case (lo, hi):
            return [_bound(column, lo), _bound(column, hi)]
        case _:
            raise TypeError(f"{column.name} has a value that is no column's: {value!r}")


def _text(column: Stored, value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise CannotEncode(f"{column.name} holds half a character.") from None
    return value


def _bound(column: Stored, bound: Bound | None) -> int | None:
    """A bound as an integer. On the grid a half step stands for all values between two whole steps."""
    if bound is None:
        return None
    value, side = Fraction(bound[0]), bound[1]
    between = multiple(value, column.scale) is None
    if (between and column.fine) or (side and column.type == "day"):
        raise CannotEncode(
            f"{column.name} is {show(value)}, which is not a whole number of 1/{column.scale}."
        )
    if between:
        encoded = 2 * floor(value * column.scale) + 1
    else:
        encoded = int(value * column.factor) + side
    if abs(encoded) >> BITS:
        raise CannotEncode(
            f"{column.name} is {show(value)}, which times {column.factor} exceeds {BITS} bits."
        )
    return encoded
