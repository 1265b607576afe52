"""`mgdsl dose`: decision tables, the next dose, the final choice, how a design fares."""

from importlib import import_module

import click

SUBCOMMANDS = {
    "table": "Print the decision table of a design.",
    "next": "Say who may be dosed next, and where.",
    "select": "Choose the maximum tolerated dose.",
    "simulate": "Say how a design fares under true rates.",
    "report": "Write one page for the safety board.",
}


class Subcommands(click.Group):
    """A group that imports a subcommand when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in SUBCOMMANDS:
            return None
        found: click.Command = import_module(f"mgdsl.cli.dose_{cmd_name}").command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(SUBCOMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in SUBCOMMANDS and not args[0].startswith("-"):
            ctx.fail(f"there is no command `dose {args[0]}`; there are: {', '.join(SUBCOMMANDS)}")
        return super().resolve_command(ctx, args)


@click.group("dose", cls=Subcommands)
def command() -> None:
    """Dose finding by the design that a protocol declares in its `dose finding` block."""
