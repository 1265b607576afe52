"""The decision table of a design as blocks, as JSON types and as rows."""

from typing import Any

from mgdsl.core.design import BOIN, Design
from mgdsl.dose import boin
from mgdsl.dose.page import Block, Grid, Heading, Words
from mgdsl.dose.rules import Rules
from mgdsl.dose.table import Bounds, table
from mgdsl.dose.words import (
    assumption_blocks,
    assumptions,
    method_words,
    percent,
    setting_block,
    source_blocks,
)

HEADER = ("participants on the level", "escalate at most", "stay", "de-escalate from", "eliminate from")


def table_grid(rows: tuple[Bounds, ...]) -> Grid:
    """Toxicities by decision; a dash where no count leads to it."""
    return Grid(HEADER, tuple(_row(each) for each in rows))


def _row(row: Bounds) -> tuple[str, ...]:
    low = 0 if row.escalate is None else row.escalate + 1
    high = row.treated if row.de_escalate is None else row.de_escalate - 1
    stay = "–" if low > high else str(low) if low == high else f"{low} to {high}"
    return str(row.treated), _or_dash(row.escalate), stay, _or_dash(row.de_escalate), _or_dash(row.eliminate)


def _or_dash(value: int | None) -> str:
    return "–" if value is None else str(value)


def key_words(rules: Rules) -> str:
    """The target key, or BOIN's boundaries."""
    if rules.method == BOIN:
        lower, upper = boin.boundaries(rules)
        return (
            f"Rates compared: {percent(rules.low)}, {percent(rules.target)}, {percent(rules.high)}. Escalate"
            f" at an observed rate of at most {lower}, de-escalate at {upper} or more (rounded here only)."
        )
    return f"Target key: {percent(rules.low)} to {percent(rules.high)}."


def table_blocks(design: Design, rules: Rules, every: bool) -> tuple[Block, ...]:
    """The table with everything that it was made from."""
    return (
        Words(f"{design.name}: {design.method}"),
        *assumption_blocks(design),
        table_grid(table(rules, every)),
        Words(
            "Counts are participants with a dose-limiting toxicity. De-escalating includes eliminating, which"
            " closes the level and all above it."
        ),
        Words(f"{key_words(rules)} {method_words(design)}"),
        Heading("Values"),
        setting_block(design),
        *source_blocks(design),
    )


def table_json(design: Design, rules: Rules, every: bool) -> dict[str, Any]:
    """`rows`: counts, null where no count leads to the decision."""
    rows = [
        {
            "treated": row.treated,
            "escalate_at_most": row.escalate,
            "de_escalate_from": row.de_escalate,
            "eliminate_from": row.eliminate,
        }
        for row in table(rules, every)
    ]
    return {
        "design": design.name,
        "method": design.method,
        "assumptions": list(assumptions(design)),
        "rows": rows,
    }
