"""A design with every number known: what the decisions are computed from."""

from fractions import Fraction

from attrs import frozen

from mgdsl.core.design import BOIN, Assumed, Design, NotStated, Setting, Stated, Usual

SETTINGS = (
    ("start", "start"),
    ("target", "target"),
    ("below", "margins"),
    ("above", "margins"),
    ("cohort", "cohort size"),
    ("maximum", "maximum"),
    ("cutoff", "eliminate above"),
    ("least", "eliminate from"),
    ("stop_at", "stop at"),
    ("extra", "extra safety"),
)
"""Field of `Design` and the property that states it."""


class OpenDesign(Exception):
    """The design leaves values open. `open`: the property of each, and the author's words why."""

    def __init__(self, design: Design, open_: tuple[tuple[str, str], ...]) -> None:
        self.design, self.open = design, open_
        named = "; ".join(f"{key} ({why})" for key, why in open_)
        super().__init__(f"{design.name} does not state: {named}")


@frozen
class Rules:
    """`low`, `high`: the ends of the target key, or BOIN's two rates. `start` counts from 0.

    Dose levels are 0 to `levels` - 1. Rates and `cutoff` are fractions of 1.
    """

    method: str
    levels: int
    start: int
    target: Fraction
    low: Fraction
    high: Fraction
    prior: tuple[int, int]
    cohort: int
    maximum: int
    cutoff: Fraction
    least: int
    stop_at: int | None = None
    extra: Fraction | None = None
    whole_keys_only: bool = False


def resolve(design: Design) -> Rules:
    """The rules of a checked design. Raises OpenDesign, naming every value that is not stated."""
    if open_ := tuple(dict.fromkeys(_open(design))):
        raise OpenDesign(design, open_)
    target = number(design.target)
    first, second = design.prior
    return Rules(
        design.method,
        len(design.levels),
        int(number(design.start)) - 1,
        target,
        target - number(design.below),
        target + number(design.above),
        (int(number(first)), int(number(second))),
        int(number(design.cohort)),
        int(number(design.maximum)),
        number(design.cutoff),
        int(number(design.least)),
        None if design.stop_at is None else int(number(design.stop_at)),
        None if design.extra is None else number(design.extra),
        design.whole_keys_only,
    )


def _open(design: Design) -> list[tuple[str, str]]:
    found = [] if design.method else [("method", design.method_why)]
    for field, key in SETTINGS:
        setting: Setting | None = getattr(design, field)
        if isinstance(setting, NotStated):
            found.append((key, setting.why))
    found += [("prior", each.why) for each in design.prior if isinstance(each, NotStated)]
    return found


def number(setting: Setting) -> Fraction:
    """The value of a setting that has one. Raises ValueError for one that is not stated."""
    match setting:
        case Stated(value) | Assumed(value) | Usual(value):
            return value
        case NotStated(why):
            raise ValueError(why)


def is_boin(rules: Rules) -> bool:
    return rules.method == BOIN
