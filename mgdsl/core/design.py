"""A design of dose finding as declared: each value stated, assumed, the method's own, or not stated."""

import re
from fractions import Fraction

from mgdsl.tree import frozen

KEYBOARD, MTPI2, BOIN = "Keyboard", "mTPI-2", "BOIN"
METHODS = (KEYBOARD, MTPI2, BOIN)

BOIN_SHARE = Fraction(2, 5)
"""Distance of BOIN's two rates from the target, as a share of it, where nobody states it: 0.6 and 1.4 of it.

Liu and Yuan, J R Stat Soc C 2015;64:507; the defaults of the R package BOIN 2.7.2.
"""

MOST_LEVELS = 20
MOST_PARTICIPANTS = 300
MOST_PRIOR = 100
NARROWEST_KEY = Fraction(1, 100)
FINEST_RATE = Fraction(1, 10**6)
FINEST_PRIOR = Fraction(1, 100)
"""Bounds on what can be declared, beyond any trial, so that every exact table can be made in seconds."""


@frozen
class Stated:
    """The author states it."""

    value: Fraction


@frozen
class Assumed:
    """Nobody states it; the author assumes it, and why. Printed as an assumption wherever it was used."""

    value: Fraction
    because: str


@frozen
class Usual:
    """The block says nothing; the method's own value, printed as such."""

    value: Fraction


@frozen
class NotStated:
    """Nobody states it, and nothing is assumed: no table can be made."""

    why: str


Setting = Stated | Assumed | Usual | NotStated

FOLLOWS = NotStated("it follows from the target")
"""BOIN's margins while the target is not stated."""
BELONGS = NotStated("it belongs to the method")
"""Margins that the block does not give while the method is not stated: BOIN alone has its own."""


@frozen
class Margins:
    """The target key reaches from `below` under the target to `above` over it. BOIN's two rates lie there."""

    below: Setting
    above: Setting


@frozen
class KeyEnds:
    """The target key by its two ends, as rates."""

    low: Setting
    high: Setting


@frozen
class TwoRates:
    """BOIN's two rates as the field prints them: phi1, which is too low, and phi2, which is too toxic."""

    low: Setting
    high: Setting


Key = Margins | KeyEnds | TwoRates


@frozen
class Level:
    """A dose level: its name, and the quantity it stands for. `dose`: that quantity as written, which is also
    the name of a level that has none of its own. `because`: why the dose is assumed; empty if it is stated.
    """

    name: str
    amount: Fraction
    unit: str
    dose: str
    because: str = ""


def is_called(level: Level, number: int) -> bool:
    """Whether a level of another number may be meant by it: `DL1` above `DL-1`."""
    found = re.search(r"(?<![\d.-])\d+$", level.name)
    return level.name != level.dose and found is not None and int(found[0]) == number


@frozen
class Window:
    """How long a participant is watched for a dose-limiting toxicity: `n` days, weeks or months.

    `because`: why it is assumed; empty if it is stated.
    """

    n: int
    unit: str
    because: str = ""


@frozen
class Scenario:
    """True rates of toxicity by level, to try the design on."""

    name: str
    rates: tuple[Fraction, ...]


@frozen
class Design:
    """Rates, margins and the cutoff are fractions of 1; `start` counts levels from 1.

    `method_because`: why the method is assumed; empty if it is stated.
    `prior`: the two parameters of a beta distribution. `least`: participants on a level before it can be
    eliminated. `stop_at`: participants on one level that end the trial. `extra`: what extra safety at the
    lowest level takes off the cutoff. `toxicity`: what counts as a dose-limiting toxicity, in words;
    `window`: in words if it is no duration. Both are empty if the block says nothing of them.
    """

    name: str
    method: str | NotStated
    levels: tuple[Level, ...]
    start: Setting
    target: Setting
    key: Key
    prior: tuple[Setting, Setting]
    cohort: Setting
    maximum: Setting
    cutoff: Setting
    least: Setting
    stop_at: Setting | None = None
    extra: Setting | None = None
    toxicity: str | NotStated = ""
    window: str | Window | NotStated = ""
    scenarios: tuple[Scenario, ...] = ()
    method_because: str = ""


def is_fine(rate: Fraction) -> bool:
    """A rate is written with at most four decimals of a percent."""
    return (rate / FINEST_RATE).denominator == 1


def is_prior(parameter: Fraction) -> bool:
    """A parameter of a prior is positive, and written with at most two decimals."""
    return 0 < parameter <= MOST_PRIOR and (parameter / FINEST_PRIOR).denominator == 1


def value_of(setting: Setting | None) -> Fraction | None:
    """The value of a setting, if it has one."""
    return None if setting is None or isinstance(setting, NotStated) else setting.value


def boin_margins(target: Setting) -> Margins:
    """BOIN's own margins, once the target is known."""
    rate = value_of(target)
    margin = FOLLOWS if rate is None else Usual(rate * BOIN_SHARE)
    return Margins(margin, margin)


def as_interval(target: Fraction, below: Fraction, above: Fraction) -> bool:
    """Whether the target lies between two margins as if they were the ends of an interval around it.

    Margins are distances; so written, either can be meant, and they are refused.
    """
    return below < target < above


def method_of(design: Design) -> str:
    """The method. Raises ValueError for one that is not stated."""
    if isinstance(design.method, NotStated):
        raise ValueError(design.method.why)
    return design.method


def key_of(design: Design) -> tuple[Fraction, Fraction] | None:
    """The ends of the target key, or BOIN's two rates; None while something that it needs is not stated."""
    match design.key:
        case KeyEnds(low, high) | TwoRates(low, high):
            ends = value_of(low), value_of(high)
        case Margins(below, above):
            target, down, up = value_of(design.target), value_of(below), value_of(above)
            if target is None or down is None or up is None:
                return None
            ends = target - down, target + up
    return None if ends[0] is None or ends[1] is None else (ends[0], ends[1])
