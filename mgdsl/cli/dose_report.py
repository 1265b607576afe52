"""`mgdsl dose report`: one page for the safety board."""

import click

from mgdsl.cli.dose_common import design_options, guarded, opened, put, rules_of
from mgdsl.dose.board import board_blocks
from mgdsl.dose.extra import MissingExtra
from mgdsl.dose.fares import MOST_TRIALS, scenario_of, tried
from mgdsl.dose.page import Drawing
from mgdsl.dose.show_fare import Trial


@click.command("report")
@design_options
@click.option("--scenario", "given", multiple=True, metavar="RATES", help="`likely=5%,15%,30%`. Repeatable.")
@click.option("--trials", type=click.IntRange(100, MOST_TRIALS), help="Simulate so many. [default: exact]")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option("--format", "form", type=click.Choice(["markdown", "html", "text"]), default="markdown")
def command(
    protocol: str,
    name: str | None,
    assumed: tuple[str, ...],
    output: str | None,
    given: tuple[str, ...],
    trials: int | None,
    seed: int,
    form: str,
) -> None:
    """Write one page for the safety board: decisions, assumptions, how the design fares, sources.

    HTML carries a drawing when matplotlib is installed.
    """
    _, design = opened(protocol, name, assumed)
    rules = rules_of(design)
    levels = len(design.levels)
    scenarios = guarded(lambda: tuple(scenario_of(each, levels) for each in given)) or design.scenarios
    found: tuple[Trial, ...] = guarded(lambda: tried([design], scenarios, trials, seed)) if scenarios else ()
    drawing = _drawing(found) if form == "html" and found else None
    put(f"Dose escalation: {design.name}", board_blocks(design, rules, found, drawing), form, output)


def _drawing(trials: tuple[Trial, ...]) -> Drawing | None:
    """A drawing says nothing that the table does not; without the extra the page does without."""
    from mgdsl.dose.plot import draw  # matplotlib, only when a drawing is wanted

    try:
        svg = draw(trials, "svg").decode("utf-8")
    except MissingExtra:
        return None
    return Drawing(svg, "Bars: how often each level is chosen, and mean participants treated on it")
