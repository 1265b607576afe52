"""`mgdsl screen`: many patients at a glance."""

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from mgdsl.cli.common import (
    CLEAN,
    FILE,
    FINDINGS,
    UNREADABLE,
    Found,
    open_protocol,
    reading,
    style_of,
    tell,
)
from mgdsl.report.diagnostic import MgdslError

if TYPE_CHECKING:
    from mgdsl.protocol import Protocol


@click.command("screen")
@click.argument("protocol", type=FILE)
@click.argument("records", type=FILE)
@click.option("--as-of", metavar="VISIT", help="Leave out what was recorded later. [default: decision visit]")
@click.option("--by", metavar="FACT", help="Count apart the patients of each value of a fact.")
@click.option("--format", "form", type=click.Choice(["text", "csv"]), default="text")
def command(protocol: str, records: str, as_of: str | None, by: str | None, form: str) -> int:
    """Count how the patients in RECORDS do by PROTOCOL, and list who fails what.

    `csv`: a row a patient and criterion. Exit code 1 if a record cannot be read.
    """
    from mgdsl.screen.tally import Tally
    from mgdsl.screen.text import HEADER, render, rows

    opened = open_protocol(protocol)
    fact = None if by is None else _fact(opened, by)
    tally, bad = Tally(), 0
    if form == "csv":
        print(",".join(HEADER))
    with reading(records) as file:
        try:
            found = opened.evaluate_with_records(file, as_of, records)
        except MgdslError as error:
            raise Found(error.diagnostics, UNREADABLE) from None
        for record, answer in found:
            if isinstance(answer, tuple):
                tell(answer)
                bad += 1
            elif form == "csv":
                sys.stdout.write(rows(answer, _group(record, fact)))
            else:
                tally.add(answer, _group(record, fact))
    if form == "text":
        sys.stdout.write(render(tally, opened.title, fact, style_of(sys.stdout)))
    return FINDINGS if bad else CLEAN


def _fact(opened: "Protocol", name: str) -> str:
    """The declared name of a fact that divides patients. Raises UsageError."""
    from mgdsl.core.schema import ONCE, Category, YesNo
    from mgdsl.report.suggest import fold, nearest

    facts = [each for each in opened.program.schema.measures if each.recorded == ONCE]
    known = {fold(each.name): each.name for each in facts if isinstance(each, YesNo | Category)}
    if fold(name) not in known:
        near = nearest(name, known.values())
        hint = f"did you mean `{near}`?" if near else f"there are: {', '.join(known.values())}"
        raise click.UsageError(f"`{name}` is no fact that is recorded once with a few values; {hint}")
    return known[fold(name)]


def _group(record: Mapping[str, Any], fact: str | None) -> str:
    """The patient's value of the fact, in words."""
    from mgdsl.report.suggest import fold

    if fact is None:
        return ""
    held = {fold(key): value for key, value in (record.get("facts") or {}).items()}.get(fold(fact))
    match held:
        case None:
            return "not recorded"
        case bool():
            return "yes" if held else "no"
        case list():
            return ", ".join(map(str, held))
        case _:
            return str(held)
