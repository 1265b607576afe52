"""Answers a shell that asks how a command line may go on."""

import shlex

import click
from click.shell_completion import BashComplete, CompletionItem, add_completion_class, shell_complete


class Bash(BashComplete):
    """Bash puts words in as they are: one with blanks needs its quotes."""

    def format_completion(self, item: CompletionItem) -> str:
        return f"{item.type},{shlex.quote(item.value)}"


def complete(command: click.Command, variable: str, asked: str) -> int:
    """Print what the shell asked for in the variable of the environment; the exit code."""
    add_completion_class(Bash)
    return shell_complete(command, {}, "mgdsl", variable, asked)
