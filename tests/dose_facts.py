"""Numbers that the dose-finding rules must give, worked out independently of the implementation."""

from fractions import Fraction

from mgdsl.core.design import KEYBOARD
from mgdsl.dose.rules import Rules

SIZES = (*range(1, 19), 21, 24, 27, 30)
TABLES = {
    "0.20": (
        "0 0 0 0 0 0 0 1 1 1 1 1 1 1 2 2 2 2 2 3 3 4",
        "1 1 1 1 2 2 2 2 3 3 3 3 4 4 4 4 5 5 6 6 7 8",
        "1 2 2 3 3 3 4 4 4 5 5 5 5 6 6 6 7 7 8 8 9 10",
    ),
    "0.25": (
        "0 0 0 0 0 1 1 1 1 1 2 2 2 2 2 3 3 3 4 4 5 5",
        "1 1 1 2 2 2 3 3 3 3 4 4 4 5 5 5 6 6 7 8 9 9",
        "– 2 3 3 3 4 4 4 5 5 6 6 6 7 7 7 8 8 9 10 11 12",
    ),
    "0.30": (
        "0 0 0 0 1 1 1 1 2 2 2 2 3 3 3 3 4 4 5 5 6 7",
        "1 1 2 2 2 3 3 3 4 4 4 5 5 5 6 6 6 7 8 9 10 11",
        "– 2 3 3 4 4 5 5 5 6 6 7 7 8 8 8 9 9 10 11 12 14",
    ),
}
"""Escalate up to, de-escalate from, eliminate from, at SIZES participants; margins 5 %, cutoff 95 %."""

CHARACTERISTICS = (
    ("0.30", ".05 .15 .30", "2.79 37.52 59.66 0.02", "3.761 4.692 3.545", "1.956", "0.02"),
    ("0.30", ".10 .30 .50", "19.77 60.10 19.88 0.25", "5.054 5.292 1.638", "2.912", "0.25"),
    ("0.30", ".30 .45 .60", "58.12 25.76 3.36 12.76", "8.027 2.907 0.377", "3.943", "12.76"),
    ("0.30", ".50 .60 .70", "40.57 3.77 0.24 55.43", "8.066 0.865 0.045", "4.584", "55.43"),
    ("0.25", ".05 .15 .25", "9.63 48.82 41.52 0.02", "4.728 4.810 2.460", "1.573", "0.02"),
    ("0.25", ".10 .25 .40", "31.01 52.06 16.67 0.26", "6.000 4.638 1.346", "2.298", "0.26"),
    ("0.25", ".25 .40 .55", "68.05 20.63 2.98 8.34", "8.391 2.817 0.414", "3.452", "8.34"),
    ("0.20", ".05 .10 .20", "12.07 37.85 49.24 0.85", "4.772 4.322 2.835", "1.238", "0.85"),
    ("0.20", ".10 .20 .35", "34.20 43.72 18.29 3.80", "6.274 3.999 1.427", "1.927", "3.80"),
    ("0.20", ".20 .35 .50", "57.58 21.66 2.99 17.77", "7.734 2.556 0.475", "2.679", "17.77"),
)
"""Target, true rates, selected by level and none in %, mean treated, toxicities, stopped in %: N = 12."""

FIVE_LEVELS = (
    "0.30",
    ".05 .15 .30 .45 .60",
    "1.53 29.17 46.23 20.79 2.26 0.02",
    "3.948 6.108 5.650 2.051 0.240",
    "3.876",
    "0.02",
)
"""The same with N = 18."""

BOIN_DIFFERS = {
    "0.20": {
        7: "1,2", 13: "2,4", 14: "2,4", 20: "3,5", 21: "3,6",
        25: "3,6", 26: "4,7", 27: "4,7", 28: "4,7", 29: "4,7",
    },
    "0.25": {},
    "0.30": {14: "3,6", 17: "4,7", 20: "4,8", 21: "4,8", 25: "5,9", 28: "6,11", 29: "6,11"},
}  # fmt: skip
"""Where BOIN's boundaries (escalate, de-escalate) are not the Keyboard's, for 1 to 30 participants."""


def fractions(text: str) -> list[Fraction]:
    return [Fraction(word) for word in text.split()]


def rules(target: str = "0.30", levels: int = 3, maximum: int = 12, **more: object) -> Rules:
    """The Keyboard with cohorts of 3 from the lowest level, unless said otherwise."""
    rate = Fraction(target)
    margin = Fraction(1, 20)
    given: dict[str, object] = {
        "method": KEYBOARD,
        "levels": levels,
        "start": 0,
        "target": rate,
        "low": rate - margin,
        "high": rate + margin,
        "prior": (1, 1),
        "cohort": 3,
        "maximum": maximum,
        "cutoff": Fraction(95, 100),
        "least": 3,
    }
    return Rules(**(given | more))  # type: ignore[arg-type]
