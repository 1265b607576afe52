"""`mgdsl eval`: patients decided, with reasons."""

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from mgdsl.cli.common import (
    CLEAN,
    FILE,
    FINDINGS,
    STDIN,
    UNREADABLE,
    Found,
    aside,
    open_protocol,
    reading,
    style_of,
    tell,
)
from mgdsl.evaluate.result import Answer
from mgdsl.report.counted import counted
from mgdsl.report.diagnostic import MgdslError

if TYPE_CHECKING:
    from mgdsl.protocol import Findings, Protocol


WITHDRAWN = "withdrawn"
"""Counted in place of the verdict of a record of which another has the id."""


def _visits(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """How a shell may complete a visit of the protocol that stands before it."""
    given = (context.params.get("protocol"), *context.args)  # the latter where the option has no value yet
    protocol = next(filter(None, given), None)
    if protocol in (None, STDIN):
        return []
    try:
        visits = open_protocol(protocol).program.schema.visits
    except click.ClickException:
        return []
    return [visit for visit in visits if visit.startswith(begun)]


@click.command("eval")
@click.argument("protocol", type=FILE)
@click.argument("records", type=FILE)
@click.option(
    "--as-of",
    metavar="VISIT",
    shell_complete=_visits,
    help="Leave out what was recorded later. [default: decision visit]",
)
@click.option("--format", "form", type=click.Choice(["text", "json", "jsonl"]), default="text")
@click.option("--why", metavar="PATIENT", help="One patient, with the full tree of reasons.")
def command(protocol: str, records: str, as_of: str | None, form: str, why: str | None) -> int:
    """Decide the patients in RECORDS (JSON or JSON Lines; - is the standard input) by PROTOCOL.

    PROTOCOL: a file, a directory with a protocol.mgdsl, or a compiled .json. Answers go to the standard
    output, mistakes in records to the standard error. Exit code 1 if a record cannot be read; a verdict is
    no failure.
    """
    if protocol == records == STDIN:
        raise click.UsageError("only one of PROTOCOL and RECORDS can be the standard input")
    opened = open_protocol(protocol)
    name = "<stdin>" if records == STDIN else records
    with reading(records) as file:
        try:
            found = opened.evaluate_many(file, as_of, name)
        except MgdslError as error:
            raise _unusable(error) from None
        if why is not None:
            found = _only(why, found)
        if form == "text":
            return _text(opened, found, whole=why is not None)
        return _json(found, lines=form == "jsonl")


def _unusable(error: MgdslError) -> click.ClickException:
    """A visit that does not exist, or bytes that are no text."""
    return Found(error.diagnostics, UNREADABLE)


def _only(id: str, found: "Iterator[Answer | Findings]") -> "Iterator[Answer | Findings]":
    """What concerns one patient, to the last record: the id may stand twice. UsageError if nothing does."""
    from mgdsl.report.suggest import nearest

    ids: list[str] = []
    known = False
    for each in found:
        of = [each.id] if isinstance(each, Answer) else [d.record for d in each if d.record is not None]
        if id in of:
            known = True
            yield each
        elif not known:
            ids += of
    if known:
        return
    near = nearest(id, ids)
    raise click.UsageError(f"there is no patient `{id}`" + (f"; did you mean `{near}`?" if near else ""))


def _text(protocol: "Protocol", found: "Iterator[Answer | Findings]", whole: bool) -> int:
    from mgdsl.evaluate.brief import render_brief
    from mgdsl.evaluate.text import render_text
    from mgdsl.report.style import one_line

    style = style_of(sys.stdout)
    bad = Bad()
    counts: dict[str, int] = {}
    verdicts: dict[str, str] = {}
    as_of = None
    for each in found:
        if not isinstance(each, Answer):
            bad.tell(each)
            withdrawn = verdicts.pop(repeated(each) or "", None)
            if withdrawn is not None:
                counts[withdrawn] -= 1
                counts[WITHDRAWN] = counts.get(WITHDRAWN, 0) + 1
                print(
                    f"{each[0].record}: WITHDRAWN: two records have this id; the answer above does not stand"
                )
            continue
        as_of = each.as_of
        verdicts[each.id] = each.verdict.value
        counts[each.verdict.value] = counts.get(each.verdict.value, 0) + 1
        sys.stdout.write(render_text(each) if whole else render_brief(each, style) + "\n")
    if counts and not whole:
        at = f", as of {as_of}" if as_of else ""
        told = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
        print(f"{one_line(protocol.title)}{at}: {told}")
    return _ended(bad, sum(counts.values()))


def _json(found: "Iterator[Answer | Findings]", lines: bool) -> int:
    """An array, or a line a record; written as the answers come, or what is wrong with a record."""
    from mgdsl.evaluate.json import to_json, unread_to_json
    from mgdsl.report.style import json_safe

    bad = Bad()
    answers = 0
    for each in found:
        begin = "" if lines else ",\n" if answers + bad.count else "[\n"
        if isinstance(each, Answer):
            answers += 1
            said = to_json(each)
        else:
            bad.tell(each)
            said = unread_to_json(each)
        text = json_safe(json.dumps(said, ensure_ascii=False, indent=None if lines else 2))
        sys.stdout.write(begin + text + ("\n" if lines else ""))
    if not lines:
        sys.stdout.write("\n]\n" if answers + bad.count else "[]\n")
    return _ended(bad, answers)


def repeated(findings: "Findings") -> str | None:
    """The id that stands at an earlier record too, if that is what is wrong."""
    return next((found.record for found in findings if found.name == "duplicate-id"), None)


class Bad:
    """Records that cannot be read: told at once and counted."""

    def __init__(self) -> None:
        self.count, self.no_json = 0, 0

    def tell(self, findings: "Findings") -> None:
        tell(findings)
        self.count += 1
        self.no_json += all(found.name == "not-json" for found in findings)


def _ended(bad: Bad, answers: int) -> int:
    """Unreadable if nothing in the text was JSON; findings if some record was bad."""
    if not bad.count:
        if not answers:
            aside("there are no records")
        return CLEAN
    aside(f"{counted(bad.count, 'record')} could not be read, {answers} decided")
    return FINDINGS if answers or bad.no_json < bad.count else UNREADABLE
