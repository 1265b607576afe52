"""What is recorded, and how: the measures, events and classes that the criteria speak of, a row each."""

from collections.abc import Iterator, Mapping

from mgdsl.check.scope import Names
from mgdsl.core import schema as s
from mgdsl.lang.numbers import show
from mgdsl.report.suggest import fold
from mgdsl.show.needs import PLANNED
from mgdsl.show.ranges import TOTAL, ranges, spread
from mgdsl.show.used import Uses
from mgdsl.show.words import listed, printed

HEADER = ("Name", "What it is", "What is recorded", "How often")
OFTEN = {s.ONCE: "once", s.BY_VISIT: "at visits"}
PLANS = {PLANNED: "whether it is planned"}
LIMITS = {"lower": "LLN", "upper": "ULN"}
LASTS = {True: "first and last day", False: "day"}

Row = tuple[str, str, str, str]


def glossary(uses: Uses, names: Names, histories: dict[str, dict[str, None]]) -> Iterator[Row]:
    """In the order in which the criteria speak of them; then the events, with the fields that are asked."""
    for entity in uses.entities:
        match entity:
            case s.Instrument() | s.Quantity() | s.Category() | s.YesNo() | s.DateFact():
                yield (
                    called(entity.name, uses.called),
                    entity.title,
                    _values(entity, uses, names),
                    OFTEN[entity.recorded],
                )
            case s.AgentClass():
                yield called(entity.name, uses.called), entity.title, _class(entity), f"as {entity.event}"
            case _:
                pass
    events = {event.name: event for event in names.schema.events}
    for name, fields in histories.items():
        if name in events:
            recorded = (LASTS[events[name].span], *(PLANS.get(field, field) for field in fields))
            yield name, events[name].title, listed(recorded, "and"), "each time"


def called(name: str, others: Mapping[str, tuple[str, ...]]) -> str:
    """A declared name, and by what names the criteria call it: ``neutrophils (ANC)``."""
    return f"{name} ({', '.join(others[name])})" if name in others else name


def _values(measure: s.AnyMeasure, uses: Uses, names: Names) -> str:
    match measure:
        case s.YesNo():
            return "yes or no"
        case s.DateFact():
            return "a date"
        case s.Category():
            return _category(measure)
        case s.Quantity():
            return _quantity(measure, uses)
        case s.Instrument():
            return "; ".join(_score(measure, uses, names))


def _category(category: s.Category) -> str:
    words = [listed(category.values)]
    words += [f"{name} is {listed(members)}" for name, members in category.groups]
    if category.order == tuple((value,) for value in category.values):
        words[0] += ", in rising order"
    elif category.order:
        words.append(f"in rising order {', '.join(_rank(category, rank) for rank in category.order)}")
    return "; ".join(words)


def _rank(category: s.Category, members: tuple[str, ...]) -> str:
    """The name of a group of equal rank."""
    return next((name for name, inside in category.groups if inside == members), listed(members))


def _quantity(quantity: s.Quantity, uses: Uses) -> str:
    unit = "" if quantity.unit == "1" else printed("", quantity.unit).strip()
    words = [f"a number {'' if unit.startswith('per ') else 'in '}{unit}" if unit else "a number"]
    if quantity.lowest is not None and quantity.highest is not None:
        words.append(f"from {show(quantity.lowest)} to {show(quantity.highest)}")
    if quantity.decimals is not None:
        places = f"{quantity.decimals} decimal{'s' if quantity.decimals > 1 else ''}"
        words.append(f"with at most {places}" if quantity.decimals else "whole")
    asked = [
        side for side in quantity.limits if {(quantity.name, LIMITS[side]), ("", LIMITS[side])} & uses.limits
    ]
    if asked:
        words.append(f"with the laboratory's {listed(asked, 'and')} limit of normal")
    return ", ".join(words)


def _score(score: s.Instrument, uses: Uses, names: Names) -> Iterator[str]:
    """The total, and the parts that the criteria name, as they are read."""
    ends = ranges(score)
    yield f"total {spread(*ends[TOTAL])}, the sum of {len(score.items)} items"
    read = {fold(names.readings.get((score.name, part), part)) for part in uses.parts}
    for name, items in score.parts:
        if fold(name) in read:
            yield f"{name} part {spread(*ends[name])}: {listed(items, 'and')}"


def _class(group: s.AgentClass) -> str:
    words = listed(group.agents)
    if group.equivalents:
        words += f"; equal doses: {', '.join(f'{agent} {show(dose)}' for agent, dose in group.equivalents)}"
    return words
