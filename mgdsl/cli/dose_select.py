"""`mgdsl dose select`: the maximum tolerated dose on the final data."""

import click

from mgdsl.cli.dose_common import design_options, guarded, opened, put, put_csv, put_json, rules_of
from mgdsl.cli.dose_data import seen_of
from mgdsl.dose.select import select
from mgdsl.dose.show_next import choice_blocks, choice_grid, choice_json
from mgdsl.dose.words import assumptions


@click.command("select")
@design_options
@click.option("--seen", metavar="COUNTS", help="Toxicities of observed by level, lowest first: 0/3,1/6.")
@click.option("--data", metavar="FILE", help="The data as JSON: counts by level, or participants.")
@click.option("--on", metavar="DATE", help="The day of asking, for windows of observation: 2025-06-30.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv", "markdown", "html"]), default="text"
)
def command(
    protocol: str,
    name: str | None,
    assumed: tuple[str, ...],
    output: str | None,
    seen: str | None,
    data: str | None,
    on: str | None,
    form: str,
) -> None:
    """Choose the maximum tolerated dose by isotonic regression on the final data.

    The present level plays no part here. Everybody must have been observed to the end.
    """
    _, design = opened(protocol, name, assumed)
    rules = rules_of(design)
    made = guarded(lambda: seen_of(seen, data, None, on, design, rules, final=True))
    choice = select(rules, made.counts)
    if form == "json":
        put_json(choice_json(design, choice), output)
    elif form == "csv":
        comments = (f"assumption: {each}" for each in assumptions(design))
        put_csv(choice_grid(design, choice), output, comments)
    else:
        put(f"Choice of the dose: {design.name}", choice_blocks(design, choice), form, output)
