"""The operators, a row each: comparisons of two operands by their bounds, and arithmetic on bounds.

A comparison is stated twice: `holds` is the meaning in Python; `surely` and `surely_not` state the same as
data, from which another backend writes its own. Where neither holds, the comparison is unknown.
"""

from collections.abc import Callable
from typing import Literal

from mgdsl.lang import bounds
from mgdsl.lang.bounds import Bounds, Truth, exactly
from mgdsl.tree import frozen

MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
"""The sign that says the same with the sides exchanged."""

NEGATED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
"""The sign that says the contrary."""

End = Literal["lo", "hi", "value"]
"""An end of a number or day; `value` is a text, which has no ends."""

Test = tuple[End, str, End]
"""An end of the left operand, one of `>= > <= < = !=`, an end of the right. False if an end is None."""


@frozen
class Condition:
    """Tests joined by `joined`, which is ``and`` or ``or``."""

    joined: Literal["and", "or"]
    tests: tuple[Test, ...]


@frozen
class Comparison:
    """One comparison. `also` are other spellings; `words` is how it is read aloud.

    `examples`: left, right, the truth. `holds` takes bounds, in the row `same` texts (None is unknown).
    """

    symbol: str
    also: tuple[str, ...]
    words: str
    holds: Callable[..., Truth]
    surely: Condition
    surely_not: Condition
    examples: tuple[tuple[object, object, Truth], ...]


@frozen
class Arithmetic:
    """One operator on numbers; a higher `precedence` binds tighter. `examples`: left, right, the result."""

    symbol: str
    also: tuple[str, ...]
    words: str
    precedence: int
    apply: Callable[[Bounds, Bounds], Bounds]
    doc: str
    examples: tuple[tuple[Bounds, Bounds, Bounds], ...]


def _at_least(x: Bounds, y: Bounds) -> Truth:
    low, high = x[0], y[1]
    if low is not None and high is not None and low >= high:
        return True
    high, low = x[1], y[0]
    return False if low is not None and high is not None and high < low else None


def _more_than(x: Bounds, y: Bounds) -> Truth:
    low, high = x[0], y[1]
    if low is not None and high is not None and low > high:
        return True
    high, low = x[1], y[0]
    return False if low is not None and high is not None and high <= low else None


def _at_most(x: Bounds, y: Bounds) -> Truth:
    return _at_least(y, x)


def _less_than(x: Bounds, y: Bounds) -> Truth:
    return _more_than(y, x)


def _equal(x: Bounds, y: Bounds) -> Truth:
    over, under = _at_least(x, y), _at_least(y, x)
    return over if over is under else (False if over is False or under is False else None)


def _same(x: str | None, y: str | None) -> Truth:
    return None if x is None or y is None else x == y


def _one(left: End, symbol: str, right: End) -> Condition:
    return Condition("and", ((left, symbol, right),))


_5, _6, _OVER_5, _5_TO_6 = exactly(5), exactly(6), ((5, 1), None), bounds.between(5, 6)

COMPARISONS: dict[str, Comparison] = {
    row.symbol: row
    for row in (
        Comparison(
            ">=",
            ("≥",),
            "at least",
            _at_least,
            _one("lo", ">=", "hi"),
            _one("hi", "<", "lo"),
            ((_5, _5, True), (_5_TO_6, _5, True), (_5_TO_6, _6, None), (_5, _OVER_5, False)),
        ),
        Comparison(
            ">",
            (),
            "more than",
            _more_than,
            _one("lo", ">", "hi"),
            _one("hi", "<=", "lo"),
            ((_5, _5, False), (_OVER_5, _5, True), (_5_TO_6, _5, None), (_5_TO_6, _6, False)),
        ),
        Comparison(
            "<=",
            ("≤",),
            "at most",
            _at_most,
            _one("hi", "<=", "lo"),
            _one("lo", ">", "hi"),
            ((_5, _5, True), (_5_TO_6, _6, True), (_5_TO_6, _5, None), (_OVER_5, _5, False)),
        ),
        Comparison(
            "<",
            (),
            "less than",
            _less_than,
            _one("hi", "<", "lo"),
            _one("lo", ">=", "hi"),
            ((_5, _5, False), (_5, _OVER_5, True), (_5_TO_6, _6, None), (_5_TO_6, _5, False)),
        ),
        Comparison(
            "=",
            (),
            "equal to",
            _equal,
            Condition("and", (("lo", ">=", "hi"), ("hi", "<=", "lo"))),
            Condition("or", (("hi", "<", "lo"), ("lo", ">", "hi"))),
            ((_5, _5, True), (_5, _6, False), (_5_TO_6, _5, None), (_OVER_5, _5, False)),
        ),
        Comparison(
            "same",
            (),
            "the same as",
            _same,
            _one("value", "=", "value"),
            _one("value", "!=", "value"),
            (("a", "a", True), ("a", "b", False), ("a", None, None), (None, None, None)),
        ),
    )
}
"""By symbol. `same` compares texts; the others compare numbers or days."""

ARITHMETIC: dict[str, Arithmetic] = {
    row.symbol: row
    for row in (
        Arithmetic(
            "+",
            (),
            "plus",
            1,
            bounds.add,
            "The sum of two numbers of one unit.",
            ((_5, _6, exactly(11)), (_5, _OVER_5, ((10, 1), None))),
        ),
        Arithmetic(
            "-",
            ("−",),
            "minus",
            1,
            bounds.subtract,
            "The difference of two numbers of one unit.",
            ((_5, _6, exactly(-1)), (_5_TO_6, _5_TO_6, bounds.between(-1, 1))),
        ),
        Arithmetic(
            "×",
            ("*",),
            "times",
            2,
            bounds.multiply,
            "The product; units multiply.",
            ((_5, _6, exactly(30)), (_OVER_5, exactly(-2), (None, (-10, -1)))),
        ),
        Arithmetic(
            "/",
            (),
            "divided by",
            2,
            bounds.divide,
            "The exact quotient; units divide. By a number that may be 0: unknown.",
            ((_6, exactly(3), exactly(2)), (_5, bounds.between(-1, 1), bounds.ANYTHING)),
        ),
    )
}
"""By symbol. Operators of one precedence are taken from the left."""
