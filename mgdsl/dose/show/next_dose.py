"""The next decision as a document and as JSON types."""

from collections.abc import Iterator, Sequence
from typing import Any

from mgdsl.core.design import Design
from mgdsl.dose.enrolment import Candidate
from mgdsl.dose.escalation import TOO_TOXIC, Why
from mgdsl.dose.keys import Side, rightmost
from mgdsl.dose.next_dose import Grounds, NextDose, State
from mgdsl.dose.rules import Rules
from mgdsl.dose.show.mtd import choice_grid, choice_json, choice_sentence
from mgdsl.dose.show.settings import assumption_blocks, design_sentence, head_json, method_sentence
from mgdsl.dose.show.sources import sources
from mgdsl.dose.show.wording import level_words, people, percent
from mgdsl.dose.trial_data import TrialData
from mgdsl.show.blocks import Block, Document, Grid, Heading, Paragraph, listed

STAYING = {
    Why.TOP: "Stay; the data ask for escalation, and there is no higher level",
    Why.BOTTOM: "Stay; the data ask for de-escalation, and there is no lower level",
    Why.BARRED: "Stay; the data ask for escalation, and the next level is eliminated",
}
FOREGONE = (
    "Even if nobody else in this cohort has a toxicity, the data will ask for de-escalation. Consider whether"
    " to dose anybody else at this level."
)
NONE_SELECTED = "No level is selected as the maximum tolerated dose."
CLOSED = "the present level and all above it are closed"


def decision_sentence(design: Design, found: NextDose) -> str:
    """What is to be done, in one sentence."""
    closed = found.step is not None and found.step.why is Why.ELIMINATED
    if found.to is None:
        if found.state is State.WAIT:
            told = f"{CLOSED}, and " if closed else ""
            return f"Wait: {told}nobody is dosed until everybody has been observed to the end."
        assert found.step is not None and found.choice is not None
        toxic = found.step.why in TOO_TOXIC  # why no level is selected is said already
        chosen = NONE_SELECTED if toxic else choice_sentence(design, found.choice)
        return f"The trial ends: {found.step.why.value}. {chosen}"
    told = f"{people(found.places)} may be dosed at {level_words(design, found.to)}."
    match found.state:
        case State.START:
            return f"Start: {told}"
        case State.FILL:
            return f"The cohort is not complete: {told}"
    if closed:
        return f"De-escalate; {CLOSED}: {told}"
    assert found.step is not None
    return f"{STAYING.get(found.step.why, found.step.action.value.capitalize())}: {told}"


def next_document(
    design: Design, rules: Rules, data: TrialData, found: NextDose, asked: Sequence[Candidate]
) -> Document:
    """The decision, who may be dosed, what was seen, and why."""
    title = f"Next dose: {design.name}"
    blocks: list[Block] = [Heading(1, title), *assumption_blocks(design)]
    blocks.append(Paragraph(decision_sentence(design, found)))
    if found.foregone:
        blocks.append(Paragraph(FOREGONE))
    if asked:
        blocks += [Heading(2, "Patients"), patients_grid(asked), *_more_than_places(asked, found.places)]
    blocks += [Heading(2, "Data"), data_grid(design, data, found)]
    notes = (*_waiting(design, data), *data.notes)
    if notes:
        blocks.append(listed(notes))
    if found.grounds is not None and data.at is not None:
        blocks += [Heading(2, "Why"), *_why(design, rules, data.at, found.grounds, found)]
    if found.choice is not None:
        blocks += [Heading(2, "Maximum tolerated dose"), choice_grid(design, data, found.choice)]
    blocks += [
        Heading(2, "Design"),
        Paragraph(design_sentence(design, rules)),
        Paragraph(method_sentence(rules)),
    ]
    blocks.append(listed(sources(design)))
    return Document(title, tuple(blocks))


def patients_grid(asked: Sequence[Candidate]) -> Grid:
    rows = tuple((each.answer.id, "yes" if each.may else "no", "; ".join(each.why_not)) for each in asked)
    return Grid(("patient", "may be dosed next", "what stands against it"), rows)


def _more_than_places(asked: Sequence[Candidate], places: int) -> Iterator[Block]:
    able = sum(each.may for each in asked)
    if able > places:
        few = f"{places} of these {able}" if places > 1 else f"One of these {able}"
        yield Paragraph(f"{few} may be dosed now; which of them, the design does not say.")


def data_grid(design: Design, data: TrialData, found: NextDose) -> Grid:
    rows = []
    for at, ((observed, toxic), chance) in enumerate(zip(data.counts, found.overdose, strict=True)):
        notes = ["present level"] if at == data.at else []
        notes += ["eliminated"] if at >= found.ceiling else []
        cells = (str(observed), str(toxic), str(data.on_level(at) - observed))
        shown = "–" if chance is None else percent(chance, 2)
        rows.append((level_words(design, at), *cells, shown, ", ".join(notes)))
    header = ("level", "observed", "with a toxicity", "still observed", "chance of too high a rate", "state")
    return Grid(header, tuple(rows))


def _waiting(design: Design, data: TrialData) -> Iterator[str]:
    for each in data.pending:
        where = f"{each.id}, {level_words(design, each.level)}"
        if each.overdue:
            yield f"{where}: the window ended with {each.until}; whether there was a toxicity is not recorded"
        else:
            until = f", up to and with {each.until}" if each.until else ""
            yield f"{where}: still observed{until}"


def _why(design: Design, rules: Rules, at: int, grounds: Grounds, found: NextDose) -> Iterator[Block]:
    chance = found.overdose[at]
    assert chance is not None
    side = "more" if chance > rules.cutoff else "not more"
    few = (
        f", and fewer than {people(rules.least)} have been observed" if grounds.treated < rules.least else ""
    )
    yield listed(
        (
            f"{grounds.toxic} of {grounds.treated} had a toxicity at {level_words(design, at)}.",
            f"The chance that its rate is above {percent(rules.target)} is {percent(chance, 2)}: {side}"
            f" than the {percent(rules.cutoff)} of elimination{few}.",
        )
    )
    yield _likelihoods(rules, grounds) if rules.is_boin else _keys(rules, grounds)
    if found.step is None:
        yield Paragraph("No decision is due before the cohort is complete and observed.")


def _keys(rules: Rules, grounds: Grounds) -> Grid:
    strongest = rightmost(rules, grounds.keys)
    rows = []
    for each in grounds.keys:
        notes = ["target key"] if each.key.side is Side.TARGET else []
        notes += ["strongest"] if each is strongest else []
        ends = f"{percent(each.key.low)} to {percent(each.key.high)}"
        rows.append((ends, percent(each.mass, 2), percent(each.scaled, 2), ", ".join(notes)))
    return Grid(("key", "posterior mass", "at full width", "note"), tuple(rows))


def _likelihoods(rules: Rules, grounds: Grounds) -> Grid:
    rates = (rules.low, rules.target, rules.high)
    rows = ((percent(r), percent(s, 2)) for r, s in zip(rates, grounds.likelihoods, strict=True))
    return Grid(("rate", "likelihood, as a share of the three"), tuple(rows))


def next_json(design: Design, data: TrialData, found: NextDose, asked: Sequence[Candidate]) -> dict[str, Any]:
    """`level` counts from 1; chances and masses are exact, as ratios."""
    taken, grounds = found.step, found.grounds
    made: dict[str, Any] = {
        **head_json(design),
        "decision": found.state.value,
        "words": decision_sentence(design, found),
        "level": None if found.to is None else found.to + 1,
        "places": found.places,
        "de_escalation_is_foregone": found.foregone,
        "data_ask_for": taken.action.value if taken else None,
        "because": taken.why.value if taken else None,
        "eliminated_from": found.ceiling + 1 if found.ceiling < len(design.levels) else None,
        "chance_above_target": [None if each is None else str(each) for each in found.overdose],
        "still_observed": [
            {"id": each.id, "level": each.level + 1, "until": each.until} for each in data.pending
        ],
        "notes": list(data.notes),
        "patients": [candidate_json(each) for each in asked],
    }
    if grounds is not None:
        made["keys"] = [
            {
                "low": str(each.key.low),
                "high": str(each.key.high),
                "mass": str(each.mass),
                "scaled": str(each.scaled),
            }
            for each in grounds.keys
        ]
        made["likelihoods"] = [str(each) for each in grounds.likelihoods]
    if found.choice is not None:
        made["choice"] = choice_json(design, found.choice)
    return made


def candidate_json(asked: Candidate) -> dict[str, Any]:
    return {
        "id": asked.answer.id,
        "verdict": asked.answer.verdict.value,
        "may_be_dosed": asked.may,
        "why_not": list(asked.why_not),
    }
