"""Operating characteristics as tables, side by side for designs, as JSON types and as rows."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil
from typing import Any

from mgdsl.dose.characteristics import Estimate
from mgdsl.dose.compare import Run
from mgdsl.dose.rules import resolve
from mgdsl.dose.show.settings import (
    assumption_blocks,
    conduct_clause,
    decision_clause,
    head_json,
    levels_line,
)
from mgdsl.dose.show.sources import sources
from mgdsl.dose.show.wording import percent, rounded
from mgdsl.lang.numbers import show
from mgdsl.show.blocks import Block, Document, Grid, Heading, Paragraph, listed

READING = (
    "“Above the target” means on levels whose true rate of toxicity is above the target. A trial that ends"
    " because its lowest level is too toxic selects no level."
)


def characteristics_document(runs: Sequence[Run]) -> Document:
    """A table for each scenario, the designs side by side."""
    designs = {run.label: run.design for run in runs}
    title = f"Operating characteristics: {runs[0].design.name}"
    blocks: list[Block] = [Heading(1, title), *assumption_blocks(*designs.values())]
    blocks.append(listed((*design_lines(runs), *level_lines(runs))))
    for scenario in dict.fromkeys(run.scenario for run in runs):
        here = [run for run in runs if run.scenario == scenario]
        rates = ", ".join(map(percent, scenario.rates))
        blocks += [Heading(2, f"{scenario.name}: true rates {rates}"), scenario_grid(here)]
    blocks += [Paragraph(how(runs)), Paragraph(READING), Heading(2, "Sources")]
    blocks.append(listed(sources(*designs.values())))
    return Document(title, tuple(blocks))


def design_lines(runs: Sequence[Run]) -> tuple[str, ...]:
    """Each design in a sentence; what all share is said once, last."""
    designs = {run.label: (run.design, resolve(run.design)) for run in runs}
    shared = {conduct_clause(*each) for each in designs.values()}
    lines = []
    for label, (design, rules) in designs.items():
        named = label if label == rules.method else f"{label}, {rules.method}"
        own = "" if len(shared) == 1 else f"; {conduct_clause(design, rules)}"
        lines.append(f"{named}: {decision_clause(rules)}{own}.")
    if len(shared) == 1:
        (clause,) = shared
        lines.append(f"{'All' if len(designs) > 1 else 'Conduct'}: {clause}.")
    return tuple(lines)


def level_lines(runs: Sequence[Run]) -> tuple[str, ...]:
    """The doses that the numbers of the levels stand for; once, if the designs share them."""
    return tuple(dict.fromkeys(levels_line(run.design) for run in runs))


def made_how(runs: Sequence[Run]) -> str:
    """Exact, or simulated with what."""
    found = runs[0].found
    if found.trials is None:
        return "Exact: every course of the trial was enumerated; figures are rounded for printing only."
    return f"Simulated: {found.trials:,} trials, seed {found.seed}."


def how(runs: Sequence[Run]) -> str:
    """The same for a table, whose figures carry their error."""
    trials = runs[0].found.trials
    if trials is None:
        return made_how(runs)
    unseen = show(one_digit_up(Fraction(300, trials)))
    return (
        f"{made_how(runs)} Behind ± stands the Monte-Carlo standard error; what was never seen, or always,"
        f" may still be off by up to about {unseen} percentage points."
    )


def one_digit_up(value: Fraction) -> Fraction:
    """Rounded up to one digit, so that a bound stays one: 0.0028 is 0.003."""
    step = Fraction(1)
    while step > value:
        step /= 10
    return ceil(value / step) * step


def scenario_grid(runs: Sequence[Run]) -> Grid:
    """One column a design."""
    columns = [figures(run) for run in runs]
    rows = [(cells[0][0], *(value for _, value in cells)) for cells in zip(*columns, strict=True)]
    return Grid(("figure", *(run.label for run in runs)), tuple(rows))


def figures(run: Run) -> list[tuple[str, str]]:
    """Each figure with its name."""
    found = run.found
    levels = [f"level {at}, true rate {percent(rate)}" for at, rate in enumerate(run.scenario.rates, 1)]
    return [
        *((f"selected: {name}", chance(each)) for name, each in zip(levels, found.selected, strict=True)),
        ("selected: none", chance(found.none)),
        ("selected: a level above the target", chance(found.selected_above)),
        *((f"treated: {name}", mean(each)) for name, each in zip(levels, found.treated, strict=True)),
        ("treated above the target, mean share", chance(found.share_above)),
        ("trials with 60% or more treated above the target", chance(found.mostly_above)),
        ("participants", mean(found.size)),
        ("participants with a toxicity", mean(found.toxic)),
        ("ended because the lowest level is too toxic", chance(found.stopped_toxic)),
        ("ended because a level has enough participants", chance(found.stopped_full)),
    ]


def chance(figure: Estimate, places: int = 2) -> str:
    error = f" ± {rounded(figure.error * 100, places)}" if figure.error else ""
    return f"{rounded(figure.value * 100, places)}{error}%"


def mean(figure: Estimate, places: int = 3) -> str:
    error = f" ± {rounded(figure.error, places)}" if figure.error else ""
    return f"{rounded(figure.value, places)}{error}"


def characteristics_json(runs: Sequence[Run]) -> list[dict[str, Any]]:
    """Figures as decimals of 12 places, in text; `error` is 0 where they are exact."""
    return [
        {
            **head_json(run.design),
            "label": run.label,
            "scenario": run.scenario.name,
            "rates": [str(rate) for rate in run.scenario.rates],
            "exact": run.found.trials is None,
            "trials": run.found.trials,
            "seed": run.found.seed,
            "selected": [_figure(each) for each in run.found.selected],
            "none": _figure(run.found.none),
            "selected_above": _figure(run.found.selected_above),
            "treated": [_figure(each) for each in run.found.treated],
            "share_above": _figure(run.found.share_above),
            "mostly_above": _figure(run.found.mostly_above),
            "participants": _figure(run.found.size),
            "toxic": _figure(run.found.toxic),
            "stopped_toxic": _figure(run.found.stopped_toxic),
            "stopped_full": _figure(run.found.stopped_full),
        }
        for run in runs
    ]


def _figure(figure: Estimate) -> dict[str, str]:
    return {"value": rounded(figure.value, 12), "error": rounded(figure.error, 12)}


def characteristics_rows(runs: Sequence[Run]) -> Grid:
    """One row a figure: scenario, design, figure, value."""
    rows = [(run.scenario.name, run.label, name, value) for run in runs for name, value in figures(run)]
    return Grid(("scenario", "design", "figure", "value"), tuple(rows))
