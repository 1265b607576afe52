"""`mgdsl dose next`: who may be dosed next, and where."""

import click

from mgdsl.cli.common import CLEAN, FINDINGS, read_bytes
from mgdsl.cli.dose_common import design_options, guarded, opened, put, put_json, rules_of
from mgdsl.cli.dose_data import seen_of
from mgdsl.dose.candidate import Candidate, candidate, candidate_blocks, candidate_json
from mgdsl.dose.next import following
from mgdsl.dose.show_next import next_blocks, next_json


@click.command("next")
@design_options
@click.option("--seen", metavar="COUNTS", help="Toxicities of observed by level, lowest first: 0/3,1/6.")
@click.option("--data", metavar="FILE", help="The data as JSON: counts by level, or participants.")
@click.option("--current", metavar="LEVEL", help="Where the last cohort was treated: number or name.")
@click.option("--on", metavar="DATE", help="The day of asking, for windows of observation: 2025-06-30.")
@click.option("--record", metavar="FILE", help="A patient record: may this patient be dosed next?")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown", "html"]), default="text")
def command(
    protocol: str,
    name: str | None,
    assumed: tuple[str, ...],
    output: str | None,
    seen: str | None,
    data: str | None,
    current: str | None,
    on: str | None,
    record: str | None,
    form: str,
) -> int:
    """Say what the data so far ask for by the design in PROTOCOL, with the reasons.

    Impossible data are refused. Exit code 1 if a patient is asked about and may not be dosed.
    """
    whole, design = opened(protocol, name, assumed)
    rules = rules_of(design)
    made = guarded(lambda: seen_of(seen, data, current, on, design, rules))
    found = following(rules, made)
    asked: Candidate | None = None
    if record is not None:
        raw = read_bytes(record)
        asked = guarded(lambda: candidate(whole, raw, found))
    if form == "json":
        more = {} if asked is None else {"patient": candidate_json(asked)}
        put_json({**next_json(design, made, found), **more}, output)
    else:
        first = () if asked is None else candidate_blocks(design, asked, found)
        blocks = (*first, *next_blocks(design, rules, made, found))
        put(f"Next dose: {design.name}", blocks, form, output)
    return CLEAN if asked is None or asked.may else FINDINGS
