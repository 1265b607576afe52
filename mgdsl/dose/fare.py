"""How a design fares under given true rates: exact, or simulated with its error."""

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen


@frozen
class Figure:
    """A mean over trials, and its Monte-Carlo standard error: 0 when it is exact."""

    value: Fraction
    error: Fraction = Fraction(0)


@frozen
class Fare:
    """Chances and means for one design and one scenario.

    `chosen`: chance that each level is chosen; `none`: that no level is. `treated`: mean participants on each
    level. `toxic`: mean participants with a toxicity. `size`: mean participants. `stopped`: chance that the
    trial ends before its maximum or without a dose. `overdosed`: mean share of participants on levels
    whose true rate is above the target. `too_high`: chance that such a level is chosen. `trials`: None when
    exact.
    """

    chosen: tuple[Figure, ...]
    none: Figure
    treated: tuple[Figure, ...]
    toxic: Figure
    size: Figure
    stopped: Figure
    overdosed: Figure
    too_high: Figure
    trials: int | None = None
    seed: int | None = None


Outcome = tuple[Fraction, ...]


def outcome(
    rates: Sequence[Fraction],
    target: Fraction,
    counts: Sequence[tuple[int, int]],
    dose: int | None,
    early: bool,
) -> Outcome:
    """What one finished trial adds to each mean, in the order that `gathered` reads."""
    levels = range(len(rates))
    size = sum(n for n, _ in counts)
    high = [rate > target for rate in rates]
    over = sum(n for (n, _), above in zip(counts, high, strict=True) if above)
    return (
        *(Fraction(dose == level) for level in levels),
        Fraction(dose is None),
        *(Fraction(counts[level][0]) for level in levels),
        Fraction(sum(y for _, y in counts)),
        Fraction(size),
        Fraction(early),
        Fraction(over, size),
        Fraction(dose is not None and high[dose]),
    )


def gathered(
    levels: int, figures: Sequence[Figure], trials: int | None = None, seed: int | None = None
) -> Fare:
    """A Fare from figures in the order of `outcome`."""
    chosen, rest = tuple(figures[:levels]), figures[levels + 1 :]
    toxic, size, stopped, overdosed, too_high = rest[levels:]
    return Fare(
        chosen, figures[levels], tuple(rest[:levels]), toxic, size, stopped, overdosed, too_high, trials, seed
    )
