"""A drawing of operating characteristics: for each scenario what is selected, and how many are treated where.

Scenarios stand side by side, designs beside one another in a panel, and every panel of a row has one scale.
The levels whose true rate lies in the target key stand on grey, those above it are marked. The drawing
carries its own caption, assumptions included: it travels alone.
"""

import io
from collections.abc import Sequence
from fractions import Fraction
from textwrap import wrap
from typing import Any

from mgdsl.core.design import Scenario
from mgdsl.dose.characteristics import Estimate
from mgdsl.dose.compare import Run
from mgdsl.dose.extra import needed
from mgdsl.dose.rules import Rules, resolve
from mgdsl.dose.show.characteristics import design_lines, made_how
from mgdsl.dose.show.settings import assumptions
from mgdsl.dose.show.wording import percent
from mgdsl.tree import frozen
from mgdsl.version import VERSION

COLOURS = ("#0b4a6f", "#e08a1e", "#7aa874", "#8c5a8c", "#555555")
"""Of the designs: apart in hue and in lightness, so that they stay apart in grey."""
WIDEST = 9.4
"""Inches for the panels of one band; as many scenarios stand in it as have room, four at the most."""
PANEL, HEIGHT, PER_LEVEL = 2.2, 1.35, 0.42
"""Inches: the least width of a panel, its height, and the width that the bars of one level need."""
GAP, TITLE, LEGEND, LEFT, EDGE, LINE = 0.5, 0.15, 0.25, 0.55, 0.08, 0.135
"""Inches: below a panel, a line of its title, above all, left of all, around all, a line of the caption."""
LETTERS, TITLE_LETTERS = 18, 13
"""Of the caption and of a title in an inch."""
STYLE = {
    "svg.hashsalt": "mgdsl",
    "svg.fonttype": "path",
    "font.size": 8,
    "axes.titlesize": 8.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": "#dddddd",
    "grid.linewidth": 0.6,
    "axes.axisbelow": True,
    "axes.linewidth": 0.7,
    "xtick.major.size": 0,
    "ytick.major.size": 2,
}


@frozen
class _Layout:
    """Inches. `bands`: the scenarios of each band; `title`: above its panels; `lines`: the caption."""

    bands: tuple[tuple[Scenario, ...], ...]
    panel: float
    title: float
    legend: float
    lines: tuple[str, ...]

    @property
    def width(self) -> float:
        return LEFT + len(self.bands[0]) * self.panel + EDGE

    @property
    def band(self) -> float:
        return self.title + 2 * (HEIGHT + GAP)

    @property
    def height(self) -> float:
        return self.legend + len(self.bands) * self.band + LINE * len(self.lines) + EDGE


def _layout(runs: Sequence[Run], told: Sequence[str]) -> _Layout:
    scenarios = tuple(dict.fromkeys(run.scenario for run in runs))
    panel = max(PANEL, PER_LEVEL * (len(scenarios[0].rates) + 1))
    across = max(1, min(4, len(scenarios), int(WIDEST // panel)))
    panel = max(panel, 2 * PANEL / across)
    bands = tuple(scenarios[at : at + across] for at in range(0, len(scenarios), across))
    title = TITLE * max(len(_title(scenario, panel)) for scenario in scenarios) + EDGE
    legend = LEGEND if len({run.label for run in runs}) > 1 else 0
    letters = int((LEFT + across * panel) * LETTERS)
    return _Layout(bands, panel, title, legend, tuple(line for each in told for line in wrap(each, letters)))


def _title(scenario: Scenario, panel: float) -> list[str]:
    return wrap(scenario.name, int(panel * TITLE_LETTERS)) or [""]


def draw(runs: Sequence[Run], kind: str, captioned: bool = True) -> bytes:
    """SVG or PNG (`kind`). The same runs give the same bytes. Raises MissingExtra without matplotlib.

    Without `captioned` the drawing says only how to read it: for a page that says the rest.
    """
    matplotlib = needed("matplotlib", "A drawing")
    figures = needed("matplotlib.figure", "A drawing")
    told = caption(runs) if captioned else (reading(runs),)
    layout = _layout(runs, told)
    with matplotlib.rc_context(STYLE):
        figure: Any = figures.Figure(figsize=(layout.width, layout.height))
        for index, scenarios in enumerate(layout.bands):
            _band(figure, layout, layout.height - layout.legend - index * layout.band, scenarios, runs)
        if layout.legend:
            drawn = figure.axes[0].get_legend_handles_labels()
            top = {"loc": "upper left", "bbox_to_anchor": (LEFT / layout.width, 1), "borderaxespad": 0.2}
            figure.legend(*drawn, ncols=len(drawn[1]), frameon=False, **top)
        place = {"fontsize": 7, "va": "bottom", "linespacing": 1.35}
        figure.text(EDGE / layout.width, EDGE / layout.height, "\n".join(layout.lines), **place)
        made = io.BytesIO()
        metadata: dict[str, Any] = {"Title": "Operating characteristics", "Description": " ".join(told)}
        metadata |= {"Date": None, "Creator": f"mgdsl {VERSION}"} if kind == "svg" else {"Software": None}
        figure.savefig(made, format=kind, dpi=200, metadata=metadata)
    return made.getvalue()


def reading(runs: Sequence[Run]) -> str:
    """How to read the panels."""
    rules = [resolve(run.design) for run in runs]
    inside = "between the two rates of BOIN" if all(each.is_boin for each in rules) else "in the target key"
    bars = " Lines on the bars: two Monte-Carlo standard errors either way." if runs[0].found.trials else ""
    return (
        f"Below the bars: the level and its true rate of toxicity; on grey it lies {inside}, and above it"
        f" with ▲.{bars}"
    )


def caption(runs: Sequence[Run]) -> tuple[str, ...]:
    """Below the drawing: how to read it, how it was made, the designs, and what is assumed."""
    held = assumptions(*dict.fromkeys(run.design for run in runs))
    assumed = (f"ASSUMED, not stated by the protocol: {'; '.join(held)}.",) if held else ()
    return (f"{reading(runs)} {made_how(runs)}", *design_lines(runs), *assumed)


def _band(
    figure: Any, layout: _Layout, top: float, scenarios: Sequence[Scenario], runs: Sequence[Run]
) -> None:
    """Two rows of panels, `top` inches up: what is selected, and below it who is treated."""
    width, height = layout.width, layout.height
    largest = max(float(each.value) for run in runs for each in run.found.treated)
    for column, scenario in enumerate(scenarios):
        here = [run for run in runs if run.scenario == scenario]
        for row, selected in enumerate((True, False)):
            left = LEFT + column * layout.panel
            up = top - layout.title - HEIGHT - row * (HEIGHT + GAP)
            box = (left / width, up / height, (layout.panel - 0.18) / width, HEIGHT / height)
            axes = figure.add_axes(box)
            _panel(axes, here, selected)
            axes.set_ylim(0, 100 if selected else largest * 1.1)
            axes.tick_params(axis="y", labelleft=column == 0)
            if selected:
                named = "\n".join(_title(scenario, layout.panel))
                axes.set_title(named, loc="left", fontweight="bold")
            if column == 0:
                axes.set_ylabel("selected, % of trials" if selected else "mean participants")


def _panel(axes: Any, runs: Sequence[Run], selected: bool) -> None:
    """Bars by level, the designs side by side."""
    rules, rates = resolve(runs[0].design), runs[0].scenario.rates
    width, times = 0.8 / len(runs), 100 if selected else 1
    for index, run in enumerate(runs):
        bars = (*run.found.selected, run.found.none) if selected else run.found.treated
        axes.bar(
            [at - 0.4 + width * (index + 0.5) for at in range(len(bars))],
            [float(each.value) * times for each in bars],
            width * 0.92,
            yerr=_errors(bars, times),
            error_kw={"elinewidth": 0.8, "ecolor": "#333333"},
            color=COLOURS[index % len(COLOURS)],
            label=run.label,
        )
    for at, rate in enumerate(rates):
        if rules.low <= rate <= rules.high:
            axes.axvspan(at - 0.5, at + 0.5, color="#ececec", zorder=0)
    names = [_tick(at, rules, rate) for at, rate in enumerate(rates, 1)] + (["none"] if selected else [])
    axes.set_xticks(range(len(names)), names)
    axes.set_xlim(-0.6, len(rates) + 0.6)


def _tick(level: int, rules: Rules, rate: Fraction) -> str:
    """``2`` over ``30%``, with a mark above the target key."""
    return f"{level}\n{percent(rate)}{'▲' if rate > rules.high else ''}"


def _errors(bars: Sequence[Estimate], times: int) -> list[float] | None:
    """Twice the Monte-Carlo error; nothing is drawn where all are exact."""
    found = [2 * float(each.error) * times for each in bars]
    return found if any(found) else None
