"""Where the rules come from: cited on every page made by them."""

from mgdsl.core.design import BOIN, KEYBOARD, MTPI2, Design, method_of

DECISIONS = {
    KEYBOARD: "Keyboard: Yan, Mandrekar, Yuan, Clin Cancer Res 2017;23:3994, 10.1158/1078-0432.CCR-17-0220",
    MTPI2: "mTPI-2: Guo, Wang, Yang, Lynn, Ji, Contemp Clin Trials 2017, 10.1016/j.cct.2017.04.006",
    BOIN: "BOIN: Liu, Yuan, J R Stat Soc C 2015;64:507, and the R package BOIN 2.7.2",
}
CUT_KEYS = "Keys cut by 0% or 100%, scaled up: R package Keyboard 0.1.3"
SHARED = "Elimination, stopping and selection, for every method: R package Keyboard 0.1.3"


def sources(*designs: Design) -> tuple[str, ...]:
    """The source of each design's decisions, and of what all share."""
    found = []
    for design in designs:
        found.append(DECISIONS[method_of(design)])
        if design.method == KEYBOARD:
            found.append(CUT_KEYS)
    return (*dict.fromkeys(found), SHARED)
