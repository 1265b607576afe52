"""The command line as a user meets it: output, messages, exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from mgdsl.cli.main import COMMANDS, cli
from mgdsl.core.codec_schema import core_schema
from mgdsl.evaluate.json import answer_schema, unread_schema

HERE = Path(__file__).parent.parent
FOUNDING = str(HERE / "protocols/nct06371040")
PATIENTS = f"{FOUNDING}/patients.jsonl"
RIGHT = """protocol "P":
    visits: screening
    decision visit: screening

use reproductive safety

inclusion I1 "A woman":
    sex is female
"""
CASE = """
case "a man":
    given sex is male
    expect I1 is pass
"""


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    """Exit codes are returned by commands; `main` hands them to the shell."""
    result = CliRunner().invoke(cli, arguments, input=stdin, standalone_mode=False)
    if isinstance(result.return_value, int):
        result.exit_code = result.return_value
    if (code := getattr(result.exception, "exit_code", None)) is not None:
        result.exit_code = code
    elif result.exception is not None:
        raise result.exception
    return result


def shell(*arguments: str, **more: object) -> "subprocess.CompletedProcess[str]":
    code = "from mgdsl.__main__ import main; main()"
    environment = {**os.environ, "PYTHONPATH": str(HERE), "NO_COLOR": "1"}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, **more)  # type: ignore[call-overload,no-any-return]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "p.mgdsl"
    made.write_text(RIGHT, encoding="utf-8")
    return made


def test_eval_decides_every_patient() -> None:
    result = run("eval", FOUNDING, PATIENTS)
    assert result.exit_code == 0 and result.stderr == ""
    assert "SYN-04: ELIGIBLE" in result.stdout
    assert "1 eligible, 20 ineligible" in result.stdout
    assert "QMG 8 at screening" in result.stdout


def test_why_prints_the_whole_tree_of_one_patient() -> None:
    result = run("eval", FOUNDING, PATIENTS, "--why", "SYN-11")
    assert result.stdout.startswith("SYN-11: INELIGIBLE") and "SYN-12" not in result.stdout
    assert 'source: "QMGS score' in result.stdout
    missed = run("eval", FOUNDING, PATIENTS, "--why", "SYN-1")
    assert missed.exit_code == 2 and "did you mean" in str(missed.exception)


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_answers_as_json(form: str) -> None:
    out = run("eval", FOUNDING, PATIENTS, "--format", form).stdout
    answers = json.loads(out) if form == "json" else [json.loads(line) for line in out.splitlines()]
    assert len(answers) == 54
    jsonschema.Draft202012Validator(answer_schema()).validate(answers[0])


def test_bad_records_are_told_and_the_others_decided(file: Path) -> None:
    records = '{"id": "A", "facts": {"sex": "femal"}}\n{"id": "B", "facts": {"sex": "female"}}\n{oops\n'
    result = shell("eval", str(file), "-", input=records)
    assert result.returncode == 1
    assert "B: ELIGIBLE" in result.stdout and "A: " not in result.stdout
    assert "facts.sex" in result.stderr and "`female`" in result.stderr and "<stdin>:3:2" in result.stderr
    answers = json.loads(shell("eval", str(file), "-", "--format", "json", input=records).stdout)
    assert [(each["id"], each["verdict"]) for each in answers] == [
        ("A", None),
        ("B", "eligible"),
        ("record 3", None),
    ]
    assert answers[0]["mistakes"][0]["path"] == "facts.sex"
    for each in answers:
        schema = answer_schema() if each["verdict"] else unread_schema()
        jsonschema.Draft202012Validator(schema).validate(each)


def test_the_answer_of_an_id_that_stands_twice_is_withdrawn(file: Path) -> None:
    records = '{"id": "A"}\n{"id": "B"}\n{"id": "A", "facts": {"sex": "male"}}\n'
    result = shell("eval", str(file), "-", input=records)
    assert result.returncode == 1
    assert "A: WITHDRAWN: two records have this id" in result.stdout
    assert "1 undetermined, 1 withdrawn" in result.stdout
    assert "stands at line 1 too" in result.stderr and "<stdin>:3:1" in result.stderr
    why = shell("eval", str(file), "-", "--why", "A", input=records)
    assert why.returncode == 1 and "WITHDRAWN" in why.stdout and "B" not in why.stderr
    answers = json.loads(shell("eval", str(file), "-", "--format", "json", input=records).stdout)
    assert {each["id"]: each["verdict"] for each in answers} == {"A": None, "B": "undetermined"}
    (mistake,) = answers[2]["mistakes"]
    assert (mistake["place"]["line"], mistake["others"][0]["place"]["line"]) == (3, 1)
    jsonschema.Draft202012Validator(unread_schema()).validate(answers[2])


@pytest.mark.parametrize("records", [b"hello", b"\xff\xfe"])
def test_records_that_are_no_json_at_all(file: Path, records: bytes) -> None:
    assert run("eval", str(file), "-", stdin=records).exit_code == 2


def test_no_records_is_said(file: Path) -> None:
    result = run("eval", str(file), "-", "--format", "json", stdin="[]")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])
    assert "no records" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("eval", "nowhere", PATIENTS), 2),
        (("eval", FOUNDING, "nowhere"), 2),
        (("eval", "-", "-"), 2),
        (("eval", FOUNDING, PATIENTS, "--as-of", "screning"), 2),
        (("check", "nowhere"), 2),
        (("test", "nowhere"), 2),
        (("compile", FOUNDING), 2),
        (("compile", FOUNDING, "--to", "core", "-o", "/nowhere/x"), 2),
        (("check", FOUNDING), 0),
        (("test", FOUNDING), 0),
    ],
)
def test_exit_codes(arguments: tuple[str, ...], code: int) -> None:
    assert run(*arguments).exit_code == code


def test_a_program_that_does_not_check(tmp_path: Path) -> None:
    bad = tmp_path / "bad.mgdsl"
    bad.write_text(RIGHT.replace("female", "femal"), encoding="utf-8")
    told = shell("eval", str(bad), PATIENTS)
    assert (told.returncode, told.stdout) == (1, "")
    assert f"{bad}:8:12: error:" in told.stderr and "^^^^^" in told.stderr and "try:" in told.stderr
    assert shell("test", str(bad)).returncode == 1
    concise = run("check", str(bad), "--format", "concise")
    assert concise.exit_code == 1 and concise.stdout.startswith(f"{bad}:8:12: error:")
    assert len(concise.stdout.splitlines()) == 1
    found = json.loads(run("check", str(bad), "--format", "json").stdout)
    assert found[0]["place"] == {"file": str(bad), "line": 8, "column": 12, "end line": 8, "end column": 17}


def test_check_reads_on_after_a_file_that_cannot_be_read(tmp_path: Path, file: Path) -> None:
    latin = tmp_path / "latin.mgdsl"
    latin.write_bytes(b"\xe9")
    result = run("check", str(latin), "nowhere", str(file), "--format", "concise")
    assert result.exit_code == 2 and "not-utf-8" in result.stdout and "nowhere" in result.stderr


def test_cases(file: Path) -> None:
    assert "no cases" in run("test", str(file)).stdout
    file.write_text(RIGHT + CASE, encoding="utf-8")
    failed = run("test", str(file), FOUNDING)
    assert failed.exit_code == 1
    assert "I1: expected pass, found fail" in failed.stdout and "sex male" in failed.stdout
    assert "66 passed, 0 failed" in failed.stdout


def test_compile_writes_whole_files(file: Path, tmp_path: Path) -> None:
    core, sql = tmp_path / "core.json", tmp_path / "p.sql"
    assert run("compile", str(file), "--to", "core", "-o", str(core)).exit_code == 0
    jsonschema.Draft202012Validator(core_schema()).validate(json.loads(core.read_text(encoding="utf-8")))
    assert run("compile", str(file), "--to", "sql", "-o", str(sql)).exit_code == 0
    assert sql.read_text(encoding="utf-8").startswith("CREATE TABLE")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["core.json", "p.mgdsl", "p.sql"]
    assert run("eval", str(core), "-", stdin='{"id": "A"}').stdout.startswith("A: UNDETERMINED")
    core.write_text(core.read_text(encoding="utf-8").replace('"version":1', '"version":9'), encoding="utf-8")
    assert run("eval", str(core), "-", stdin='{"id": "A"}').exit_code == 1


def test_schema_fits_template(file: Path) -> None:
    schema, template = run("schema", str(file)).stdout, run("template", str(file)).stdout
    jsonschema.Draft202012Validator(json.loads(schema)).validate(json.loads(template))
    assert run("eval", str(file), "-", stdin=template).exit_code == 0


def test_the_protocol_from_the_standard_input() -> None:
    assert run("check", "-", stdin=RIGHT).exit_code == 0
    assert run("template", "-", stdin=RIGHT).exit_code == 0


def test_help_and_version_are_light_and_commands_are_there() -> None:
    code = """
import sys
from mgdsl.cli.main import main
try:
    main()
finally:
    assert "lark" not in sys.modules and "mgdsl.core.ir" not in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, text=True, cwd=HERE)
    assert done.returncode == 0, done.stderr
    for name in COMMANDS:
        assert name in done.stdout
        assert run(name, "--help").exit_code == 0
    assert "0.1.0" in shell("--version").stdout


def test_a_mistyped_command_is_answered() -> None:
    told = shell("evl")
    assert told.returncode == 2 and "did you mean `eval`?" in told.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("eval", FOUNDING, PATIENTS),
        ("show", FOUNDING),
        ("vocabulary", "myasthenia-gravis"),
        ("vocabulary", "--find", "a", "--format", "json"),
        ("explain",),
    ],
    ids=" ".join,
)
def test_a_closed_pipe_is_harmless(arguments: tuple[str, ...]) -> None:
    code = "from mgdsl.__main__ import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=HERE,
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
        assert (process.wait(timeout=60), told) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="without /dev/full")
@pytest.mark.parametrize("arguments", [("show", FOUNDING), ("vocabulary",), ("explain",)], ids=" ".join)
def test_a_full_disk_is_told(arguments: tuple[str, ...]) -> None:
    code = "from mgdsl.__main__ import main; main()"
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=HERE,
            check=False,
        )
    assert (done.returncode, done.stderr.decode()) == (2, "Error: the output: No space left on device\n")


def test_records_cannot_steer_the_terminal(file: Path) -> None:
    result = run("eval", str(file), "-", stdin='{"id": "A\\u001b[31m\\ud800"}')
    assert "\x1b" not in result.stdout
    assert shell("eval", str(file), "-", input='{"id": "A\\ud800"}').returncode == 0


STEERING = "x\x1b[31m\x9b2J\u202e\x07\r\nP-2: ELIGIBLE"
"""Colour, the screen cleared, the direction of writing turned, and what looks like another answer."""


@pytest.mark.parametrize(
    "options",
    [(), ("--why", STEERING), ("--format", "json"), ("--format", "jsonl")],
    ids=["text", "why", "json", "jsonl"],
)
def test_no_form_of_an_answer_steers_the_terminal(file: Path, options: tuple[str, ...]) -> None:
    record = json.dumps({"id": STEERING, "facts": {"sex": "female"}}, ensure_ascii=False)
    shown = run("eval", *options, str(file), "-", stdin=record).stdout
    assert "P-2: ELIGIBLE" in shown
    assert not [sign for sign in shown if not sign.isprintable() and sign != "\n"]
    assert not any(line.startswith("P-2") for line in shown.splitlines())
    if options[:1] == ("--format",):
        (answer,) = json.loads(f"[{shown}]" if "jsonl" in options else shown)
        assert answer["id"] == STEERING


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two protocols, one with a vocabulary beside it; a hidden folder that is not to be read; other files."""
    own = RIGHT.replace("use repro", "use our terms\nuse repro") + '\ninclusion I2 "Ours":\n    our fact\n'
    for name, text in {
        "a/protocol.mgdsl": RIGHT + CASE.replace("is pass", "is fail"),
        "b/trial.mgdsl": own,
        "b/our-terms.mgdsl": "fact our fact:\n    recorded: once\n",
        "b/notes.md": "# no protocol",
        ".hidden/protocol.mgdsl": "not mgdsl at all",
    }.items():
        made = tmp_path / name
        made.parent.mkdir(exist_ok=True)
        made.write_text(text, encoding="utf-8")
    return tmp_path


def test_a_directory_stands_for_all_that_is_below_it(folder: Path) -> None:
    checked = run("check", str(folder))
    assert checked.exit_code == 0 and checked.stderr == "3 files: no findings\n", checked.output
    tested = run("test", str(folder))
    assert tested.exit_code == 0
    assert tested.stdout.splitlines() == [
        f"{folder}/a/protocol.mgdsl: 1 passed, 0 failed",
        f"{folder}/b/trial.mgdsl: no cases",
    ]
    assert run("format", "--check", str(folder)).stderr == "0 of 3 files would change\n"


def test_what_is_wrong_below_a_directory_is_found_once(folder: Path) -> None:
    (folder / "b/our-terms.mgdsl").write_text("fact our fact:\n    recorded: never\n", encoding="utf-8")
    found = run("check", "--format", "concise", str(folder), str(folder / "b"), str(folder / "b/trial.mgdsl"))
    assert found.exit_code == 1 and found.stdout.count("our-terms.mgdsl:2") == 1


def test_a_directory_without_a_protocol(tmp_path: Path) -> None:
    for command in ("check", "test", "format"):
        found = run(command, str(tmp_path))
        assert found.exit_code == 2 and "protocol.mgdsl: No such file" in found.stderr
    (tmp_path / "our-terms.mgdsl").write_text("fact our fact:\n    recorded: once\n", encoding="utf-8")
    for command in ("show", "template", "vocabulary"):
        found = run(command, str(tmp_path))
        assert (
            found.exit_code == 2 and str(found.exception) == f"{tmp_path}: a folder without a protocol.mgdsl"
        )
    (tmp_path / "trial.mgdsl").write_text('# ours\nprotocol "T":\n    visits: a\n', encoding="utf-8")
    for command in ("show", "template", "vocabulary"):
        found = run(command, str(tmp_path))
        named = f"a folder without a protocol.mgdsl; name the file: {tmp_path / 'trial.mgdsl'}"
        assert found.exit_code == 2 and named in str(found.exception)


GRADED = """protocol "Graded":
    visits: screening
    decision visit: screening

classification staining:
    recorded: by visit
    values: `0`, `1+`, `2+`
    groups:
        some: `1+`, `2+`

inclusion I1 "stained":
    staining in {`1+`, `2+`} at screening

cases for I1 at screening:
    | staining | I1   |
    | 0        | fail |
    | 1+       | pass |
    | `2+`     | pass |
    | some     | pass |
"""


def test_a_declared_value_in_a_cell_needs_no_backticks(tmp_path: Path) -> None:
    (tmp_path / "protocol.mgdsl").write_text(GRADED, encoding="utf-8")
    assert run("test", str(tmp_path)).stdout.endswith("protocol.mgdsl: 4 passed, 0 failed\n")
    assert run("check", str(tmp_path)).exit_code == 0


def test_a_mistake_in_a_vocabulary_is_told_once_by_test(tmp_path: Path) -> None:
    (tmp_path / "our-terms.mgdsl").write_text("fact our fact:\n    recorded: never\n", encoding="utf-8")
    for name in ("a", "b"):
        text = GRADED.replace("classification", "use our terms\n\nclassification", 1)
        (tmp_path / f"{name}.mgdsl").write_text(text, encoding="utf-8")
    found = run("test", str(tmp_path))
    assert found.exit_code == 1 and found.stderr.count("our-terms.mgdsl:2") == 1


def test_a_comment_behind_a_row_is_told_as_one(tmp_path: Path) -> None:
    (tmp_path / "protocol.mgdsl").write_text(
        GRADED.replace("| fail |", "| fail | # no stain"), encoding="utf-8"
    )
    found = run("check", "--format", "concise", str(tmp_path)).stdout
    assert "A comment cannot stand behind a row" in found and "[uneven-row]" in found


def test_a_file_with_errors_is_not_mended_and_a_line_says_so() -> None:
    text = 'protocol "P":\n    visits: screening\n    decision visit: screening\n\n'
    text += 'inclusion I1 "a":\n    XYZ > 1\n'
    result = run("check", "--diff", "-", stdin=text)
    assert result.exit_code == 1 and "nothing is mended as long as there are errors" in result.stderr
