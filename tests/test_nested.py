"""Queries inside a row of another one: their values are those of their operands, found without them."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from learning import AGENTS, NAME, NUMBERS, ORDERS, TABLE, TRUTHS, patients, programs

import mgdsl
from mgdsl.core.data import Data
from mgdsl.core.ir import Apply, AtLeast, Count, Criterion, Distinct, Expr, Field, Lit, Query, all_
from mgdsl.core.program import Program
from mgdsl.core.schema import Schema
from mgdsl.evaluate.folds import folded
from mgdsl.evaluate.interpret import evaluate
from mgdsl.evaluate.trace import Outcome, Trace


def every(trace: Trace) -> Iterator[Trace]:
    yield trace
    for child in trace.children:
        yield from every(child)


def check(outcome: Outcome, data: Data) -> None:
    for decision in outcome.decisions:
        for root in (decision.applies, decision.blocks):
            for trace in every(root):
                if isinstance(trace.node, Query):
                    *matches, closed = trace.children
                    rows = data.tables[trace.node.table]
                    held = [match.value for match in matches]
                    assert trace.value == folded(trace.node.fold, rows, held, closed.value is True)


@given(programs(), patients())
def test_the_value_of_a_query_is_that_of_its_operands(program: Program, data: Data) -> None:
    check(evaluate(program, data), data)


def fields(row: str, names: tuple[str, ...]) -> st.SearchStrategy[Expr]:
    return st.sampled_from(names).map(lambda name: Field(row, name))


@st.composite
def compared(draw: st.DrawFn) -> Program:
    """A row for which so many others are more or less than it, and pass a test of their own."""
    own = draw(st.lists(fields("in", TRUTHS) | fields("", TRUTHS), max_size=2))
    sides = draw(fields("in", NUMBERS)), draw(fields("out", NUMBERS))
    left, right = sides if draw(st.booleans()) else sides[::-1]
    cross: list[Expr] = [Apply(draw(st.sampled_from(ORDERS)), left, right)]
    if draw(st.booleans()):
        cross.append(draw(fields("out", TRUTHS)))
    fold = draw(st.sampled_from((Count(), Distinct(NAME, len(AGENTS)))))
    where: Expr = all_((*own, all_(tuple(cross))))
    if draw(st.booleans()):
        where = AtLeast(draw(st.integers(0, 3)), (*own, *cross))
    inner = Query(TABLE.name, "in", where, draw(fields("", ("closed",)) | fields("out", TRUTHS)), fold)
    enough = Apply(draw(st.sampled_from(ORDERS)), inner, Lit(Fraction(draw(st.integers(0, 2)))))
    outer = Query(TABLE.name, "out", enough, Field("", "closed"), Count())
    body = Apply(">=", outer, Lit(Fraction(draw(st.integers(0, 2)))))
    return Program(
        "", (), (), Schema(), (), (TABLE,), (), (Criterion("I", "inclusion", "", Lit(True), body),), ()
    )


@given(compared(), patients())
@settings(max_examples=300)
def test_a_comparison_with_a_row_around(program: Program, data: Data) -> None:
    check(evaluate(program, data), data)


def test_many_results_are_no_square() -> None:
    """Each of the results is compared with all others; that would be some millions of steps."""
    protocol = mgdsl.loads(
        'protocol "Many":\n    visits: screening\n    decision visit: screening\n\n'
        "lab CRP:\n    unit: mg/L\n\n"
        'inclusion C "low":\n    latest CRP <= 5 mg/L before screening\n'
    )
    found: list[dict[str, Any]] = [
        {
            "date": f"{1900 + at // 28 // 12}-{at // 28 % 12 + 1:02}-{at % 28 + 1:02}",
            "value": f"{at % 9} mg/L",
        }
        for at in range(3000)
    ]
    record = {"id": "P", "visits": {"screening": {"date": "2025-03-01"}}, "complete": {"*": "screening"}}
    answer = protocol.evaluate({**record, "results": {"CRP": found}})
    assert answer.verdict is mgdsl.Verdict.ELIGIBLE
    assert answer.criteria[0].reasons[0].shown == ("CRP 2 mg/L, 1908-12-04",)
