"""A design of dose finding as declared: each value stated, assumed, the method's own, or not stated."""

from fractions import Fraction

from attrs import frozen

KEYBOARD, MTPI2, BOIN = "Keyboard", "mTPI-2", "BOIN"
METHODS = (KEYBOARD, MTPI2, BOIN)


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


@frozen
class Level:
    """A dose level: its name, and the quantity it stands for; `unit` is as written.

    `because`: why the quantity is assumed, where the author assumes it.
    """

    name: str
    amount: Fraction
    unit: str
    because: str = ""


@frozen
class Window:
    """How long a participant is watched for a dose-limiting toxicity: `n` days, weeks or months."""

    n: int
    unit: str


@frozen
class Scenario:
    """True rates of toxicity by level, to try the design on."""

    name: str
    rates: tuple[Fraction, ...]


@frozen
class Design:
    """Rates, margins and the cutoff are fractions of 1; `start` counts levels from 1.

    `method` is empty where nobody states it; `method_why` then says why, or why it is assumed where it is.

    `below`, `above`: margins of the target key, or for BOIN the distances of its two rates from the target.
    `prior`: the two parameters of a beta distribution. `stop_at`: participants on one level that end the
    trial. `extra`: what extra safety at the lowest level takes off the cutoff. `toxicity` and `notes`: words.
    """

    name: str
    method: str
    levels: tuple[Level, ...]
    start: Setting
    target: Setting
    below: Setting
    above: Setting
    prior: tuple[Setting, Setting]
    cohort: Setting
    maximum: Setting
    cutoff: Setting
    least: Setting
    stop_at: Setting | None = None
    extra: Setting | None = None
    whole_keys_only: bool = False
    toxicity: str = ""
    window: Window | None = None
    window_words: str = ""
    scenarios: tuple[Scenario, ...] = ()
    method_why: str = ""
