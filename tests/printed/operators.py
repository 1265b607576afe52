"""The operators, from the rows that define them."""

from collections.abc import Iterator
from fractions import Fraction

from mgdsl.lang.bounds import ANYTHING, Bound, Bounds, Truth, known
from mgdsl.lang.numbers import show
from mgdsl.lang.ops import ARITHMETIC, COMPARISONS, Arithmetic, Comparison, Condition
from mgdsl.syntax.build import SIGNS

from .markdown import code, document, head, table

WRITTEN = {"same": "is"}
"""How a row is written where its symbol is not what stands in a text."""

INTRODUCTION = """\
A comparison has two operands. Either may be known only in part: a score with an item left out, a partial
date, a result "< 0.02". It is true where it holds for every value that is still possible, false where it
holds for none, and unknown in between. [Numbers](meaning/numbers.md) and [unknown](meaning/unknown.md) show
it with patients; what stands around an operator is shown under [tests](language/tests.md).

`and`, `or`, `not` and the counts are no operators but one rule, [how conditions
combine](language/combining.md)."""

REST = """\
## Written with these

| form | means |
|---|---|
| `x != y`, `x is not y` | not `x = y`, not `x is y` |
| `x between a and b` | `x >= a` and `x <= b`, asked of one value at a time: sharper than two lines |
| `x in {a, b}` | `x = a` or `x = b`, asked of one value at a time; of a class, its groups count |
| `x not in {a, b}` | not `x in {a, b}` |"""

ARITHMETIC_WORDS = """\
## Arithmetic

A sign of arithmetic has a blank on each side: a slash without blanks belongs to a unit. `×` and `/` bind
tighter than `+` and `-`, and signs that bind alike are taken from the left. Brackets go first."""


def page() -> str:
    return document(_parts())


def _parts() -> Iterator[str]:
    yield head("Operators", "mgdsl/lang/ops.py")
    yield INTRODUCTION
    yield "## Comparisons"
    spelt = {sign: [other for other, one in SIGNS.items() if one == sign] for sign in SIGNS.values()}
    assert all(set(row.also) == set(spelt.get(sign, ())) for sign, row in COMPARISONS.items())
    yield table(
        ("sign", "read", "also written", "true where", "false where"),
        (
            (f"`{_sign(row)}`", row.words, code(row.also), _condition(row.surely), _condition(row.surely_not))
            for row in COMPARISONS.values()
        ),
    )
    for row in COMPARISONS.values():
        yield f"### `{_sign(row)}`: {row.words}"
        yield table(
            ("left", "right", f"left `{_sign(row)}` right"),
            ((_operand(left), _operand(right), _truth(answer)) for left, right, answer in row.examples),
        )
    yield REST
    yield ARITHMETIC_WORDS
    for operation in sorted(ARITHMETIC.values(), key=lambda row: -row.precedence):
        yield f"### `{operation.symbol}`: {operation.words}"
        yield _arithmetic(operation)
        yield table(
            ("left", "right", f"left `{operation.symbol}` right"),
            (tuple(map(_bounds, example)) for example in operation.examples),
        )


def _sign(row: Comparison) -> str:
    return WRITTEN.get(row.symbol, row.symbol)


def _arithmetic(row: Arithmetic) -> str:
    return f"{row.doc} Also written {code(row.also)}." if row.also else row.doc


def _condition(condition: Condition) -> str:
    tests = {"!=": "is not", **{symbol: f"is {row.words}" for symbol, row in COMPARISONS.items()}}
    ends = {"lo": "lowest", "hi": "highest"}
    return f" {condition.joined} ".join(
        "both are known and the same"
        if test == ("value", "=", "value")
        else "both are known and differ"
        if test == ("value", "!=", "value")
        else f"the {ends[test[0]]} left {tests[test[1]]} the {ends[test[2]]} right"
        for test in condition.tests
    )


def _operand(value: object) -> str:
    match value:
        case None:
            return "?"
        case str(text):
            return text
        case (_, _):
            return _bounds(value)
    raise AssertionError(value)


def _truth(answer: Truth) -> str:
    return "unknown" if answer is None else "true" if answer else "false"


def _bounds(bounds: Bounds) -> str:
    """``5``, ``5 to 6``, ``more than 5``, ``?``."""
    value = known(bounds)
    low, high = bounds
    if value is not None:
        return show(Fraction(value))
    if bounds == ANYTHING:
        return "?"
    if low is None or high is None:
        return f"{'less' if low is None else 'more'} than {_open(high if low is None else low)}"
    return f"{_closed(low)} to {_closed(high)}"


def _open(end: Bound | None) -> str:
    assert end is not None and end[1] != 0
    return show(Fraction(end[0]))


def _closed(end: Bound) -> str:
    assert end[1] == 0
    return show(Fraction(end[0]))
