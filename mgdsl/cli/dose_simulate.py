"""`mgdsl dose simulate`: the operating characteristics of designs."""

import click

from mgdsl.cli.dose_common import (
    design_options,
    guarded,
    opened,
    put,
    put_csv,
    put_drawing,
    put_json,
    run_options,
    runs_of,
)
from mgdsl.core.design import Design
from mgdsl.dose.compare import Run
from mgdsl.dose.refusal import refuse
from mgdsl.dose.show.characteristics import (
    characteristics_document,
    characteristics_json,
    characteristics_rows,
)


@click.command("simulate")
@design_options
@run_options
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
    others: tuple[str, ...],
    trials: int | None,
    seed: int,
    plot: str | None,
    form: str,
) -> None:
    """Print the operating characteristics of the design in PROTOCOL: what it selects, treats and stops.

    Exact for small trials; seeded simulation, with its Monte-Carlo error, for large ones.
    """
    whole, design, _ = opened(protocol, name, assumed)
    runs = runs_of(whole, design, given, others, assumed, trials, seed)
    guarded(lambda: _need_scenarios(design, runs))
    if plot is not None:
        put_drawing(runs, plot)
    if form == "json":
        put_json(characteristics_json(runs), output)
    elif form == "csv":
        put_csv(characteristics_rows(runs), output, *(run.design for run in runs))
    else:
        put(characteristics_document(runs), form, output)


def _need_scenarios(design: Design, runs: tuple[Run, ...]) -> None:
    if not runs:
        repair = "give true rates: `--scenario likely=5%,15%,30%`, or add `scenarios:` to the block"
        raise refuse("no-scenarios", f"{design.name} states no scenarios.", repair)
