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
    "dose": "Dose finding: tables, the next dose, operating characteristics.",
    "eval": "Decide patients, with reasons.",
    "explain": "What a finding means, and what to write instead.",
    "format": "Lay out protocols and vocabularies.",
    "init": "Begin a protocol: an example that runs, to be changed.",
    "schema": "Print the JSON Schema of a protocol's records.",
    "screen": "Count how patients do, and list who fails what.",
    "sdtm": "Write SDTM domains as patient records.",
    "share": "How many criteria are computed, and how many wait for people.",
    "show": "Print a protocol as a document for review.",
    "template": "Print an empty patient record to fill in.",
    "test": "Run the cases of protocols.",
    "vocabulary": "Show what names there are, and find them by a word.",
}

COMPLETE = "_MGDSL_COMPLETE"
"""Set by a shell: ``bash_source`` asks for the script, ``bash_complete`` for words; so for zsh and fish."""


@click.group(
    cls=Group,
    summaries=COMMANDS,
    module="mgdsl.cli.{}",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=f'Completion in bash: eval "$({COMPLETE}=bash_source mgdsl)"; in zsh and fish likewise.',
)
@click.version_option(VERSION, prog_name="mgdsl")
def cli() -> None:
    """Eligibility criteria that a clinician can read aloud and a machine can decide."""


def main() -> None:
    """The entry point. A reader that closes the pipe early ends the run quietly, a full disk with a line."""
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
        _forget_output()
        code = 0
    except OSError as error:
        _forget_output()
        click.echo(f"Error: {error.filename or 'the output'}: {error.strerror or error}", err=True)
        code = 2
    sys.exit(code if isinstance(code, int) else 0)


def _forget_output() -> None:
    """What is still waiting to be written goes nowhere, or it would fail again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complete() -> None:
    """Answer a shell that asks how a command line may go on, and end."""
    asked = os.environ.get(COMPLETE)
    if asked:
        from mgdsl.cli.completion import complete  # only when a shell asks

        sys.exit(complete(cli, COMPLETE, asked))
