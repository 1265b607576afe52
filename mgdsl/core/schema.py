"""What a patient record may hold: everything the vocabularies in use declare, resolved.

Spellings are the declared ones; records match without regard to case, also by `also` names.
"""

from fractions import Fraction

from attrs import field

from mgdsl.lang.units import Analyte
from mgdsl.tree import frozen

ONCE, BY_VISIT = "once", "by visit"


@frozen
class Measure:
    """A thing that is recorded: once in a patient, or at visits (and then also as dated results).

    `asked_of`: the value of a category without which nobody is asked, as `female`; empty for everybody.
    """

    name: str
    title: str = ""
    also: tuple[str, ...] = ()
    recorded: str = ONCE
    codes: tuple[str, ...] = ()
    asked_of: str = field(default="", kw_only=True)


@frozen
class YesNo(Measure):
    pass


@frozen
class DateFact(Measure):
    pass


@frozen
class Category(Measure):
    """`groups`: name and members. `order`: lists of values of equal rank, lowest first; empty if not ordered.

    `kind` is the word that declared it: classification, test or fact.
    """

    values: tuple[str, ...] = ()
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    order: tuple[tuple[str, ...], ...] = ()
    kind: str = "fact"


@frozen
class Quantity(Measure):
    """A number with a unit (UCUM, as written). `lowest` and `highest` bound what can be recorded.

    `limits`: which reference limits its results carry, of ``lower`` and ``upper``. `decimals`: most decimals
    of a recorded value. `usual`: between which values a threshold is plausible; a record may hold others,
    far ones if confirmed. `better`: ``higher`` or ``lower``, where one is the healthier side; else empty.
    `molar_mass` (g/mol) and `valence` convert between mass, moles and equivalents.
    """

    unit: str = "1"
    decimals: int | None = None
    lowest: Fraction | None = None
    highest: Fraction | None = None
    limits: tuple[str, ...] = ()
    usual: tuple[Fraction, Fraction] | None = None
    molar_mass: Fraction | None = None
    valence: int | None = None
    better: str = ""

    @property
    def analyte(self) -> Analyte:
        return Analyte(self.molar_mass, self.valence)


@frozen
class Item:
    name: str
    values: tuple[int, ...]


@frozen(cache_hash=True)
class Instrument(Measure):
    """`parts`: every heading and declared part with its items. The total is the sum of all items."""

    items: tuple[Item, ...] = ()
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def part(self, name: str) -> tuple[str, ...] | None:
        return next((items for part, items in self.parts if part == name), None)


AnyMeasure = YesNo | DateFact | Category | Quantity | Instrument


@frozen
class EventField:
    """`type`: agent, date, yes-no, category, quantity. A category has values, a quantity a unit."""

    name: str
    type: str
    values: tuple[str, ...] = ()
    unit: str = "1"


@frozen
class Event:
    """A kind of event: a `day` (field ``date``) or a `span` (``start``, ``stop``)."""

    name: str
    title: str = ""
    also: tuple[str, ...] = ()
    span: bool = False
    fields: tuple[EventField, ...] = ()

    def field(self, name: str) -> EventField | None:
        return next((field for field in self.fields if field.name == name), None)

    @property
    def agent(self) -> EventField | None:
        """The field that holds an agent, under whatever name: a drug, a kind of illness."""
        return next((field for field in self.fields if field.type == "agent"), None)


@frozen
class AgentClass:
    """A class of agents of one event kind: all agents, those of its subclasses included.

    `equivalents`: agent and the dose that equals the doses named for the others, in one unit.
    """

    name: str
    event: str
    agents: tuple[str, ...]
    also: tuple[str, ...] = ()
    equivalents: tuple[tuple[str, Fraction], ...] = ()
    title: str = ""


@frozen
class Statement:
    """A declared attestation or judgement, by its text; `by` is who makes it."""

    text: str
    by: str
    title: str = ""


@frozen
class Schema:
    visits: tuple[str, ...] = ()
    decision: str | None = None
    measures: tuple[AnyMeasure, ...] = ()
    events: tuple[Event, ...] = ()
    classes: tuple[AgentClass, ...] = ()
    agents: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Every agent with its other names."""
    statements: tuple[Statement, ...] = ()
