"""The table of units: every atom a clinician writes, its exact size and what it measures.

Sizes are in the bases gram, metre, day, mole, U, IU, calendar month and so on, named by what they measure.
Calendar months and years are a base of their own, since no number of days is a month. Activity (U) and
international units (IU) are bases too: neither converts to mass. Words that only count (cells, points) are 1.
"""

from fractions import Fraction

Dimension = tuple[tuple[str, int], ...]
"""Bases and their powers, sorted by base, none 0; () is a pure number."""

_PREFIXES = {
    "M": Fraction(10**6),
    "k": Fraction(1000),
    "": Fraction(1),
    "d": Fraction(1, 10),
    "c": Fraction(1, 100),
    "m": Fraction(1, 1000),
    "µ": Fraction(1, 10**6),
    "u": Fraction(1, 10**6),
    "mc": Fraction(1, 10**6),
    "n": Fraction(1, 10**9),
    "p": Fraction(1, 10**12),
    "f": Fraction(1, 10**15),
}
_SMALL = ("", "m", "µ", "u", "mc", "n", "p", "f")
_SECOND = Fraction(1, 86_400)

# symbol: prefixes it takes, size of the bare symbol, dimension
_PREFIXED: dict[str, tuple[tuple[str, ...], Fraction, Dimension]] = {
    "g": (("k", "d", *_SMALL), Fraction(1), (("mass", 1),)),
    "L": (("d", "c", *_SMALL), Fraction(1, 1000), (("length", 3),)),
    "l": (("d", "c", *_SMALL), Fraction(1, 1000), (("length", 3),)),
    "m": (("k", "d", "c", *_SMALL), Fraction(1), (("length", 1),)),
    "mol": (_SMALL, Fraction(1), (("amount of substance", 1),)),
    "Eq": (_SMALL, Fraction(1), (("equivalents", 1),)),
    "U": (("M", "k", *_SMALL), Fraction(1), (("activity in U", 1),)),
    "IU": (("M", "k", *_SMALL), Fraction(1), (("international units", 1),)),
    "V": (_SMALL, Fraction(1), (("voltage", 1),)),
    "s": (_SMALL, _SECOND, (("time", 1),)),
}

_WORDS: tuple[tuple[tuple[str, ...], Fraction, Dimension], ...] = (
    (("%", "percent"), Fraction(1, 100), ()),
    (("second", "seconds", "sec"), _SECOND, (("time", 1),)),
    (("min", "minute", "minutes"), 60 * _SECOND, (("time", 1),)),
    (("h", "hour", "hours", "hr"), 3600 * _SECOND, (("time", 1),)),
    (("day", "days", "d"), Fraction(1), (("time", 1),)),
    (("week", "weeks", "wk"), Fraction(7), (("time", 1),)),
    (("month", "months", "mo"), Fraction(1), (("calendar time", 1),)),
    (("year", "years", "yr"), Fraction(12), (("calendar time", 1),)),
    (("mmHg", "mm[Hg]"), Fraction(1), (("pressure", 1),)),
    (("°C", "Cel"), Fraction(1), (("temperature", 1),)),
    (("1.73m2", "1.73m^2", "1.73_m2"), Fraction(1), (("1.73 m² of body surface", 1),)),
    (("gram", "grams"), Fraction(1), (("mass", 1),)),
    (("litre", "litres", "liter", "liters"), Fraction(1, 1000), (("length", 3),)),
    (("1", "cell", "cells", "copies", "beats"), Fraction(1), ()),
    (("participant", "participants", "patient", "patients"), Fraction(1), ()),
    (("point", "points", "dose", "doses", "tablet", "tablets"), Fraction(1), ()),
    (("episode", "episodes", "event", "events", "cycle", "cycles"), Fraction(1), ()),
)


def _atoms() -> dict[str, tuple[Fraction, Dimension]]:
    prefixed = {
        prefix + symbol: (_PREFIXES[prefix] * size, dimension)
        for symbol, (prefixes, size, dimension) in _PREFIXED.items()
        for prefix in prefixes
    }
    words = {name: (size, dimension) for names, size, dimension in _WORDS for name in names}
    return prefixed | words


ATOMS: dict[str, tuple[Fraction, Dimension]] = _atoms()
"""By spelling, with case: the size and the dimension. A micro sign is U+00B5 here."""
