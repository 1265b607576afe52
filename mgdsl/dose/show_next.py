"""The next decision, and the choice of the dose, as blocks and as JSON types."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from mgdsl.core.design import Design
from mgdsl.dose.course import Why
from mgdsl.dose.next import Grounds, Next, State
from mgdsl.dose.page import Block, Grid, Heading, Items, Words
from mgdsl.dose.rules import Rules
from mgdsl.dose.seen import Seen
from mgdsl.dose.select import Choice
from mgdsl.dose.table import Action
from mgdsl.dose.words import assumption_blocks, assumptions, level_words, percent

PLACES = 2
"""Decimals of a percentage, where it is a result."""


def decision_words(design: Design, found: Next) -> str:
    """What is to be done, in one sentence."""
    match found.state:
        case State.START:
            return f"Start: {_places(found)} may be dosed at {level_words(design, found.to or 0)}."
        case State.FILL:
            return f"The cohort is not complete: {_places(found)} may be dosed at {_to(design, found)}."
        case State.WAIT:
            return "Wait: nobody is dosed until everybody in the cohort has been observed to the end."
        case State.END:
            why = found.step.why.value if found.step else ""
            return f"The trial ends: {why}. {_chosen(design, found.choice)}"
        case State.GO:
            return f"{_verb(found)}: {_places(found)} may be dosed at {_to(design, found)}."


def _to(design: Design, found: Next) -> str:
    return level_words(design, found.to or 0)


def _places(found: Next) -> str:
    return f"{found.places} participant{'s' if found.places != 1 else ''}"


def _verb(found: Next) -> str:
    assert found.step is not None
    match found.step.why:
        case Why.ELIMINATED:
            return "De-escalate, and close the present level and all above it"
        case Why.TOP:
            return "Stay; the data ask for escalation, and there is no higher level"
        case Why.BOTTOM:
            return "Stay; the data ask for de-escalation, and there is no lower level"
        case Why.BARRED:
            return "Stay; the data ask for escalation, and the next level is eliminated"
        case _:
            return found.step.action.value.capitalize()


def _chosen(design: Design, choice: Choice | None) -> str:
    if choice is None or choice.dose is None:
        return "No level is chosen as the maximum tolerated dose."
    return f"The maximum tolerated dose is {level_words(design, choice.dose)}."


def next_blocks(design: Design, rules: Rules, seen: Seen, found: Next) -> tuple[Block, ...]:
    """The decision, what was seen, and why."""
    blocks: list[Block] = [Words(f"{design.name}: {decision_words(design, found)}")]
    blocks += assumption_blocks(design)
    blocks += [Heading("Data"), seen_grid(design, rules, seen, found)]
    if found.waiting:
        blocks.append(Items(tuple(_waiting(design, found))))
    if seen.notes:
        blocks.append(Items(seen.notes))
    if found.grounds is not None and seen.at is not None:
        blocks += [Heading("Why"), *_why(design, rules, seen.at, found.grounds, found)]
    if found.choice is not None:
        blocks += [Heading("Choice"), choice_grid(design, found.choice)]
    return tuple(blocks)


def seen_grid(design: Design, rules: Rules, seen: Seen, found: Next) -> Grid:
    ceiling = found.step.ceiling if found.step else rules.levels
    rows = []
    for at, (treated, toxic) in enumerate(seen.counts):
        watched = seen.on_level(at) - treated
        notes = ["present level"] if at == seen.at else []
        notes += ["eliminated"] if at >= ceiling else []
        rows.append((level_words(design, at), str(treated), str(toxic), str(watched), ", ".join(notes)))
    return Grid(("level", "observed", "with a toxicity", "still observed", ""), tuple(rows))


def _waiting(design: Design, found: Next) -> Iterator[str]:
    for each in found.waiting:
        until = f" up to and with {each.until}" if each.until else ""
        yield f"{each.id}, {level_words(design, each.level)}: observed{until}"


def _why(design: Design, rules: Rules, at: int, grounds: Grounds, found: Next) -> Iterator[Block]:
    many = f"{grounds.toxic} of {grounds.treated} had a toxicity at {level_words(design, at)}."
    side = "more" if grounds.above > rules.cutoff else "not more"
    few = f", of at least {rules.least} participants" if grounds.treated < rules.least else ""
    above = (
        f"Chance that its rate is above {percent(rules.target)}: {percent(grounds.above, PLACES)},"
        f" {side} than the {percent(rules.cutoff)} that elimination asks for{few}."
    )
    yield Items((many, above))
    if grounds.keys:
        strongest = max(grounds.keys, key=lambda each: (each.scaled, each.key.low))
        yield Grid(
            ("key", "posterior mass", "scaled to full width", ""),
            tuple(
                (
                    f"{percent(each.key.low)} to {percent(each.key.high)}",
                    percent(each.mass, PLACES),
                    percent(each.scaled, PLACES),
                    ", ".join(
                        (["target key"] if each.key.side == 0 else [])
                        + (["strongest"] if each is strongest else [])
                    ),
                )
                for each in grounds.keys
            ),
        )
    else:
        rates = (rules.low, rules.target, rules.high)
        rows = [(percent(r), percent(s, PLACES)) for r, s in zip(rates, grounds.likelihoods, strict=True)]
        yield Grid(("rate", "likelihood, as a share of the three"), tuple(rows))
    if found.step is None:
        yield Words("No decision is due before the cohort is complete and observed.")


def choice_grid(design: Design, choice: Choice) -> Grid:
    """The estimate of each level after pooling."""
    rows = []
    for at, value in enumerate(choice.estimates):
        note = "chosen" if at == choice.dose else "eliminated" if at >= choice.eliminated else ""
        rows.append((level_words(design, at), "–" if value is None else percent(value, PLACES), note))
    return Grid(("level", "estimated rate", ""), tuple(rows))


def choice_blocks(design: Design, choice: Choice) -> tuple[Block, ...]:
    first = Words(f"{design.name}: {_chosen(design, choice)}")
    return (first, *assumption_blocks(design), choice_grid(design, choice))


def exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def choice_json(design: Design, choice: Choice) -> dict[str, Any]:
    """`dose`: the number of the level from 1, or null; estimates are exact, as ratios."""
    return {
        "design": design.name,
        "assumptions": list(assumptions(design)),
        "dose": None if choice.dose is None else choice.dose + 1,
        "level": None if choice.dose is None else design.levels[choice.dose].name,
        "estimates": [exact(each) for each in choice.estimates],
        "eliminated_from": None if choice.eliminated >= len(design.levels) else choice.eliminated + 1,
    }


def next_json(design: Design, seen: Seen, found: Next) -> dict[str, Any]:
    """`level` counts from 1; masses are exact, as ratios."""
    grounds, taken = found.grounds, found.step
    action: Action | None = taken.action if taken else None
    made: dict[str, Any] = {
        "design": design.name,
        "assumptions": list(assumptions(design)),
        "decision": found.state.value,
        "words": decision_words(design, found),
        "level": None if found.to is None else found.to + 1,
        "places": found.places,
        "data_ask_for": action.value if action else None,
        "because": taken.why.value if taken else None,
        "eliminated_from": taken.ceiling + 1 if taken and taken.ceiling < len(design.levels) else None,
        "still_observed": [
            {"id": each.id, "level": each.level + 1, "until": each.until} for each in found.waiting
        ],
        "notes": list(seen.notes),
    }
    if grounds is not None:
        made["chance_above_target"] = str(grounds.above)
        made["keys"] = [
            {"low": str(each.key.low), "high": str(each.key.high), "mass": str(each.mass)}
            for each in grounds.keys
        ]
    if found.choice is not None:
        made["choice"] = choice_json(design, found.choice)
    return made
