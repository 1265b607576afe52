"""A drawing of how designs fare: for each scenario what is chosen, and how many are treated where."""

import io
from collections.abc import Sequence
from typing import Any

from mgdsl.dose.extra import needed
from mgdsl.dose.fare import Figure
from mgdsl.dose.show_fare import Trial, how
from mgdsl.dose.words import assumptions, percent

SHADES = ("#1b4f72", "#ca6f1e", "#5d6d7e", "#7d3c98", "#1e8449")
WIDTH, HEIGHT = 4.2, 3.0
"""Of one panel, in inches."""


def draw(trials: Sequence[Trial], kind: str) -> bytes:
    """SVG or PNG (`kind`). The same trials give the same bytes. Raises MissingExtra without matplotlib."""
    needed("matplotlib", "A drawing")
    figure_module, agg = needed("matplotlib.figure", "A drawing"), needed("matplotlib", "A drawing")
    scenarios = list(dict.fromkeys(trial.scenario for trial in trials))
    with agg.rc_context({"svg.hashsalt": "mgdsl", "svg.fonttype": "path"}):
        size = (2 * WIDTH, HEIGHT * len(scenarios) + 0.6)
        figure: Any = figure_module.Figure(figsize=size, layout="constrained")
        axes = figure.subplots(len(scenarios), 2, squeeze=False)
        for row, scenario in zip(axes, scenarios, strict=True):
            here = [trial for trial in trials if trial.scenario == scenario]
            _panel(row[0], here, chosen=True)
            _panel(row[1], here, chosen=False)
            row[0].set_title(scenario.name, loc="left", fontsize=9)
        if len({trial.design.method for trial in trials}) > 1:
            axes[0][0].legend(fontsize=8)
        figure.supxlabel(_foot(trials), fontsize=7)
        made = io.BytesIO()
        metadata = {"Date": None} if kind == "svg" else {"Software": None}
        figure.savefig(made, format=kind, dpi=150, metadata=metadata)
    return made.getvalue()


def _panel(axes: Any, trials: Sequence[Trial], chosen: bool) -> None:
    """Bars by level, the designs side by side; a line shows twice the Monte-Carlo error on either side."""
    rates = trials[0].scenario.rates
    names = [f"{at}\n{percent(rate)}" for at, rate in enumerate(rates, 1)] + (["none"] if chosen else [])
    width = 0.8 / len(trials)
    for index, trial in enumerate(trials):
        fare = trial.fare
        figures = (*fare.chosen, fare.none) if chosen else fare.treated
        places = [at - 0.4 + width * (index + 0.5) for at in range(len(figures))]
        errors = _errors(figures, 100 if chosen else 1)
        axes.bar(
            places,
            [float(each.value) * (100 if chosen else 1) for each in figures],
            width * 0.95,
            yerr=errors if any(errors) else None,
            color=SHADES[index % len(SHADES)],
            label=trial.design.method,
        )
    axes.set_xticks(range(len(names)), names, fontsize=8)
    axes.set_ylabel("chosen, % of trials" if chosen else "mean participants", fontsize=8)
    axes.set_xlabel("level and its true rate of toxicity", fontsize=8)
    axes.tick_params(axis="y", labelsize=8)
    axes.spines[["top", "right"]].set_visible(False)


def _errors(figures: Sequence[Figure], times: int) -> list[float]:
    return [2 * float(each.error) * times for each in figures]


def _foot(trials: Sequence[Trial]) -> str:
    """Assumptions stand on the drawing too: it travels alone."""
    held = assumptions(trials[0].design)
    told = f"ASSUMED: {'; '.join(held)}" if held else ""
    return "\n".join(_wrapped(" ".join(filter(None, (how(trials), told)))))


def _wrapped(text: str, width: int = 150) -> list[str]:
    from textwrap import wrap

    return wrap(text, width)
