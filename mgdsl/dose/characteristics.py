"""Operating characteristics: what a design does under given true rates, exact or simulated with its error."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from mgdsl.dose.escalation import TOO_TOXIC, Ending, Why
from mgdsl.tree import frozen

OVERDOSED = Fraction(3, 5)
"""Share of the participants above the target from which on a trial counts as one that overdosed."""


@frozen
class Estimate:
    """A mean over trials, and its Monte-Carlo standard error: 0 when it is exact."""

    value: Fraction
    error: Fraction = Fraction(0)


@frozen
class Characteristics:
    """Chances and means for one design under one scenario. "Above" means: on levels whose true rate is
    above the target.

    `selected`: chance that each level is selected as the maximum tolerated dose; `none`: that no level is.
    `selected_above`: chance that the selected level is above. `treated`: mean participants on each level.
    `share_above`: mean share of the participants above; `mostly_above`: chance that it is 60% or more.
    `toxic`: mean participants with a toxicity. `size`: mean participants. `stopped_toxic`: chance that the
    trial ends because its lowest level is too toxic; `stopped_full`: that it ends because a level has
    enough participants. `trials`, `seed`: None when exact.
    """

    selected: tuple[Estimate, ...]
    none: Estimate
    selected_above: Estimate
    treated: tuple[Estimate, ...]
    share_above: Estimate
    mostly_above: Estimate
    toxic: Estimate
    size: Estimate
    stopped_toxic: Estimate
    stopped_full: Estimate
    trials: int | None = None
    seed: int | None = None


Measure = tuple[str, int]
"""A field of `Characteristics`, and the level; 0 where it has one figure."""


def measures(end: Ending, rates: Sequence[Fraction], target: Fraction) -> dict[Measure, Fraction | int]:
    """What one finished trial adds to each mean."""
    above = [rate > target for rate in rates]
    size = sum(n for n, _ in end.counts)
    over = Fraction(sum(n for (n, _), high in zip(end.counts, above, strict=True) if high), size)
    by_level: dict[Measure, Fraction | int] = {}
    for level, (n, _) in enumerate(end.counts):
        by_level["selected", level] = int(end.dose == level)
        by_level["treated", level] = n
    return by_level | {
        ("none", 0): int(end.dose is None),
        ("selected_above", 0): int(end.dose is not None and above[end.dose]),
        ("share_above", 0): over,
        ("mostly_above", 0): int(over >= OVERDOSED),
        ("toxic", 0): sum(y for _, y in end.counts),
        ("size", 0): size,
        ("stopped_toxic", 0): int(end.why in TOO_TOXIC),
        ("stopped_full", 0): int(end.why is Why.LEVEL_FULL),
    }


def gathered(
    found: Mapping[Measure, Estimate], trials: int | None = None, seed: int | None = None
) -> Characteristics:
    """Characteristics from an estimate of each measure."""
    levels = sum(name == "selected" for name, _ in found)
    single = {name: each for (name, _), each in found.items() if name not in ("selected", "treated")}
    return Characteristics(
        selected=tuple(found["selected", level] for level in range(levels)),
        treated=tuple(found["treated", level] for level in range(levels)),
        trials=trials,
        seed=seed,
        **single,
    )
