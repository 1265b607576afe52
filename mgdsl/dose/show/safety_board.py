"""One page for the safety board: what is decided when, by which values, and what that is worth."""

from collections.abc import Sequence
from hashlib import sha256

from mgdsl.core.design import Design
from mgdsl.core.program import Program
from mgdsl.dose.compare import Run
from mgdsl.dose.rules import Rules
from mgdsl.dose.show.characteristics import chance, design_lines, how, mean
from mgdsl.dose.show.settings import (
    assumption_blocks,
    design_sentence,
    method_sentence,
    origin_lines,
    toxicity_lines,
)
from mgdsl.dose.show.sources import sources
from mgdsl.dose.show.table import COUNTED, table_grid
from mgdsl.dose.show.wording import people, percent
from mgdsl.dose.table import decision_table
from mgdsl.show.blocks import Block, Document, Grid, Heading, Paragraph, Picture, listed
from mgdsl.version import VERSION

COLUMNS = (
    "Under the numbers of the levels, and under none: how often the level is selected as the maximum"
    " tolerated dose. Treated, toxic: mean participants, and those with a toxicity. Above: mean share of the"
    " participants who are treated on a level whose true rate is above the target."
)
STYLE = """
:root { color-scheme: light; }
body { font: 13px/1.38 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #1a1a1a;
  max-width: 56em; margin: 1.5em auto; padding: 0 1.2em; overflow-wrap: break-word; }
h1 { font-size: 1.7em; line-height: 1.2; margin: 0 0 .3em; }
h2 { font-size: 1.15em; color: #0b4a6f; margin: .9em 0 .25em; padding-bottom: .1em;
  border-bottom: 1.5px solid #0b4a6f; }
p { margin: .35em 0; }
ul { margin: .25em 0; padding-left: 1.4em; }
li { margin: .05em 0; }
table { border-collapse: collapse; margin: .5em 0; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: center; padding: .17em .5em; border-bottom: 1px solid #d5d5d5; white-space: nowrap; }
th { font-weight: 600; color: #444; vertical-align: bottom; border-bottom: 1.5px solid #888; }
th:first-child, td:first-child { text-align: left; white-space: normal; }
figure { margin: .5em 0; text-align: center; }
svg { max-width: 100%; height: auto; }
.warned { border: 2px solid #b3261e; background: #fdf3f2; padding: .3em .8em; margin: .6em 0; }
.warned p { font-weight: 700; color: #b3261e; margin: 0; }
@page { size: A4; margin: 9mm 12mm; }
@media print {
  body { font-size: 7.7pt; line-height: 1.28; margin: 0; max-width: none; padding: 0; }
  h2 { break-after: avoid; }
  table, figure, li, .warned { break-inside: avoid; }
  svg { max-height: 53mm; }
}
"""


def safety_board(
    program: Program, design: Design, rules: Rules, runs: Sequence[Run], picture: Picture | None
) -> Document:
    """The page; `runs` may be empty."""
    title = f"Dose escalation: {design.name}"
    blocks: list[Block] = [
        Heading(1, title),
        Paragraph(_protocol(program)),
        *assumption_blocks(design, *(run.design for run in runs)),
        Heading(2, "Design"),
        Paragraph(design_sentence(design, rules)),
        listed((*toxicity_lines(design), *origin_lines(design))),
        Heading(2, "Decisions"),
        table_grid(decision_table(rules)),
        listed(_reading(rules)),
    ]
    if runs:
        blocks += [Heading(2, "Operating characteristics")]
        if len({run.label for run in runs}) > 1:
            blocks.append(Paragraph(" ".join(design_lines(runs))))
        blocks += [characteristics_grid(runs), Paragraph(f"{COLUMNS} {how(runs)}")]
        blocks += [] if picture is None else [picture]
    cited = sources(design, *(run.design for run in runs))
    blocks.append(Paragraph(f"Sources. {'. '.join(cited)}."))
    return Document(title, tuple(blocks))


def _protocol(program: Program) -> str:
    """Which text this was made from, so that a page on paper can be traced."""
    stated = [
        f"{key} {', '.join(texts)}" for key, texts in program.properties if key in ("registry", "version")
    ]
    mark = sha256(program.sources[0].text.encode()).hexdigest()[:16]
    return (
        f"{'; '.join((program.title, *stated))}. Made by mgdsl {VERSION} from the text with SHA-256 {mark}…"
    )


def _reading(rules: Rules) -> tuple[str, ...]:
    lines = [
        COUNTED,
        "At the highest level, escalating means staying; at the lowest, de-escalating means staying. No"
        " cohort is dosed at an eliminated level: the design stays below it.",
        "If the lowest level is eliminated, the trial ends and no dose is selected."
        + (_extra(rules) if rules.extra is not None else ""),
    ]
    if rules.stop_at is not None:
        lines.append(f"The trial also ends when {people(rules.stop_at)} have been treated on one level.")
    lines.append(
        "At the end the level whose rate, made monotone over the levels that were tried and not eliminated,"
        " is nearest the target is selected as the maximum tolerated dose."
    )
    lines.append(method_sentence(rules))
    return tuple(lines)


def _extra(rules: Rules) -> str:
    assert rules.extra is not None
    return (
        f" For extra safety it ends already when the chance that the lowest level's rate is above"
        f" {percent(rules.target)} is more than {percent(rules.cutoff - rules.extra)}."
    )


def characteristics_grid(runs: Sequence[Run]) -> Grid:
    """One row a scenario and design."""
    several = len({run.label for run in runs}) > 1
    levels = range(1, len(runs[0].scenario.rates) + 1)
    header = (
        "scenario",
        "true rates",
        *(["design"] if several else []),
        *map(str, levels),
        "none",
        "treated",
        "toxic",
        "above",
    )
    rows = []
    for index, run in enumerate(runs):
        again = index > 0 and runs[index - 1].scenario == run.scenario
        rows.append(_row(run, several, again))
    return Grid(header, tuple(rows))


def _row(run: Run, several: bool, again: bool) -> tuple[str, ...]:
    """`again`: the row above is about the same scenario."""
    found = run.found
    return (
        "" if again else run.scenario.name,
        "" if again else ", ".join(map(percent, run.scenario.rates)),
        *([run.label] if several else []),
        *(chance(each, 1) for each in (*found.selected, found.none)),
        mean(found.size, 1),
        mean(found.toxic, 1),
        chance(found.share_above, 1),
    )
