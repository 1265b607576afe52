"""One page for the safety board: what is decided when, by which values, and what that is worth."""

from collections.abc import Sequence

from mgdsl.core.design import Design
from mgdsl.dose.page import Block, Drawing, Grid, Heading, Items, Words
from mgdsl.dose.rules import Rules
from mgdsl.dose.show_fare import Trial, how
from mgdsl.dose.show_table import key_words, table_grid
from mgdsl.dose.table import table
from mgdsl.dose.words import (
    SHARED,
    SOURCES,
    assumption_blocks,
    level_words,
    method_words,
    percent,
    rounded,
    setting_block,
    toxicity_blocks,
)


def board_blocks(
    design: Design, rules: Rules, trials: Sequence[Trial], drawing: Drawing | None
) -> tuple[Block, ...]:
    """The page; `trials` may be empty, `drawing` is shown in HTML only."""
    blocks: list[Block] = [Words(_summary(design, rules)), *assumption_blocks(design)]
    blocks += [Heading("What counts as a toxicity"), *toxicity_blocks(design)]
    blocks += [Heading("Decisions"), table_grid(table(rules)), Items(_reading(design, rules))]
    if trials:
        blocks += [Heading("How the design fares"), _short(trials), Words(how(trials))]
        if drawing is not None:
            blocks.append(drawing)
    blocks += [
        Heading("Values"),
        setting_block(design),
        Heading("Sources"),
        Items((SOURCES[design.method], SHARED)),
    ]
    return tuple(blocks)


def _summary(design: Design, rules: Rules) -> str:
    names = ", ".join(level_words(design, at) for at in range(rules.levels))
    return (
        f"{design.method} escalation over {names}: cohorts of {rules.cohort}, at most {rules.maximum}"
        f" participants, first cohort at {level_words(design, rules.start)},"
        f" target rate {percent(rules.target)}."
    )


def _reading(design: Design, rules: Rules) -> tuple[str, ...]:
    lines = [
        "Counts are participants with a dose-limiting toxicity among those observed to the end at one level.",
        "De-escalating includes eliminating: that closes the level and all above it for good.",
        "At the highest level, escalating means staying; at the lowest, de-escalating means staying.",
        "No cohort is dosed at an eliminated level. If the lowest is, the trial ends with no dose.",
        "At the end the tried level whose estimate is nearest the target is chosen (isotonic regression).",
        f"{key_words(rules)} {method_words(design)}",
    ]
    if rules.stop_at is not None:
        lines.append(f"The trial also ends when {rules.stop_at} participants have been treated at one level.")
    if rules.extra is not None:
        limit = percent(rules.cutoff - rules.extra)
        lines.append(f"Extra safety: the trial ends when that chance is above {limit} at the lowest level.")
    return tuple(lines)


def _short(trials: Sequence[Trial]) -> Grid:
    """One row a scenario and design."""
    several = len({trial.design.method for trial in trials}) > 1
    levels = range(1, len(trials[0].scenario.rates) + 1)
    header = (
        "true rates",
        *(["method"] if several else []),
        *(f"chosen {at}" for at in levels),
        "none",
        "participants",
        "toxicities",
        "above target",
    )
    return Grid(header, tuple(_row(trial, several) for trial in trials))


def _row(trial: Trial, several: bool) -> tuple[str, ...]:
    fare = trial.fare
    return (
        f"{trial.scenario.name}: {', '.join(map(percent, trial.scenario.rates))}",
        *([trial.design.method] if several else []),
        *(f"{rounded(each.value * 100, 1)}%" for each in (*fare.chosen, fare.none)),
        rounded(fare.size.value, 1),
        rounded(fare.toxic.value, 1),
        f"{rounded(fare.overdosed.value * 100, 1)}%",
    )
