"""The Python API as a user meets it."""

import copy
import json
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import jsonschema
import pytest

import mgdsl

HERE = Path(__file__).parent.parent
FOUNDING = HERE / "protocols/nct06371040"
LINES = (FOUNDING / "patients.jsonl").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def protocol() -> mgdsl.Protocol:
    return mgdsl.load(FOUNDING)


def test_a_record_is_a_mapping_or_its_text(protocol: mgdsl.Protocol) -> None:
    answers = [protocol.evaluate(form) for form in (LINES[3], LINES[3].encode(), json.loads(LINES[3]))]
    assert answers[0].verdict is mgdsl.Verdict.ELIGIBLE
    assert answers[0] == answers[1] == answers[2]
    assert answers[0].as_of == "infusion"
    assert answers[0].pins.version == mgdsl.__version__


def test_as_of_masks_later_visits(protocol: mgdsl.Protocol) -> None:
    answer = protocol.evaluate(LINES[3], as_of="  Screening ")
    assert answer.as_of == "screening"
    assert answer.verdict is mgdsl.Verdict.UNDETERMINED
    assert {"baseline", "infusion"} <= {group.visit for group in answer.missing}


def test_an_unknown_visit_offers_the_nearest(protocol: mgdsl.Protocol) -> None:
    with pytest.raises(mgdsl.MgdslError) as error:
        protocol.evaluate(LINES[0], as_of="screning")
    assert "`screening`" in error.value.diagnostics[0].repair


def test_every_mistake_in_a_record_is_reported(protocol: mgdsl.Protocol) -> None:
    with pytest.raises(mgdsl.RecordError) as error:
        protocol.evaluate({"id": "A", "facts": {"sex": "femal", "birth date": 1980}})
    assert {found.path for found in error.value.diagnostics} == {"facts.sex", "facts.birth date"}


@pytest.mark.parametrize("record", ["", "[]", "[1]", "nonsense", b"\xff", LINES[0] + "\n" + LINES[1], {}])
def test_what_is_not_one_record_raises(protocol: mgdsl.Protocol, record: str) -> None:
    with pytest.raises(mgdsl.RecordError):
        protocol.evaluate(record)


def test_one_bad_record_does_not_hide_the_others(protocol: mgdsl.Protocol) -> None:
    text = "\n".join([LINES[0], '{"id": "B", "facts": 3}', "{oops", LINES[1], LINES[1]])
    found = list(protocol.evaluate_many(text))
    kinds = [type(each) is mgdsl.Answer or each[0].name for each in found]
    assert kinds == [True, "wrong-type", "not-json", True, "duplicate-id"]
    assert [type(each) for each in protocol.evaluate_many(map(json.loads, LINES[:2]))] == [mgdsl.Answer] * 2


def test_a_protocol_that_does_not_check_raises_all_findings(tmp_path: Path) -> None:
    with pytest.raises(mgdsl.ProgramError) as error:
        mgdsl.loads('protocol "P":\n    visits: v\n    decision visit: v\n\ninclusion I1 "A":\n    nothing\n')
    assert error.value.diagnostics[0].place is not None
    vocabulary = tmp_path / "v.mgdsl"
    vocabulary.write_text("fact x:\n    recorded: once\n")
    with pytest.raises(mgdsl.ProgramError, match="no protocol"):
        mgdsl.load(vocabulary)
    with pytest.raises(OSError):
        mgdsl.load(tmp_path / "none.mgdsl")


def test_compiled_protocols_answer_alike(protocol: mgdsl.Protocol, tmp_path: Path) -> None:
    text = "\n".join(LINES)
    expected = list(protocol.evaluate_many(text))
    assert list(mgdsl.Protocol.from_json(protocol.to_json()).evaluate_many(text)) == expected
    file = tmp_path / "core.json"
    file.write_text(protocol.dumps(), encoding="utf-8")
    assert list(mgdsl.load(file).evaluate_many(text)) == expected


def test_record_schema_and_template_fit(protocol: mgdsl.Protocol) -> None:
    validator = jsonschema.Draft202012Validator(protocol.record_schema())
    for line in LINES:
        validator.validate(json.loads(line))
    validator.validate(protocol.template())
    assert protocol.evaluate(protocol.template()).verdict is mgdsl.Verdict.UNDETERMINED


def test_the_hash_of_a_record_is_of_what_it_says(protocol: mgdsl.Protocol) -> None:
    other = dict(reversed(json.loads(LINES[0]).items()))
    assert protocol.evaluate(other).pins == protocol.evaluate(json.dumps(other, indent=3)).pins
    assert protocol.evaluate(LINES[0]).pins.record == protocol.evaluate(other).pins.record
    assert protocol.evaluate(LINES[1]).pins.record != protocol.evaluate(other).pins.record


def test_sql_is_the_whole_of_it(protocol: mgdsl.Protocol) -> None:
    text = protocol.sql()
    assert text.startswith("CREATE TABLE") and text.rstrip().endswith(";") and "verdict" in text


def test_public_names() -> None:
    assert all(getattr(mgdsl, name) is not None for name in mgdsl.__all__)
    assert set(mgdsl.__all__) <= set(dir(mgdsl))
    with pytest.raises(AttributeError):
        _ = mgdsl.nothing


def test_a_compiled_protocol_needs_no_parser(protocol: mgdsl.Protocol, tmp_path: Path) -> None:
    (tmp_path / "core.json").write_text(protocol.dumps(), encoding="utf-8")
    (tmp_path / "record.json").write_text(LINES[3], encoding="utf-8")
    code = """
import sys, mgdsl
before = {name for name in sys.modules if name.startswith(("mgdsl.", "attr", "lark"))}
assert before == {"mgdsl.version"}, before
protocol = mgdsl.load(sys.argv[1])
print(protocol.evaluate(open(sys.argv[2]).read()).verdict.value)
loaded = [name for name in sys.modules if name.split(".")[0] in ("lark", "sqlglot", "click")]
loaded += [name for name in sys.modules if name.startswith(("mgdsl.syntax", "mgdsl.check"))]
assert not loaded, loaded
"""
    arguments = [sys.executable, "-c", code, str(tmp_path / "core.json"), str(tmp_path / "record.json")]
    done = subprocess.run(arguments, capture_output=True, text=True, cwd=HERE, check=False)
    assert done.stdout == "eligible\n", done.stderr


def test_what_leaves_the_process_comes_back_whole(protocol: mgdsl.Protocol) -> None:
    """Protocols, answers with their words, and errors, as a pool of processes sends them."""
    again = pickle.loads(pickle.dumps(protocol))
    for line in LINES[:6]:
        answer = protocol.evaluate(line)
        sent = pickle.loads(pickle.dumps(again.evaluate(line)))
        assert sent == answer and sent.to_json() == answer.to_json()
        assert copy.deepcopy(answer).missing == answer.missing
    with pytest.raises(mgdsl.RecordError) as record:
        protocol.evaluate({"idd": 1})
    with pytest.raises(mgdsl.ProgramError) as program:
        mgdsl.loads("protocol")
    with pytest.raises(mgdsl.CodecError) as compiled:
        mgdsl.Protocol.from_json("{}")
    for error in (record.value, program.value, compiled.value):
        sent_error = pickle.loads(pickle.dumps(error))
        assert type(sent_error) is type(error) and sent_error.diagnostics == error.diagnostics


def test_answers_and_findings_are_plain_types(protocol: mgdsl.Protocol) -> None:
    answer = protocol.evaluate(LINES[0]).to_json()
    assert json.loads(json.dumps(answer)) == answer and answer["verdict"] == "undetermined"
    (found,) = protocol.evaluate_many({"id": "A", "facts": {"sex": "femal"}})
    assert isinstance(found, tuple)
    shown = found[0].to_json()
    assert json.loads(json.dumps(shown)) == shown
    assert (shown["record"], shown["path"], shown["place"]) == ("A", "facts.sex", None)


def test_a_record_of_python_values(protocol: mgdsl.Protocol) -> None:
    """Dates, tuples, mappings that are no dict, Decimal: what a program that holds patients has."""
    raw = {
        "id": "A",
        "facts": MappingProxyType({"sex": "female", "birth date": date(1990, 3, 1)}),
        "visits": {"screening": {"date": datetime(2025, 3, 1, 8, 30), "MG-ADL": Decimal("6.0"), "QMG": 12}},
        "events": {"therapies": ({"agent": "azathioprine", "start": date(2021, 3, 1)},)},
    }
    text = {
        "id": "A",
        "facts": {"sex": "female", "birth date": "1990-03-01"},
        "visits": {"screening": {"date": "2025-03-01 08:30:00", "MG-ADL": 6, "QMG": 12}},
        "events": {"therapies": [{"agent": "azathioprine", "start": "2021-03-01"}]},
    }
    assert protocol.evaluate(raw) == protocol.evaluate(text)
    with pytest.raises(mgdsl.RecordError, match="Python type `set`"):
        protocol.evaluate({"id": "A", "facts": {"sex": {"female"}}})
    for wrong in ([raw], None, 5):
        with pytest.raises(mgdsl.RecordError, match="not an object"):
            protocol.evaluate(wrong)  # type: ignore[arg-type]


def test_one_protocol_serves_many_threads(protocol: mgdsl.Protocol) -> None:
    wanted = [protocol.evaluate(line).to_json() for line in LINES]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda line: protocol.evaluate(line).to_json(), LINES * 4))
    assert found == wanted * 4
