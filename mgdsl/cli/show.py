"""`mgdsl show`: a protocol as a document for review."""

import click

from mgdsl.cli.common import CLEAN, FILE, Found, Unreadable, read_source, write
from mgdsl.files import is_compiled


@click.command("show")
@click.argument("protocol", type=FILE)
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "html"]),
    help="Default: html for an output that ends in .html, else markdown.",
)
@click.option(
    "-o", "--output", metavar="FILE", type=FILE, help="Write to a file instead of the standard output."
)
def command(protocol: str, form: str | None, output: str | None) -> int:
    """Print the criteria of PROTOCOL as a document that can be reviewed without knowing mgdsl.

    Each criterion with its source, what is required in words, how ambiguities were read, and the data it
    needs; then terms, what is recorded, what people decide, what is left open, what is assumed. PROTOCOL is a
    file, a directory with a protocol.mgdsl, or - for the standard input. The HTML page needs no other file.
    """
    from mgdsl.program import load_bytes
    from mgdsl.report.diagnostic import ProgramError
    from mgdsl.show.document import document

    name, data, beside = read_source(protocol)
    if is_compiled(data, name):
        raise Unreadable(f"{name}: a compiled protocol; show needs the text from which it was compiled")
    try:
        loaded = load_bytes(name, data, beside)
    except ProgramError as error:
        raise Found(error.diagnostics) from None
    except OSError as error:
        raise Unreadable(f"{error.filename or name}: {error.strerror or error}") from None
    program = loaded.checked.program
    if program is None:
        if not loaded.diagnostics:
            raise Unreadable(f"{name} holds declarations only; `mgdsl vocabulary {name}` shows them")
        raise Found(loaded.diagnostics)
    made = document(loaded, program)
    if form == "html" or (form is None and (output or "").lower().endswith(".html")):
        from mgdsl.show.html import html

        write(html(made), output)
    else:
        from mgdsl.show.markdown import markdown

        write(markdown(made), output)
    return CLEAN
