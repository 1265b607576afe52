"""What is recorded of a score, in words: the total, its parts, or the range of a partly known one."""

from fractions import Fraction

from mgdsl.core.columns import Score
from mgdsl.core.schema import Instrument, Schema
from mgdsl.records.attain import Attained, attainable
from mgdsl.records.model import Scored
from mgdsl.report.counted import counted

MOST_ALONE = 3
"""Items shown one by one."""


def score_words(score: Score, scored: Scored, schema: Schema) -> str:
    """``QMG 13 (ocular 6) at screening``; ``MG-ADL partly scored (7 of 8 items): 6 to 9 at screening``."""
    at = f" at {score.slot.visit}" if score.slot.visit else ""
    name = score.slot.name
    instrument = _instrument(score, schema)
    if scored == Scored() or instrument is None:
        return f"{name}: no result{at}"
    if score.counted is not None:
        count = attainable(instrument, scored, score.weights, score.counted)
        legal = ", ".join(map(str, score.counted))
        return f"{name}: {_span(count)} of {len(score.weights)} items scored {legal}{at}"
    total = _sum(instrument, scored, tuple(item.name for item in instrument.items))
    given = f" ({len(scored.items)} of {len(instrument.items)} items)" if scored.items else ""
    words = f"{name} {_span(total)}" if _settled(total) else f"{name} partly scored{given}: {_span(total)}"
    parts = [
        f"{part} {_span(_sum(instrument, scored, part_items))}"
        for part, part_items in _parts(score, instrument)
    ]
    parts += [] if parts else _alone(score, scored)
    return words + (f" ({', '.join(parts)})" if parts else "") + at


def scored_fully(score: Score, scored: Scored, schema: Schema) -> bool:
    """Whether what is recorded leaves one value of the form."""
    instrument = _instrument(score, schema)
    return instrument is not None and _settled(attainable(instrument, scored, score.weights, score.counted))


def _instrument(score: Score, schema: Schema) -> Instrument | None:
    found = next((each for each in schema.measures if each.name == score.slot.name), None)
    return found if isinstance(found, Instrument) else None


def lacking(score: Score, scored: Scored, schema: Schema) -> str:
    """What of a score is not recorded: ``MG-ADL: talking``, ``ocular part of MG-ADL``, or the score."""
    name, held = score.slot.name, dict(scored.items)
    instrument = _instrument(score, schema)
    items = [item for item, weight in score.weights if weight and item not in held]
    if held and 0 < len(items) <= MOST_ALONE:
        return f"{name}: {', '.join(items)}"
    if instrument is not None and scored.total is not None and not held:
        told = dict(scored.parts)
        if parts := [part for part, _ in _parts(score, instrument) if part not in told]:
            return f"{parts[0]} part of {name}"
    if held and items:
        return f"{name}: {len(items)} of its {counted(len(score.weights), 'item')}"
    return name


def _parts(score: Score, instrument: Instrument) -> list[tuple[str, tuple[str, ...]]]:
    """The parts whose items the form weighs unlike the others; of two that complete each other, the asked.

    A part that is asked for, or a share of it, weighs more than the rest.
    """
    weights = {name: weight.as_integer_ratio() for name, weight in score.weights}  # these hash fast
    every = frozenset(item.name for item in instrument.items)
    found: list[tuple[bool, str, tuple[str, ...]]] = []
    for part, items in instrument.parts:
        inside = {weights.get(name, (0, 1)) for name in items}
        outside = {weights.get(name, (0, 1)) for name in every.difference(items)}
        if len(inside) == 1 and len(outside) == 1 and inside != outside:
            rest = Fraction(*inside.pop()) < Fraction(*outside.pop())
            found.append((rest, part, items))
    told: set[frozenset[str]] = {every}
    shown = []
    for _, part, items in sorted(found, key=lambda each: each[0]):
        if frozenset(items) not in told:
            told |= {frozenset(items), every.difference(items)}
            shown.append((part, items))
    return shown or _whole_parts(weights, instrument)


def _whole_parts(
    weights: dict[str, tuple[int, int]], instrument: Instrument
) -> list[tuple[str, tuple[str, ...]]]:
    """The parts that a sum is made of, if more than one: each weighed as a whole, none in another."""
    whole = [
        (part, items)
        for part, items in instrument.parts
        if len({weights.get(name, (0, 1)) for name in items}) == 1 and weights.get(items[0], (0, 1))[0]
    ]
    if len({weights.get(item.name, (0, 1)) for item in instrument.items}) == 1:
        return []
    shown: list[tuple[str, tuple[str, ...]]] = []
    for part, items in sorted(whole, key=lambda each: -len(each[1])):
        if not any(set(items) <= set(held) for _, held in shown):
            shown.append((part, items))
    return shown if len(shown) > 1 else []


def _alone(score: Score, scored: Scored) -> list[str]:
    """The items of a form that asks for a few items alone."""
    held = dict(scored.items)
    wanted = [name for name, weight in score.weights if weight]
    if len(wanted) > MOST_ALONE:
        return []
    return [f"{name} {held[name]}" if name in held else f"{name} not scored" for name in wanted]


def _sum(instrument: Instrument, scored: Scored, items: tuple[str, ...]) -> Attained | None:
    return attainable(instrument, scored, tuple((name, Fraction(1)) for name in items))


def _settled(found: Attained | None) -> bool:
    return found is not None and found.lowest == found.highest


def _span(found: Attained | None) -> str:
    if found is None:
        return "nothing"
    if found.lowest == found.highest:
        return str(found.lowest)
    return f"{found.lowest} to {found.highest}"
