"""`mgdsl`: finds the command, and ends every run with an exit code.

0: nothing to report; 1: findings, failed cases or bad records; 2: wrong use, or input that cannot be read.
"""

import os
import sys
from typing import Any

import click

from mgdsl.cli.group import Group
from mgdsl.version import VERSION

COMMANDS = {
    "check": "Check protocols and vocabularies.",
    "compile": "Write a protocol in another form.",
    "dose": "Dose finding: tables, the next dose, how a design fares.",
    "eval": "Decide patients, with reasons.",
    "explain": "What a finding means, and what to write instead.",
    "format": "Lay out protocols and vocabularies.",
    "schema": "Print the JSON Schema of a protocol's records.",
    "screen": "Count how patients do, and list who fails what.",
    "sdtm": "Write SDTM domains as patient records.",
    "show": "Print a protocol as a document for review.",
    "template": "Print an empty patient record to fill in.",
    "test": "Run the cases of protocols.",
    "vocabulary": "Show what names there are, and find them by a word.",
}


@click.group(
    cls=Group,
    summaries=COMMANDS,
    module="mgdsl.cli.{}",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(VERSION, prog_name="mgdsl")
def cli() -> None:
    """Eligibility criteria that a clinician can read aloud and a machine can decide."""


def main() -> None:
    """The entry point. A reader that closes the pipe early ends the run quietly."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    _complete()
    try:
        with cli.make_context("mgdsl", sys.argv[1:]) as context:
            code = cli.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as ended:
        code = ended.exit_code
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code if isinstance(code, int) else 0)


def _complete() -> None:
    """Answer a shell that asks how a command line may go on, and end."""
    asked = os.environ.get("_MGDSL_COMPLETE")
    if asked:
        from click.shell_completion import shell_complete  # only when a shell asks

        sys.exit(shell_complete(cli, {}, "mgdsl", "_MGDSL_COMPLETE", asked))
