"""What stands where in a study's SDTM data: the rules of a mapping, typed.

Words of the protocol (measures, events, visits, values) stand as the protocol spells them; columns, tests and
recorded values as SDTM does.
"""

from collections.abc import Mapping

from attrs import field

from mgdsl.tree import frozen

Target = str | bool | None
"""A declared value, yes or no, or None: the recorded value says nothing."""

Where = tuple[tuple[str, tuple[str, ...]], ...]
"""Columns and the recorded values of which each must hold one."""


@frozen
class Otherwise:
    """What a recorded value means that is not listed. `read`: how many different values somebody has read."""

    value: Target
    because: str
    read: int | None = None


@frozen
class Words:
    """Recorded values and what they mean. Without `otherwise` a value that is not listed is unknown."""

    values: Mapping[str, Target]
    otherwise: Otherwise | None = None
    name: str = ""


@frozen
class Coded:
    """A column, and the words for what stands in it."""

    column: str
    words: Words


@frozen
class FactRule:
    """A fact that is recorded once, or at `visit`. A row that is not there says nothing."""

    name: str
    domain: str
    coded: Coded
    where: Where = ()
    visit: str | None = None


@frozen
class ScoreRule:
    """An instrument: `items` (and perhaps `total`) by test code, each with its score in `value`, a column."""

    name: str
    domain: str
    value: str
    items: Mapping[str, str]
    total: str | None = None
    where: Where = ()


@frozen
class QuantityRule:
    """Measures by test code, in the units as reported (--ORRES) or as standardised (--STRESC).

    `dated`: every row is a result of the day in --DTC; else a row of a visit is that visit's value, and must
    be of its day. `missing`: results that say nothing. `confirmed`: values far from what is usual are right.
    """

    domain: str
    tests: Mapping[str, str]
    standard: bool = False
    dated: bool = False
    where: Where = ()
    missing: tuple[str, ...] = ()
    confirmed: bool = False


@frozen
class EventRule:
    """Events of one kind, a row each, or with `same` one for the rows that agree in these columns.

    `times`: columns for ``start``, ``stop`` or ``date``, and for ``seen``, a day on which it was going on.
    """

    name: str
    domain: str
    times: Mapping[str, str]
    fields: Mapping[str, Coded] = field(factory=dict)
    same: tuple[str, ...] = ()
    where: Where = ()


@frozen
class ClosingRule:
    """Histories that are complete through a visit (None: left open), and why that may be said.

    `needs`: only of a subject who has a row in this domain.
    """

    histories: tuple[str, ...]
    through: str | None
    because: str
    needs: str | None = None


@frozen
class Birth:
    """The birth date, from an age in completed years that was right on a day in one of the columns `at`."""

    name: str
    age: str
    at: tuple[str, ...]


@frozen
class StudyMapping:
    """All rules of a study. `visits`: the VISITNUM of each; `until`: rows dated after it are left out."""

    visits: Mapping[str, str]
    until: str | None = None
    files: Mapping[str, tuple[str, ...]] = field(factory=dict)
    units: Mapping[str, str] = field(factory=dict)
    birth: Birth | None = None
    facts: tuple[FactRule, ...] = ()
    scores: tuple[ScoreRule, ...] = ()
    quantities: tuple[QuantityRule, ...] = ()
    events: tuple[EventRule, ...] = ()
    closings: tuple[ClosingRule, ...] = ()
