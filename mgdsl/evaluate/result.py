"""The answer for one patient: a verdict, a status for each criterion, the reasons, what is missing, the pins.

Settled by rules 1 to 3, 11, 18 and 29 of the meaning.
"""

from collections.abc import Callable
from enum import Enum
from functools import cached_property
from typing import Any, Generic, TypeVar

from attrs import field

from mgdsl.lang.bounds import Truth
from mgdsl.tree import frozen

T = TypeVar("T")
OVER_REPORTS = "Each of these could still change the verdict, alone or together with others; some may not."


class Status(Enum):
    """Of a criterion. An exclusion passes when it does not exclude."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not applicable"


class Verdict(Enum):
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    UNDETERMINED = "undetermined"


def status(applies: Truth, blocks: Truth) -> Status:
    """The status of a criterion.

    | applies \\ blocks | T              | ?              | F              |
    |------------------|----------------|----------------|----------------|
    | T, ?             | fail           | unknown        | pass           |
    | F                | not applicable | not applicable | not applicable |
    """
    if applies is False:
        return Status.NOT_APPLICABLE
    if blocks is None:
        return Status.UNKNOWN
    return Status.FAIL if blocks else Status.PASS


def verdict(statuses: tuple[Status, ...]) -> Verdict:
    """Ineligible if anything fails; undetermined if anything else is unknown; else eligible."""
    if Status.FAIL in statuses:
        return Verdict.INELIGIBLE
    return Verdict.UNDETERMINED if Status.UNKNOWN in statuses else Verdict.ELIGIBLE


@frozen(cache_hash=True)
class Reason:
    """A condition in the author's words, its value, and the conditions below it that explain the value.

    Reasons are shared: one may stand below several others.

    `shown`: what the record says for the values compared. `source` and `line` are of the words; a reason that
    stands for a row of a history has none.
    """

    text: str
    value: Truth
    note: str = ""
    source: str | None = None
    line: int | None = None
    shown: tuple[str, ...] = ()
    children: tuple["Reason", ...] = ()


@frozen
class Missing:
    """Facts that are not recorded, of one visit (or of none: `visit` None)."""

    visit: str | None
    facts: tuple[str, ...]


@frozen
class Held(Generic[T]):
    """Words that were found already."""

    words: T

    def __call__(self) -> T:
        return self.words


@frozen(slots=False)
class CriterionResult:
    """`wording` and `reading` quote the protocol's source and the reading chosen.

    The status is known at once; the words for it are found when they are asked for.
    """

    id: str
    kind: str
    title: str
    status: Status
    _reasons: Callable[[], tuple[Reason, ...]] = field(eq=False, repr=False)
    _missing: Callable[[], tuple[Missing, ...]] = field(eq=False, repr=False)
    hole: bool = False
    line: int | None = None
    wording: tuple[str, ...] = ()
    reading: tuple[str, ...] = ()

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """What explains the status."""
        return self._reasons()

    @cached_property
    def missing(self) -> tuple[Missing, ...]:
        """What could still change the status; empty unless it is unknown."""
        return self._missing()

    def __reduce__(self) -> Any:
        """With all its words, as an answer."""
        held = self.id, self.kind, self.title, self.status, Held(self.reasons), Held(self.missing)
        return CriterionResult, (*held, self.hole, self.line, self.wording, self.reading)


@frozen
class Pins:
    """What the answer was made from: the tool's version; name and SHA-256 of each source; of the record."""

    version: str
    sources: tuple[tuple[str, str], ...]
    record: str | None = None


@frozen(slots=False)
class Answer:
    """`eligible_as_far_as_public`: undetermined only because of a list that is not public.

    `as_of` is the visit that later facts were masked after, if any.
    """

    id: str
    protocol: str
    verdict: Verdict
    eligible_as_far_as_public: bool
    criteria: tuple[CriterionResult, ...]
    _missing: Callable[[], tuple[Missing, ...]] = field(eq=False, repr=False)
    pins: Pins
    as_of: str | None = None

    @cached_property
    def missing(self) -> tuple[Missing, ...]:
        """What could still change the verdict; empty once nothing can."""
        return self._missing()

    def to_json(self) -> dict[str, Any]:
        """The answer in plain types, as `mgdsl eval --format json` prints it. Unknown is null."""
        from mgdsl.evaluate.json import to_json

        return to_json(self)

    def __reduce__(self) -> Any:
        """With all its words, which are found for it: what finds them does not leave the process."""
        held = self.id, self.protocol, self.verdict, self.eligible_as_far_as_public, self.criteria
        return Answer, (*held, Held(self.missing), self.pins, self.as_of)
