"""The compiled form: identity, its schema, and what it refuses."""

import json
from pathlib import Path

import attrs
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mgdsl.core import codec
from mgdsl.core.codec_error import CodecError
from mgdsl.core.codec_schema import core_schema
from mgdsl.core.ir import Lit, Not, Origin
from mgdsl.core.program import Program
from mgdsl.program import load_path
from mgdsl.report.source import Place, Source, Span
from mgdsl.tree import find
from tests.strategies.core_programs import program, programs

FOUNDING = Path(__file__).parent.parent / "protocols/nct06371040/protocol.mgdsl"


@pytest.fixture(scope="module")
def founding() -> Program:
    found = load_path(FOUNDING).checked.program
    assert found is not None
    return found


@given(programs())
@settings(max_examples=60, deadline=None)
def test_identity(made: Program) -> None:
    assert codec.loads(codec.dumps(made)) == made
    assert codec.decode(codec.encode(made)) == made


def test_identity_on_the_founding_protocol_with_its_origins(founding: Program) -> None:
    again = codec.loads(codec.dumps(founding))
    assert again == founding
    assert origins(again) == origins(founding)
    assert len(origins(again)) > 40


def origins(program: Program) -> list[tuple[str, str, str]]:
    roots = [root for each in program.criteria for root in (each.applies, each.blocks)]
    roots += [let.body for let in program.lets]
    nodes = [node for root in roots for node in find(root, object)]
    found = [node.origin for node in nodes if isinstance(getattr(node, "origin", None), Origin)]
    return [(each.place.source.name, each.place.text, each.note + each.words) for each in found]


def test_schema_holds_and_is_strict(founding: Program) -> None:
    validator = jsonschema.Draft202012Validator(core_schema())
    validator.check_schema(core_schema())
    encoded = json.loads(codec.dumps(founding))
    validator.validate(encoded)
    encoded["program"]["criteria"][0]["blocks"] = {"is": "Nand"}
    assert not validator.is_valid(encoded)


@given(programs())
@settings(max_examples=20, deadline=None)
def test_schema_holds_for_any_program(made: Program) -> None:
    jsonschema.Draft202012Validator(core_schema()).validate(codec.encode(made))


def refused(encoded: object) -> str:
    with pytest.raises(CodecError) as error:
        codec.decode(encoded)
    return error.value.diagnostics[0].name


def test_unknown_versions_and_forms_are_refused() -> None:
    good = codec.encode(program((), ()))
    assert refused({**good, "version": 2}) == "unknown-version"
    assert refused({**good, "version": True}) == "unknown-version"
    assert refused({**good, "mgdsl": "other"}) == "not-core"
    assert refused([]) == "not-core"
    assert refused({**good, "more": 1}) == "broken-core"


@pytest.mark.parametrize(
    ("let", "name"),
    [
        ({"is": "Nand", "xs": []}, "unknown-node"),
        ({"is": "Program"}, "unknown-node"),
        ({"is": "Lit", "value": True, "note": 1}, "unknown-node"),
        ({"is": "Lit"}, "broken-core"),
        ({"is": "Lit", "value": 0.5}, "broken-core"),
        ({"is": "Lit", "value": "0.5"}, "broken-core"),
        ({"is": "Lit", "value": "1/0"}, "broken-core"),
        ({"is": "Lit", "value": "1" * 9999}, "broken-core"),
        ({"is": "Lit", "value": "3"}, "broken-core"),
        ({"is": "Ref", "index": 0}, "broken-core"),
        ({"is": "Ref", "index": -1}, "broken-core"),
        ({"is": "Field", "row": "", "column": "nowhere"}, "broken-core"),
        ({"is": "Field", "row": "r", "column": "yes"}, "broken-core"),
        ({"is": "Not", "of": {"is": "Field", "row": "", "column": "score"}}, "broken-core"),
        ({"is": "Lit", "value": True, "origin": [0, 0, 0, ""]}, "broken-core"),
        ("Lit", "broken-core"),
        (None, "broken-core"),
    ],
)
def test_what_is_no_core_is_refused(let: object, name: str) -> None:
    encoded = codec.encode(program((Lit(True),), ()))
    encoded["program"]["lets"][0]["body"] = let
    assert refused(encoded) == name


SCALARS = st.none() | st.booleans() | st.integers() | st.text()


@given(st.recursive(SCALARS, lambda x: st.lists(x) | st.dictionaries(st.text() | st.just("is"), x)))
@settings(max_examples=60, deadline=None)
def test_any_json_in_place_of_a_node_is_refused(junk: object) -> None:
    encoded = codec.encode(program((Lit(True),), ()))
    encoded["program"]["lets"][0]["body"] = junk
    refused(encoded)


def test_depth_is_refused_politely() -> None:
    node = Lit(True)
    for _ in range(codec.DEEPEST + 5):
        node = Not(node)
    with pytest.raises(CodecError, match="nested"):
        codec.encode(program((node,), ()))
    assert refused({"mgdsl": "core", "version": 1, "program": nested(5000)}) == "too-deep"
    for text in ("[" * 100_000, '{"mgdsl":"core","version":1,"program":' + "[" * 100_000):
        with pytest.raises(CodecError):
            codec.loads(text)


def nested(depth: int) -> object:
    made: object = None
    for _ in range(depth):
        made = [made]
    return made


def test_origins_stay_inside_their_source() -> None:
    source = Source("p.mgdsl", "abc")
    lit = Lit(True, origin=Origin(place=Place(source, Span(1, 3)), note="at V", words="x"))
    made = attrs.evolve(program((lit,), ()), sources=(source,))
    encoded = codec.encode(made)
    assert encoded["program"]["lets"][0]["body"]["origin"] == [0, 1, 3, "at V", "x"]
    for wrong in ([1, 0, 0, "", ""], [0, 2, 1, "", ""], [0, 0, 4, "", ""], [0, -1, 1, "", ""], [0, 0, 1]):
        encoded["program"]["lets"][0]["body"]["origin"] = wrong
        assert refused(encoded) == "broken-core"
    with pytest.raises(CodecError, match="sources"):
        codec.encode(program((lit,), ()))
