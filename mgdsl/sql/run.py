"""A program run on SQLite, in memory."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing

from mgdsl.core.data import Data
from mgdsl.core.program import Program
from mgdsl.sql.emit import emit
from mgdsl.sql.errors import CannotEncode
from mgdsl.sql.layout import layout
from mgdsl.sql.load import cells, insert_sql, schema_sql
from mgdsl.tree import frozen


@frozen
class Rows:
    """`statuses` by criterion id: pass, fail, unknown, not applicable; `verdict`: eligible, ineligible, …"""

    statuses: dict[str, str]
    verdict: str


def run(program: Program, patients: Iterable[Data]) -> dict[str, Rows]:
    """The answers by patient id, in the order given. Raises CannotEncode for what SQLite cannot hold."""
    statement, stored = emit(program), layout(program)
    ids = []
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.executescript(schema_sql(program))
            for key, data in enumerate(patients):
                ids.append(data.id)
                for table, rows in cells(stored, key, data):
                    connection.executemany(insert_sql(table), rows)
            answers = {key: answer for key, *answer in connection.execute(statement)}
        except sqlite3.OperationalError as error:
            raise CannotEncode(f"SQLite cannot take the program: {error}.") from error
    names = [criterion.id for criterion in program.criteria]
    return {
        id_: Rows(dict(zip(names, answers[key], strict=False)), answers[key][-1])
        for key, id_ in enumerate(ids)
    }
