"""`mgdsl share`: how much of protocols a record decides."""

from typing import TYPE_CHECKING, Any

import click

from mgdsl.cli.common import CLEAN, FILE, Found, Unreadable, open_protocol, write
from mgdsl.files import gathered

if TYPE_CHECKING:
    from mgdsl.core.program import Program
    from mgdsl.show.share import Share

WIDEST = 100
"""Of a table on a terminal, before the words of its header stand below one another."""


@click.command("share")
@click.argument("protocols", nargs=-1, required=True, metavar="PROTOCOL…", type=FILE)
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text")
@click.option("-o", "--output", metavar="FILE", help="Write to a file instead of the standard output.")
def command(protocols: tuple[str, ...], form: str, output: str | None) -> int:
    """Say how many criteria of each PROTOCOL are computed, and how many wait for people.

    A directory stands for the protocols in it and below. A criterion is computed if it reads recorded data
    only, yes/no facts included; partly computed if somebody must state something besides; else a judgement or
    an attestation, or a hole that nobody has specified. Lists that are not public are counted apart.
    """
    from mgdsl.show.share import share, tables

    found = [each for file in gathered(protocols) for each in _programs(file, file in protocols)]
    if not found:
        raise Unreadable("there is no protocol, only vocabularies")
    shares = [share(each) for each in found]
    match form:
        case "json":
            import json

            write(json.dumps([_json(each) for each in shares], ensure_ascii=False, indent=2) + "\n", output)
        case "markdown":
            from mgdsl.show.blocks import Document
            from mgdsl.show.markdown import markdown

            write(markdown(Document("", tables(shares))), output)
        case _:
            from mgdsl.show.columns import columns

            write("\n\n".join("\n".join(columns(each, WIDEST)) for each in tables(shares)) + "\n", output)
    return CLEAN


def _programs(file: str, named: bool) -> "list[Program]":
    """The program of a file; of a vocabulary none, unless it is named. Raises Found, Unreadable."""
    try:
        return [open_protocol(file).program]
    except Found as found:
        declarations_only = all(each.name == "no-protocol" and not each.place for each in found.diagnostics)
        if named or not declarations_only:
            raise
        return []


def _json(share: "Share") -> dict[str, Any]:
    from mgdsl.show.share import Kind

    return {
        "protocol": share.name,
        "criteria": {id_: kind.value for id_, kind in share.kinds},
        "counts": {kind.value: len(share.of(kind)) for kind in Kind},
        "by yes/no facts alone": list(share.facts),
        "a hole inside": list(share.holed),
        "lists not public": share.lists,
    }
