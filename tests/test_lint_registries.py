"""Rules for what registries get wrong: signs turned round, labels that stand for something else."""

import pytest
from test_lint import HEAD, names


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("creatinine <= 1.5 mg/dL", ["excludes-normal"]),
        ("creatinine < 1.5 mg/dL", ["excludes-normal"]),
        ("creatinine > 1.5 mg/dL", []),
        ("hemoglobin >= 80 g/L", ["excludes-normal"]),
        ("hemoglobin < 80 g/L", []),
        ("QTc <= 450 ms", ["only-the-ill"]),
        ("QTc > 450 ms", []),
    ],
)
def test_a_number_on_the_wrong_side_of_the_only_limit(line: str, found: list[str]) -> None:
    text = (
        HEAD.replace("use repro", "use laboratory\nuse repro")
        + f'exclusion E1 "a":\n    {line} at screening\n'
    )
    assert names(text) == found


@pytest.mark.parametrize(
    ("exclusion", "found"),
    [
        ("MGFA class is IV at screening", ["exclusion-takes-back"]),
        ("MGFA class in {IVa, IVb, V} at screening", ["exclusion-takes-back"]),
        ("any of:\n        MGFA class is IV at screening\n        diabetes", ["exclusion-takes-back"]),
        ("MGFA class is IVb at screening", []),
        ("all of:\n        MGFA class is IV at screening\n        diabetes", []),
        ("MGFA class is IV at baseline", []),
        ("if sex is male:\n        MGFA class is IV at screening", []),
    ],
)
def test_a_value_admitted_and_taken_back(exclusion: str, found: list[str]) -> None:
    admitted = "    MGFA class in {II, III, IV} at screening\n"
    head = HEAD.replace("visits: screening", "visits: screening, baseline")
    if "baseline" not in exclusion:
        head = HEAD
    assert names(f'{head}inclusion I1 "a":\n{admitted}\nexclusion E1 "b":\n    {exclusion}\n') == found


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("10e3", ["tenfold-power"]),
        ("10E3", ["tenfold-power"]),
        ("10.0e+3", ["tenfold-power"]),
        ("1e4", []),
        ("3e4", []),
        ("1.0e4", []),
        ("10", []),
    ],
)
def test_a_power_of_ten_with_a_ten_in_front(number: str, found: list[str]) -> None:
    head = HEAD.replace("use repro", "use laboratory\nuse repro")
    text = head + f'inclusion I1 "a":\n    platelets >= {number} /uL at screening\n'
    assert [name for name in names(text) if name == "tenfold-power"] == found
