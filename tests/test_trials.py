"""Every real trial: clean in the check, every case passes, and each criterion is expected in every status."""

from collections import defaultdict
from functools import lru_cache
from pathlib import Path

import pytest

from mgdsl.core.ir import TRUE
from mgdsl.lint.run import lint
from mgdsl.program import Loaded, load_bytes
from mgdsl.testing import cases
from mgdsl.testing.run import run_cases

ROOT = Path(__file__).parents[1] / "protocols"
TRIALS = sorted(path.parent.name for path in ROOT.glob("nct*/protocol.mgdsl"))


@lru_cache
def loaded(trial: str) -> Loaded:
    path = ROOT / trial / "protocol.mgdsl"
    return load_bytes(str(path), path.read_bytes(), path.parent)


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
    checked = loaded(trial).checked
    program = checked.program
    assert program is not None
    seen = defaultdict(set)
    for case in cases.cases(loaded(trial).file, program.sources[0], checked.names, program):
        assert isinstance(case, cases.TestCase)
        for expected in case.expected:
            seen[expected.name].add(expected.value)
    missing = {}
    for criterion in program.criteria:
        wanted = {"pass", "fail", "unknown"} | ({"not applicable"} if criterion.applies != TRUE else set())
        if not criterion.hole and not wanted <= seen[criterion.id]:
            missing[criterion.id] = wanted - seen[criterion.id]
    assert missing == {}


@pytest.mark.parametrize("trial", TRIALS)
def test_readme_cites_the_registry(trial: str) -> None:
    assert trial.upper() in (ROOT / trial / "README.md").read_text(encoding="utf-8")
