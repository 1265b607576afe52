"""Operating characteristics as a table, side by side for designs, as JSON types and as rows."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from attrs import frozen

from mgdsl.core.design import Design, Scenario
from mgdsl.dose.fare import Fare, Figure
from mgdsl.dose.page import Block, Grid, Heading, Items, Words
from mgdsl.dose.words import SHARED, SOURCES, assumption_blocks, assumptions, percent, rounded


@frozen
class Trial:
    """One design under one scenario."""

    design: Design
    scenario: Scenario
    fare: Fare


def fare_blocks(trials: Sequence[Trial]) -> tuple[Block, ...]:
    """A table for each scenario, the designs side by side; a level chosen right is one at the target."""
    designs = list(dict.fromkeys(each.design for each in trials))
    blocks: list[Block] = [Words(f"{designs[0].name}: how the design fares")]
    for block in dict.fromkeys(block for design in designs for block in assumption_blocks(design)):
        blocks.append(block)
    for scenario in dict.fromkeys(each.scenario for each in trials):
        here = [each for each in trials if each.scenario == scenario]
        rates = ", ".join(map(percent, scenario.rates))
        blocks += [Heading(f"{scenario.name}: true rates {rates}"), fare_grid(here)]
    blocks += [Words(how(trials)), Heading("Sources")]
    methods = dict.fromkeys(design.method for design in designs)
    blocks.append(Items((*(SOURCES[method] for method in methods), SHARED)))
    return tuple(blocks)


def how(trials: Sequence[Trial]) -> str:
    """Whether exact or simulated, and with what error."""
    fare = trials[0].fare
    if fare.trials is None:
        return "Exact: every course of the trial was enumerated; figures are rounded for printing only."
    unseen = rounded(Fraction(300, fare.trials), 2)
    return (
        f"Simulated: {fare.trials} trials, seed {fare.seed}. Behind ± stands the Monte-Carlo standard error;"
        f" what was never seen may still have a chance of up to about {unseen}%."
    )


def fare_grid(trials: Sequence[Trial]) -> Grid:
    """One column a design."""
    header = ("", *(each.design.method for each in trials))
    columns = [fare_rows(each) for each in trials]
    rows = [(cells[0][0], *(value for _, value in cells)) for cells in zip(*columns, strict=True)]
    return Grid(header, tuple(rows))


def fare_rows(trial: Trial) -> list[tuple[str, str]]:
    """Each figure with its name."""
    fare, rates = trial.fare, trial.scenario.rates
    names = [f"level {at}, true rate {percent(rate)}" for at, rate in enumerate(rates, 1)]
    return [
        *((f"chosen: {name}", _chance(each)) for name, each in zip(names, fare.chosen, strict=True)),
        ("chosen: none", _chance(fare.none)),
        ("chosen: a level above the target", _chance(fare.too_high)),
        *((f"treated: {name}", _mean(each)) for name, each in zip(names, fare.treated, strict=True)),
        ("treated above the target, share", _chance(fare.overdosed)),
        ("participants", _mean(fare.size)),
        ("with a toxicity", _mean(fare.toxic)),
        ("stopped early", _chance(fare.stopped)),
    ]


def _chance(figure: Figure) -> str:
    error = f" ± {rounded(figure.error * 100, 2)}" if figure.error else ""
    return f"{rounded(figure.value * 100, 2)}{error}%"


def _mean(figure: Figure) -> str:
    error = f" ± {rounded(figure.error, 3)}" if figure.error else ""
    return f"{rounded(figure.value, 3)}{error}"


def fare_json(trials: Sequence[Trial]) -> list[dict[str, Any]]:
    """Figures as decimals of 12 places, in text; `error` is "0" where they are exact."""
    return [
        {
            "design": each.design.name,
            "method": each.design.method,
            "assumptions": list(assumptions(each.design)),
            "scenario": each.scenario.name,
            "rates": [str(rate) for rate in each.scenario.rates],
            "exact": each.fare.trials is None,
            "trials": each.fare.trials,
            "seed": each.fare.seed,
            "chosen": [_figure(one) for one in each.fare.chosen],
            "none": _figure(each.fare.none),
            "too_high": _figure(each.fare.too_high),
            "treated": [_figure(one) for one in each.fare.treated],
            "overdosed": _figure(each.fare.overdosed),
            "participants": _figure(each.fare.size),
            "toxic": _figure(each.fare.toxic),
            "stopped": _figure(each.fare.stopped),
        }
        for each in trials
    ]


def _figure(figure: Figure) -> dict[str, str]:
    return {"value": rounded(figure.value, 12), "error": rounded(figure.error, 12)}


def fare_csv(trials: Sequence[Trial]) -> Grid:
    """One row a figure: scenario, method, figure, value."""
    rows = [
        (each.scenario.name, each.design.method, name, value)
        for each in trials
        for name, value in fare_rows(each)
    ]
    return Grid(("scenario", "method", "figure", "value"), tuple(rows))
