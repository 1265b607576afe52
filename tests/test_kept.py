"""What is kept on disk changes how long a command takes, never what it says."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mgdsl import cache
from mgdsl.cli import kept
from mgdsl.cli.unchanged import answered
from mgdsl.program import load_bytes
from mgdsl.report.diagnostic import Diagnostic, Edit, Label, Severity
from mgdsl.report.pack import pack, unpack
from mgdsl.report.source import Place, Source, Span
from tests.test_cli import run

PROTOCOL = """protocol "P":
    visits: screening
    decision visit: screening

use our terms

inclusion I1:
    score >= 3 at screening
"""
TERMS = "measurement score:\n    unit: 1\n    range: 0 to 10\n    decimals: 0\n"


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    yield tmp_path / "cache" / "mgdsl"


@pytest.fixture
def protocol(tmp_path: Path) -> Path:
    made = tmp_path / "p.mgdsl"
    made.write_text(PROTOCOL, encoding="utf-8")
    (tmp_path / "our-terms.mgdsl").write_text(TERMS, encoding="utf-8")
    return made


def check(path: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("check", "--format", "json", str(path)).stdout)
    return found


def test_a_change_anywhere_is_seen(protocol: Path) -> None:
    terms = protocol.with_name("our-terms.mgdsl")
    assert check(protocol) == check(protocol) == []
    terms.write_text(TERMS.replace("10", "2"), encoding="utf-8")
    assert [found["name"] for found in check(protocol)] == ["outside-range"]
    terms.unlink()
    assert "unknown-vocabulary" in [found["name"] for found in check(protocol)]
    terms.write_text(TERMS, encoding="utf-8")
    assert check(protocol) == []
    protocol.write_text(PROTOCOL.replace("3", "30"), encoding="utf-8")
    assert check(protocol) == check(protocol) != []


def test_findings_are_kept_whole(protocol: Path) -> None:
    protocol.write_text(PROTOCOL.replace("3", "30").replace("use our", "use no").replace(":\n    s", "\n s"))
    first, second = run("check", str(protocol)), run("check", str(protocol))
    assert (first.stdout, first.exit_code) == (second.stdout, second.exit_code)
    assert first.exit_code == 1


def test_eval_answers_from_what_was_kept(protocol: Path, own_cache: Path) -> None:
    patients = protocol.with_name("patients.jsonl")
    patients.write_text('{"id": "a", "visits": {"screening": {"date": "2026-01-02", "score": 3}}}\n')
    first = run("eval", "--format", "json", str(protocol), str(patients)).stdout
    assert list(own_cache.glob("core-*")) and json.loads(first)[0]["verdict"] == "eligible"
    assert run("eval", "--format", "json", str(protocol), str(patients)).stdout == first


@pytest.mark.parametrize(
    "spoilt", ["", "{", "[]", '{"name": "x", "kept": []}', '{"name": "NAME", "kept": {"a": 1}}']
)
def test_a_spoilt_entry_is_made_again(protocol: Path, own_cache: Path, spoilt: str) -> None:
    protocol.write_text(PROTOCOL.replace("3", "30"), encoding="utf-8")
    wanted = check(protocol)
    run("template", str(protocol))
    for path in own_cache.glob("*-*.json"):
        name = path.stem.partition("-")[2]
        path.write_text(spoilt.replace("NAME", name), encoding="utf-8")
    assert check(protocol) == wanted
    assert run("template", str(protocol)).exit_code == 1


def test_a_place_that_others_may_write_to_is_not_used(protocol: Path, own_cache: Path) -> None:
    own_cache.mkdir(parents=True)
    own_cache.chmod(0o777)
    assert check(protocol) == []
    assert not list(own_cache.iterdir())


def test_no_place_at_all(protocol: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_cache.parent.write_text("a file stands here")
    assert check(protocol) == []
    monkeypatch.setenv("XDG_CACHE_HOME", str(protocol.parent / "other"))
    monkeypatch.setenv("MGDSL_NO_CACHE", "1")
    assert check(protocol) == []
    assert not (protocol.parent / "other").exists()


def test_the_oldest_entries_go(own_cache: Path) -> None:
    for number in range(cache.MOST + 9):
        cache.write("check", f"{number}", [number])
    assert len(list(own_cache.iterdir())) == cache.MOST
    assert cache.read("check", f"{cache.MOST + 8}") == [cache.MOST + 8]


@given(
    st.lists(
        st.sampled_from(["use our terms", "use  Our_terms # x", "use `our terms`", "# use our terms", "x"])
    )
)
@settings(max_examples=40)
def test_every_vocabulary_that_the_checker_reads_is_in_the_name(lines: list[str]) -> None:
    """A protocol whose text is the same gets another name when a vocabulary that it reads is another."""
    with TemporaryDirectory() as folder:
        beside = Path(folder)
        data = "\n".join(lines).encode()
        names, found = [], []
        for terms in (TERMS, TERMS.replace("score", "mark")):
            (beside / "our terms.mgdsl").write_text(terms, encoding="utf-8")
            names.append(kept.key_of("p", data, beside))
            found.append(repr(load_bytes("p", data, beside).checked.names))
        assert names[0] != names[1] or found[0] == found[1]


def test_packed_findings_come_back() -> None:
    one, two = Source("a", "text of a"), Source("b", "text of b")
    found = (
        Diagnostic("bare", "no place"),
        Diagnostic(
            "full",
            "m",
            place=Place(one, Span(0, 4)),
            label="l",
            why="w",
            repair="r",
            others=(Label(Place(two, Span(1, 2)), "o"),),
            record="id",
            path="p",
            severity=Severity.INFO,
            edits=(Edit(Place(one, Span(3, 3)), "new"),),
        ),
    )
    assert unpack(json.loads(json.dumps(pack(found)))) == found


@pytest.mark.parametrize("words", [[], ["our-terms.mgdsl"], ["."]])
def test_what_is_clean_and_unchanged_is_answered_alike_without_click(
    protocol: Path, words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(protocol.parent)
    asked = ["check", *(words or [protocol.name])]
    assert not answered(asked)
    first = run(*asked)
    assert (first.exit_code, first.stdout) == (0, "")
    assert answered(asked) and capsys.readouterr().err == first.stderr
    for other in (["check"], [*asked, "--diff"], [*asked, "-"], [*asked, "missing"], ["test", *asked[1:]]):
        assert not answered(other)
    protocol.write_text(PROTOCOL.replace("3", "30"), encoding="utf-8")
    (protocol.parent / "our-terms.mgdsl").write_text(TERMS.replace("10", "11"), encoding="utf-8")
    assert not answered(asked) and capsys.readouterr().err == ""
    code = "import sys; import mgdsl.__main__; sys.exit('click' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
