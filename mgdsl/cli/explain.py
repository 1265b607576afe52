"""`mgdsl explain`: the page of a finding."""

import re
from pathlib import Path

import click

from mgdsl.cli.common import CLEAN
from mgdsl.files import pages

_COMMENT = re.compile(r"<!--.*?-->\n*", re.DOTALL)


def _names(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """How a shell may complete the name."""
    return [name for name in sorted(pages()) if name.startswith(begun)]


@click.command("explain")
@click.argument("name", required=False, shell_complete=_names)
def command(name: str | None) -> int:
    """What a finding means, why it matters, what to write instead; without NAME, which findings there are.

    NAME stands in brackets behind the message.
    """
    found = pages()
    if name is None:
        click.echo("\n".join(f"{each:<34}{_kind(path)}" for each, path in sorted(found.items())))
        return CLEAN
    path = found.get(name.strip("[]`").casefold())
    if path is None:
        from mgdsl.report.suggest import near  # only for a mistake

        told = " or ".join(f"`{each}`" for each in near(name, found, 3))
        hint = f"did you mean {told}?" if told else "`mgdsl explain` lists those that there are"
        raise click.UsageError(f"there is no finding `{name}`; {hint}")
    click.echo(_COMMENT.sub("", path.read_text("utf-8")).rstrip())
    return CLEAN


def _kind(path: Path) -> str:
    return "lint" if path.parent.name == "lint" else "error"
