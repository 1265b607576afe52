"""Designs tried on scenarios: exactly where the trial is small enough, else by simulation."""

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve

from mgdsl.core.design import BOIN, METHODS, Design, Scenario, Usual
from mgdsl.dose.exact import TooManyStates, enumerate_trials
from mgdsl.dose.fare import Fare
from mgdsl.dose.rules import Rules, number, resolve
from mgdsl.dose.show_fare import Trial
from mgdsl.dose.simulate import simulate
from mgdsl.lang.numbers import exact
from mgdsl.report.diagnostic import Diagnostic, MgdslError
from mgdsl.report.suggest import fold, nearest

TRIALS = 10_000
"""Simulated, unless another number is asked for."""
MOST_TRIALS = 1_000_000
BOIN_SHARE = Fraction(2, 5)


def tried(
    designs: Sequence[Design], scenarios: Sequence[Scenario], trials: int | None, seed: int
) -> tuple[Trial, ...]:
    """Every design under every scenario, all by the same way: exact, or simulated with `trials`.

    Raises MissingExtra when a simulation is needed and NumPy is not there.
    """
    pairs = [(design, resolve(design), scenario) for scenario in scenarios for design in designs]
    if trials is None:
        try:
            return tuple(Trial(d, s, enumerate_trials(rules, s.rates)) for d, rules, s in pairs)
        except TooManyStates:
            trials = TRIALS
    return tuple(Trial(d, s, _simulated(rules, s, trials, seed)) for d, rules, s in pairs)


def _simulated(rules: Rules, scenario: Scenario, trials: int, seed: int) -> Fare:
    return simulate(rules, scenario.rates, trials, seed)


def with_method(design: Design, name: str) -> Design:
    """The same design by another method. BOIN takes its own two rates. Raises MgdslError."""
    method = next((each for each in METHODS if fold(each) == fold(name)), None)
    if method is None:
        near = nearest(name, METHODS)
        raise _refused(
            f"There is no method `{name}`.", f"write `{near}`" if near else f"one of {', '.join(METHODS)}"
        )
    if method == BOIN and design.method != BOIN:
        share = Usual(number(design.target) * BOIN_SHARE)
        return evolve(design, method=BOIN, method_why="", below=share, above=share)
    if design.method == BOIN and method != BOIN:
        raise _refused(
            f"{design.name} is a BOIN design and gives no margins of a target key.",
            f"add a second `dose finding` block with `method: {method}` and its margins",
        )
    return evolve(design, method=method, method_why="")


def scenario_of(text: str, levels: int) -> Scenario:
    """``toxic=30%,45%,60%`` or ``0.3,0.45,0.6``: a name, if any, and the true rate of each level."""
    name, sign, rates = text.rpartition("=")
    try:
        made = tuple(_rate(word) for word in rates.split(","))
    except ValueError as error:
        raise _refused(f"`{text}` is no scenario: {error}.", "write it as `likely=5%,15%,30%`") from None
    if len(made) != levels:
        raise _refused(
            f"`{text}` has {len(made)} rates for {levels} levels.", "give one rate a level, lowest first"
        )
    return Scenario(name.strip() if sign and name.strip() else "given rates", made)


def _rate(word: str) -> Fraction:
    word = word.strip()
    rate = exact(word.removesuffix("%")) / (100 if word.endswith("%") else 1)
    if not 0 <= rate <= 1:
        raise ValueError(f"{word} is not a rate from 0% to 100%")
    return rate


def _refused(message: str, repair: str) -> MgdslError:
    return MgdslError((Diagnostic("cannot-try", message, repair=repair),))
