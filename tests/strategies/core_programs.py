"""Random core programs, well typed, and columns of patients for them.

The columns are fixed, the expressions are drawn: `programs()` and `patients()` fit each other. Names are as
awkward as a record or a protocol could make them.
"""

from fractions import Fraction
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from mgdsl.core import columns as c
from mgdsl.core.data import Bound, Bounds, Data, Row, Value
from mgdsl.core.ir import (
    Apply,
    AtLeast,
    Count,
    Criterion,
    Distinct,
    Expr,
    Field,
    If,
    Known,
    Lit,
    Not,
    Query,
    Ref,
    Sum,
    decided,
)
from mgdsl.core.program import Let, Program
from mgdsl.core.schema import Schema

TRUTHS = ("yes", "'; DROP TABLE patients; --", 'a "quoted" fact')
NUMBERS = {"score": 1, "half\x00steps": 2}
"""Compared with literals; name and scale."""
MOMENTS = ("minutes", "\u2028*/ minutes")
"""Compared with one another."""
DAYS = ("first day", "last -- day")
NAME = "agent ’ \U0001f9ea"
DOSES = "dose"
"""Summed."""
TABLES = ("therapies", "results`]); --")
AGENTS = ("a", "b", "c'; --", "d\x00e")

ORDERS = st.sampled_from((">=", ">", "<=", "<", "="))
Scope = tuple[tuple[str, str], ...]
"""Rows in scope: name and table; the patient is ("", "")."""


def column(name: str, type_: str, scale: int = 1) -> c.Column:
    return c.Column(name, type_, c.Yes(c.Slot(name)), scale)


SHARED = (
    *(column(name, "truth") for name in TRUTHS),
    *(column(name, "number", scale) for name, scale in NUMBERS.items()),
    *(column(name, "number") for name in MOMENTS),
    *(column(name, "day") for name in DAYS),
    column(NAME, "text"),
)
ROW = (*SHARED, column(DOSES, "number", 2), column(f"{NAME}?", "text"))


def program(lets: tuple[Expr, ...], criteria: tuple[Criterion, ...]) -> Program:
    """A program over the fixed columns."""
    return Program(
        title="random",
        properties=(),
        sources=(),
        schema=Schema(),
        columns=SHARED,
        tables=tuple(c.Table(name, (name,), False, False, ROW) for name in TABLES),
        lets=tuple(Let(f"let {i}", body) for i, body in enumerate(lets)),
        criteria=criteria,
        answers=(),
    )


@composite
def programs(draw: DrawFn) -> Program:
    """Two definitions, the second over the first, and a few criteria."""
    lets = (draw(truths(lets=0)), draw(truths(lets=1)))
    count = draw(st.integers(0, 3))
    criteria = tuple(
        Criterion(f"I{i}'; --", "inclusion", "", draw(truths(depth=1)), draw(truths())) for i in range(count)
    )
    return program(lets, criteria)


@cache
def truths(scope: Scope = (("", ""),), depth: int = 3, lets: int = 2) -> SearchStrategy[Expr]:
    """Expressions whose value is a truth, over the rows in scope and the first `lets` definitions."""
    leaves = [
        st.builds(Field, st.sampled_from([row for row, _ in scope]), st.sampled_from(TRUTHS)),
        comparisons(scope),
        st.sampled_from((Lit(True), Lit(False), Lit(None))),
    ]
    if lets:
        leaves.append(st.builds(Ref, st.integers(0, lets - 1)))
    if depth == 0:
        return st.one_of(leaves)
    below = truths(scope, depth - 1, lets)
    few = st.lists(below, min_size=1, max_size=4).map(tuple)
    return st.one_of(
        *leaves,
        st.builds(Not, below),
        few.flatmap(lambda xs: st.builds(AtLeast, st.integers(0, len(xs) + 1), st.just(xs))),
        st.builds(Known, below),
        st.builds(decided, below, below),
        st.builds(If, below, below, below),
        counts(scope, depth - 1, lets),
        counts(scope, depth - 1, lets),
    )


@cache
def comparisons(scope: Scope) -> SearchStrategy[Expr]:
    """Comparisons of columns with literals and with one another."""
    rows = st.sampled_from([row for row, _ in scope])

    def fields(*names: str) -> SearchStrategy[Expr]:
        return st.builds(Field, rows, st.sampled_from(names))

    def against(name: str, scale: int) -> SearchStrategy[Expr]:
        literal = st.integers(-6, 6).map(lambda n: Lit(Fraction(n, scale)))
        pairs = st.tuples(fields(name), literal)
        return either(pairs)

    def either(pairs: SearchStrategy[tuple[Expr, Expr]]) -> SearchStrategy[Expr]:
        return st.builds(
            lambda op, pair, swap: Apply(op, *(reversed(pair) if swap else pair)),
            ORDERS,
            pairs,
            st.booleans(),
        )

    return st.one_of(
        *(against(name, scale) for name, scale in NUMBERS.items()),
        st.builds(Apply, ORDERS, fields(*MOMENTS), fields(*MOMENTS)),
        st.builds(Apply, ORDERS, fields(*DAYS), fields(*DAYS)),
        st.builds(Apply, st.just("same"), fields(NAME), fields(NAME)),
    )


@composite
def counts(draw: DrawFn, scope: Scope, depth: int, lets: int) -> Expr:
    """A query compared with a literal, a column or another query."""
    fold = draw(
        st.sampled_from((Count(), Sum(DOSES), Distinct(NAME, None), Distinct(NAME, 2), Distinct(NAME, 4)))
    )
    query = draw(queries(scope, depth, lets, fold))
    literal = st.integers(0, 5).map(lambda n: Lit(Fraction(n, 2)))
    others: list[SearchStrategy[Expr]] = [literal, literal]
    if isinstance(fold, Sum):
        others += [st.just(Field("", MOMENTS[0])), queries(scope, depth, lets, Sum(DOSES))]
    else:
        others += [queries(scope, depth, lets, Count())]
    return Apply(draw(ORDERS), query, draw(st.one_of(others)))


@composite
def queries(draw: DrawFn, scope: Scope, depth: int, lets: int, fold: Count | Sum | Distinct) -> Query:
    table, row = draw(st.sampled_from(TABLES)), f"row {len(scope)}"
    inside = draw(truths((*scope, (row, table)), min(depth, 2), lets))
    return Query(table, row, inside, draw(truths(scope, 0, lets)), fold)


@composite
def patients(draw: DrawFn, id_: str = "P'); --") -> Data:
    """One patient's columns."""
    tables = {name: tuple(draw(st.lists(rows(), max_size=4))) for name in TABLES}
    return Data(id_, draw(shared()), tables)


@composite
def shared(draw: DrawFn) -> Row:
    """The columns that the patient and every row have."""
    row: dict[str, Value] = {name: draw(st.sampled_from((True, False, None))) for name in TRUTHS}
    row |= {name: draw(bounds(Fraction(1, 4))) for name in NUMBERS}
    row |= {name: draw(bounds(Fraction(1))) for name in MOMENTS}
    row |= {name: draw(days()) for name in DAYS}
    row[NAME] = draw(st.sampled_from((*AGENTS, None, None)))
    return row


@composite
def rows(draw: DrawFn) -> Row:
    """A row: what is shared, a dose, and which agents it could be, none of them being known."""
    row = draw(shared())
    row[DOSES] = draw(bounds(Fraction(1, 4), 0))
    could = draw(st.none() | st.sets(st.sampled_from(AGENTS), min_size=1))
    row[f"{NAME}?"] = None if could is None else f",{','.join(sorted(could))},"
    return row


@composite
def bounds(draw: DrawFn, step: Fraction, lowest: int = -8) -> Bounds:
    """Bounds in steps: known, between two ends that may be open, or without an end."""
    low, high = sorted(step * draw(st.integers(lowest, 8)) for _ in range(2))
    if draw(st.booleans()):
        return (low, 0), (low, 0)
    if low == high:
        return (low, 0), None
    lo: Bound | None = draw(st.sampled_from(((low, 0), (low, 1), None)))
    hi: Bound | None = draw(st.sampled_from(((high, 0), (high, -1), None)))
    return lo, hi


def days() -> SearchStrategy[Bounds]:
    """A known day, or an interval of days that may be open at an end."""
    known = st.integers(739000, 739006)
    pairs = st.tuples(known, known).map(sorted)
    ends = st.tuples(pairs, st.booleans(), st.booleans())
    return st.one_of(
        known.map(lambda day: ((day, 0), (day, 0))),
        ends.map(lambda e: (None if e[1] else (e[0][0], 0), None if e[2] else (e[0][1], 0))),
    )
