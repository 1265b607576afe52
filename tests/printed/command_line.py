"""The commands, from what they say of themselves."""

import inspect
import re
from collections.abc import Iterator

import click

from mgdsl.cli.main import cli

from .markdown import code, document, fence, head, table

INTRODUCTION = """\
`mgdsl COMMAND --help` prints the same on the spot. `-` stands for the standard input. Where one protocol is
asked for, a directory stands for the `protocol.mgdsl` in it; where several files are, for all that are in it
and below.

| exit code | means |
|---|---|
| 0 | nothing to report |
| 1 | findings, failed cases, or records that cannot be read |
| 2 | wrong use, or a file that cannot be read |

A verdict is never an exit code: a list of ineligible patients is no failure of the command."""

ENVIRONMENT = """\
## Environment

| variable | set to anything |
|---|---|
| `NO_COLOR` | no colour, also on a terminal |
| `FORCE_COLOR` | colour, also where the output is no terminal |
| `MGDSL_NO_CACHE` | nothing is kept on disk between two runs, and nothing that was kept is used |

What can be made again is kept in `$XDG_CACHE_HOME/mgdsl`, or in `~/.cache/mgdsl`, and may be deleted at any
time.

## Completion

A shell completes commands, options, files, vocabularies and the names of findings, once one of these lines
stands in its start-up file:

```text
eval "$(_MGDSL_COMPLETE=bash_source mgdsl)"
eval "$(_MGDSL_COMPLETE=zsh_source mgdsl)"
_MGDSL_COMPLETE=fish_source mgdsl | source
```"""


def page() -> str:
    return document(_parts())


def _parts() -> Iterator[str]:
    yield head("Commands", "mgdsl/cli")
    yield INTRODUCTION
    with click.Context(cli, info_name="mgdsl") as context:
        for name in cli.list_commands(context):
            yield from _command(context, name, "##")
    yield ENVIRONMENT


def _command(above: click.Context, name: str, level: str) -> Iterator[str]:
    """A command, and those of a group below it."""
    assert isinstance(above.command, click.Group)
    command = above.command.get_command(above, name)
    assert command is not None
    with click.Context(command, info_name=name, parent=above) as context:
        yield f"{level} `{context.command_path}`"
        yield fence("text", " ".join([context.command_path, *command.collect_usage_pieces(context)]))
        yield from _paragraphs(command.help or "")
        options = [each for each in command.params if isinstance(each, click.Option)]
        if options:
            yield table(("option", "what it does"), (_option(option) for option in options))
        if isinstance(command, click.Group):
            for inner in command.list_commands(context):
                yield from _command(context, inner, f"{level}#")


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        yield " ".join(paragraph.split())


def _option(option: click.Option) -> tuple[str, str]:
    """Its names with what they take; what it does, what it may be, what it is if it is not given."""
    said = [_sentence(option.help)] if option.help else []
    takes = ""
    match option.type:
        case click.Choice(choices=choices):
            said.append(f"One of {code(choices)}.")
        case click.IntRange(min=least, max=most):
            takes = " NUMBER"
            said.append(f"From {least} on." if most is None else f"From {least} to {most}.")
        case _ if not option.is_flag:
            takes = f" {option.metavar or option.type.name.upper()}"
    if option.required:
        said.append("Must be given.")
    elif isinstance(option.default, str | int) and not option.is_flag:
        said.append(f"Without it: `{option.default}`.")
    return ", ".join(f"`{name}{takes}`" for name in option.opts), " ".join(said)


def _sentence(text: str) -> str:
    """With a default that the text names in brackets as a sentence of its own."""
    words = re.sub(r" *\[default: ([^]]*)\]", r" Without it: \1.", text)
    return words if words.endswith((".", "?", "`")) else f"{words}."
