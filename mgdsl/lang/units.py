"""Units as clinicians write them, converted exactly: ``mg/kg/day``, ``×10^9/L``, ``mL/min/1.73m2``.

A unit is atoms joined by ``/`` and ``.`` (or ``·``, ``×``, ``*``), with powers (``m2``, ``m²``, ``m^2``)
and factors (``10^9``, ``x10^9``, ``24h``). A slash divides by what follows it up to the next sign. Moles in
moles (``mmol/mol``) are no plain ratio: ``%`` beside them is another scale.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from mgdsl.lang.atoms import ATOMS, Dimension
from mgdsl.report.suggest import nearest
from mgdsl.tree import frozen


class UnitError(ValueError):
    """A unit that is not known, or of another dimension. `suggestion` is the nearest spelling, if any."""

    def __init__(self, message: str, suggestion: str | None = None) -> None:
        self.suggestion = suggestion
        super().__init__(message)


@frozen
class Unit:
    """`text` as written; `factor` is its size in the bases of `dimension`."""

    text: str
    factor: Fraction
    dimension: Dimension

    @property
    def plain(self) -> bool:
        """Whether a number without a unit may stand for it: nothing but a count."""
        return self.dimension == () and self.factor == 1

    @property
    def measures(self) -> str:
        """What it measures, in words: ``mass per volume``."""
        above = [_power(base, power) for base, power in self.dimension if power > 0]
        below = [_power(base, -power) for base, power in self.dimension if power < 0]
        top = " × ".join(above) or "a number"
        return " per ".join([top, *below])


@frozen
class Analyte:
    """What is known of a substance: grams in a mole, and charges of a particle (equivalents in a mole)."""

    molar_mass: Fraction | None = None
    valence: int | None = None

    def in_moles(self, unit: Unit) -> Unit:
        """The unit with mass and equivalents as amount of substance, where the substance says how much."""
        sizes = {"mass": self.molar_mass, "equivalents": self.valence}
        factor, powers = unit.factor, dict(unit.dimension)
        for base, in_a_mole in sizes.items():
            if in_a_mole is not None and base in powers:
                power = powers.pop(base)
                factor /= Fraction(in_a_mole) ** power
                powers[_MOLES] = powers.get(_MOLES, 0) + power
        return Unit(unit.text, factor, tuple(sorted((base, n) for base, n in powers.items() if n)))


_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_SPELLINGS = str.maketrans({"μ": "µ", "·": ".", "×": "*", " ": None, "{": None, "}": None})
_TOKEN = re.compile(
    r"(?P<surface>1\.73_?m\^?2)|(?P<ten>10(?:\^|\*)(?P<exponent>-?[0-9]{1,2})(?![0-9a-zA-Zµ]))"
    r"|(?P<number>[0-9]+(?!\.?[0-9]))|(?P<atom>%|°?[A-Za-zµ\[\]]+)(?P<power>\^?-?[0-9])?"
)


_MOLES = "amount of substance"
_OF_MOLES = f"{_MOLES} per {_MOLES}"


@lru_cache(maxsize=512)
def parse_unit(text: str) -> Unit:
    """The unit a text writes. Raises UnitError, with the nearest spelling, if it is none."""
    if not text.strip():
        raise UnitError('the unit is empty; a plain number has the unit "1"')
    factor, powers = Fraction(1), dict[str, int]()
    for sign, size, dimension in _factors(text):
        factor *= size**sign
        for base, power in dimension:
            powers[base] = powers.get(base, 0) + sign * power
    if powers.get(_MOLES) == 0:
        powers[_OF_MOLES] = 1
    return Unit(text, factor, tuple(sorted((base, power) for base, power in powers.items() if power)))


def convert(value: Fraction, source: str, target: str, of: Analyte | None = None) -> Fraction:
    """`value` in the unit `source`, given in `target`; between mass and moles only of a known substance.

    Raises UnitError if they measure different things.
    """
    if source == target:
        return value
    given, wanted = parse_unit(source), parse_unit(target)
    if given.dimension != wanted.dimension and of is not None:
        given, wanted = of.in_moles(given), of.in_moles(wanted)
    if given.dimension != wanted.dimension:
        differ = f'"{source}" measures {given.measures} and "{target}" measures {wanted.measures}'
        raise UnitError(f"{differ}; {_why(given, wanted)}")
    return value * given.factor / wanted.factor


def product(one: str, other: str, sign: int = 1) -> str:
    """The unit of a product, or with the sign -1 of a quotient, without what stands on both sides of it."""
    above, below = list[str](), list[str]()
    for of, unit in ((1, one), (sign, other)):
        for each, match in _tokens(unit):
            here, there = (above, below) if each * of > 0 else (below, above)
            if match[0] in there:
                there.remove(match[0])
            elif match[0] != "1":
                here.append(match[0])
    return (".".join(above) or "1") + "".join(f"/{name}" for name in below)


def _factors(text: str) -> Iterator[tuple[int, Fraction, Dimension]]:
    """The unit's factors: 1 or, after a slash, -1; the size; the dimension."""
    for sign, match in _tokens(text):
        yield sign, *_factor(match, text)


def _tokens(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """1 or, after a slash, -1; the number or the atom."""
    plain, position, sign = _plain(text), 0, 1
    if plain.startswith("/"):
        position, sign = 1, -1
    while True:
        match = _TOKEN.match(plain, position)
        if match is None:
            found = f'"{plain[position]}"' if position < len(plain) else "the end"
            raise UnitError(f'the unit "{text}" has {found} where a unit or a whole number should stand')
        yield sign, match
        position = match.end()
        if position == len(plain):
            return
        if plain[position] in "/.*":
            sign = -1 if plain[position] == "/" else 1
            position += 1


def _factor(match: re.Match[str], text: str) -> tuple[Fraction, Dimension]:
    if match["surface"]:
        return ATOMS["1.73m2"]
    if match["ten"]:
        return Fraction(10) ** int(match["exponent"]), ()
    if match["number"]:
        if int(match["number"]) == 0:
            raise UnitError(f'the unit "{text}" has the factor 0')
        return Fraction(int(match["number"])), ()
    size, dimension = _atom(match["atom"], text)
    power = int((match["power"] or "1").lstrip("^"))
    return size**power, tuple((base, power * each) for base, each in dimension)


_MEANT = {"cp": "copies", "cps": "copies", "cop": "copies", "copy": "copies", "gc": "copies"}
"""Abbreviations of printed results that lie nearer to another unit."""


def _atom(name: str, text: str) -> tuple[Fraction, Dimension]:
    if name in ATOMS:
        return ATOMS[name]
    suggestion = _MEANT.get(name.lower()) or nearest(name, ATOMS)
    whole = text.replace(name, suggestion) if suggestion else None
    repair = f'; did you mean "{whole}"?' if whole else ""
    raise UnitError(f'"{name}" is not a unit{repair}', whole)


def _plain(text: str) -> str:
    """The text in one spelling: one micro sign, plain digits, no blanks."""
    plain = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+", lambda found: "^" + found[0].translate(_SUPERSCRIPTS), text)
    return re.sub(r"^[x*](?=10)", "", plain.translate(_SPELLINGS))


def _power(base: str, power: int) -> str:
    words = {("length", 2): "area", ("length", 3): "volume"}
    return base if power == 1 else words.get((base, power), f"{base}^{power}")


def _why(given: Unit, wanted: Unit) -> str:
    bases = {base for base, _ in set(given.dimension) ^ set(wanted.dimension)}
    if _OF_MOLES in bases and all(unit.dimension in ((), ((_OF_MOLES, 1),)) for unit in (given, wanted)):
        scales = "% = 0.09148 × mmol/mol + 2.152"
        return f"the two scales of HbA1c convert by a formula ({scales}), not by a factor"
    if {"mass", _MOLES} <= bases:
        return "how much a mole weighs depends on the substance"
    if {"time", "calendar time"} <= bases:
        return "months and years have no fixed number of days"
    if {"international units", "mass"} <= bases or {"international units", "activity in U"} <= bases:
        return "what an international unit is depends on the substance"
    return "one does not convert to the other"
