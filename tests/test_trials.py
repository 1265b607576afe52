"""Every real trial: clean in the check, every case passes, and each criterion is expected in every status."""

import re
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

import pytest

from mgdsl.core.ir import TRUE
from mgdsl.core.program import Program
from mgdsl.evaluate.interpret import evaluate
from mgdsl.evaluate.result import status, verdict
from mgdsl.lint.run import lint
from mgdsl.program import Loaded, load_bytes
from mgdsl.records.model import Record
from mgdsl.records.project import Projector
from mgdsl.records.read import Reader
from mgdsl.sql.run import Rows, run
from mgdsl.testing import cases
from mgdsl.testing.run import run_cases

ROOT = Path(__file__).parents[1] / "protocols"
TRIALS = sorted(path.parent.name for path in ROOT.glob("*/protocol.mgdsl"))


@lru_cache
def loaded(trial: str) -> Loaded:
    path = ROOT / trial / "protocol.mgdsl"
    return load_bytes(str(path), path.read_bytes(), path.parent)


def examples(trial: str) -> tuple[Program, list[cases.TestCase]]:
    """The checked program and its cases, all of which can be read."""
    checked = loaded(trial).checked
    assert checked.program is not None
    program = checked.program
    found = list(cases.cases(loaded(trial).file, program.sources[0], checked.names, program))
    readable = [case for case in found if isinstance(case, cases.TestCase)]
    assert readable == found
    return program, readable


@pytest.mark.parametrize("trial", TRIALS)
def test_no_findings(trial: str) -> None:
    found = (*loaded(trial).diagnostics, *lint(loaded(trial)))
    assert [(d.name, d.place and d.place.line) for d in found] == []


@pytest.mark.parametrize("trial", TRIALS)
def test_cases_pass(trial: str) -> None:
    assert [case.title for case in run_cases(loaded(trial)) if not case.passed] == []


@pytest.mark.parametrize("trial", TRIALS)
def test_every_status_is_expected(trial: str) -> None:
    """Of each criterion pass, fail and unknown, and not applicable where it can be."""
    program, found = examples(trial)
    seen = defaultdict(set)
    for case in found:
        for expected in case.expected:
            seen[expected.name].add(expected.value)
    missing = {}
    for criterion in program.criteria:
        wanted = {"pass", "fail", "unknown"} | ({"not applicable"} if criterion.applies != TRUE else set())
        if not criterion.hole and not wanted <= seen[criterion.id]:
            missing[criterion.id] = wanted - seen[criterion.id]
    assert missing == {}


@pytest.mark.parametrize("trial", TRIALS)
def test_sql_answers_alike(trial: str) -> None:
    program, found = examples(trial)
    reader = Reader(program.schema, program.answers)
    projector = Projector(program.schema, program.columns, program.tables)
    datas = []
    for number, case in enumerate(found):
        record = reader.read({**case.patient.finished(), "id": f"case {number}"})
        assert isinstance(record, Record)
        datas.append(projector.of(record))
    expected = {}
    for data in datas:
        decisions = evaluate(program, data).decisions
        words = {d.criterion.id: status(d.applies.value, d.blocks.value) for d in decisions}
        statuses = {id_: word.value for id_, word in words.items()}
        expected[data.id] = Rows(statuses, verdict(tuple(words.values())).value)
    assert run(program, datas) == expected


@pytest.mark.parametrize("trial", TRIALS)
def test_readme_cites_the_registry(trial: str) -> None:
    registry = re.search(r"^    registry: `?([^`\n]+)", loaded(trial).checked.program.sources[0].text, re.M)
    assert registry and registry[1] in (ROOT / trial / "README.md").read_text(encoding="utf-8")
