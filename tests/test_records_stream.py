"""Records out of open files: long ones line by line, and no line hides another."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click import ClickException
from click.testing import CliRunner, Result

import mgdsl
from mgdsl.cli.main import cli
from mgdsl.records import stream

TEXT = 'protocol "P":\n    visits: v\n    decision visit: v\n\nfact smoker:\n    recorded: once\n\n'
TEXT += 'inclusion I1 "A":\n    smoker\n'


@pytest.fixture(scope="module")
def protocol() -> mgdsl.Protocol:
    return mgdsl.loads(TEXT)


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is long from a few records on."""
    monkeypatch.setattr(stream, "WHOLE", 60)


def line(id: str) -> str:
    return json.dumps({"id": id, "facts": {"smoker": True}})


def found(answers: Iterator[mgdsl.Answer | tuple[mgdsl.Diagnostic, ...]]) -> list[str]:
    return [each.id if isinstance(each, mgdsl.Answer) else each[0].name for each in answers]


LINES = [
    line("a"),
    "",
    '{"id": "b",',
    line("ä") + "\r",
    line("a"),
    '{"id": "c", "facts": 3}',
    "[1]",
    line("d")[:-9],
]
WANTED = ["a", "not-json", "ä", "duplicate-id", "wrong-type", "not-an-object", "not-json"]


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_each_line_of_a_long_file_stands_alone(protocol: mgdsl.Protocol, end: str) -> None:
    text = "\n".join([line("x"), line("y"), *LINES]) + end
    wanted = ["x", "y", *WANTED]
    for file in (io.BytesIO(text.encode()), io.StringIO(text), io.BytesIO(b"\xef\xbb\xbf" + text.encode())):
        assert found(protocol.evaluate_many(file)) == wanted
    assert found(protocol.evaluate_many(text)) == wanted


@pytest.mark.usefixtures("short")
def test_the_place_is_that_in_the_file(protocol: mgdsl.Protocol) -> None:
    text = "\n".join([line("x"), line("y"), "", '  {"id": "b",}'])
    bad = [each for each in protocol.evaluate_many(io.StringIO(text), name="f") if isinstance(each, tuple)]
    (other,) = [each for each in protocol.evaluate_many(text, name="f") if isinstance(each, tuple)]
    place = bad[0][0].place
    assert place is not None and other[0].place is not None
    assert (place.source.name, place.line, place.column) == ("f", 4, 13)
    assert (other[0].place.line, other[0].place.column) == (4, 13)
    assert place.source.line(4) == '  {"id": "b",}'
    assert bad[0][0].record == other[0].record == "record 3"


@pytest.mark.usefixtures("short")
def test_bytes_that_are_no_text_are_a_mistake_of_their_line(protocol: mgdsl.Protocol) -> None:
    data = "\n".join([line("x"), line("y")]).encode() + b'\n{"id": "\xff"}\n' + line("z").encode()
    assert found(protocol.evaluate_many(io.BytesIO(data))) == ["x", "y", "not-utf-8", "z"]


@pytest.mark.usefixtures("short")
def test_a_line_without_end_is_not_held(protocol: mgdsl.Protocol, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "_MOST_BYTES", 200)
    monkeypatch.setattr("mgdsl.records.json.MOST_CHARACTERS", 150)
    text = "\n".join([line("x"), line("y"), '{"id": "' + "b" * 5000 + '"}', line("z")])
    assert found(protocol.evaluate_many(io.StringIO(text))) == ["x", "y", "too-large", "z"]


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("indent", [None, 1])
def test_a_long_array_or_object_is_read_whole(protocol: mgdsl.Protocol, indent: int | None) -> None:
    records = [json.loads(line(id)) for id in "xyz"]
    assert found(protocol.evaluate_many(io.StringIO(json.dumps(records, indent=indent)))) == ["x", "y", "z"]
    assert found(protocol.evaluate_many(io.StringIO(json.dumps(records[0], indent=indent)))) == ["x"]
    with pytest.raises(mgdsl.RecordError, match="not UTF-8"):
        protocol.evaluate_many(io.BytesIO(b"[" + b"\xff" * 100 + b"]"))


def test_lines_of_a_file_and_single_records(protocol: mgdsl.Protocol) -> None:
    assert found(protocol.evaluate_many([line("x") + "\n", line("y").encode()])) == ["x", "y"]
    assert found(protocol.evaluate_many([json.loads(line("x")), None, 5])) == ["x"] + ["not-an-object"] * 2  # type: ignore[list-item]
    assert found(protocol.evaluate_many(json.loads(line("x")))) == ["x"]


def test_a_record_beside_its_answer(protocol: mgdsl.Protocol) -> None:
    pairs = list(protocol.evaluate_with_records("\n".join([line("x"), "{", line("y")])))
    assert [record.get("id") for record, _ in pairs] == ["x", None, "y"]


@pytest.mark.usefixtures("short")
def test_the_commands_read_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "p.mgdsl").write_text(TEXT)
    text = "\n".join([line("x"), line("y"), *LINES])
    (tmp_path / "r.jsonl").write_text(text)
    eval_ = ("eval", str(tmp_path / "p.mgdsl"))
    for records, given in ((str(tmp_path / "r.jsonl"), None), ("-", text)):
        run = invoke(*eval_, records, "--format", "jsonl", stdin=given)
        said = [json.loads(each) for each in run.stdout.splitlines()]
        assert [each["id"] for each in said if each["verdict"]] == ["x", "y", "a", "ä"]
        assert [each["mistakes"][0]["name"] for each in said if not each["verdict"]] == [
            name for name in WANTED if "-" in name
        ]
        assert "5 records could not be read, 4 decided" in run.stderr and run.return_value == 1
    run = invoke("screen", *eval_[1:], str(tmp_path / "r.jsonl"), "--by", "smoker")
    assert "4" in run.stdout and "[duplicate-id]" in run.stderr and run.return_value == 1
    with pytest.raises(ClickException, match="directory") as error:
        invoke(*eval_, str(tmp_path))
    assert error.value.exit_code == 2


def invoke(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli, arguments, input=stdin, standalone_mode=False, catch_exceptions=False)
