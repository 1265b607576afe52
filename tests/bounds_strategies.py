"""Hypothesis strategies: bounds, each with a number inside them."""

from fractions import Fraction

from hypothesis import strategies as st

from mgdsl.lang.bounds import Bound, Bounds

small = st.one_of(st.integers(-6, 6), st.fractions(-6, 6, max_denominator=4))


def inside(value: Fraction | int, x: Bounds) -> bool:
    return (x[0] is None or x[0] <= (value, 0)) and (x[1] is None or (value, 0) <= x[1])


@st.composite
def pinned(draw: st.DrawFn) -> tuple[Fraction | int, Bounds]:
    """A number and bounds that hold it: exact, closed, open or unbounded ends."""
    value = draw(small)
    return value, (draw(_end(value, -1)), draw(_end(value, 1)))


def _end(value: Fraction | int, side: int) -> st.SearchStrategy[Bound | None]:
    gaps = st.sampled_from((0, 0, 1, 2, 5))
    closed = gaps.map(lambda gap: (value + side * gap, 0))
    open_ = gaps.filter(bool).map(lambda gap: (value + side * gap, -side))
    return st.one_of(closed, open_, st.none())


@st.composite
def narrowed(draw: st.DrawFn, x: Bounds, value: Fraction | int) -> Bounds:
    """Bounds inside `x` that still hold `value`."""
    low, high = draw(_end(value, -1)), draw(_end(value, 1))
    lows = [end for end in (low, x[0]) if end is not None]
    highs = [end for end in (high, x[1]) if end is not None]
    return max(lows, default=None), min(highs, default=None)
