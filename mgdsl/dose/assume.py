"""Assumptions made for one run: values that the protocol does not state, given by whoever asks."""

from fractions import Fraction
from typing import Any

from attrs import evolve

from mgdsl.core.design import BOIN, METHODS, Assumed, Design, NotStated, Setting, Usual
from mgdsl.core.design_faults import design_faults, held
from mgdsl.lang.numbers import exact
from mgdsl.report.diagnostic import Diagnostic, MgdslError
from mgdsl.report.suggest import fold, nearest

FIELDS: dict[str, tuple[str, ...]] = {
    "method": (),
    "start": ("start",),
    "target": ("target",),
    "margins": ("below", "above"),
    "cohort size": ("cohort",),
    "maximum": ("maximum",),
    "eliminate above": ("cutoff",),
    "eliminate from": ("least",),
}
"""Property and the fields of `Design` it gives; the method is no number."""


def assume(design: Design, wishes: tuple[str, ...]) -> Design:
    """The design with values for what it leaves open: ``target=30% because usual``.

    Raises MgdslError for a value that the protocol states, an unknown property, or values that do not fit.
    """
    for wish in wishes:
        design = _assumed(design, wish)
    if faults := tuple(design_faults(design)):
        raise _refused("assumption-does-not-fit", f"The assumptions do not fit: {'; '.join(faults)}.")
    return design


def _assumed(design: Design, wish: str) -> Design:
    key, sign, rest = wish.partition("=")
    key = fold(key)
    if not sign or key not in FIELDS:
        near = nearest(key, FIELDS)
        repair = f"did you mean `{near}`?" if near else f"what can be assumed: {', '.join(FIELDS)}"
        raise _refused(
            "unknown-assumption", f"`{wish}` is no assumption such as `target=30% because …`.", repair
        )
    number, _, because = rest.partition(" because ")
    reason = because.strip().strip('"')
    if not reason:
        message = f"`{wish}` is assumed without a reason, which is printed with every table made from it."
        raise _refused("assumption-without-reason", message, f"write `{key}={number.strip()} because …`")
    settings: list[Setting] = [getattr(design, field) for field in FIELDS[key]]
    if not all(isinstance(each, NotStated) for each in settings) or (key == "method" and design.method):
        message = f"The protocol gives `{key}`; an assumption may only stand for what it leaves open."
        raise _refused("already-stated", message, "change the protocol, or leave the assumption out")
    if key == "method":
        return _boin_margins(evolve(design, method=_method(number, wish), method_why=reason))
    given = Assumed(_value(number, wish), reason)
    changes: dict[str, Any] = {field: given for field in FIELDS[key]}
    return _boin_margins(evolve(design, **changes))


def _method(text: str, wish: str) -> str:
    method = next((each for each in METHODS if fold(each) == fold(text)), None)
    if method is None:
        near = nearest(text, METHODS)
        repair = f"did you mean `{near}`?" if near else f"one of {', '.join(METHODS)}"
        raise _refused("bad-assumption", f"`{wish}`: there is no method `{text.strip()}`.", repair)
    return method


def _boin_margins(design: Design) -> Design:
    """BOIN's own rates follow from the target as soon as it is known."""
    target, open_ = held(design.target), isinstance(design.below, NotStated)
    if design.method != BOIN or not open_ or target is None:
        return design
    return evolve(design, below=Usual(target * Fraction(2, 5)), above=Usual(target * Fraction(2, 5)))


def _value(text: str, wish: str) -> Fraction:
    text = text.strip()
    try:
        value = exact(text.removesuffix("%"))
    except ValueError as error:
        raise _refused(
            "bad-assumption", f"`{wish}`: {error}.", "write it as `target=30% because …`"
        ) from None
    return value / 100 if text.endswith("%") else value


def _refused(name: str, message: str, repair: str = "") -> MgdslError:
    return MgdslError((Diagnostic(name, message, repair=repair),))
