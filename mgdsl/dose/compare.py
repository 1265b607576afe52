"""Designs tried on scenarios, side by side: exactly where the trial is small enough, else by simulation."""

from collections.abc import Iterable, Sequence

from attrs import evolve

from mgdsl.core.design import BOIN, METHODS, Design, Scenario, boin_margins, is_fine, method_of
from mgdsl.dose.characteristics import Characteristics
from mgdsl.dose.exact import TooManyStates, enumerate_trials
from mgdsl.dose.refusal import in_percent, refuse
from mgdsl.dose.rules import resolve
from mgdsl.dose.simulate import simulate
from mgdsl.lang.numbers import exact
from mgdsl.report.suggest import fold, nearest
from mgdsl.tree import frozen

TRIALS = 10_000
"""Simulated, unless another number is asked for."""
MOST_TRIALS = 1_000_000
MOST_COHORTS = 50_000_000
"""Drawn in one run, all designs and scenarios together: minutes, and not hours."""


class TooManyTrials(ValueError):
    """The simulation would take hours. `most`: trials that may be asked for."""

    def __init__(self, trials: int, cohorts: int) -> None:
        self.most = MOST_COHORTS // cohorts
        super().__init__(
            f"{trials:,} trials of up to {cohorts:,} cohorts, over all designs and scenarios, are"
            f" {trials * cohorts:,} cohorts; at most {MOST_COHORTS:,} are drawn in one run:"
            f" ask for fewer scenarios, or for `--trials {self.most}`"
        )


@frozen
class Run:
    """One design under one scenario. `label`: what tells the design from those beside it."""

    label: str
    design: Design
    scenario: Scenario
    found: Characteristics


def compare(
    designs: Sequence[Design], scenarios: Sequence[Scenario], trials: int | None, seed: int
) -> tuple[Run, ...]:
    """Every design under every scenario, all by the same way: exact, or simulated with `trials`.

    Raises OpenDesign, TooManyTrials, and MissingExtra when a simulation is needed and NumPy is not there.
    """
    rules = [resolve(design) for design in designs]
    named = list(zip(labels(designs), designs, rules, strict=True))
    cases = [(*each, scenario) for scenario in scenarios for each in named]
    if trials is None:
        try:
            return tuple(Run(name, d, s, enumerate_trials(each, s.rates)) for name, d, each, s in cases)
        except TooManyStates:
            trials = TRIALS
    cohorts = sum(each.maximum // each.cohort for _, _, each, _ in cases)
    if trials * cohorts > MOST_COHORTS:
        raise TooManyTrials(trials, cohorts)
    return tuple(Run(name, d, s, simulate(each, s.rates, trials, seed)) for name, d, each, s in cases)


def labels(designs: Sequence[Design]) -> list[str]:
    """What tells the designs apart: the method, else the name of the block, else both."""
    methods, names = [*map(method_of, designs)], [design.name for design in designs]
    both = [f"{name} ({method})" for name, method in zip(names, methods, strict=True)]
    return next((found for found in (methods, names) if len(set(found)) == len(found)), both)


def beside(design: Design, name: str, others: Iterable[Design]) -> Design:
    """The design to compare with: another block of the protocol, or the same design by another method.

    Raises Refusal for a name that is neither, and for designs that cannot stand beside one another.
    """
    blocks = {fold(each.name): each for each in others}
    if (block := blocks.get(fold(name))) is not None:
        if len(block.levels) != len(design.levels):
            message = f"{block.name} has {len(block.levels)} levels, {design.name} {len(design.levels)}."
            raise refuse("cannot-compare", message, "compare designs with the same number of levels")
        return block
    method = next((each for each in METHODS if fold(each) == fold(name)), None)
    if method is None:
        near = nearest(name, (*METHODS, *(each.name for each in others)))
        repair = f"write `{near}`" if near else f"write one of {', '.join(METHODS)}, or the name of a design"
        raise refuse("cannot-compare", f"`{name}` is neither a method nor a design of the protocol.", repair)
    if method == design.method:
        raise refuse("cannot-compare", f"{design.name} is a {method} design already.", "leave it out")
    return with_method(design, method)


def with_method(design: Design, method: str) -> Design:
    """The same design by another method. BOIN takes its own two rates. Raises Refusal."""
    if method == BOIN and design.method != BOIN:
        return evolve(design, method=BOIN, method_because="", key=boin_margins(design.target))
    if design.method == BOIN and method != BOIN:
        message = f"{design.name} is a BOIN design: it has no target key for {method}."
        repair = f"add a second `dose finding` block with `method: {method}`, and compare with its name"
        raise refuse("cannot-compare", message, repair)
    return evolve(design, method=method, method_because="")


def scenario_of(text: str, levels: int) -> Scenario:
    """``toxic=30%,45%,60%``: a name, if any, and the true rate of each level, in percent as in a block."""
    name, sign, rates = text.rpartition("=")
    example = "write it as `likely=5%,15%,30%`"
    found = []
    for word in rates.split(","):
        word = word.strip()
        try:
            number = exact(word.removesuffix("%"))
        except ValueError as error:
            raise refuse("bad-scenario", f"`{text}` is no scenario: {error}.", example) from None
        if number and not word.endswith("%"):
            message = f"A rate is given in percent, not as {word}; 0.3 and 30 have both been printed for 30%."
            raise refuse("bad-scenario", message, f"write {in_percent(number)} for {word}")
        rate = number / 100
        if not (0 <= rate <= 1 and is_fine(rate)):
            message = f"{word} is not a rate from 0% to 100% with at most four decimals of a percent."
            raise refuse("bad-scenario", message, example)
        found.append(rate)
    if len(found) != levels:
        message = f"`{text}` has {len(found)} rates for {levels} levels."
        raise refuse("bad-scenario", message, "give one rate a level, lowest first")
    return Scenario(name.strip() if sign and name.strip() else "given rates", tuple(found))
