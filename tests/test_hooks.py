"""The hooks for pre-commit call commands that there are, on files that these read."""

import re
from pathlib import Path

from mgdsl.cli.main import COMMANDS

HOOKS = (Path(__file__).parents[1] / ".pre-commit-hooks.yaml").read_text("utf-8")


def test_each_hook_calls_a_command() -> None:
    hooks = re.findall(r"^- id: mgdsl-(\w+)\n(?:  .*\n)*?  entry: mgdsl (\w+)\n", HOOKS, re.M)
    assert hooks == [(name, name) for name in ("check", "format", "test")]
    assert {name for _, name in hooks} <= set(COMMANDS)
    patterns = re.findall(r"^  files: (.*)$", HOOKS, re.M)
    assert len(patterns) == len(hooks)
    assert all(re.search(pattern, "trial/protocol.mgdsl") for pattern in patterns)
    assert not any(re.search(pattern, "README.md") for pattern in patterns)
