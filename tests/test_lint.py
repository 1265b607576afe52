"""The frame around the rules: what is linted, what an author allows, settings, repairs, exit codes."""

import shutil
from pathlib import Path
from time import process_time

import pytest
from test_cli import run
from test_hostile import chain, nested

from mgdsl.lint.canonical import canonical_program
from mgdsl.lint.config import Settings, read
from mgdsl.lint.fix import mended
from mgdsl.lint.run import known_rules, lint
from mgdsl.program import load_bytes
from mgdsl.report.diagnostic import Severity

ROOT = Path(__file__).parent.parent
HEAD = """protocol "P":
    visits: screening
    decision visit: screening

use myasthenia gravis
use reproductive safety

"""
HALF = HEAD + 'inclusion I1 "a":\n    QMG > 10.5 at screening\n'
SLIP = HEAD + 'inclusion I1 "a":\n    QMG > 39 at screening\n'


ASIDE = {"asked-of-everybody"}
"""Here `pregnant` stands for any yes/no fact."""


def names(text: str, settings: Settings | None = None) -> list[str]:
    loaded = load_bytes("p", text.encode())
    assert not loaded.diagnostics
    return [found.name for found in lint(loaded, settings) if found.name not in ASIDE]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "p.mgdsl"
    made.write_text(HALF, encoding="utf-8")
    return made


# The repository itself ------------------------------------------------------------------------------------
FILES = sorted([*ROOT.glob("protocols/*/*.mgdsl"), *ROOT.glob("mgdsl/vocabularies/*.mgdsl")])


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_false_alarm(path: Path) -> None:
    """What is found in the repository is mended, or allowed there with a reason."""
    loaded = load_bytes(str(path), path.read_bytes(), path.parent)
    assert [(found.name, found.place and found.place.line) for found in lint(loaded)] == []


# Protocols made to exhaust it ------------------------------------------------------------------------------
def lines_of(pattern: str, count: int) -> str:
    return HEAD + 'inclusion I1 "a":\n' + "".join(f"    {pattern.format(n)}\n" for n in range(1, count))


@pytest.mark.parametrize(
    "text",
    [
        chain(20, "    NEXT and NEXT\n\n"),
        chain(1, nested(28, "NEXT")),
        lines_of("weight >= {} kg at screening", 400),
        lines_of("weight >= 0.{} kg at screening", 900),
        lines_of("weight >= 50 kg at screening  # allow repeated-line: number {}", 400),
        lines_of("ocular share of MG-ADL <= {}% at screening", 99),
        lines_of("at least 2 {{IVIg, PE}} within {} days before screening", 400),
        HEAD + "".join(f'inclusion I{n} "a":\n    age >= {n} years at screening\n' for n in range(1, 120)),
    ],
    ids=range(8),
)
def test_it_stays_quick(text: str) -> None:
    """A bound that is far from a quadratic walk, on any machine."""
    loaded = load_bytes("x", text.encode())
    assert loaded.checked.program is not None, loaded.diagnostics[:2]
    start = process_time()
    lint(loaded)
    assert process_time() - start < 3


# What an author allows ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text",
    [
        HALF.replace("10.5 at screening", "10.5 at screening  # allow half-point-threshold: as printed"),
        HALF.replace("    QMG", "    # allow half-point-threshold: as printed\n    QMG"),
        HALF.replace("inclusion", "# allow half-point-threshold: as printed\ninclusion"),
        HALF.replace('"a":', '"a":  # allow half-point-threshold: as printed'),
        HALF.replace("    QMG", "    # allow half-point-threshold: as printed\n    # more\n    QMG"),
    ],
)
def test_a_comment_on_or_above_allows(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("# allow half-point-threshold", ["half-point-threshold", "allow-without-reason"]),
        ("# allow half-point-threshold:  ", ["half-point-threshold", "allow-without-reason"]),
        ("# allow half-point: as printed", ["half-point-threshold", "unknown-rule"]),
        ("# allow always-true: as printed", ["half-point-threshold", "unused-allow"]),
        ("# allow for rounding", ["half-point-threshold"]),
        ("# we allow half-point-threshold: here", ["half-point-threshold"]),
    ],
)
def test_a_comment_that_allows_nothing(comment: str, expected: list[str]) -> None:
    assert names(HALF.replace("10.5 at screening", f"10.5 at screening  {comment}")) == expected


def test_a_comment_covers_no_other_declaration() -> None:
    text = HALF.replace("inclusion", "# allow half-point-threshold: as printed\ninclusion")
    found = names(text + '\ninclusion I2 "b":\n    MG-ADL > 4.5 at screening\n')
    assert found == ["half-point-threshold"]


def test_what_stands_in_quotes_and_tables_allows_nothing() -> None:
    text = HALF.replace('"a":', '"# allow half-point-threshold: as printed":')
    assert names(text) == ["half-point-threshold"]


# A team's settings ----------------------------------------------------------------------------------------
def test_settings_choose_severities() -> None:
    chosen = read("mgdsl.toml", b'[lint]\nhalf-point-threshold = "error"\n', known_rules())
    assert chosen.diagnostics == ()
    (found,) = lint(load_bytes("p", HALF.encode()), chosen)
    assert found.severity is Severity.ERROR
    off = read("mgdsl.toml", b'[lint]\nhalf-point-threshold = "off"\n', known_rules())
    assert names(HALF, off) == []


def test_a_comment_for_a_rule_that_is_off_is_not_unused() -> None:
    text = SLIP.replace("39 at screening", "39 at screening  # allow always-false: a placeholder")
    assert names(text) == []
    assert names(text, Settings({"always-false": None})) == []


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        (b"[lint\n", "This is not TOML", 1),
        (b"\xff", "not UTF-8", 1),
        (b"\n[lnt]\n", "no setting `lnt`", 2),
        (b"lint = 3\n", "a table of rules", 1),
        (b'[lint]\nno-surce = "off"\n', "no rule `no-surce`", 2),
        (b'[lint]\nno-source = "of"\n', 'is set to "of"', 2),
        (b"[lint]\nno-source = true\n", "is set to true", 2),
    ],
)
def test_mistakes_in_settings_are_told(text: bytes, words: str, line: int) -> None:
    (found,) = read("mgdsl.toml", text, known_rules()).diagnostics
    assert words in found.message and found.repair
    assert found.place is not None and found.place.line == line


def test_the_nearest_settings_up_to_the_repository_count(tmp_path: Path) -> None:
    inner = tmp_path / "trials/one"
    inner.mkdir(parents=True)
    (inner / "p.mgdsl").write_text(SLIP, encoding="utf-8")
    (tmp_path / "mgdsl.toml").write_text('[lint]\nalways-false = "off"\n')
    assert run("check", str(inner / "p.mgdsl")).exit_code == 1  # no repository: only beside the protocol
    (tmp_path / ".git").mkdir()
    assert run("check", str(inner / "p.mgdsl")).exit_code == 0
    (tmp_path / "trials/mgdsl.toml").write_text("[lint]\n")
    assert run("check", str(inner / "p.mgdsl")).exit_code == 1
    (tmp_path / "trials/.git").mkdir()
    (tmp_path / "trials/mgdsl.toml").unlink()
    assert run("check", str(inner / "p.mgdsl")).exit_code == 1


# The command ----------------------------------------------------------------------------------------------
def test_an_info_does_not_fail(file: Path) -> None:
    result = run("check", str(file))
    assert result.exit_code == 0 and "[half-point-threshold]" in result.stdout
    file.write_text(SLIP, encoding="utf-8")
    assert run("check", str(file)).exit_code == 1


def test_a_file_with_errors_is_not_linted(file: Path) -> None:
    file.write_text(SLIP + "    QMG >= 45 at screening\n", encoding="utf-8")
    result = run("check", str(file), "--format", "concise")
    assert result.exit_code == 1
    assert "[outside-range]" in result.stdout and "[always-false]" not in result.stdout


def test_diff_shows_and_fix_writes(file: Path) -> None:
    shown = run("check", "--diff", str(file))
    assert shown.exit_code == 1
    assert "-    QMG > 10.5 at screening\n+    QMG >= 11 at screening\n" in shown.stdout
    assert file.read_text(encoding="utf-8") == HALF
    assert run("check", "--fix", str(file)).exit_code == 0
    assert file.read_text(encoding="utf-8") == HALF.replace("> 10.5", ">= 11")
    assert run("check", "--diff", str(file)).stdout == ""


def test_diff_shows_nothing_but_the_difference(file: Path) -> None:
    file.write_text(SLIP, encoding="utf-8")
    result = run("check", "--diff", str(file))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    file.write_text(SLIP.replace("39", "40"), encoding="utf-8")
    result = run("check", "--diff", str(file), "--format", "concise")
    assert result.exit_code == 1 and "[outside-range]" in result.stdout


def test_the_standard_input_is_not_written() -> None:
    assert "+    QMG >= 11 at screening\n" in run("check", "--diff", "-", stdin=HALF).stdout
    assert run("check", "--fix", "-", stdin=HALF).exit_code == 2


def test_a_mistake_in_settings_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "mgdsl.toml").write_text('[lint]\nno-surce = "off"\n')
    for name in ("a.mgdsl", "b.mgdsl"):
        (tmp_path / name).write_text(HALF, encoding="utf-8")
    result = run("check", "--format", "concise", str(tmp_path / "a.mgdsl"), str(tmp_path / "b.mgdsl"))
    assert result.exit_code == 1 and result.stdout.count("[bad-setting]") == 1


# Repairs --------------------------------------------------------------------------------------------------
FIXABLE = {
    "QMG > 10.5 at screening": "QMG >= 11 at screening",
    "QMG >= 10.5 at screening": "QMG >= 11 at screening",
    "QMG < 10.5 at screening": "QMG <= 10 at screening",
    "age <= 80.5 years at screening": "age <= 80 years at screening",
    "ECOG < 1.5 at screening": "ECOG <= 1 at screening",
    "QMG >= 11 at each of {screening}": "QMG >= 11 at screening",
    "any of {pregnant} at screening": "pregnant at screening",
    "MGFA class in {IIa} at screening": "MGFA class is IIa at screening",
    "MGFA class not in {II} at screening": "MGFA class is not II at screening",
    "MGFA class in {IIa, IIIa, IIa} at screening": "MGFA class in {IIa, IIIa} at screening",
    "any {IVIg, PE, IVIg} before screening": "any {IVIg, PE} before screening",
    "not MGFA class is not II at screening": "MGFA class is II at screening",
    "any of {pregnant, lactating, pregnant} at screening": "any of {pregnant, lactating} at screening",
    "QMG >= 11 at screening  # allow always-true: old": "QMG >= 11 at screening",
    "QMG >= 11 at screening\n    # allow always-true: old": "QMG >= 11 at screening",
}


@pytest.mark.parametrize("line", FIXABLE)
def test_a_repair_keeps_the_meaning(line: str) -> None:
    text = HEAD + f'inclusion I1 "a":\n    {line}\n'
    before, after = mended("p", text.encode(), ROOT)
    assert before == text and after == HEAD + f'inclusion I1 "a":\n    {FIXABLE[line]}\n'
    assert names(after) == []
    old, new = (load_bytes("p", each.encode()).checked.program for each in (before, after))
    assert old is not None and new is not None and canonical_program(old) == canonical_program(new)


def test_unless_not_becomes_if() -> None:
    block = 'exclusion E1 "a":\n    unless not pregnant at screening:\n        QMG >= 11 at screening\n'
    _, after = mended("p", (HEAD + block).encode(), ROOT)
    assert "    if pregnant at screening:\n" in after and names(after) == []


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("QMG > 10 at screening", "QMG >= 10 at screening"),
        ("QMG <= 10 at screening", "QMG < 10 at screening"),
        ("at least 2 of {pregnant, breast-feeding, pregnant} at screening", "pregnant at screening"),
        ("MGFA class is II at screening", "MGFA class is not II at screening"),
        ("any IVIg within 4 weeks before screening", "any IVIg within 28 weeks before screening"),
    ],
)
def test_another_meaning_is_seen(line: str, other: str) -> None:
    programs = [load_bytes("p", f'{HEAD}inclusion I1 "a":\n    {each}\n'.encode()) for each in (line, other)]
    old, new = (loaded.checked.program for loaded in programs)
    assert old is not None and new is not None and canonical_program(old) != canonical_program(new)


def test_things_that_are_counted_are_not_taken_away() -> None:
    line = "at least 2 of {pregnant, breast-feeding, pregnant} at screening"
    before, after = mended("p", f'{HEAD}inclusion I1 "a":\n    {line}\n'.encode(), ROOT)
    assert before == after and names(after) == ["repeated-member"]


def test_of_a_vocabulary_only_comments_are_mended() -> None:
    text = "use myasthenia gravis\n\ndefine bad enough:\n    QMG > 10.5  # allow always-true: old\n"
    assert mended("v", text.encode(), ROOT)[1] == text.replace("  # allow always-true: old", "")


@pytest.mark.parametrize("text", [HALF.replace("\n", "\r\n"), "\ufeff" + HALF])
def test_line_ends_and_marks_stay(text: str) -> None:
    assert mended("p", text.encode(), ROOT)[1] == text.replace("> 10.5", ">= 11")


def test_prose_around_a_literate_protocol_stays() -> None:
    text = f"# Title\n\nSome `QMG > 10.5` prose.\n\n```mgdsl\n{HALF}```\n\nMore.\n"
    assert mended("p.md", text.encode(), ROOT)[1] == text.replace("    QMG > 10.5", "    QMG >= 11")


def test_the_founding_protocol_decides_alike_when_mended(tmp_path: Path) -> None:
    """A protocol with a slip of the harmless kind gives every patient the verdict it gave before."""
    folder = tmp_path / "trial"
    shutil.copytree(ROOT / "protocols/nct06371040", folder)
    path = folder / "protocol.mgdsl"
    path.write_text(path.read_text().replace("qualifies (scale: QMG, threshold: 11)", "QMG > 10.5"))
    patients = str(folder / "patients.jsonl")
    before = run("eval", str(folder), patients, "--format", "jsonl").stdout
    assert run("check", "--fix", str(folder)).exit_code == 0
    after = run("eval", str(folder), patients, "--format", "jsonl").stdout
    assert "QMG >= 11" in path.read_text()
    assert before.count('"verdict": "') == after.count('"verdict": "') > 0
    keep = [line.split('"verdict"')[1][:20] for line in before.splitlines()]
    assert keep == [line.split('"verdict"')[1][:20] for line in after.splitlines()]
