"""The decision table of a design as a document, as JSON types and as rows."""

from typing import Any

from mgdsl.core.design import Design
from mgdsl.dose.rules import Rules
from mgdsl.dose.show.settings import (
    assumption_blocks,
    design_sentence,
    head_json,
    method_sentence,
    toxicity_lines,
    values_grid,
)
from mgdsl.dose.show.sources import sources
from mgdsl.dose.table import Boundaries, decision_table
from mgdsl.show.blocks import Block, Document, Grid, Heading, Paragraph, listed

HEADER = ("participants on the level", "escalate if ≤", "stay if", "de-escalate if ≥", "eliminate if ≥")
COUNTED = (
    "The numbers are participants with a dose-limiting toxicity among those observed to the end on one level."
    " De-escalating includes eliminating, which closes the level and all above it for good."
)


def table_grid(rows: tuple[Boundaries, ...]) -> Grid:
    """Toxicities by decision; a dash where no count leads to it."""
    return Grid(HEADER, tuple(_row(each) for each in rows))


def _row(row: Boundaries) -> tuple[str, ...]:
    low = 0 if row.escalate is None else row.escalate + 1
    high = row.treated if row.de_escalate is None else row.de_escalate - 1
    stay = "–" if low > high else str(low) if low == high else f"{low} to {high}"
    return str(row.treated), _or_dash(row.escalate), stay, _or_dash(row.de_escalate), _or_dash(row.eliminate)


def _or_dash(value: int | None) -> str:
    return "–" if value is None else str(value)


def table_document(design: Design, rules: Rules, every: bool) -> Document:
    """The table with everything that it was made from."""
    title = f"Decision table: {design.name}"
    blocks: tuple[Block, ...] = (
        Heading(1, title),
        *assumption_blocks(design),
        Paragraph(design_sentence(design, rules)),
        listed(toxicity_lines(design)),
        table_grid(decision_table(rules, every)),
        Paragraph(COUNTED),
        Paragraph(method_sentence(rules)),
        Heading(2, "Values"),
        values_grid(design),
        Heading(2, "Sources"),
        listed(sources(design)),
    )
    return Document(title, blocks)


def table_json(design: Design, rules: Rules, every: bool) -> dict[str, Any]:
    """`rows`: counts, null where no count leads to the decision."""
    rows = [
        {
            "treated": row.treated,
            "escalate_at_most": row.escalate,
            "de_escalate_from": row.de_escalate,
            "eliminate_from": row.eliminate,
        }
        for row in decision_table(rules, every)
    ]
    return {**head_json(design), "rows": rows}
