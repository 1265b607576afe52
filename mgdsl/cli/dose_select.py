"""`mgdsl dose select`: the maximum tolerated dose on the final data."""

import click
from attrs import evolve

from mgdsl.cli.dose_common import (
    data_of,
    data_options,
    design_options,
    guarded,
    opened,
    put,
    put_csv,
    put_json,
)
from mgdsl.dose.mtd import select_mtd
from mgdsl.dose.show.mtd import choice_document, choice_grid, choice_json
from mgdsl.dose.show.settings import head_json
from mgdsl.dose.trial_data import end_notes, need_all_observed


@click.command("select")
@design_options
@data_options
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv", "markdown", "html"]), default="text"
)
def command(
    protocol: str,
    name: str | None,
    assumed: tuple[str, ...],
    output: str | None,
    counts: str | None,
    data: str | None,
    on: str | None,
    form: str,
) -> None:
    """Select the maximum tolerated dose by isotonic regression on the final data.

    Everybody must have been observed to the end. Where the last cohort was treated plays no part.
    """
    _, design, rules = opened(protocol, name, assumed)
    found = data_of(design, rules, counts, data, on, None)
    guarded(lambda: need_all_observed(found))
    found = evolve(found, notes=(*found.notes, *end_notes(found, rules)))
    choice = select_mtd(rules, found.counts)
    if form == "json":
        put_json({**head_json(design), **choice_json(design, choice)}, output)
    elif form == "csv":
        put_csv(choice_grid(design, found, choice), output, design)
    else:
        put(choice_document(design, rules, found, choice), form, output)
