"""A bound that holds its end and one that does not, on one scale."""

from collections.abc import Iterator
from fractions import Fraction

from mgdsl.core.schema import Instrument
from mgdsl.lang.numbers import exact
from mgdsl.lang.ops import NEGATED
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.wording import (
    compared,
    is_condition,
    is_filter,
    is_whole,
    keeps_out,
    measured,
    owner,
)
from mgdsl.report.diagnostic import Label, Severity
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast
from mgdsl.tree import frozen

SEVERITY = Severity.INFO
MIRROR = str.maketrans("<>", "><")


@frozen
class Bound:
    """`turned`: what it names is excluded, so that its sign counts the other way round."""

    line: ast.Simple
    number: Fraction
    turned: bool


Bounds = dict[str, list[Bound]]
"""Bounds by their sign, as it would stand in an inclusion."""


def find(look: Look) -> Iterator[Finding]:
    for bounds in _bounds(look).values():
        if len(bounds) < 2:
            continue
        usual, rare = sorted(bounds, key=lambda op: -len(bounds[op]))
        for bound in bounds[rare]:
            alike = next((other for other in bounds[usual] if _comparable(bound, other)), None)
            if alike is None:
                continue
            if isinstance(bound.line.test, ast.Compare):
                yield _finding(look, bound, rare, alike, usual)
            elif isinstance(alike.line.test, ast.Compare):  # `between` has no other strictness
                yield _finding(look, alike, usual, bound, rare)


def _finding(look: Look, bound: Bound, op: str, alike: Bound, other: str) -> Finding:
    like = look.place(alike.line)
    return Finding(
        look.place(bound.line),
        f"Here a value on the bound is {_kept(op)}; `{like.text}` has it {_kept(other)}.",
        "Sources seldom mean that one bound counts its own value and another does not.",
        f"write `{_like(look, bound.line)}`, or keep it with "
        "`# allow mixed-strictness: printed so in the source`",
        others=(Label(like, f"a value on this bound is {_kept(other)}"),),
    )


def _comparable(one: Bound, other: Bound) -> bool:
    """`>= 11` to be let in and `<= 5` to be kept out are written alike, and meant so."""
    return one.turned == other.turned or one.number == other.number


def _bounds(look: Look) -> dict[tuple[tuple[str, ...], str], Bounds]:
    """The bounds that criteria set, by scale and direction."""
    found: dict[tuple[tuple[str, ...], str], Bounds] = {}
    for simple, sign, number in _ends(look):
        scale, criterion = _scale(look, simple.subject), owner(look, simple)
        if scale is None or sign not in NEGATED or not isinstance(criterion, ast.Criterion):
            continue
        if is_condition(look, simple) or is_filter(look, simple):
            continue
        if number.denominator != 1 and is_whole(look, simple.subject):
            continue  # no value lies on it
        excluded = keeps_out(look, simple)
        op = NEGATED[sign] if excluded else sign
        other = _rest(look, simple.subject)
        if other is not None and other < scale:  # at least half non-ocular is at most half ocular
            scale, op, number = other, op.translate(MIRROR), 100 - number
        found.setdefault((scale, op[0]), {}).setdefault(op, []).append(Bound(simple, number, excluded))
    return found


def _ends(look: Look) -> Iterator[tuple[ast.Simple, str, Fraction]]:
    """Every bound by a number, those of `between` as two."""
    for simple, test, _, number in compared(look):
        yield simple, test.op, number
    for simple in look.all(ast.Simple):
        match simple.test:
            case ast.Between(ast.Quantity(low), ast.Quantity(high)):
                yield simple, ">=", exact(low)
                yield simple, "<=", exact(high)
            case _:
                pass


def _rest(look: Look, subject: ast.Node) -> tuple[str, str] | None:
    """The scale of the share that a share leaves, where that part has a name."""
    match subject, measured(look, subject):
        case ast.PartOf(ast.Name(part), "share"), Instrument() as found:
            held = set(found.part(part) or ())
            others = {item.name for item in found.items} - held
            names = (name for name, items in found.parts if set(items) == others)
            name = next(names, None)
            return ("share", fold(name)) if name is not None else None
        case _:
            return None


def _like(look: Look, line: ast.Simple) -> str:
    """The line with a sign of the other strictness."""
    assert isinstance(line.test, ast.Compare)
    op = line.test.op[0] if line.test.op.endswith("=") else f"{line.test.op}="
    return " ".join((look.text(line.subject), op, look.text(line.test.value), *map(look.text, line.whens)))


def _kept(op: str) -> str:
    return "let in" if op.endswith("=") else "kept out"


def _scale(look: Look, subject: ast.Node) -> tuple[str, ...] | None:
    """What is compared; shares of the same part are on one scale, whatever the instrument."""
    match subject:
        case ast.PartOf(part, "share", _):
            return ("share", fold(part.text) if part else "")
        case ast.PartOf(part, kind, of):
            return (kind, fold(part.text) if part else "", fold(of.text))
        case ast.Name(text) if text.casefold() == "age":
            return ("age",)
        case ast.Name():
            found = measured(look, subject)
            return (found.name,) if found else None
        case _:
            return None
