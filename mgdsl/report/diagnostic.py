"""One record for everything that can be wrong, whoever finds it and however it is printed."""

from enum import Enum
from typing import Any

from mgdsl.report.source import Place
from mgdsl.tree import frozen


class Severity(Enum):
    """How much a finding weighs: an error is wrong, a warning likely so, an info is worth a look."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@frozen
class Label:
    """A second place that the message speaks of, and what it says about it."""

    place: Place
    text: str


@frozen
class Edit:
    """A repair a machine can apply: `text` replaces what stands at `place`; an empty span inserts."""

    place: Place
    text: str


@frozen
class Diagnostic:
    """A finding: `name` is its one kebab-case name; `repair` is text to paste or a step to take.

    `edits`, where there are any, are together the repair as changes to the source, apart from one another.

    A finding in a program has a `place`; a finding in a patient record has the record's id as `record` and
    the JSON path as `path` (``visits.screening.QMG.items.lid closure``).
    """

    name: str
    message: str
    place: Place | None = None
    label: str = ""
    why: str = ""
    repair: str = ""
    others: tuple[Label, ...] = ()
    record: str | None = None
    path: str = ""
    severity: Severity = Severity.ERROR
    edits: tuple[Edit, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain types. Lines and columns count from 1; `end column` is the one after the last character."""
        from mgdsl.report.render_json import to_json

        return to_json(self)


class MgdslError(Exception):
    """Raised by the Python API; the findings are attached as `diagnostics`."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        self.diagnostics = diagnostics
        super().__init__("; ".join(d.message for d in diagnostics[:3]))

    def __reduce__(self) -> Any:
        """So that it reaches another process whole."""
        return _raised_again, (type(self), self.diagnostics)


def _raised_again(kind: type[MgdslError], diagnostics: tuple[Diagnostic, ...]) -> MgdslError:
    again = kind.__new__(kind)
    MgdslError.__init__(again, diagnostics)
    return again


class ProgramError(MgdslError):
    """A protocol or a vocabulary that does not check."""


class RecordError(MgdslError):
    """A patient record that cannot be read."""
