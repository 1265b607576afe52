"""Numbers and days known by their lowest and highest attainable value, and exact arithmetic on them.

An end that is None is unbounded. An end `(value, eps)` is the value itself (eps 0), or lies just below or
just above it (eps -1 or 1): `< 0.02` ends at (0.02, -1). A lowest end never has eps -1, nor a highest 1.
Ends order as tuples do.
"""

from fractions import Fraction

Truth = bool | None
"""True, False, or None: unknown."""

Bound = tuple[Fraction | int, int]
"""A number and -1 (just below it), 0 (itself) or 1 (just above it): `< 0.02` ends at (0.02, -1)."""

Bounds = tuple[Bound | None, Bound | None]
"""Lowest and highest attainable value; None is unbounded. A known value has both ends equal."""

ANYTHING: Bounds = (None, None)
"""Nothing is known of the number."""

_ZERO: Bound = (0, 0)


def exactly(value: Fraction | int) -> Bounds:
    """The bounds of a known value. Whole numbers are kept as `int`, which compares faster."""
    end = (value if type(value) is int or value.denominator != 1 else value.numerator, 0)
    return end, end


def between(low: Fraction | int, high: Fraction | int) -> Bounds:
    """The bounds of a value from `low` to `high`, both counted."""
    return exactly(low)[0], exactly(high)[0]


def known(x: Bounds) -> Fraction | int | None:
    """The value when there is only one, else None."""
    return x[0][0] if x[0] is not None and x[0] == x[1] else None


def contains(x: Bounds, end: Bound) -> bool:
    """Whether the value of `end` may be attained."""
    low, high = x
    return (low is None or low <= end) and (high is None or end <= high)


def join(x: Bounds, y: Bounds) -> Bounds:
    """The narrowest bounds that hold both: what is known when either may be the value."""
    low = None if x[0] is None or y[0] is None else min(x[0], y[0])
    high = None if x[1] is None or y[1] is None else max(x[1], y[1])
    return low, high


def add(x: Bounds, y: Bounds) -> Bounds:
    return _plus(x[0], y[0]), _plus(x[1], y[1])


def negate(x: Bounds) -> Bounds:
    low, high = x
    return (
        None if high is None else (-high[0], -high[1]),
        None if low is None else (-low[0], -low[1]),
    )


def subtract(x: Bounds, y: Bounds) -> Bounds:
    return add(x, negate(y))


def multiply(x: Bounds, y: Bounds) -> Bounds:
    """The least and the greatest product of two ends; a product with an open end is open unless it is 0."""
    corners = [_product(x[i], i, y[j], j) for i in (0, 1) for j in (0, 1)]
    finite = [corner for sign, corner in corners if sign == 0]
    low = None if any(sign < 0 for sign, _ in corners) else min((value, open_) for value, open_ in finite)
    high = None if any(sign > 0 for sign, _ in corners) else max((value, -open_) for value, open_ in finite)
    return low, high


def divide(x: Bounds, y: Bounds) -> Bounds:
    """The quotient; nothing is known of it when the divisor may be 0."""
    if contains(y, _ZERO):
        return ANYTHING
    return multiply(x, (_inverse(y[1], 1), _inverse(y[0], -1)))


def _plus(x: Bound | None, y: Bound | None) -> Bound | None:
    if x is None or y is None:
        return None
    eps = x[1] + y[1]
    return x[0] + y[0], (eps > 0) - (eps < 0)


def _product(a: Bound | None, i: int, b: Bound | None, j: int) -> tuple[int, Bound]:
    """Of two ends (i, j: 0 for lowest, 1 for highest): the sign of an infinite product, or 0; the product if
    it is finite, with 1 if it is open, else 0.

    0 times an unbounded end is 0: where the factor takes other values, another pair of ends says so.
    """
    sign = _sign(a, i) * _sign(b, j)
    if sign == 0:
        return 0, (0, int(_ZERO not in (a, b)))
    if a is None or b is None:
        return sign, (0, 1)
    return 0, (a[0] * b[0], int(a[1] != 0 or b[1] != 0))


def _sign(end: Bound | None, side: int) -> int:
    if end is None:
        return 1 if side else -1
    return (end[0] > 0) - (end[0] < 0)


def _inverse(end: Bound | None, eps: int) -> Bound | None:
    """1 / end, for numbers of one sign; `eps` is 1 if it becomes a lowest and -1 if a highest end."""
    if end is None:
        return 0, eps
    return None if end[0] == 0 else (Fraction(1) / end[0], -end[1])
