"""The rows of SDTM domains, from Parquet or CSV files in a folder, by subject.

CSV needs nothing more than Python; Parquet the extra `sdtm`, which is DuckDB.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from attrs import Factory, define

from mgdsl.sdtm.faults import SdtmError, missing_column, missing_domain, not_a_table, uneven_row
from mgdsl.sdtm.values import cell

SUBJECT = "USUBJID"
Row = dict[str, str]
"""A row by column; a missing cell is left out."""


class MissingExtra(ImportError):
    """The optional extra is not installed."""

    def __init__(self) -> None:
        super().__init__("reading Parquet needs an optional extra: pip install 'mgdsl[sdtm]'")


@define
class Needs:
    """What is read of a domain: columns that must be there, and that may; with `tests`, only their rows."""

    columns: list[str] = Factory(list)
    optional: list[str] = Factory(list)
    tests: set[str] | None = None


@define
class Tables:
    """A folder of domains. `files`: for a domain, the names of its files without their ending."""

    folder: Path
    files: Mapping[str, tuple[str, ...]]

    def rows(self, domain: str, needs: Needs) -> dict[str, list[Row]]:
        """The rows of a domain by subject, in the order of the files.

        Raises SdtmError if a file or a needed column is not there, MissingExtra for Parquet without it.
        """
        found: dict[str, list[Row]] = {}
        for path in self._paths(domain):
            read = _csv if path.suffix.lower() == ".csv" else _parquet
            for row in read(domain, path, needs):
                if SUBJECT in row and (needs.tests is None or row.get(f"{domain}TESTCD") in needs.tests):
                    found.setdefault(row[SUBJECT], []).append(row)
        return found

    def _paths(self, domain: str) -> list[Path]:
        there: dict[str, Path] = {}
        for path in sorted(self.folder.iterdir() if self.folder.is_dir() else ()):
            if path.suffix.lower() in (".csv", ".parquet"):
                there.setdefault(path.stem.lower(), path)
        names = self.files.get(domain, (domain,))
        lost = [name for name in names if name.lower() not in there]
        if lost:
            files = [each.name for each in there.values()]
            raise SdtmError((missing_domain(domain, lost, self.folder, files),))
        return [there[name.lower()] for name in names]


def _csv(domain: str, path: Path, needs: Needs) -> Iterator[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        try:
            names = next(rows, [])
            columns = _columns(domain, names, needs)
            places = [names.index(column) for column in columns]
            for row in filter(None, rows):
                if len(row) < len(names) or any(row[len(names) :]):
                    raise SdtmError((uneven_row(path, rows.line_num, len(row), len(names)),))
                yield _row(columns, (row[at] for at in places))
        except UnicodeDecodeError:
            raise SdtmError((not_a_table(path, "not UTF-8", "save it as UTF-8"),)) from None
        except csv.Error as error:
            raise SdtmError((not_a_table(path, f"no CSV: {error}", "export it again"),)) from None


def _parquet(domain: str, path: Path, needs: Needs) -> Iterator[Row]:
    try:
        duckdb: Any = import_module("duckdb")
    except ModuleNotFoundError:
        raise MissingExtra from None
    with duckdb.connect() as connection:
        file = connection.read_parquet(str(path))
        columns = _columns(domain, file.columns, needs)
        if needs.tests is not None:
            tests = duckdb.ConstantExpression(sorted(needs.tests))
            code = duckdb.ColumnExpression(f"{domain}TESTCD")
            file = file.filter(duckdb.FunctionExpression("list_contains", tests, code))
        for row in file.select(*columns).fetchall():
            yield _row(columns, row)


def _columns(domain: str, there: Iterable[str], needs: Needs) -> tuple[str, ...]:
    known = tuple(there)
    wanted = tuple(dict.fromkeys((SUBJECT, *needs.columns)))
    lost = [missing_column(domain, column, known) for column in wanted if column not in known]
    if lost:
        raise SdtmError(tuple(lost))
    return (*wanted, *dict.fromkeys(each for each in needs.optional if each in known and each not in wanted))


def _row(columns: tuple[str, ...], cells: Iterable[object]) -> Row:
    return {
        column: text
        for column, value in zip(columns, cells, strict=True)
        if (text := cell(value)) is not None
    }
