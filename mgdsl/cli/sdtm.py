"""`mgdsl sdtm`: SDTM domains as patient records."""

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mgdsl.cli.common import (
    CLEAN,
    FILE,
    FINDINGS,
    Found,
    Unreadable,
    open_protocol,
    read_bytes,
    tell,
    write,
)
from mgdsl.files import located

if TYPE_CHECKING:
    from mgdsl.protocol import Protocol
    from mgdsl.sdtm.study import Study

MAPPING = "sdtm.toml"
"""The mapping beside a protocol."""
FLOAT_DIGITS = 15
"""So many decimal digits survive a binary float."""


@click.command("sdtm")
@click.argument("protocol", type=FILE)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--mapping", metavar="FILE", help=f"The study's mapping. [default: {MAPPING} beside PROTOCOL]")
@click.option("-o", "--output", metavar="FILE", help="Write here instead of the standard output.")
def command(protocol: str, folder: Path, mapping: str | None, output: str | None) -> int:
    """Write the SDTM domains in FOLDER (Parquet or CSV) as records for PROTOCOL, a line a subject.

    What the mapping does not list stays unknown, and is told on the standard error. Exit code 1 if a value
    cannot be read; then nothing is written.
    """
    from mgdsl.sdtm.faults import SdtmError
    from mgdsl.sdtm.tables import MissingExtra

    opened = open_protocol(protocol)
    file = mapping or str(located(Path(protocol)).with_name(MAPPING))
    try:
        study = _study(opened, file, folder)
    except SdtmError as error:
        raise Found(error.diagnostics, FINDINGS) from None
    except MissingExtra as error:
        raise Unreadable(str(error)) from None
    except OSError as error:
        raise Unreadable(f"{error.filename or folder}: {error.strerror or error}") from None
    tell(study.findings)
    if study.errors:
        return FINDINGS
    write("".join(_line(record) for record in study.records), output)
    click.echo(f"{len(study.records)} subjects", err=True)
    return CLEAN


def _study(opened: "Protocol", file: str, folder: Path) -> "Study":
    """Checked against the protocol, and every record read by it once."""
    from attrs import evolve

    from mgdsl.records.read import Reader
    from mgdsl.report.source import Source
    from mgdsl.sdtm.check import check
    from mgdsl.sdtm.faults import SdtmError, Text
    from mgdsl.sdtm.reading import read_mapping
    from mgdsl.sdtm.study import read_study
    from mgdsl.sdtm.tables import Tables

    try:
        words = read_bytes(file).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(f"{file} is not UTF-8") from None
    text, program = Text(Source(file, words)), opened.program
    mapping = read_mapping(words, file)
    wrong = check(mapping, program.schema, text)
    if wrong:
        raise SdtmError(tuple(wrong))
    study = read_study(mapping, Tables(folder, mapping.files), text)
    reader = Reader(program.schema, program.answers)
    read = [reader.read(record) for record in study.records]
    faults = [fault for each in read if isinstance(each, list) for fault in each]
    return evolve(study, findings=(*study.findings, *faults))


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, default=_number) + "\n"


def _number(value: object) -> int | float | str:
    """A decimal as JSON: a number if it keeps every digit, else its text."""
    assert isinstance(value, Decimal)
    if len(value.as_tuple().digits) > FLOAT_DIGITS:
        return str(value)
    return int(value) if value == value.to_integral_value() else float(value)
