"""Everything wrong with one record, collected; the sentences that several readers share."""

from collections.abc import Iterable
from fractions import Fraction

from attrs import Factory, define, evolve

from mgdsl.lang.numbers import show
from mgdsl.records.meant import is_missing
from mgdsl.records.whys import WHYS
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.suggest import alike, fold

MOST_NAMES = 12
MOST = 40
"""Findings shown of one record."""

_OTHER_WORDS = {
    "drug": "agent", "medication": "agent", "medicine": "agent", "substance": "agent", "treatment": "agent",
    "end": "stop", "end date": "stop", "stop date": "stop", "start date": "start", "begin": "start",
    "onset": "start", "result": "value", "who": "by", "person": "by", "statement": "text", "question": "text",
    "response": "answer", "units": "unit", "uln": "upper", "lln": "lower", "patient": "id", "subject": "id",
    "patient id": "id", "subject id": "id", "name": "id", "score": "total", "sum": "total",
}  # fmt: skip
"""What other systems call a field."""


@define
class Faults:
    """`record` is the id of the record, or a label (``record 3``) where it has none."""

    record: str
    found: list[Diagnostic] = Factory(list)

    def add(self, name: str, path: str, message: str, repair: str, why: str = "") -> None:
        why = why or WHYS.get(name, "")
        self.found.append(Diagnostic(name, message, repair=repair, why=why, record=self.record, path=path))

    def shown(self) -> list[Diagnostic]:
        """The first of them; the last one says how many more there are."""
        if len(self.found) <= MOST:
            return self.found
        *first, last = self.found[:MOST]
        return [
            *first,
            evolve(last, message=f"{last.message}; {len(self.found) - MOST} more findings follow"),
        ]

    def unknown(self, name: str, path: str, what: str, written: str, choices: Iterable[str]) -> None:
        """A name that is not declared; the repair is the nearest one, or the choices."""
        known = list(dict.fromkeys(choices))
        other = _OTHER_WORDS.get(fold(written))
        near = [other] if other in known else alike(written, known, 3)
        repair = f"write {one_of([f'`{name}`' for name in near])}" if near else listing(known)
        self.add(name, path, f"`{shown(written)}` is not {what}", repair)

    def mistyped(self, path: str, wanted: str, found: object, example: str) -> None:
        """A value of the wrong JSON type."""
        repair = "write null: the value is not known" if is_missing(found) else f"write {example}"
        self.add("wrong-type", path, f"{wanted} is expected here, not {kind_of(found)}", repair)


def empty_history(name: str, visits: Iterable[str]) -> str:
    """The repair where somebody wrote that nothing happened: an empty list, and how far that is known."""
    through = next(iter(visits), "2025-03-01")
    return f'write [], and through when that is known: "complete": {{"{name}": "{through}"}}'


def listing(names: Iterable[str]) -> str:
    """``write a, b or c``; with many names, where they are shown."""
    known = [f"`{name}`" for name in names]
    if not known:
        return "nothing can stand here; leave it out"
    if len(known) > MOST_NAMES:
        return "use a name of the protocol's vocabularies; `mgdsl vocabulary` shows them"
    return "write " + one_of(known)


def one_of(words: list[str]) -> str:
    """``a, b or c``."""
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def shown(text: str, most: int = 60) -> str:
    """A recorded text, cut to a length that a message can hold."""
    return text if len(text) <= most else text[: most - 1] + "…"


def kind_of(found: object) -> str:
    """A JSON value in words."""
    match found:
        case None:
            return "null"
        case bool():
            return f"`{str(found).lower()}`"
        case str():
            return f'the text "{shown(found)}"'
        case list():
            return "a list"
        case dict():
            return "an object"
        case _:
            return f"the number {shown(number_text(found))}"


def number_text(value: object) -> str:
    """An exact number as a decimal, as far as it is one."""
    return show(value) if isinstance(value, Fraction) else str(value)


def join(path: str, step: str | int) -> str:
    """The path one step further: a name or the index of a list."""
    if isinstance(step, int):
        return f"{path}[{step}]"
    return f"{path}.{step}" if path else step
