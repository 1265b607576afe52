"""`mgdsl dose`: decision tables, the next dose, the final selection, operating characteristics."""

import click

from mgdsl.cli.group import Group

COMMANDS = {
    "table": "Print the decision table of a design.",
    "next": "Say who may be dosed next, and where.",
    "select": "Select the maximum tolerated dose.",
    "simulate": "Print operating characteristics under true rates.",
    "report": "Write one page for the safety board.",
}


@click.group("dose", cls=Group, summaries=COMMANDS, module="mgdsl.cli.dose_{}")
def command() -> None:
    """Dose finding by the design that a protocol declares in its `dose finding` block."""
