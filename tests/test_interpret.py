"""The interpreter: folds by example, the law of learning, and that answers fit the values."""

from fractions import Fraction

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from learning import TABLE, learnt, patients, programs

from mgdsl.core.columns import Column, Slot, Yes
from mgdsl.core.data import Bounds, Data, Row, Truth
from mgdsl.core.ir import (
    TRUE,
    UNKNOWN,
    Apply,
    Count,
    Criterion,
    Distinct,
    Expr,
    Field,
    Fold,
    If,
    Lit,
    Not,
    Origin,
    Query,
    Ref,
    Sum,
    all_,
    any_,
    decided,
)
from mgdsl.core.program import Let, Program
from mgdsl.core.schema import Schema
from mgdsl.evaluate.answer import answer, pinned
from mgdsl.evaluate.folds import folded
from mgdsl.evaluate.interpret import Interpreter, evaluate
from mgdsl.evaluate.json import answer_schema, to_json
from mgdsl.evaluate.result import Answer, Missing, Status, Verdict
from mgdsl.evaluate.text import render_text
from mgdsl.evaluate.trace import Trace
from mgdsl.report.source import Place, Source, Span

SCHEMA = jsonschema.Draft202012Validator(answer_schema())


def row(match: Truth, agent: str | None = None, could: str | None = None, dose: Bounds = (None, None)) -> Row:
    return {"match": match, "agent": agent, "agent?": could, "dose": dose}


def exact(number: int) -> Bounds:
    return (number, 0), (number, 0)


A, B = row(True, "a", ",a,"), row(True, "b", ",b,")
FOLDS: list[tuple[str, Fold, list[Row], bool, Bounds]] = [
    ("closed rows are counted", Count(), [row(True), row(None), row(False)], True, ((1, 0), (2, 0))),
    ("an open history has no end", Count(), [row(True)], False, ((1, 0), None)),
    ("one agent twice is one", Distinct("agent", None), [A, A], True, exact(1)),
    ("a nameless row may be another", Distinct("agent", None), [A, row(True)], True, ((1, 0), (2, 0))),
    ("it is another", Distinct("agent", None), [A, row(True, None, ",b,c,")], True, exact(2)),
    ("it may be none other", Distinct("agent", None), [A, row(True, None, ",a,c,")], True, ((1, 0), (2, 0))),
    ("it may be one of two", Distinct("agent", None), [A, B, row(True, None, ",a,")], True, ((2, 0), (3, 0))),
    ("two of them may be one", Distinct("agent", None), [row(True, None, ",b,")] * 2, True, ((1, 0), (2, 0))),
    ("a row that may match", Distinct("agent", None), [A, row(None, "b", ",b,")], True, ((1, 0), (2, 0))),
    ("a class bounds an open history", Distinct("agent", 2), [A], False, ((1, 0), (2, 0))),
    ("a class is not exceeded", Distinct("agent", 2), [A, B, row(None)], True, exact(2)),
    (
        "sums of sure rows",
        Sum("dose"),
        [row(True, dose=exact(3)), row(None, dose=exact(4))],
        True,
        ((3, 0), (7, 0)),
    ),
    ("a dose between bounds", Sum("dose"), [row(True, dose=((1, 0), (4, 0)))], True, ((1, 0), (4, 0))),
    ("an unbounded dose", Sum("dose"), [row(True, dose=((3, 0), None)), row(True)], True, ((3, 0), None)),
    ("an open sum", Sum("dose"), [row(True, dose=((3, 1), (4, 0)))], False, ((3, 1), None)),
    ("no rows", Sum("dose"), [], True, exact(0)),
]


@pytest.mark.parametrize(
    ("fold", "rows", "closed", "bounds"), [case[1:] for case in FOLDS], ids=[c[0] for c in FOLDS]
)
def test_folds(fold: Fold, rows: list[Row], closed: bool, bounds: Bounds) -> None:
    matches = [each["match"] for each in rows]
    assert folded(fold, rows, matches, closed) == bounds  # type: ignore[arg-type]


def run(
    expr: Expr, patient: Row | None = None, rows: tuple[Row, ...] = (), lets: tuple[Expr, ...] = ()
) -> Trace:
    data = Data("p", patient or {}, {"therapies": rows})
    return Interpreter(tuple(Let(str(i), body) for i, body in enumerate(lets)), data).trace(expr)


def test_if_agrees_or_is_unknown() -> None:
    assert run(If(UNKNOWN, TRUE, TRUE)).value is True
    assert run(If(UNKNOWN, TRUE, UNKNOWN)).value is None
    assert run(If(TRUE, Lit(False), TRUE)).value is False


def test_a_definition_is_evaluated_once() -> None:
    trace = run(all_((Ref(0), Ref(0))), {"t": True}, lets=(Field("", "t"),))
    assert trace.value is True
    assert trace.children[0].children[0] is trace.children[1].children[0]


def test_nothing_is_cut_short() -> None:
    trace = run(any_((TRUE, all_((Lit(False), UNKNOWN)))))
    assert [child.value for child in trace.children] == [True, False]
    assert len(trace.children[1].children) == 2


def test_a_nested_query_sees_the_outer_row() -> None:
    same = Apply("same", Field("inner", "agent"), Field("outer", "agent"))
    twice = Apply(">=", Query("therapies", "inner", same, TRUE, Count()), Lit(Fraction(2)))
    count = Query("therapies", "outer", twice, TRUE, Count())
    assert run(count, rows=(A, B, A)).value == exact(2)
    assert run(Ref(0), rows=(A, B, A), lets=(Apply("=", count, Lit(Fraction(2))),)).value is True


def test_a_definition_may_name_its_row_as_the_query_around_it() -> None:
    inner = Apply(">=", Query("therapies", "r", TRUE, TRUE, Count()), Lit(Fraction(1)))
    last = Apply("same", Field("r", "agent"), Field("r", "agent"))
    assert run(
        Query("therapies", "r", all_((Ref(0), last)), TRUE, Count()), rows=(A, B), lets=(inner,)
    ).value == exact(2)


@pytest.mark.parametrize(
    ("true", "false", "value"),
    [
        (True, False, True),
        (False, True, False),
        (None, None, None),
        (None, False, None),
        (False, False, None),
    ],
)
def test_decided(true: Truth, false: Truth, value: Truth) -> None:
    assert run(decided(Lit(true), Lit(false))).value is value


@settings(max_examples=250, deadline=None)
@given(programs(), patients(), st.data())
def test_learning_more_never_flips_a_decided_value(
    program: Program, before: Data, data: st.DataObject
) -> None:
    after = data.draw(learnt(before))
    for old, new in zip(evaluate(program, before).decisions, evaluate(program, after).decisions, strict=True):
        assert old.applies.value is None or new.applies.value is old.applies.value
        assert old.blocks.value is None or new.blocks.value is old.blocks.value


@pytest.mark.parametrize("fold", [Count(), Sum("dose"), Distinct("agent", None), Distinct("agent", 3)])
@settings(max_examples=60, deadline=None)
@given(before=patients(), data=st.data())
def test_learning_more_only_narrows_a_fold(fold: Fold, before: Data, data: st.DataObject) -> None:
    low, high = _fold_of(fold, before)
    new_low, new_high = _fold_of(fold, data.draw(learnt(before)))
    assert low is not None and new_low is not None and low <= new_low
    assert high is None or (new_high is not None and new_low <= new_high <= high)


def _fold_of(fold: Fold, data: Data) -> Bounds:
    return run(
        Query("therapies", "r", Field("r", "t"), Field("", "closed"), fold),
        data.patient,
        data.tables["therapies"],
    ).value  # type: ignore[no-any-return]


@settings(max_examples=60, deadline=None)
@given(programs(), patients())
def test_every_answer_fits_its_schema_and_its_trace(program: Program, data: Data) -> None:
    found = answer(program, data)
    SCHEMA.validate(to_json(found))
    assert render_text(found).startswith(f"p: {found.verdict.value.upper()}")
    for result in found.criteria:
        assert result.status is Status.UNKNOWN or not result.missing
    assert found.verdict is Verdict.UNDETERMINED or not found.missing


# A small program with the author's words. -------------------------------------------------------------------
TEXT = """inclusion I1 "Active":
    any of:
        score   >= 11 at screening
        severe
exclusion E1 "Treated":
    any IVIg before screening
"""
SOURCE = Source("protocol.mgdsl", TEXT)


def words(text: str, note: str = "") -> Origin:
    start = TEXT.index(text)
    return Origin(place=Place(SOURCE, Span(start, start + len(text))), note=note)


def column(name: str, kind: str, visit: str | None = None) -> Column:
    return Column(name, kind, Yes(Slot(name, visit)))


SCORE = Apply(">=", Field("", "score"), Lit(Fraction(11)), origin=words("score   >= 11", "at screening"))
SEVERE = Field("", "severe", origin=words("severe"))
ACTIVE = any_((SCORE, SEVERE), words("any of:"))
IVIG = Query("therapies", "r1", Field("r1", "match"), Field("", "closed"), Count())
TREATED = Apply(">=", IVIG, Lit(Fraction(1)), origin=words("any IVIg before screening"))
PROGRAM = Program(
    title="Example",
    properties=(),
    sources=(SOURCE,),
    schema=Schema(visits=("screening",)),
    columns=(column("score", "number", "screening"), column("severe", "truth"), column("closed", "truth")),
    tables=(TABLE.__class__("therapies", ("IVIg",), False, False, (column("match", "truth"),)),),
    lets=(),
    criteria=(
        Criterion("I1", "inclusion", "Active", TRUE, Not(ACTIVE), origin=words('inclusion I1 "Active":')),
        Criterion("E1", "exclusion", "Treated", TRUE, TREATED),
    ),
    answers=(),
)


def patient(score: Bounds, severe: Truth, closed: Truth, *rows: Truth) -> Answer:
    columns: Row = {"score": score, "severe": severe, "closed": closed}
    return answer(PROGRAM, Data("P-1", columns, {"therapies": tuple({"match": match} for match in rows)}))


def test_a_fail_is_explained_by_every_false_branch() -> None:
    found = patient(exact(9), False, True)
    assert found.verdict is Verdict.INELIGIBLE and found.missing == ()
    assert [result.status for result in found.criteria] == [Status.FAIL, Status.PASS]
    (reason,) = found.criteria[0].reasons
    assert (reason.text, reason.value, reason.line) == ("any of:", False, 2)
    assert [(child.text, child.note, child.value, child.shown) for child in reason.children] == [
        ("score >= 11", "at screening", False, ("score",)),
        ("severe", "", False, ("severe",)),
    ]


def test_a_pass_is_explained_by_what_is_true() -> None:
    found = patient(exact(11), False, True)
    assert found.verdict is Verdict.ELIGIBLE
    assert [child.text for child in found.criteria[0].reasons[0].children] == ["score >= 11"]


def test_unknown_leaves_are_missing_unless_cut_off() -> None:
    found = patient(((9, 0), (12, 0)), False, None, None)
    assert found.verdict is Verdict.UNDETERMINED
    assert found.criteria[0].missing == (Missing(None, ("score",)),)
    assert found.criteria[1].missing == (Missing(None, ("closed", "IVIg, record 1: match")),)
    assert found.criteria[1].reasons[0].shown == ("IVIg, record 1 (not sure: match not known)", "closed")
    assert patient(exact(12), None, True).missing == ()


def test_rows_that_match_are_reasons() -> None:
    (reason,) = patient(exact(12), True, None, True, False, None).criteria[1].reasons
    assert (reason.value, reason.shown, reason.children) == (True, ("IVIg, record 1",), ())


def test_a_list_that_decides_by_its_end_says_so() -> None:
    (reason,) = patient(exact(12), True, True, False).criteria[1].reasons
    assert (reason.value, reason.shown) == (False, ("not counted: IVIg, record 1", "closed"))
    (reason,) = patient(exact(12), True, True).criteria[1].reasons
    assert (reason.value, reason.shown) == (False, ("none on record; closed",))


def test_text_puts_the_verdict_first_and_the_line_beside_the_words() -> None:
    text = render_text(patient(exact(9), False, True, True))
    assert text.splitlines()[0] == "P-1: INELIGIBLE"
    assert "fail            I1  Active  (line 1)" in text
    assert "no: score >= 11 at screening  (line 3)" in text
    assert "met: excludes   E1  Treated" in text


def test_eligible_as_far_as_public() -> None:
    hole = Criterion("exclusions", "exclusion", "not public", TRUE, UNKNOWN, hole=True)
    known = Criterion("I1", "inclusion", "", TRUE, Lit(False))
    open_ = Criterion("I2", "inclusion", "", TRUE, UNKNOWN)

    def verdict(*criteria: Criterion) -> tuple[Verdict, bool]:
        program = Program("", (), (), Schema(), (), (), (), criteria, ())
        found = answer(program, Data("p", {}, {}))
        return found.verdict, found.eligible_as_far_as_public

    assert verdict(known, hole) == (Verdict.UNDETERMINED, True)
    assert verdict(open_, hole) == (Verdict.UNDETERMINED, False)
    assert verdict(known) == (Verdict.ELIGIBLE, False)


@pytest.mark.parametrize(
    ("applies", "blocks", "status"),
    [
        (False, True, Status.NOT_APPLICABLE),
        (None, True, Status.FAIL),
        (None, False, Status.PASS),
        (True, None, Status.UNKNOWN),
        (True, False, Status.PASS),
    ],
)
def test_statuses(applies: Truth, blocks: Truth, status: Status) -> None:
    criterion = Criterion("I1", "inclusion", "", Lit(applies), Lit(blocks))
    program = Program("", (), (), Schema(), (), (), (), (criterion,), ())
    assert answer(program, Data("p", {}, {})).criteria[0].status is status


def test_pins_are_hashes() -> None:
    pins = pinned((SOURCE,), "1.0", b"{}")
    assert pins.sources[0][0] == "protocol.mgdsl" and len(pins.sources[0][1]) == 64
    assert pins.record == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
