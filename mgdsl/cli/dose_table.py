"""`mgdsl dose table`: the decision table of a design."""

import click

from mgdsl.cli.dose_common import design_options, opened, put, put_csv, put_json
from mgdsl.dose.show.table import table_document, table_grid, table_json
from mgdsl.dose.table import decision_table


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
    _, design, rules = opened(protocol, name, assumed)
    if form == "json":
        put_json(table_json(design, rules, every), output)
    elif form == "csv":
        put_csv(table_grid(decision_table(rules, every)), output, design)
    else:
        put(table_document(design, rules, every), form, output)
