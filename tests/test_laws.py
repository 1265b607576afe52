"""The laws of the language, as properties of protocols that check and of the records they may meet.

`--hypothesis-profile=deep` looks much further.
"""

from functools import lru_cache
from itertools import pairwise
from typing import Any

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies.forget import less
from strategies.typed import VISITS, protocols
from strategies.typed_records import records

from mgdsl.core.codec import dumps, loads
from mgdsl.core.data import Data
from mgdsl.core.program import Program
from mgdsl.evaluate.answer import answer
from mgdsl.evaluate.interpret import evaluate
from mgdsl.evaluate.result import CriterionResult, Status
from mgdsl.program import load_bytes
from mgdsl.records.mask import as_of
from mgdsl.records.model import Record
from mgdsl.records.project import Projector
from mgdsl.records.read import Reader
from mgdsl.sql.run import run
from mgdsl.tree import walk

STATUS = {True: "fail", False: "pass", None: "unknown"}
AFTER = {
    "unknown": {"unknown", "pass", "fail", "not applicable"},
    "pass": {"pass", "not applicable"},
    "fail": {"fail"},
    "not applicable": {"not applicable"},
}
"""What a status may become when more is known."""


@lru_cache(maxsize=16)
def program(text: str) -> Program:
    """The protocol, which must check."""
    checked = load_bytes("random.mgdsl", text.encode()).checked
    shown = [(d.name, d.message, d.place and d.place.text) for d in checked.diagnostics]
    assert checked.program is not None, shown
    return checked.program


class Protocol:
    """A checked program with its reader and its columns."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.program = program(text)
        self.reader = Reader(self.program.schema, self.program.answers)
        self.projector = Projector(self.program.schema, self.program.columns, self.program.tables)

    def __repr__(self) -> str:
        return self.text

    def read(self, raw: dict[str, Any]) -> Record:
        found = self.reader.read(raw)
        assume(isinstance(found, Record))
        assert isinstance(found, Record)
        return found

    def data(self, record: Record, visit: str | None = None) -> Data:
        """The columns, as of a visit if one is given."""
        return self.projector.of(as_of(record, visit, self.program.schema) if visit else record)

    def statuses(self, data: Data) -> dict[str, str]:
        decisions = evaluate(self.program, data).decisions
        return {each.criterion.id: status(each.applies.value, each.blocks.value) for each in decisions}


def status(applies: bool | None, blocks: bool | None) -> str:
    return "not applicable" if applies is False else STATUS[blocks]


def verdict(statuses: dict[str, str]) -> str:
    if "fail" in statuses.values():
        return "ineligible"
    return "undetermined" if "unknown" in statuses.values() else "eligible"


@st.composite
def patients(draw: st.DrawFn) -> tuple[Protocol, dict[str, Any]]:
    protocol = Protocol(draw(protocols()))
    return protocol, draw(records(protocol.program.answers))


@st.composite
def learners(draw: st.DrawFn) -> tuple[Protocol, dict[str, Any], dict[str, Any]]:
    """A protocol, a record, and the same record before some of it was learnt."""
    protocol, raw = draw(patients())
    return protocol, raw, draw(less(raw))


def may_become(before: dict[str, str], after: dict[str, str]) -> None:
    for id_, old in before.items():
        assert after[id_] in AFTER[old], (id_, old, after[id_])
    if verdict(before) != "undetermined":
        assert verdict(after) == verdict(before)


@given(patients())
def test_the_interpreter_and_sql_agree(patient: tuple[Protocol, dict[str, Any]]) -> None:
    """A checked program raises on no backend, and all give the same statuses and verdict."""
    protocol, raw = patient
    record = protocol.read(raw)
    masked = [evolve(protocol.data(record, visit), id=str(visit)) for visit in (None, *VISITS)]
    rows = run(protocol.program, masked)
    for data in masked:
        statuses = protocol.statuses(data)
        assert rows[data.id].statuses == statuses
        assert rows[data.id].verdict == verdict(statuses)


@given(learners())
def test_learning_more_never_flips_a_verdict(
    learner: tuple[Protocol, dict[str, Any], dict[str, Any]],
) -> None:
    protocol, raw, forgotten = learner
    before, after = protocol.read(forgotten), protocol.read(raw)
    may_become(protocol.statuses(protocol.data(before)), protocol.statuses(protocol.data(after)))


@given(patients())
def test_a_mask_adds_no_knowledge(patient: tuple[Protocol, dict[str, Any]]) -> None:
    """What is decided as of a visit stays so as of each later one, and with the whole record."""
    protocol, raw = patient
    record = protocol.read(raw)
    masks = [protocol.statuses(protocol.data(record, visit)) for visit in (*VISITS, None)]
    for before, after in pairwise(masks):
        may_become(before, after)


@given(protocols())
def test_every_span_lies_in_its_source(text: str) -> None:
    checked = program(text)
    roots = (*(let.body for let in checked.lets), *checked.criteria)
    places = [node.origin.place for root in roots for node in walk(root) if getattr(node, "origin", None)]
    assert places
    for place in places:
        assert 0 <= place.span.start < place.span.end <= len(place.source.text)
        assert place.source in checked.sources
        assert place.text.strip() == place.text


@given(patients())
def test_a_compiled_protocol_answers_alike(patient: tuple[Protocol, dict[str, Any]]) -> None:
    """Through JSON and back: the same program, the same columns, the same answer."""
    protocol, raw = patient
    again = loads(dumps(protocol.program))
    assert again == protocol.program
    data = protocol.data(protocol.read(raw))
    assert answer(again, data) == answer(protocol.program, data)


@given(patients())
def test_the_root_of_an_explanation_is_the_verdict(patient: tuple[Protocol, dict[str, Any]]) -> None:
    """Reasons stand under a value that gives the status; what is unknown names what is missing."""
    protocol, raw = patient
    data = protocol.data(protocol.read(raw), VISITS[-1])
    found, statuses = answer(protocol.program, data), protocol.statuses(data)
    assert {each.id: each.status.value for each in found.criteria} == statuses
    assert found.verdict.value == verdict(statuses)
    for each in found.criteria:
        assert each.reasons and any(reason.value is root(each) for reason in each.reasons), each
        assert bool(each.missing) == (each.status is Status.UNKNOWN), each


def root(result: CriterionResult) -> bool | None:
    """The value of what a criterion states, by its status; where it does not apply, of its condition."""
    match result.status:
        case Status.PASS:
            return result.kind == "inclusion"
        case Status.FAIL:
            return result.kind == "exclusion"
        case Status.NOT_APPLICABLE:
            return False
        case _:
            return None
