"""Everything wrong with one record, collected; the sentences that several readers share."""

from collections.abc import Iterable
from fractions import Fraction

from attrs import Factory, define

from mgdsl.lang.numbers import show
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.suggest import nearest

MOST_NAMES = 12


@define
class Faults:
    """`record` is the id of the record, or a label (``record 3``) where it has none."""

    record: str
    found: list[Diagnostic] = Factory(list)

    def add(self, name: str, path: str, message: str, repair: str, why: str = "") -> None:
        self.found.append(Diagnostic(name, message, repair=repair, why=why, record=self.record, path=path))

    def unknown(self, name: str, path: str, what: str, written: str, choices: Iterable[str]) -> None:
        """A name that is not declared; the repair is the nearest one, or the choices."""
        known = list(dict.fromkeys(choices))
        near = nearest(written, known)
        repair = f"did you mean `{near}`?" if near else listing(known)
        self.add(name, path, f"`{shown(written)}` is not {what}", repair)

    def mistyped(self, path: str, wanted: str, found: object, example: str) -> None:
        """A value of the wrong JSON type."""
        self.add("wrong-type", path, f"{wanted} is expected here, not {kind_of(found)}", f"write {example}")


def listing(names: Iterable[str]) -> str:
    """``it can be a, b or c``, cut after some names."""
    known = [f"`{name}`" for name in names]
    if not known:
        return "nothing can stand here; leave it out"
    if len(known) > MOST_NAMES:
        return f"it can be {', '.join(known[:MOST_NAMES])} and {len(known) - MOST_NAMES} more"
    return "it can be " + one_of(known)


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
