"""A patient record, typed: every name is the declared spelling, every number exact and in its declared unit.

None stands for a value that is not known. Days are proleptic Gregorian ordinals.
"""

from collections.abc import Mapping
from fractions import Fraction

from attrs import field

from mgdsl.core.data import Bounds
from mgdsl.tree import frozen


@frozen
class Moment:
    """A date, perhaps partial: some day from `first` to `last`; `minute` counts from the day's midnight."""

    first: int
    last: int
    minute: int | None = None
    text: str = field(default="", eq=False)


@frozen
class Choices:
    """The values in a field, each as the set of declared values it can be; `written` as recorded."""

    each: tuple[frozenset[str], ...]
    written: tuple[str, ...] = field(eq=False)


@frozen
class Measured:
    """A quantity by its bounds, with the reference limits reported beside it, all in the declared unit."""

    bounds: Bounds
    lower: Fraction | None = None
    upper: Fraction | None = None
    text: str = field(default="", eq=False)


@frozen
class Scored:
    """What is recorded of an instrument; parts and items by declared name."""

    total: int | None = None
    parts: tuple[tuple[str, int], ...] = ()
    items: tuple[tuple[str, int], ...] = ()


Value = bool | Moment | Choices | Measured | Scored


@frozen
class Visit:
    """`values` keeps a null as None: a result that may or may not have been taken."""

    date: Moment | None = None
    done: bool = True
    values: Mapping[str, Value | None] = field(factory=dict)


@frozen
class Result:
    """A dated result of a measure."""

    when: Moment | None
    value: Value | None


@frozen
class Ongoing:
    """A span that had not stopped when its history was closed."""


@frozen
class NotBefore:
    """A span that lasted to this day at least."""

    day: int


Stop = Moment | Ongoing | NotBefore


@frozen
class Occurrence:
    """One event. `last` is the stop of a span, None if unknown; an event of one day has none."""

    kind: str
    first: Moment | None
    last: Stop | None
    planned: bool = False
    fields: Mapping[str, Value | None] = field(factory=dict)
    answers: Mapping[str, bool | None] = field(factory=dict)
    """Answers about this event by folded text."""


@frozen
class Closing:
    """A history is complete through the earliest of these: ordinals of days, and names of visits."""

    through: tuple[int | str, ...]


@frozen
class Said:
    """The answer to a statement; its other fields are its key, texts folded."""

    by: str | None
    text: str
    answer: bool | None = field(eq=False)
    visit: str | None = None
    since: str | None = None
    until: str | None = None


ALL = "*"
"""The name under which a record closes every history that it does not name."""


@frozen
class Record:
    """`results` by measure and `events` by kind; `complete` by either or `ALL`, None where left open."""

    id: str
    facts: Mapping[str, Value | None] = field(factory=dict)
    visits: Mapping[str, Visit] = field(factory=dict)
    results: Mapping[str, tuple[Result, ...]] = field(factory=dict)
    events: Mapping[str, tuple[Occurrence, ...]] = field(factory=dict)
    complete: Mapping[str, Closing | None] = field(factory=dict)
    statements: tuple[Said, ...] = ()

    def value(self, name: str, visit: str | None) -> Value | None:
        """The value of a measure: at a visit, or once in the patient. None at a visit that was not done."""
        if visit is None:
            return self.facts.get(name)
        held = self.visits.get(visit)
        return held.values.get(name) if held is not None and held.done else None

    def closing(self, name: str) -> Closing | None:
        """Through when the history of a measure or an event kind is complete; None where it is open."""
        return self.complete[name] if name in self.complete else self.complete.get(ALL)
