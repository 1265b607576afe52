"""Operators: examples, the two statements of each comparison, and soundness of arithmetic on bounds."""

import operator
from fractions import Fraction
from itertools import product

import pytest
from bounds_strategies import inside, pinned
from hypothesis import given

from mgdsl.lang.bounds import ANYTHING, Bound, Bounds, Truth, between, exactly, join, known
from mgdsl.lang.ops import ARITHMETIC, COMPARISONS, Condition

TESTS = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "=": operator.eq,
    "!=": operator.ne,
}
PYTHON = {"+": operator.add, "-": operator.sub, "×": operator.mul, "/": operator.truediv}
NUMERIC = [symbol for symbol in COMPARISONS if symbol != "same"]


def declared(condition: Condition, left: object, right: object) -> bool:
    def end(of: object, name: str) -> object:
        return of if name == "value" else of[name == "hi"]  # type: ignore[index]

    ends = [(end(left, a), test, end(right, b)) for a, test, b in condition.tests]
    answers = [x is not None and y is not None and TESTS[test](x, y) for x, test, y in ends]
    return all(answers) if condition.joined == "and" else any(answers)


def by_declaration(symbol: str, left: object, right: object) -> Truth:
    row = COMPARISONS[symbol]
    yes, no = declared(row.surely, left, right), declared(row.surely_not, left, right)
    assert not (yes and no)
    return True if yes else False if no else None


@pytest.mark.parametrize("symbol", COMPARISONS)
def test_comparison_examples(symbol: str) -> None:
    row = COMPARISONS[symbol]
    for left, right, answer in row.examples:
        assert row.holds(left, right) is answer is by_declaration(symbol, left, right)


@pytest.mark.parametrize("symbol", NUMERIC)
def test_comparisons_agree_where_intervals_touch(symbol: str) -> None:
    some = [between(low, high) for low in (4, 5, 6) for high in (4, 5, 6) if low <= high]
    for left, right in product(some, some):
        assert COMPARISONS[symbol].holds(left, right) is by_declaration(symbol, left, right)


@pytest.mark.parametrize("symbol", ARITHMETIC)
def test_arithmetic_examples(symbol: str) -> None:
    for left, right, answer in ARITHMETIC[symbol].examples:
        assert ARITHMETIC[symbol].apply(left, right) == answer


@pytest.mark.parametrize("symbol", NUMERIC)
@given(pinned(), pinned())
def test_comparisons_agree_with_their_declaration_and_with_numbers(
    symbol: str, left: tuple[Fraction | int, Bounds], right: tuple[Fraction | int, Bounds]
) -> None:
    (x, some_x), (y, some_y) = left, right
    answer = COMPARISONS[symbol].holds(some_x, some_y)
    assert answer is by_declaration(symbol, some_x, some_y)
    assert answer is None or answer is TESTS[symbol](x, y)
    assert COMPARISONS[symbol].holds(exactly(x), exactly(y)) is TESTS[symbol](x, y)


@pytest.mark.parametrize("symbol", ARITHMETIC)
@given(pinned(), pinned())
def test_arithmetic_holds_every_result(
    symbol: str, left: tuple[Fraction | int, Bounds], right: tuple[Fraction | int, Bounds]
) -> None:
    (x, some_x), (y, some_y) = left, right
    result = ARITHMETIC[symbol].apply(some_x, some_y)
    if symbol == "/" and y == 0:
        assert result == ANYTHING
    else:
        assert inside(PYTHON[symbol](Fraction(x), y), result)
        assert not any(isinstance(end[0], float) for end in result if end is not None)


BELOW: Bound = (2, -1)


@pytest.mark.parametrize(
    ("symbol", "left", "right", "answer"),
    [
        ("×", (None, None), exactly(0), exactly(0)),
        ("×", ((1, 0), None), exactly(2), ((2, 0), None)),
        ("×", ((0, 1), (2, -1)), between(-1, 3), ((-2, 1), (6, -1))),
        ("×", ((0, 1), (1, 0)), ((1, 0), None), ((0, 1), None)),
        ("/", exactly(1), ((0, 1), (2, -1)), ((Fraction(1, 2), 1), None)),
        ("/", exactly(1), (None, (-2, 0)), ((Fraction(-1, 2), 0), (0, -1))),
        ("-", ((0, 1), BELOW), exactly(1), ((-1, 1), (1, -1))),
    ],
)
def test_arithmetic_is_sharp(symbol: str, left: Bounds, right: Bounds, answer: Bounds) -> None:
    assert ARITHMETIC[symbol].apply(left, right) == answer


@given(pinned(), pinned())
def test_join_holds_both(left: tuple[Fraction | int, Bounds], right: tuple[Fraction | int, Bounds]) -> None:
    either = join(left[1], right[1])
    assert inside(left[0], either) and inside(right[0], either)


def test_known() -> None:
    assert known(exactly(Fraction(4, 2))) == 2
    assert type(known(exactly(Fraction(4, 2)))) is int
    assert known(between(1, 2)) is None and known(ANYTHING) is None


def test_spellings_are_unique() -> None:
    spellings = [s for row in (*COMPARISONS.values(), *ARITHMETIC.values()) for s in (row.symbol, *row.also)]
    assert len(spellings) == len(set(spellings))


def test_every_operator_has_its_row() -> None:
    assert list(COMPARISONS) == [">=", ">", "<=", "<", "=", "same"]
    assert {symbol: row.precedence for symbol, row in ARITHMETIC.items()} == {"+": 1, "-": 1, "×": 2, "/": 2}
