"""`mgdsl compile`: a protocol in another form."""

import click

from mgdsl.cli.common import FILE, FINDINGS, Unreadable, open_protocol, write


@click.command("compile")
@click.argument("protocol", type=FILE)
@click.option("--to", "target", type=click.Choice(["core", "sql"]), required=True)
@click.option("-o", "--output", metavar="FILE", type=FILE, help="Write here instead of the standard output.")
def command(protocol: str, target: str, output: str | None) -> int | None:
    """Write PROTOCOL as core (JSON that needs no parser) or as SQL (tables and one statement)."""
    opened = open_protocol(protocol)
    if target == "core":
        write(opened.dumps(), output)
        return None
    from mgdsl.sql.errors import CannotEncode, MissingExtra

    try:
        write(opened.sql(), output)
    except MissingExtra as error:
        raise Unreadable(str(error)) from None
    except CannotEncode as error:
        click.echo(f"Error: {error}", err=True)
        return FINDINGS
    return None
