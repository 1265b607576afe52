"""`mgdsl sdtm`: SDTM domains as patient records."""

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

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
from mgdsl.report.counted import counted
from mgdsl.report.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    from mgdsl.report.style import json_safe
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
    made = (json.dumps(record, ensure_ascii=False, default=_number) for record in study.records)
    lines = [json_safe(text) + "\n" for text in made]
    findings = (*study.findings, *_unreadable(opened, "".join(lines)))
    tell(findings)
    if any(found.severity is Severity.ERROR for found in findings):
        return FINDINGS
    write("".join(lines), output)
    click.echo(counted(len(study.records), "subject"), err=True)
    return CLEAN


def _study(opened: "Protocol", file: str, folder: Path) -> "Study":
    """The study by its mapping, which is checked against the protocol first."""
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
    text = Text(Source(file, words))
    mapping = read_mapping(words, file)
    wrong = check(mapping, opened.program.schema, text)
    if wrong:
        raise SdtmError(tuple(wrong))
    return read_study(mapping, Tables(folder, mapping.files), text)


def _unreadable(opened: "Protocol", text: str) -> "Iterator[Diagnostic]":
    """What the protocol would say of the records as they are written."""
    from mgdsl.records.read import Reader

    reader = Reader(opened.program.schema, opened.program.answers)
    for found in reader.read_text(text, "<records>"):
        yield from found if isinstance(found, list) else ()


def _number(value: object) -> int | float | str:
    """A decimal as JSON: a number if it keeps every digit, else its text."""
    assert isinstance(value, Decimal)
    if len(value.as_tuple().digits) > FLOAT_DIGITS:
        return str(value)
    return int(value) if value == value.to_integral_value() else float(value)
