"""What a program reads of a record, as columns. Computed once per record; backends compare columns.

The reader (`mgdsl.records.project`) turns a record into one patient row and the rows of each table. It does
the calendar, the units, the attainable ranges of partly known scores; no backend does.
"""

from fractions import Fraction

from mgdsl.tree import frozen


# Where a recorded value stands. ---------------------------------------------------------------------------
@frozen
class Slot:
    """A named value: at a visit; once in a patient (visit None); or of the row itself (`row` True).

    In a row, `name` is an event's field or ``value`` for the value of a result.
    """

    name: str
    visit: str | None = None
    row: bool = False


# Numbers. -------------------------------------------------------------------------------------------------
@frozen
class Const:
    value: Fraction


@frozen
class Amount:
    """A quantity, in the unit its declaration names."""

    slot: Slot


@frozen
class Limit:
    """The upper (or lower) reference limit reported with a quantity, in the same unit."""

    slot: Slot
    upper: bool


@frozen
class Score:
    """A weighted sum over items of an instrument, decided jointly from total, parts and items.

    `weights`: item name and its weight; items left out weigh 0. With `counted`, an item adds its weight
    when its value is one of `counted`, else 0.
    """

    slot: Slot
    weights: tuple[tuple[str, Fraction], ...]
    counted: tuple[int, ...] | None = None


@frozen
class Age:
    """Completed years or months at a visit (unit ``year`` or ``month``), or with `exact` the exact age."""

    birth: Slot
    visit: str
    unit: str
    exact: bool = False


@frozen
class Arith:
    """`op` is a row of `mgdsl.lang.ops.ARITHMETIC`: + - × /."""

    op: str
    left: "Form"
    right: "Form"


@frozen
class DailyDose:
    """The row's dose times the factor declared for its agent (1 for all when `factors` is None).

    An agent without a factor: unknown. A row whose agent is only known as a class: between the factors of
    the agents it could be.
    """

    slot: Slot
    factors: tuple[tuple[str, Fraction], ...] | None


Form = Const | Amount | Limit | Score | Age | Arith | DailyDose


# Steps of the calendar. -----------------------------------------------------------------------------------
@frozen
class Step:
    """`n` (negative: back) days, weeks, months or years, then `days` days; clamps to the month's end."""

    n: int = 0
    unit: str = "day"
    days: int = 0


# Sources of columns, by the type of what they give. -----------------------------------------------
@frozen
class Yes:
    """truth: a yes/no fact or field."""

    slot: Slot


@frozen
class Member:
    """truth: some recorded value is one of `values`. A recorded group is any of its members."""

    slot: Slot
    values: tuple[str, ...]


@frozen
class Inside:
    """truth: the number lies in one of the closed ranges (low, high), over its attainable values."""

    form: Form
    ranges: tuple[tuple[Fraction, Fraction], ...]


@frozen
class Number:
    """number: lowest and highest attainable value."""

    form: Form


@frozen
class VisitDay:
    """day: the visit's day moved by a step."""

    visit: str
    step: Step = Step()


@frozen
class RecordedDay:
    """day: a date fact (or a row's date field), moved by a step."""

    slot: Slot
    step: Step = Step()


@frozen
class Closes:
    """truth: the histories of all `names` are complete through the visit's day moved by the step."""

    names: tuple[str, ...]
    visit: str
    step: Step = Step()


@frozen
class Answer:
    """truth: the answer to a statement. `by` None: a hole, answered by anyone. `row`: a field of an event."""

    by: str | None
    text: str
    visit: str | None = None
    since: str | None = None
    until: str | None = None
    row: bool = False


# Of rows only.
@frozen
class RowDay:
    """day: the first (or last) day of the row, moved by a step. A result and a day event have one day."""

    last: bool = False
    step: Step = Step()


@frozen
class RowMoment:
    """number: minutes since 1970, for ordering rows of one day."""


@frozen
class TakenAt:
    """truth: the row is the value of one of these visits (never unknown)."""

    visits: tuple[str, ...]


@frozen
class RowIs:
    """truth: the row is one of these kinds of event, or its agent is one of these agents.

    Both empty: false. An agent known only as a class that overlaps `agents` is unknown.
    """

    kinds: tuple[str, ...]
    agents: tuple[str, ...]


@frozen
class RowAgent:
    """text: the agent; in a kind without agents, the kind itself."""


@frozen
class RowCouldBe:
    """text: ``,a,b,``: the agents it could be; unknown when it could be any."""


@frozen
class RowResult:
    """text: which result a row is; unknown where it may be the same as another: equal, on one day.

    With `could`: ``,a,b,``, the results it could be, itself among them; unknown when it could be any.
    """

    could: bool = False


TruthSource = Yes | Member | Inside | Closes | Answer | TakenAt | RowIs
NumberSource = Number | RowMoment
DaySource = VisitDay | RecordedDay | RowDay
TextSource = RowAgent | RowCouldBe | RowResult
ColumnSource = TruthSource | NumberSource | DaySource | TextSource


@frozen
class Column:
    """A column and where its values come from; `type` is truth, number, day or text.

    A number column is compared only with multiples of 1/scale.
    """

    name: str
    type: str
    source: ColumnSource
    scale: int = 1


@frozen
class Table:
    """Rows of events of these kinds (`results` False) or dated and visit values of these measures (True).

    Planned events stand only in tables with `planned`.
    """

    name: str
    of: tuple[str, ...]
    results: bool
    planned: bool
    columns: tuple[Column, ...]
