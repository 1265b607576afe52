"""Lines as authors write them, each with its finding and the line that pasting the repair gives.

All of them stand in one protocol, a criterion each: every mistake is found in one run, and none of them hides
or adds another. A block of `sentences.txt` is a flawed line or lines, `=> name`, and the lines mended.
"""

from pathlib import Path

import pytest
from pasting import pasted

from mgdsl.program import load_bytes
from mgdsl.report.diagnostic import Diagnostic

HEAD = """protocol "Sentences":
    visits: screening, baseline, infusion
    decision visit: infusion

use myasthenia gravis
use reproductive safety
use laboratory
use general clinical

lab HbA1c "glycated haemoglobin":
    recorded: by visit
    unit: %

lab QTcF "QT interval, corrected by Fridericia":
    recorded: by visit
    unit: ms

measurement body temperature:
    recorded: by visit
    unit: Cel

measurement systolic blood pressure:
    recorded: by visit
    unit: mmHg

measurement diastolic blood pressure:
    recorded: by visit
    unit: mmHg

classification neuropathy grade "by CTCAE":
    recorded: by visit
    values: `0`, `1`, `2`, `3`, `4`
    order: `0`, `1`, `2`, `3`, `4`

classification NYHA class "functional class of heart failure":
    recorded: by visit
    values: I, II, III, IV
    order: I, II, III, IV

classification heart rhythm class "no order declared":
    recorded: by visit
    values: I, II, III

classification lymphoma grade "values with a number as a word":
    recorded: by visit
    values: `FL 1`, `FL 3A`, `FL 3B`

fact `type 1 diabetes`

fact measurable disease "by RECIST 1.1":
    recorded: by visit

event surgery:
    when: day
    fields:
        kind: major, minor

class checkpoint inhibitors:
    event: therapy
    agents: pembrolizumab, nivolumab

"""


def blocks() -> list[tuple[str, str, str]]:
    """Flawed, the finding's name, mended."""
    text = (Path(__file__).parent / "sentences.txt").read_text("utf-8")
    found = []
    for block in text.strip("\n").split("\n\n"):
        flawed, rest = block.split("\n=> ")
        name, mended = rest.split("\n", 1)
        found.append((flawed, name, mended))
    return found


BLOCKS = blocks()


def protocol(bodies: list[str]) -> str:
    """Each body in a criterion of its own."""
    shown = ("\n".join(f"    {line}" for line in body.split("\n")) for body in bodies)
    return HEAD + "".join(f'inclusion I{at} "line {at}":\n{body}\n\n' for at, body in enumerate(shown, 1))


@pytest.fixture(scope="module")
def findings() -> list[Diagnostic]:
    text = protocol([flawed for flawed, _, _ in BLOCKS])
    return list(load_bytes("sentences", text.encode()).diagnostics)


def test_each_mistake_is_found_once_in_one_run(findings: list[Diagnostic]) -> None:
    text = protocol([flawed for flawed, _, _ in BLOCKS])
    places = [finding.place for finding in findings if finding.place is not None]
    held = [text[: place.span.start].rsplit("\ninclusion ", 1)[1].split(" ")[0] for place in places]
    said = [(id, finding.name) for id, finding in zip(held, findings, strict=True)]
    assert said == [(f"I{at}", name) for at, (_, name, _) in enumerate(BLOCKS, 1)]


def test_pasting_the_repair_mends_it(findings: list[Diagnostic]) -> None:
    text = protocol([flawed for flawed, _, _ in BLOCKS])
    missed = []
    for at, (finding, (flawed, _, mended)) in enumerate(zip(findings, BLOCKS, strict=True), 1):
        wanted = protocol([mended if k == at else body for k, (body, _, _) in enumerate(BLOCKS, 1)])
        if wanted not in pasted(finding, text):
            missed.append((flawed, finding.repair))
    assert missed == []


def test_mended_they_check() -> None:
    text = protocol([mended for _, _, mended in BLOCKS])
    assert [(d.name, d.message) for d in load_bytes("sentences", text.encode()).diagnostics] == []
