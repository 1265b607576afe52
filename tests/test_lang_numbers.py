"""Exact numbers in and out, and units with their exact conversions."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgdsl.lang.atoms import ATOMS
from mgdsl.lang.numbers import decimals, exact, show
from mgdsl.lang.units import UnitError, convert, parse_unit, product


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("-0.50", Fraction(-1, 2)),
        ("5.0e5", 500_000),
        ("1E-2", Fraction(1, 100)),
        ("123456789012345678", 123456789012345678),
        ("0.000000000000000001", Fraction(1, 10**18)),
        ("0e999", 0),
    ],
)
def test_exact(text: str, value: Fraction) -> None:
    assert exact(text) == value


@pytest.mark.parametrize("text", ["", "1,000", ".5", "1.", "0x1f", "½", "٣", "nan", "1 000", "1/2"])
def test_exact_refuses(text: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        exact(text)


@pytest.mark.parametrize("text", ["1e18", "1e9999", "1e-19", "1234567890123456789", "123456789012345678.5"])
def test_exact_refuses_long_numbers(text: str) -> None:
    with pytest.raises(ValueError, match="18 digits"):
        exact(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [(Fraction(1, 2), "0.5"), (Fraction(-1, 200), "-0.005"), (Fraction(1, 3), "1/3"), (-7, "-7"), (0, "0")],
)
def test_show(value: Fraction | int, text: str) -> None:
    assert show(value) == text


@given(st.integers(-(10**18) + 1, 10**18 - 1), st.integers(0, 18))
def test_what_is_shown_reads_back(digits: int, places: int) -> None:
    value = Fraction(digits, 10**places)
    assert exact(show(value)) == value
    assert (decimals(value) or 0) <= places


# value, unit, value in the other unit, the other unit
CONVERSIONS = [
    ("1", "mg/dL", "0.01", "g/L"),
    ("250", "/µL", "0.25", "×10^9/L"),
    ("250", "cells/μL", "0.25", "x10⁹/L"),
    ("30", "10*9/L", "30", "10^9/L"),
    ("30", "10^3/µL", "30", "×10^9/L"),
    ("3", "g/24h", "3000", "mg/day"),
    ("2", "weeks", "14", "days"),
    ("90", "min", "1.5", "hours"),
    ("2", "years", "24", "months"),
    ("1000", "pg/ml", "1", "ng/mL"),
    ("0.02", "nmol/L", "20", "pmol/L"),
    ("50", "%", "0.5", "1"),
    ("25", "kg/m2", "25", "kg/m²"),
    ("1", "kU/L", "1", "U/mL"),
    ("60", "mL/min/1.73m2", "60", "mL/min/1.73 m²"),
    ("5e5", "cells/kg", "0.5", "10^6/kg"),
    ("1", "mcg", "1", "ug"),
    ("53", "mmol/mol", "53", "µmol/mmol"),
    ("3", "mg/mmol", "3", "g/mol"),
    ("30", "mg/g", "3", "%"),
]


@pytest.mark.parametrize(("value", "unit", "other_value", "other"), CONVERSIONS)
def test_convert(value: str, unit: str, other_value: str, other: str) -> None:
    assert convert(exact(value), unit, other) == exact(other_value)
    assert convert(exact(other_value), other, unit) == exact(value)


@pytest.mark.parametrize(
    ("one", "other", "word"),
    [
        ("mg/dL", "cm", "mass per volume"),
        ("mg/dL", "mmol/L", "substance"),
        ("IU", "mg", "international unit"),
        ("IU/L", "U/L", "international unit"),
        ("months", "days", "no fixed number of days"),
        ("mL/min", "mL/min/1.73m2", "body surface"),
        ("mg/day", "mg/kg/day", "a number per time"),
        ("mmol/mol", "%", "formula"),
        ("%", "mmol/mol", "formula"),
        ("µmol/mmol", "1", "formula"),
        ("mg/mmol", "%", "mass per amount of substance"),
        ("mg/mmol", "mmol/mol", "depends on the substance"),
    ],
)
def test_convert_refuses(one: str, other: str, word: str) -> None:
    with pytest.raises(UnitError, match=word):
        convert(Fraction(1), one, other)


@pytest.mark.parametrize(
    ("text", "suggestion"), [("mgg/L", "mg/L"), ("Mg", "mg"), ("mg/DL", "mg/dL"), ("yaers", "years")]
)
def test_unknown_unit(text: str, suggestion: str) -> None:
    with pytest.raises(UnitError) as caught:
        parse_unit(text)
    assert caught.value.suggestion is not None
    assert caught.value.suggestion.casefold() == suggestion.casefold()


@pytest.mark.parametrize("text", ["", " ", "mg/", "mg//L", "100,000/L", "1.5mg", "10.9/L", ".L", "0/L", "$"])
def test_no_unit(text: str) -> None:
    with pytest.raises(UnitError):
        parse_unit(text)


def test_only_a_count_is_plain() -> None:
    assert parse_unit("points").plain and parse_unit("1").plain
    assert not parse_unit("%").plain and not parse_unit("mg/kg").plain
    assert not parse_unit("mol/mol").plain


@given(*(st.sampled_from(["mol", "mmol", "µmol", "nmol"]) for _ in range(2)), st.sampled_from(["", "/h"]))
def test_moles_in_moles_are_no_percentage(above: str, below: str, more: str) -> None:
    ratio, plain = parse_unit(f"{above}/{below}{more}"), parse_unit(f"%{more}")
    assert ratio.dimension != plain.dimension
    assert ratio.dimension == parse_unit(f"mmol/mol{more}").dimension


@given(st.text(max_size=12))
def test_any_text_is_a_unit_or_an_error(text: str) -> None:
    try:
        assert parse_unit(text).factor > 0
    except UnitError as error:
        assert str(error)


@given(st.sampled_from(sorted(ATOMS)), st.sampled_from(sorted(ATOMS)), st.fractions())
def test_units_of_one_dimension_convert_both_ways(one: str, other: str, value: Fraction) -> None:
    if ATOMS[one][1] == ATOMS[other][1]:
        assert convert(convert(value, one, other), other, one) == value


PRINTED = ("1", "mg/L", "g/dL", "10^9/L", "mL/min/1.73m2", "/µL", "U/L", "mg/kg/day", "24h", "kg/m2", "%")


@given(st.sampled_from(PRINTED), st.sampled_from(PRINTED), st.sampled_from((1, -1)))
def test_products_and_quotients_of_units(one: str, other: str, sign: int) -> None:
    made, first, second = parse_unit(product(one, other, sign)), parse_unit(one), parse_unit(other)
    powers = dict(first.dimension)
    for base, power in second.dimension:
        powers[base] = powers.get(base, 0) + sign * power
    assert made.factor == first.factor * second.factor**sign
    assert dict(made.dimension) == {base: power for base, power in powers.items() if power}


def test_what_stands_on_both_sides_goes() -> None:
    assert product("mg/L", "g/L", -1) == "mg/g"
    assert product("mg/dL", "mg/dL", -1) == "1"
