"""A group of commands that are imported when they are called."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class Group(click.Group):
    """Each command stands in a module of its own, as `command`.

    `summaries` says a line of each, so that help imports none of them; `module` names the module of one, with
    ``{}`` for the command.
    """

    def __init__(self, *arguments: Any, summaries: Mapping[str, str], module: str, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.summaries = summaries
        self.module = module

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.summaries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.summaries:
            return None
        command: click.Command = import_module(self.module.format(cmd_name)).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(self.summaries.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.summaries and not args[0].startswith("-"):
            from mgdsl.report.suggest import nearest  # only for a mistake

            near = nearest(args[0], self.summaries)
            hint = f"did you mean `{near}`?" if near else f"there are: {', '.join(self.summaries)}"
            above = ctx.command_path.partition(" ")[2]
            ctx.fail(f"there is no command `{' '.join(filter(None, (above, args[0])))}`; {hint}")
        return super().resolve_command(ctx, args)
