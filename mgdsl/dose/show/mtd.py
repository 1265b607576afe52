"""The selection of the maximum tolerated dose as a document, as JSON types and as rows."""

from typing import Any

from mgdsl.core.design import Design
from mgdsl.dose.mtd import Choice
from mgdsl.dose.rules import Rules
from mgdsl.dose.show.settings import assumption_blocks, design_sentence
from mgdsl.dose.show.sources import SHARED
from mgdsl.dose.show.wording import level_words, percent
from mgdsl.dose.trial_data import TrialData
from mgdsl.show.blocks import Block, Document, Grid, Heading, Paragraph, listed

HOW = (
    "Rates of the levels that were tried and not eliminated, made monotone by weighted isotonic regression;"
    " the one nearest the target is selected."
)


def choice_sentence(design: Design, choice: Choice) -> str:
    if choice.dose is not None:
        return f"The maximum tolerated dose is {level_words(design, choice.dose)}."
    return f"No level is selected as the maximum tolerated dose: {_why_none(choice)}."


def _why_none(choice: Choice) -> str:
    if choice.extra_safety:
        return "the lowest level is too toxic for extra safety"
    if choice.eliminated == 0:
        return "the lowest level is too toxic"
    if choice.eliminated == len(choice.estimates):
        return "nobody has been treated on any level"
    return "nobody was treated on a level that is not eliminated"


def choice_grid(design: Design, data: TrialData, choice: Choice) -> Grid:
    """The observed counts and the estimate of each level after pooling."""
    rows = []
    for at, (value, (treated, toxic)) in enumerate(zip(choice.estimates, data.counts, strict=True)):
        note = "selected" if at == choice.dose else "eliminated" if at >= choice.eliminated else ""
        shown = "–" if value is None else percent(value, 2)
        rows.append((level_words(design, at), f"{toxic} of {treated}", shown, note))
    return Grid(("level", "with a toxicity", "estimated rate", "result"), tuple(rows))


def choice_document(design: Design, rules: Rules, data: TrialData, choice: Choice) -> Document:
    title = f"Maximum tolerated dose: {design.name}"
    blocks: list[Block] = [Heading(1, title), *assumption_blocks(design)]
    blocks += [Paragraph(choice_sentence(design, choice)), choice_grid(design, data, choice), Paragraph(HOW)]
    if data.notes:
        blocks.append(listed(data.notes))
    blocks += [Paragraph(design_sentence(design, rules)), Heading(2, "Sources"), listed((SHARED,))]
    return Document(title, tuple(blocks))


def choice_json(design: Design, choice: Choice) -> dict[str, Any]:
    """`dose`: the number of the level from 1, or null; estimates are exact, as ratios."""
    return {
        "dose": None if choice.dose is None else choice.dose + 1,
        "level": None if choice.dose is None else design.levels[choice.dose].name,
        "words": choice_sentence(design, choice),
        "estimates": [None if each is None else str(each) for each in choice.estimates],
        "eliminated_from": None if choice.eliminated >= len(design.levels) else choice.eliminated + 1,
    }
