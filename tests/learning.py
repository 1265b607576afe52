"""Random core expressions that keep the law of learning, patients for them, and what can be learnt.

`Known` stands only in `decided`, whose two conditions exclude each other, as in a checked program.
"""

from fractions import Fraction
from functools import cache

from bounds_strategies import narrowed, pinned
from hypothesis import strategies as st

from mgdsl.core.columns import Column, Slot, Table, Yes
from mgdsl.core.data import Data, Row, Truth, Value
from mgdsl.core.ir import (
    Apply,
    AtLeast,
    Count,
    Criterion,
    Distinct,
    Expr,
    Field,
    If,
    Lit,
    Not,
    Query,
    Ref,
    Sum,
    all_,
    decided,
)
from mgdsl.core.program import Let, Program
from mgdsl.core.schema import Schema

TRUTHS, NUMBERS, DOSE, NAME = ("t", "u"), ("n", "m"), "dose", "agent"
AGENTS = ("a", "b", "c")
ORDERS = (">=", ">", "<=", "<", "=")
TYPES = {**dict.fromkeys(TRUTHS, "truth"), **dict.fromkeys((*NUMBERS, DOSE), "number"), NAME: "text"}
TABLE = Table(
    "therapies",
    ("therapy",),
    False,
    False,
    tuple(
        Column(name, kind, Yes(Slot(name, row=True))) for name, kind in {**TYPES, f"{NAME}?": "text"}.items()
    ),
)
truth_values: st.SearchStrategy[Truth] = st.sampled_from((True, False, None))


@cache
def expressions(rows: tuple[str, ...] = ("",), depth: int = 2, lets: int = 1) -> st.SearchStrategy[Expr]:
    """Truths over the rows in scope."""
    row = st.sampled_from(rows)
    comparison = st.builds(Apply, st.sampled_from(ORDERS), _number(row), _number(row))
    leaves: list[st.SearchStrategy[Expr]] = [
        st.builds(Field, row, st.sampled_from(TRUTHS)),
        comparison,
        st.builds(Lit, truth_values),
    ]
    if lets:
        leaves.append(st.just(Ref(0)))
    if not depth:
        return st.one_of(leaves)
    below = expressions(rows, depth - 1, lets)
    some = st.lists(below, min_size=1, max_size=4).map(tuple)
    return st.one_of(
        *leaves,
        st.builds(Not, below),
        some.flatmap(lambda xs: st.builds(AtLeast, st.integers(0, len(xs) + 1), st.just(xs))),
        st.builds(If, below, below, below),
        st.builds(lambda x, y: decided(x, all_((Not(x), y))), below, below),
        st.builds(Apply, st.sampled_from(ORDERS), _counts(rows, depth - 1, lets), _few()),
        st.builds(Apply, st.sampled_from(ORDERS), _counts(rows, 0, lets), _few()),
    )


def _number(row: st.SearchStrategy[str]) -> st.SearchStrategy[Expr]:
    return st.one_of(
        st.builds(Field, row, st.sampled_from(NUMBERS)), st.integers(-3, 5).map(lambda n: Lit(Fraction(n, 2)))
    )


def _few() -> st.SearchStrategy[Expr]:
    return st.integers(0, 3).map(lambda n: Lit(Fraction(n)))


@cache
def _counts(rows: tuple[str, ...], depth: int, lets: int) -> st.SearchStrategy[Expr]:
    name = f"r{len(rows)}"
    folds = st.sampled_from((Count(), Sum(DOSE), Distinct(NAME, None), Distinct(NAME, len(AGENTS))))
    certain = st.one_of(st.just(Lit(True)), st.just(Field(name, TRUTHS[0])))
    where = st.one_of(certain, expressions((*rows, name), depth, lets))
    return st.builds(Query, st.just(TABLE.name), st.just(name), where, st.just(Field("", "closed")), folds)


@st.composite
def programs(draw: st.DrawFn) -> Program:
    let = Let("shared", draw(expressions(depth=1, lets=0)))
    criteria = tuple(
        Criterion(f"I{i}", "inclusion", "", draw(expressions(depth=1)), draw(expressions())) for i in range(4)
    )
    columns = tuple(
        Column(name, kind, Yes(Slot(name))) for name, kind in {**TYPES, "closed": "truth"}.items()
    )
    return Program("", (), (), Schema(), columns, (TABLE,), (let,), criteria, ())


@st.composite
def rows(draw: st.DrawFn) -> Row:
    row: Row = {name: draw(truth_values) for name in TRUTHS}
    row |= {name: draw(pinned())[1] for name in NUMBERS}
    dose = draw(st.integers(0, 4))
    row[DOSE] = draw(
        st.sampled_from((((dose, 0), (dose, 0)), ((0, 0), (dose, 0)), ((dose, 0), None), (None, None)))
    )
    agent, other = draw(st.sampled_from(AGENTS)), draw(st.sampled_from(AGENTS))
    known, could = draw(st.sampled_from(((agent, f",{agent},"), (None, f",{agent},{other},"), (None, None))))
    return {**row, NAME: known, f"{NAME}?": could}


@st.composite
def patients(draw: st.DrawFn) -> Data:
    patient = draw(rows()) | {"closed": draw(truth_values)}
    return Data("p", patient, {TABLE.name: tuple(draw(st.lists(rows(), max_size=3)))})


@st.composite
def learnt(draw: st.DrawFn, before: Data) -> Data:
    """The same patient with more known: values, narrower bounds, rows of an open history, its closing."""
    table = [draw(_learnt_row(row)) for row in before.tables[TABLE.name]]
    patient = draw(_learnt_row(before.patient))
    if before.patient["closed"] is not True:
        table += draw(st.lists(rows(), max_size=2))
        patient["closed"] = draw(st.sampled_from((before.patient["closed"], True)))
    return Data(before.id, patient, {TABLE.name: tuple(draw(st.permutations(table)))})


@st.composite
def _learnt_row(draw: st.DrawFn, before: Row) -> Row:
    row = {name: draw(_learnt_value(value)) for name, value in before.items() if not name.startswith(NAME)}
    known, could = before.get(NAME), before.get(f"{NAME}?")
    if known is None and draw(st.booleans()):
        names = AGENTS if could is None else tuple(str(could).strip(",").split(","))
        known = draw(st.sampled_from(names))
        could = f",{known},"
    return {**row, NAME: known, f"{NAME}?": could}


@st.composite
def _learnt_value(draw: st.DrawFn, value: Value) -> Value:
    match value:
        case None:
            return draw(truth_values)
        case (low, high):
            inside = next((end[0] for end in (low, high) if end is not None and end[1] == 0), None)
            return value if inside is None else draw(narrowed(value, inside))
        case _:
            return value
