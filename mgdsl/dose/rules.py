"""A design with every number known: what the decisions are computed from."""

from collections.abc import Iterator
from fractions import Fraction

from mgdsl.core.design import (
    BELONGS,
    BOIN,
    FOLLOWS,
    Design,
    KeyEnds,
    Margins,
    NotStated,
    Setting,
    TwoRates,
    key_of,
    method_of,
    value_of,
)
from mgdsl.tree import frozen


class OpenDesign(Exception):
    """The design leaves values open. `open`: the property of each, and the author's words why."""

    def __init__(self, design: Design, open_: tuple[tuple[str, str], ...]) -> None:
        self.design, self.open = design, open_
        named = "; ".join(f"{key} ({why})" for key, why in open_)
        super().__init__(f"{design.name} does not state: {named}")


@frozen(cache_hash=True)
class Rules:
    """`low`, `high`: the ends of the target key, or BOIN's two rates. `start` counts from 0.

    Dose levels are 0 to `levels` - 1. Rates and `cutoff` are fractions of 1. `least`: participants on a level
    before it can be eliminated.
    """

    method: str
    levels: int
    start: int
    target: Fraction
    low: Fraction
    high: Fraction
    prior: tuple[Fraction, Fraction]
    cohort: int
    maximum: int
    cutoff: Fraction
    least: int
    stop_at: int | None = None
    extra: Fraction | None = None

    @property
    def is_boin(self) -> bool:
        return self.method == BOIN

    @property
    def is_exact(self) -> bool:
        """Posterior masses are ratios, because the prior is whole; else they are bounded."""
        return all(each.denominator == 1 for each in self.prior)


def properties(design: Design) -> Iterator[tuple[str, Setting]]:
    """Every value of a design, each with the property that states it."""
    yield "start", design.start
    yield "target", design.target
    match design.key:
        case Margins(one, other):
            keys = ("margins", "margins")
        case KeyEnds(one, other):
            keys = ("target key", "target key")
        case TwoRates(one, other):
            keys = ("phi1", "phi2")
    yield from zip(keys, (one, other), strict=True)
    yield from (("prior", each) for each in design.prior)
    yield "cohort size", design.cohort
    yield "maximum", design.maximum
    yield "eliminate above", design.cutoff
    yield "elimination needs", design.least
    if design.stop_at is not None:
        yield "stop with", design.stop_at
    if design.extra is not None:
        yield "extra safety", design.extra


def resolve(design: Design) -> Rules:
    """The rules of a checked design. Raises OpenDesign, naming every value that is not stated."""
    held = [("method", design.method), *properties(design)]
    open_ = [(key, each) for key, each in held if isinstance(each, NotStated)]
    told = [(key, each) for key, each in open_ if each not in (FOLLOWS, BELONGS)] or open_
    if told:
        raise OpenDesign(design, tuple(dict.fromkeys((key, each.why) for key, each in told)))
    key = key_of(design)
    assert key is not None  # nothing that it needs is open
    first, second = design.prior
    return Rules(
        method_of(design),
        len(design.levels),
        whole(design.start) - 1,
        number(design.target),
        *key,
        (number(first), number(second)),
        whole(design.cohort),
        whole(design.maximum),
        number(design.cutoff),
        whole(design.least),
        None if design.stop_at is None else whole(design.stop_at),
        None if design.extra is None else number(design.extra),
    )


def number(setting: Setting) -> Fraction:
    """The value of a setting that has one. Raises ValueError for one that is not stated."""
    value = value_of(setting)
    if value is None:
        raise ValueError("this value is not stated")
    return value


def whole(setting: Setting) -> int:
    return int(number(setting))
