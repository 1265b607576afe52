"""`mgdsl dose table`: the decision table of a design."""

import click

from mgdsl.cli.dose_common import design_options, opened, put, put_csv, put_json, rules_of
from mgdsl.dose.show_table import table_blocks, table_grid, table_json
from mgdsl.dose.table import table
from mgdsl.dose.words import assumptions


@click.command("table")
@design_options
@click.option("--every", is_flag=True, help="A row for each participant, not only for whole cohorts.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv", "markdown", "html"]), default="text"
)
def command(
    protocol: str, name: str | None, assumed: tuple[str, ...], output: str | None, every: bool, form: str
) -> None:
    """Print the decision table of the design in PROTOCOL: exact, with every value and where it comes from."""
    _, design = opened(protocol, name, assumed)
    rules = rules_of(design)
    if form == "json":
        put_json(table_json(design, rules, every), output)
    elif form == "csv":
        comments = (f"assumption: {each}" for each in assumptions(design))
        put_csv(table_grid(table(rules, every)), output, comments)
    else:
        put(f"Decision table: {design.name}", table_blocks(design, rules, every), form, output)
