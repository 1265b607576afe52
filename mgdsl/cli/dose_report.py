"""`mgdsl dose report`: one page for the safety board."""

import click

from mgdsl.cli.dose_common import design_options, opened, put, run_options, runs_of
from mgdsl.dose.compare import Run
from mgdsl.dose.extra import MissingExtra
from mgdsl.dose.show.safety_board import safety_board
from mgdsl.show.blocks import Picture


@click.command("report")
@design_options
@run_options
@click.option("--format", "form", type=click.Choice(["markdown", "html", "text"]), default="markdown")
def command(
    protocol: str,
    name: str | None,
    assumed: tuple[str, ...],
    output: str | None,
    given: tuple[str, ...],
    others: tuple[str, ...],
    trials: int | None,
    seed: int,
    form: str,
) -> None:
    """Write one page for the safety board: decisions, assumptions, operating characteristics, sources.

    HTML carries a drawing when matplotlib is installed.
    """
    whole, design, rules = opened(protocol, name, assumed)
    runs = runs_of(whole, design, given, others, assumed, trials, seed)
    picture = _picture(runs) if form == "html" and runs else None
    put(safety_board(whole.program, design, rules, runs, picture), form, output)


def _picture(runs: tuple[Run, ...]) -> Picture | None:
    """The drawing says nothing that the table does not; without the extra the page does without."""
    from mgdsl.dose.show.plot import draw  # only when a drawing is wanted

    try:
        svg = draw(runs, "svg", captioned=False).decode("utf-8")
    except MissingExtra:
        return None
    return Picture(
        svg, "Bars: how often each level is selected, and the mean number of participants treated on it"
    )
