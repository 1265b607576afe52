"""`mgdsl dose simulate`: how a design fares under true rates."""

import click

from mgdsl.cli.common import FINDINGS, Found
from mgdsl.cli.dose_common import (
    design_options,
    guarded,
    opened,
    put,
    put_csv,
    put_json,
    rules_of,
)
from mgdsl.core.design import Design, Scenario
from mgdsl.dose.fares import MOST_TRIALS, scenario_of, tried, with_method
from mgdsl.dose.show_fare import Trial, fare_blocks, fare_csv, fare_json
from mgdsl.dose.words import assumptions
from mgdsl.report.diagnostic import Diagnostic


@click.command("simulate")
@design_options
@click.option("--scenario", "given", multiple=True, metavar="RATES", help="`likely=5%,15%,30%`. Repeatable.")
@click.option("--compare", multiple=True, metavar="METHOD", help="Another method beside it. Repeatable.")
@click.option(
    "--trials",
    type=click.IntRange(100, MOST_TRIALS),
    help="Simulate so many trials. [default: exact, or 10000 if the trial is too large to enumerate]",
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option("--plot", metavar="FILE", help="Draw the figures here too: .svg or .png.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv", "markdown", "html"]), default="text"
)
def command(
    protocol: str,
    name: str | None,
    assumed: tuple[str, ...],
    output: str | None,
    given: tuple[str, ...],
    compare: tuple[str, ...],
    trials: int | None,
    seed: int,
    plot: str | None,
    form: str,
) -> None:
    """Say how often the design in PROTOCOL chooses each level, whom it treats where, and how it stops.

    Exact for small trials; seeded simulation, with its Monte-Carlo error, for large ones.
    """
    _, design = opened(protocol, name, assumed)
    rules_of(design)
    scenarios = scenarios_for(design, given)
    designs = [design, *guarded(lambda: [with_method(design, each) for each in compare])]
    found: tuple[Trial, ...] = guarded(lambda: tried(designs, scenarios, trials, seed))
    if plot is not None:
        from mgdsl.cli.dose_plot import draw_to  # matplotlib, only when a drawing is asked for

        draw_to(found, plot)
    if form == "json":
        put_json(fare_json(found), output)
    elif form == "csv":
        comments = (f"assumption: {each}" for each in assumptions(design))
        put_csv(fare_csv(found), output, comments)
    else:
        put(f"How the design fares: {design.name}", fare_blocks(found), form, output)


def scenarios_for(design: Design, given: tuple[str, ...]) -> tuple[Scenario, ...]:
    """Those given, else those of the protocol."""
    made: tuple[Scenario, ...] = guarded(
        lambda: tuple(scenario_of(each, len(design.levels)) for each in given)
    )
    if made or design.scenarios:
        return made or design.scenarios
    message = f"{design.name} states no scenarios."
    repair = "give true rates: `--scenario likely=5%,15%,30%`, or add `scenarios:` to the block"
    raise Found((Diagnostic("no-scenarios", message, repair=repair),), FINDINGS)
