"""The dose commands as a user calls them, and the protocols that their tests share."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from mgdsl.cli.dose import command

ROOT = Path(__file__).parents[1]
FOUNDING = str(ROOT / "protocols/nct06371040")

PROTOCOL = """protocol "Escalation":
    visits: screening
    decision visit: screening
use general clinical
inclusion I1 "informed":
    informed consent at screening

dose finding escalation:
    method: Keyboard
    levels:
        low: 5e5 cells/kg
        middle: 1.5e6 cells/kg
        high: 5e6 cells/kg
    start: low
    target: 30%
    margins: 5%, 5%
    cohort size: 3
    maximum: 12 participants
    eliminate above: 95%
    toxicity: "any grade 3 or higher event that is related to the cells"
    window: 28 days
    scenarios:
        middle dose right: 10%, 30%, 50%
        all too toxic: 50%, 60%, 70%
"""

OPEN = ("start", "target", "margins", "cohort size", "eliminate above")
USUAL = ("start=1", "target=30%", "margins=5%", "cohort size=3", "eliminate above=95%")
ASSUMED = tuple(word for each in USUAL for word in ("--assume", f"{each} because usual for this method"))
COUNTS = ("--counts", "0/3")
SCENARIO = ("--scenario", "supposed=10%,30%,50%")


def run(*arguments: str) -> Result:
    """``run("next", "p.mgdsl", "--counts", "0/3")``; a refusal has its exit code and shows what it says."""
    result = CliRunner().invoke(command, arguments, standalone_mode=False)
    if isinstance(result.return_value, int):
        result.exit_code = result.return_value
    if (code := getattr(result.exception, "exit_code", None)) is not None:
        result.exit_code = code
    elif result.exception is not None:
        raise result.exception
    return result


def refusals(result: Result) -> list[str]:
    return [each.name for each in getattr(result.exception, "diagnostics", ())]


def answer(*arguments: str) -> Any:
    """The JSON of a command that is not refused."""
    found = run(*arguments, "--format", "json")
    assert found.exception is None, refusals(found)
    return json.loads(found.output)
