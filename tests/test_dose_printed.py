"""Designs as protocols print them, and what lint finds in them."""

from fractions import Fraction

import pytest
from attrs import evolve
from dose_cli import PROTOCOL
from test_dose_design import BLOCK, checked, design, with_line

from mgdsl.dose.keys import Side
from mgdsl.dose.rules import resolve
from mgdsl.dose.table import BY_SIDE, action
from mgdsl.lint.run import lint
from mgdsl.lint.staying import side
from mgdsl.program import load_bytes


def test_where_no_count_stays() -> None:
    """The rule's arithmetic is that of the tables."""
    counts = [(n, y) for n in (1, 3, 6, 10) for y in range(n + 1)]
    for method in ("Keyboard", "mTPI-2", "BOIN"):
        for low, high in ((25, 35), (27, 33), (5, 65), (18, 42)):
            made = resolve(design(with_line("margins: 5%, 5%", f"target key: {low} to {high}%")))
            rules = evolve(made, method=method, cutoff=Fraction(999_999, 1_000_000))
            for n, y in counts:
                key = rules.low, rules.high
                moved = side(method, rules.target, key, (1, 1), n, y)
                assert BY_SIDE[Side(moved)] is action(rules, n, y), (method, low, n, y)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (with_line("method: Keyboard", "method: BOIN"), ["narrow-margins"]),
        (with_line("method: Keyboard", "method: BOIN").replace("    margins: 5%, 5%\n", ""), []),
        (with_line("margins: 5%, 5%", "target key: 27 to 33%"), ["narrow-margins"]),
        (BLOCK.replace("cohort size: 3", "cohort size: 1"), []),
        (with_line("high: 5e6", "high: 3e7"), []),
        (with_line("high: 5e6", "high: 3.1e7"), ["steep-levels"]),
        (with_line("window: 28 days", "prior: 0.5, 0.5"), []),
    ],
)
def test_what_is_likely_wrong(block: str, expected: list[str]) -> None:
    loaded = load_bytes("p", PROTOCOL.replace(BLOCK, block).encode())
    mine = {"narrow-margins", "steep-levels"}
    assert [each.name for each in lint(loaded) if each.name in mine] == expected


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("0.5, 1, 2 x 10^6 cells/kg", "0.5e6, 1e6, 2e6 cells/kg"),
        ("0.5, 1 and 2 ×10⁶ cells/kg", "0.5e6, 1e6, 2e6 cells/kg"),
        ("10^6, 3 x 10^6, 10^7 cells/kg", "1e6, 3e6, 1e7 cells/kg"),
        ("2e5, 1e6, 2 x 10^6 cells/kg", "2e5, 1e6, 2e6 cells/kg"),
        ("200000, 1000000, 2 x 10^6 cells/kg", "200000, 1000000, 2e6 cells/kg"),
        ("5 mg, 10 mg and 20 mg", "5 mg, 10 mg, 20 mg"),
        ("5 -> 10 -> 20 mg", "5, 10, 20 mg"),
        ("5-10-20 mg", "5, 10, 20 mg"),
    ],
)
def test_levels_as_they_are_printed(line: str, mended: str) -> None:
    levels = BLOCK[BLOCK.index("    levels:") : BLOCK.index("    start:")]
    block = BLOCK.replace(levels, f"    levels: {line}\n").replace("start: low", "start: 1")
    (found,) = checked(block)[1]
    assert found.repair == f"levels: {mended}"
    assert checked(block.replace(line, mended))[1] == []


def test_a_number_in_the_name_of_another_level() -> None:
    """Level 1 above level -1 is number 2."""
    named = BLOCK.replace("low:", "`level -1`:").replace("middle:", "DL1:").replace("high:", "DL2:")
    (found,) = checked(named.replace("start: low", "start: 1"))[1]
    assert found.name == "start-or-dose" and "start: `level -1`" in found.repair
    assert "start: DL1" in found.repair and checked(named.replace("start: low", "start: DL1"))[1] == []
    (found,) = checked(named.replace("start: low", "start: level 1"))[1]
    assert found.repair == "start: `level 1`"
    plain = (
        named.replace("`level -1`:", "DL1:").replace("DL1: 1.5", "DL2: 1.5").replace("DL2: 5e6", "DL3: 5e6")
    )
    assert checked(plain.replace("start: low", "start: 1"))[1] == []
