"""Assumptions made for one run: values that the protocol does not state, given by whoever asks."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from attrs import evolve

from mgdsl.core.design import (
    BELONGS,
    BOIN,
    FOLLOWS,
    METHODS,
    Assumed,
    Design,
    KeyEnds,
    Margins,
    NotStated,
    Setting,
    TwoRates,
    Window,
    boin_margins,
)
from mgdsl.core.design_faults import WINDOWS, design_faults
from mgdsl.dose.levels import level_of
from mgdsl.dose.refusal import in_percent, refuse
from mgdsl.lang.numbers import exact
from mgdsl.report.suggest import fold, nearest
from mgdsl.tree import frozen

EXAMPLE = "target=30% because usual for this method"


@frozen
class _Property:
    """`numbers`: how many values it takes. `held`: what the design has; `put`: the design with others."""

    numbers: tuple[int, ...]
    held: Callable[[Design], tuple[Setting | None, ...]]
    put: Callable[[Design, list[Assumed]], Design]


def _one(field: str) -> _Property:
    def put(design: Design, values: list[Assumed]) -> Design:
        changes: dict[str, Any] = {field: values[0]}
        return evolve(design, **changes)

    return _Property((1,), lambda design: (getattr(design, field),), put)


def _key(design: Design) -> tuple[Setting, Setting]:
    match design.key:
        case Margins(one, other) | KeyEnds(one, other) | TwoRates(one, other):
            return one, other


def _phi(at: int) -> _Property:
    """One of BOIN's two rates; where the design holds others, or none, the second is open still."""
    missing = NotStated(f"it is to be assumed with `phi{at + 1}`")

    def held(design: Design) -> tuple[Setting, ...]:
        return _key(design)[at : at + 1] if isinstance(design.key, TwoRates) else _key(design)

    def put(design: Design, values: list[Assumed]) -> Design:
        rates: list[Setting] = [*_key(design)] if isinstance(design.key, TwoRates) else [missing, missing]
        rates[at] = values[0]
        return evolve(design, key=TwoRates(rates[0], rates[1]))

    return _Property((1,), held, put)


PROPERTIES = {
    "start": _one("start"),
    "target": _one("target"),
    "margins": _Property((1, 2), _key, lambda design, v: evolve(design, key=Margins(v[0], v[-1]))),
    "target key": _Property((2,), _key, lambda design, v: evolve(design, key=KeyEnds(v[0], v[1]))),
    "phi1": _phi(0),
    "phi2": _phi(1),
    "prior": _Property(
        (2,), lambda design: design.prior, lambda design, v: evolve(design, prior=(v[0], v[1]))
    ),
    "cohort size": _one("cohort"),
    "maximum": _one("maximum"),
    "eliminate above": _one("cutoff"),
    "elimination needs": _one("least"),
    "stop with": _one("stop_at"),
    "extra safety": _one("extra"),
}
RATES = ("target", "margins", "target key", "phi1", "phi2", "eliminate above", "extra safety")
METHOD, WINDOW = "method", "window"


def assume(design: Design, wishes: tuple[str, ...], stated_stays: bool = False) -> Design:
    """The design with values for what it leaves open: ``target=30% because usual``.

    Raises Refusal for a value that the protocol states (with `stated_stays` it is left as it is), an unknown
    property, or values that do not fit.
    """
    for wish in wishes:
        design = _assumed(design, wish, stated_stays)
    if design.method == BOIN and all(each in (FOLLOWS, BELONGS) for each in _key(design)):
        design = evolve(design, key=boin_margins(design.target))
    if wishes and (faults := tuple(design_faults(design))):
        message = f"The assumptions do not fit: {'; '.join(faults)}."
        raise refuse("assumption-does-not-fit", message, "assume values that the design can work with")
    return design


def _assumed(design: Design, wish: str, stated_stays: bool) -> Design:
    key, sign, rest = wish.partition("=")
    key = fold(key)
    known = (METHOD, *PROPERTIES, WINDOW)
    if not sign or key not in known:
        near = nearest(key, known)
        repair = f"did you mean `{near}`?" if near else f"what can be assumed: {', '.join(known)}"
        raise refuse("unknown-assumption", f"`{wish}` is no assumption such as `{EXAMPLE}`.", repair)
    shown, _, because = f"{rest} ".partition(" because ")
    shown, reason = shown.strip(), " ".join(because.strip().strip('"').split())
    if not reason:
        message = f"`{wish}` is assumed without a reason, which is printed with every table made from it."
        raise refuse("assumption-without-reason", message, f"write `{key}={shown} because …`")
    held = {METHOD: (design.method,), WINDOW: (design.window,)}.get(key) or PROPERTIES[key].held(design)
    if not all(isinstance(each, NotStated) for each in held):
        if stated_stays:
            return design
        raise _already_stated(key)
    if key == METHOD:
        return _with_method(design, _method(shown, wish), reason)
    if key == WINDOW:
        return evolve(design, window=_window(shown, wish, reason))
    prop = PROPERTIES[key]
    words = [shown] if key == "start" else shown.split(",")
    if len(words) not in prop.numbers:
        wanted = " or ".join(map(str, prop.numbers))
        raise _bad(f"`{wish}` gives {len(words)} values; `{key}` takes {wanted}.")
    read = (
        (lambda word: Fraction(level_of(word, design) + 1)) if key == "start" else _number(wish, key in RATES)
    )
    return prop.put(design, [Assumed(read(word), reason) for word in words])


def _number(wish: str, rates: bool) -> Callable[[str], Fraction]:
    """Rates are given in percent, as in a block."""

    def read(word: str) -> Fraction:
        try:
            value = exact(word.strip().removesuffix("%"))
        except ValueError as error:
            raise _bad(f"`{wish}`: {error}.") from None
        if word.strip().endswith("%"):
            return value / 100
        if rates:
            message = f"`{wish}`: a rate is given in percent; 0.3 and 30 have both been printed for 30%."
            raise refuse("bad-assumption", message, f"write {in_percent(value)} for {word.strip()}")
        return value

    return read


def _with_method(design: Design, method: str, because: str) -> Design:
    """Only BOIN has margins of its own."""
    made = evolve(design, method=method, method_because=because)
    if method == BOIN or BELONGS not in _key(design):
        return made
    missing = NotStated(f"{method} has none of its own")
    return evolve(made, key=Margins(missing, missing))


def _method(shown: str, wish: str) -> str:
    method = next((each for each in METHODS if fold(each) == fold(shown)), None)
    if method is None:
        near = nearest(shown, METHODS)
        repair = f"did you mean `{near}`?" if near else f"one of {', '.join(METHODS)}"
        raise refuse("bad-assumption", f"`{wish}`: there is no method `{shown}`.", repair)
    return method


def _window(shown: str, wish: str, because: str) -> Window:
    number, _, unit = shown.partition(" ")
    unit = unit.strip().removesuffix("s")
    if not (number.isascii() and number.isdigit() and len(number) <= 4 and unit in WINDOWS):
        raise _bad(f"`{wish}` gives no whole number of days, weeks or months.")
    return Window(int(number), unit, because)


def _bad(message: str) -> Exception:
    return refuse("bad-assumption", message, f"write it as `{EXAMPLE}`")


def _already_stated(key: str) -> Exception:
    message = f"The protocol leaves `{key}` not open; an assumption stands only for what it leaves open."
    return refuse("already-stated", message, "change the protocol, or leave the assumption out")
