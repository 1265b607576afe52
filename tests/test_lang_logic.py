"""The truth tables, and that a connective says what every way to settle the unknowns agrees on."""

import json
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgdsl.lang.bounds import Truth
from mgdsl.lang.logic import all_, any_, at_least, choose, not_

TABLES = json.loads(Path(__file__).with_name("truth_tables.json").read_text(encoding="utf-8"))
MEANING = {"T": True, "F": False, "?": None}
CONNECTIVES = {
    "not": lambda xs: not_(xs[0]),
    "and": all_,
    "or": any_,
    "at least 2 of": lambda xs: at_least(2, xs),
    "if, then, otherwise": lambda xs: choose(*xs),
}
truths = st.sampled_from((True, False, None))


def completions(xs: list[Truth]) -> list[tuple[bool, ...]]:
    return list(product(*((True, False) if x is None else (x,) for x in xs)))


def agreed(answers: set[bool]) -> Truth:
    return answers.pop() if len(answers) == 1 else None


@pytest.mark.parametrize("name", CONNECTIVES)
def test_tables(name: str) -> None:
    for row in TABLES[name]:
        *operands, answer = (MEANING[cell] for cell in row)
        assert CONNECTIVES[name](operands) is answer, row


@given(st.integers(-1, 6), st.lists(truths, max_size=5))
def test_at_least_is_what_all_completions_agree_on(k: int, xs: list[Truth]) -> None:
    assert at_least(k, xs) is agreed({sum(each) >= k for each in completions(xs)})


@given(st.lists(truths, max_size=5))
def test_and_or_are_counts_and_dual(xs: list[Truth]) -> None:
    assert all_(xs) is at_least(len(xs), xs)
    assert any_(xs) is at_least(1, xs)
    assert not_(all_(xs)) is any_([not_(x) for x in xs])


@given(truths, truths, truths)
def test_choose_is_what_all_completions_agree_on(c: Truth, x: Truth, y: Truth) -> None:
    ways = completions([c, x, y])
    assert choose(c, x, y) is agreed({b if a else d for a, b, d in ways})
