"""Attainable values of scores against all completions, one by one."""

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from records_sample import SCALE

from mgdsl.records.attain import attainable
from mgdsl.records.model import Scored

Scoring = dict[str, int]
NAMES = tuple(item.name for item in SCALE.items)
COMPLETE: tuple[Scoring, ...] = tuple(
    dict(zip(NAMES, values, strict=True)) for values in product(*(item.values for item in SCALE.items))
)


def brute(scored: Scored, weights: dict[str, Fraction], counted: tuple[int, ...] | None) -> set[Fraction]:
    found = set()
    for scoring in COMPLETE:
        fits = scored.total in (None, sum(scoring.values()))
        fits &= all(
            sum(scoring[item] for item in SCALE.part(part) or ()) == value for part, value in scored.parts
        )
        fits &= all(scoring[item] == value for item, value in scored.items)
        if fits and counted is None:
            found.add(sum((weight * scoring[item] for item, weight in weights.items()), Fraction(0)))
        elif fits:
            found.add(
                sum(
                    (weight for item, weight in weights.items() if scoring[item] in (counted or ())),
                    Fraction(0),
                )
            )
    return found


@st.composite
def scored(draw: st.DrawFn) -> Scored:
    """A partly recorded scoring, now and then spoilt."""
    truth = draw(st.sampled_from(COMPLETE))
    items = draw(st.sets(st.sampled_from(NAMES)))
    parts = draw(st.sets(st.sampled_from([part for part, _ in SCALE.parts])))
    off = draw(st.sampled_from([0, 0, 0, 1]))
    return Scored(
        draw(st.sampled_from([None, sum(truth.values()) + off])),
        tuple((part, sum(truth[item] for item in SCALE.part(part) or ())) for part in sorted(parts)),
        tuple((item, truth[item]) for item in sorted(items)),
    )


weights = st.dictionaries(st.sampled_from(NAMES), st.sampled_from([Fraction(n) for n in (-50, 1, 1, 2, 50)]))


@settings(max_examples=300, deadline=None)
@given(scored(), weights, st.sampled_from([None, (2, 3), (0,)]))
def test_attainable_is_what_some_completion_gives(
    given: Scored, weights: dict[str, Fraction], counted: tuple[int, ...] | None
) -> None:
    expected = brute(given, weights, counted)
    found = attainable(SCALE, given, tuple(weights.items()), counted)
    if not brute(given, {}, None):
        assert attainable(SCALE, given) is None
        return
    assert found is not None
    assert (found.lowest, found.highest, found.values) == (min(expected), max(expected), expected)


def test_gaps_of_an_item_show_in_the_sum() -> None:
    found = attainable(
        SCALE, Scored(items=(("a", 0), ("c", 0), ("d", 0))), tuple((n, Fraction(1)) for n in NAMES)
    )
    assert found is not None
    assert found.values == {0, 2, 4, 9}


def test_the_rest_of_a_part_follows_from_total_and_part() -> None:
    found = attainable(SCALE, Scored(total=9, parts=(("eye", 6),)), (("c", Fraction(1)), ("d", Fraction(1))))
    assert found is not None
    assert found.values == {3}
