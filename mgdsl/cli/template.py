"""`mgdsl template`: an empty record."""

import json

import click

from mgdsl.cli.common import FILE, open_protocol


@click.command("template")
@click.argument("protocol", type=FILE)
def command(protocol: str) -> None:
    """Print an empty patient record for PROTOCOL: every value its criteria use, as null."""
    print(json.dumps(open_protocol(protocol).template(), ensure_ascii=False, indent=2))
