"""`mgdsl show`: a protocol as a document for review."""

import click

from mgdsl.cli.common import CLEAN, FILE, Found, Unreadable, read_source, write


@click.command("show")
@click.argument("protocol", type=FILE)
@click.option("--format", "form", type=click.Choice(["markdown", "html"]), default="markdown")
@click.option("-o", "--output", metavar="FILE", help="Write to a file instead of the standard output.")
def command(protocol: str, form: str, output: str | None) -> int:
    """Print the criteria of PROTOCOL as a document that can be reviewed without knowing mgdsl.

    Each criterion with its source, what is required in words, how ambiguities were read, and the data it
    needs; then terms, what people decide, and what is left open. The HTML page needs no other file.
    """
    from mgdsl.program import load_bytes
    from mgdsl.report.diagnostic import ProgramError
    from mgdsl.show.document import document

    name, data, beside = read_source(protocol)
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
    if form == "html":
        from mgdsl.show.html import html

        write(html(made), output)
    else:
        from mgdsl.show.markdown import markdown

        write(markdown(made), output)
    return CLEAN
