"""The SQL backend gives the interpreter's answers, or refuses with a sentence."""

import importlib
import sqlite3
import sys
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies.core_programs import DAYS, DOSES, MOMENTS, NAME, NUMBERS, TABLES, TRUTHS, patients, program
from strategies.core_programs import programs as random_programs

from mgdsl.core.data import Bounds, Data, Row, Truth
from mgdsl.core.ir import (
    FALSE,
    TRUE,
    UNKNOWN,
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
    any_,
)
from mgdsl.core.program import Program
from mgdsl.evaluate.interpret import evaluate
from mgdsl.lang.bounds import exactly
from mgdsl.sql.emit import emit
from mgdsl.sql.errors import CannotEncode, MissingExtra
from mgdsl.sql.load import schema_sql
from mgdsl.sql.run import Rows, run

WORDS: dict[object, str] = {True: "fail", False: "pass", None: "unknown"}
LITERALS: dict[object, Expr] = {True: TRUE, False: FALSE, None: UNKNOWN}


def interpreted(program: Program, data: Data) -> Rows:
    """What the interpreter says, in the backend's words (rules 2 and 3 of the verdict)."""
    statuses = {
        decision.criterion.id: "not applicable"
        if decision.applies.value is False
        else WORDS[decision.blocks.value]
        for decision in evaluate(program, data).decisions
    }
    found = set(statuses.values())
    verdict = "ineligible" if "fail" in found else "undetermined" if "unknown" in found else "eligible"
    return Rows(statuses, verdict)


def asking(*exprs: Expr, lets: tuple[Expr, ...] = ()) -> Program:
    """A program whose statuses tell the truths of expressions."""
    return program(lets, tuple(Criterion(str(i), "inclusion", "", TRUE, x) for i, x in enumerate(exprs)))


def row(**changed: object) -> Row:
    values: Row = {name: True for name in TRUTHS}
    values |= {name: exactly(0) for name in (*NUMBERS, *MOMENTS)}
    values |= {name: exactly(739000) for name in DAYS}
    return {**values, NAME: "a", **changed}  # type: ignore[dict-item]


def patient(*rows: Row, id_: str = "P", **changed: object) -> Data:
    """Rows of the first table, each with a dose of 0 unless it says otherwise."""
    table = tuple({DOSES: exactly(0), f"{NAME}?": None, **given} for given in rows)
    return Data(id_, row(**changed), {TABLES[0]: table, TABLES[1]: ()})


def truths(data: Data, *exprs: Expr) -> list[Truth]:
    statuses = run(asking(*exprs), [data])[data.id].statuses
    words = {word: value for value, word in WORDS.items()}
    return [words[statuses[str(i)]] for i in range(len(exprs))]  # type: ignore[misc]


def fold(of: Count | Distinct | Sum, closed: Expr = TRUE) -> Query:
    return Query(TABLES[0], "r", Field("r", TRUTHS[0]), closed, of)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(random_programs(), st.lists(patients(), max_size=3))
def test_sql_says_what_the_interpreter_says(program: Program, given: list[Data]) -> None:
    named = [Data(f"{data.id}{i}", data.patient, data.tables) for i, data in enumerate(given)]
    assert run(program, named) == {data.id: interpreted(program, data) for data in named}


@pytest.mark.parametrize("condition", [True, False, None])
@pytest.mark.parametrize("then", [True, False, None])
@pytest.mark.parametrize("otherwise", [True, False, None])
def test_if_answers_where_both_branches_agree(condition: Truth, then: Truth, otherwise: Truth) -> None:
    expr = If(LITERALS[condition], LITERALS[then], LITERALS[otherwise])
    assert run(asking(expr), [patient()])["P"] == interpreted(asking(expr), patient())


def test_wide_connectives() -> None:
    yes, no = Field("", TRUTHS[0]), Field("", TRUTHS[1])
    wide = (yes,) * 3000
    data = patient(**{TRUTHS[1]: None})
    assert truths(data, all_(wide), all_((*wide, no)), any_((no, *wide)), AtLeast(900, wide[:1000])) == [
        True,
        None,
        True,
        True,
    ]


def test_deep_nesting_becomes_definitions() -> None:
    expr: Expr = Field("", TRUTHS[0])
    for depth in range(120):
        expr = If(Field("", TRUTHS[1]), expr, any_((Not(expr), UNKNOWN))) if depth % 40 == 0 else Not(expr)
    assert run(asking(expr), [patient()])["P"] == interpreted(asking(expr), patient())


def test_nesting_beyond_the_parser_is_refused() -> None:
    expr: Expr = Field("", TRUTHS[0])
    for _ in range(3000):
        expr = Not(expr)
    with pytest.raises(CannotEncode, match="nested too deeply"):
        run(asking(expr), [patient()])


def test_definitions_over_definitions() -> None:
    lets = (Field("", TRUTHS[0]), *(Not(Ref(i)) for i in range(60)))
    assert run(asking(Ref(60), lets=lets), [patient()])["P"].statuses == {"0": "fail"}


@pytest.mark.parametrize(
    ("value", "op", "limit", "expected"),
    [
        (exactly(Fraction(1, 3)), ">", 0, True),
        (exactly(Fraction(1, 3)), ">=", 1, False),
        (exactly(Fraction(-1, 3)), "<", 0, True),
        (((5, 1), None), ">", 5, True),
        ((None, (5, -1)), "<", 5, True),
        (((5, 0), (6, 0)), ">=", 6, None),
        (((5, 0), (6, 0)), "=", 7, False),
        ((None, None), "=", 0, None),
    ],
)
def test_values_between_steps_keep_their_order(value: Bounds, op: str, limit: int, expected: Truth) -> None:
    compared = Apply(op, Field("", "score"), Lit(Fraction(limit)))
    assert truths(patient(score=value), compared) == [expected]


def test_just_above_and_just_below_neighbours_differ() -> None:
    step = Fraction(1, 2520 * 10**6)
    data = patient(**{MOMENTS[0]: ((0, 1), None), MOMENTS[1]: (None, (step, -1))})
    assert truths(data, Apply(">=", *(Field("", name) for name in MOMENTS))) == [None]


def test_sums_are_exact() -> None:
    doses = [{**row(), DOSES: exactly(Fraction(1, 10))} for _ in range(3)]
    total = Apply("=", fold(Sum(DOSES)), Lit(Fraction(1, 2)))
    assert truths(patient(*doses, {**row(), DOSES: exactly(Fraction(1, 5))}), total) == [True]
    assert truths(patient(*doses, {**row(), DOSES: ((Fraction(1, 5), 1), None)}), total) == [False]


def test_an_agent_of_no_counted_name_is_one_more() -> None:
    two = Apply(">=", fold(Distinct(NAME, None)), Lit(Fraction(2)))
    known, other, either = (
        row(),
        {**row(), NAME: None, f"{NAME}?": ",b,c,"},
        {**row(), NAME: None, f"{NAME}?": ",a,b,"},
    )
    assert truths(patient(known, other), two) == [True]
    assert truths(patient(known, either), two) == [None]


def test_what_does_not_fit_is_refused() -> None:
    score, limit = Field("", "score"), Lit(Fraction(2**61))
    with pytest.raises(CannotEncode, match="62 bits"):
        emit(asking(Apply(">=", score, limit)))
    fits = asking(Apply(">=", score, Lit(Fraction(2**61 - 1))))
    assert run(fits, [patient(score=exactly(2**61 - 1))])["P"].verdict == "ineligible"
    with pytest.raises(CannotEncode, match=r"Patient P: score .* 62 bits"):
        run(fits, [patient(score=exactly(2**61))])
    with pytest.raises(CannotEncode, match="multiple of the step"):
        emit(asking(Apply(">=", score, Lit(Fraction(1, 2)))))
    summed = asking(Apply(">=", fold(Sum(DOSES)), Lit(Fraction(1))))
    with pytest.raises(CannotEncode, match="sum of 50 values"):
        run(summed, [patient(*[{**row(), DOSES: exactly(10**7)}] * 50)])
    with pytest.raises(CannotEncode, match="whole number"):
        run(summed, [patient({**row(), DOSES: exactly(Fraction(1, 11))})])


AWKWARD = ("'; DROP TABLE patients; --", '"', "`]", "a\x00b", "\u2028*/", "’🧪", "%s ? :x", "")


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_texts_and_ids_are_only_data(name: str) -> None:
    same = Apply("same", Field("", NAME), Field("r", NAME))
    query = Query(TABLES[0], "r", same, TRUE, Count())
    asked = asking(Apply("=", query, Lit(Fraction(1))))
    data = patient({**row(), NAME: name}, {**row(), NAME: "else"}, id_=name, **{NAME: name})
    assert run(asked, [data]) == {name: interpreted(asked, data)}
    assert run(asked, [data])[name].verdict == "ineligible"


def test_half_a_character_is_refused() -> None:
    with pytest.raises(CannotEncode, match="half a character"):
        run(asking(TRUE), [patient(**{NAME: "\ud800"})])


def test_no_name_of_the_program_is_code() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(schema_sql(asking(TRUE)))
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables == {"patients", "t0", "t1"}
    code = [line for line in emit(asking(TRUE)).splitlines() if not line.startswith("--")]
    assert not any(name in line for name in (*TRUTHS, *TABLES) for line in code)


def test_without_the_extra_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlglot", None)
    monkeypatch.delitem(sys.modules, "mgdsl.sql.trees")
    with pytest.raises(MissingExtra, match=r"pip install 'mgdsl\[sql\]'"):
        importlib.import_module("mgdsl.sql.trees")
