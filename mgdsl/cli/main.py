"""`mgdsl`: finds the command, and ends every run with an exit code.

0: nothing to report; 1: findings, failed cases or bad records; 2: wrong use, or input that cannot be read.
"""

import os
import sys
from importlib import import_module
from typing import Any

import click

from mgdsl.version import VERSION

COMMANDS = {
    "check": "Check protocols and vocabularies.",
    "compile": "Write a protocol in another form.",
    "eval": "Decide patients, with reasons.",
    "explain": "What a finding means, and what to write instead.",
    "format": "Lay out protocols and vocabularies.",
    "schema": "Print the JSON Schema of a protocol's records.",
    "template": "Print an empty patient record to fill in.",
    "test": "Run the cases of protocols.",
}
"""Each stands in the module of its name, as `command`; listed here so that help imports none of them."""


class Commands(click.Group):
    """A group that imports a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"mgdsl.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from mgdsl.report.suggest import nearest  # only for a mistake

            near = nearest(args[0], COMMANDS)
            hint = f"did you mean `{near}`?" if near else f"there are: {', '.join(COMMANDS)}"
            ctx.fail(f"there is no command `{args[0]}`; {hint}")
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="mgdsl")
def cli() -> None:
    """Eligibility criteria that a clinician can read aloud and a machine can decide."""


def main() -> None:
    """The entry point. A reader that closes the pipe early ends the run quietly."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
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
