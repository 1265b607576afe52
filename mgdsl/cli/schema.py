"""`mgdsl schema`: the JSON Schema of a protocol's records."""

import json

import click

from mgdsl.cli.common import FILE, open_protocol


@click.command("schema")
@click.argument("protocol", type=FILE)
def command(protocol: str) -> None:
    """Print the JSON Schema of the patient records that PROTOCOL reads."""
    print(json.dumps(open_protocol(protocol).record_schema(), ensure_ascii=False, indent=2))
