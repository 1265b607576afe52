"""The data so far, from an option or a JSON file."""

import json

import click

from mgdsl.cli.common import FINDINGS, Found, read_bytes
from mgdsl.core.design import Design
from mgdsl.dose.rules import Rules
from mgdsl.dose.seen import Seen, from_json, from_words, need_all_observed, need_current, refuse_impossible
from mgdsl.report.diagnostic import Diagnostic


def seen_of(
    seen: str | None,
    data: str | None,
    current: str | None,
    on: str | None,
    design: Design,
    rules: Rules,
    final: bool = False,
) -> Seen:
    """The data of ``--seen 0/3,1/6`` or of a JSON file. Raises UsageError, Unreadable, MgdslError.

    `final`: for the choice, where the present level plays no part and nobody may still be observed.
    """
    if (seen is None) == (data is None):
        raise click.UsageError("give the data so far: either --seen 0/3,1/6 or --data FILE")
    if seen is not None:
        made = from_words(seen, current, design)
    else:
        made = from_json(_decoded(data or "", current), on, design)
    refuse_impossible(made, rules, design)
    if final:
        need_all_observed(made)
    else:
        need_current(made)
    return made


def _decoded(path: str, current: str | None) -> object:
    try:
        raw = json.loads(read_bytes(path).decode("utf-8-sig"), parse_float=str)
    except (ValueError, RecursionError) as error:
        message = f"{path} is not JSON: {error}"
        raise Found((Diagnostic("not-json", message),), FINDINGS) from None
    if current is not None and isinstance(raw, dict):
        raw = {**raw, "current": current}
    return raw
