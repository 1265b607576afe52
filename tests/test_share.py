"""What `mgdsl share` counts: the kind of each criterion, the shares, and the table in protocols/README.md."""

import json
from pathlib import Path

import pytest

from mgdsl.opening import load, loads
from mgdsl.show.share import Kind, percent, share, tables
from tests.test_cli import run

ROOT = Path(__file__).parents[1] / "protocols"
HEAD = """protocol "P":
    visits: screening, infusion
    decision visit: infusion

use myasthenia gravis
use reproductive safety
"""
FOOT = """
define both:
    diabetes
    judged by investigator "is fit"

define said:
    judged by investigator "is fit"
"""


def kinds(*bodies: str) -> list[Kind]:
    """The kind of a criterion for each body."""
    text = "".join(f'\ninclusion I{at} "a":\n{body}' for at, body in enumerate(bodies, 1))
    return [each for _, each in share(loads(HEAD + text + FOOT).program).kinds]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("MG-ADL >= 5 at screening", Kind.COMPUTED),
        ("informed consent at screening", Kind.COMPUTED),
        ("any therapy where adequate course", Kind.COMPUTED),
        ('judged by investigator "is fit"', Kind.PEOPLE),
        ("agrees to contraception from screening until infusion", Kind.PEOPLE),
        ("said", Kind.PEOPLE),
        ('unspecified "as section 5 requires"', Kind.HOLE),
        ('judged by investigator "is fit"\n    unspecified "as section 5 requires"', Kind.PEOPLE),
        ('diabetes\n    unspecified "as section 5 requires"', Kind.PARTLY),
        ("both", Kind.PARTLY),
        ("said\n    MG-ADL >= 5 at screening", Kind.PARTLY),
        ("if sex is male:\n        agrees to contraception from screening until infusion", Kind.PARTLY),
        ('unless unspecified "an exception holds":\n        diabetes', Kind.PARTLY),
        ('any infection where judged by investigator "it is relevant"', Kind.PARTLY),
        ("no {IVIg, PE} within 4 weeks before infusion", Kind.COMPUTED),
    ],
)
def test_the_kind_follows_from_what_is_read(lines: str, expected: Kind) -> None:
    assert kinds(f"    {lines}\n") == [expected]


def test_a_section_counts_as_part_of_its_criteria() -> None:
    text = (
        HEAD + 'section "Men":\n    sex is male\n\ninclusion I1 "a":\n    judged by investigator "is fit"\n'
    )
    assert share(loads(text).program).kinds == (("I1", Kind.PARTLY),)


def test_lists_that_are_not_public_are_no_criteria() -> None:
    head = HEAD.replace(
        "    decision", '    registry: NCT1\n    exclusions: unspecified "one is met"\n    decision'
    )
    found = share(loads(head + '\ninclusion I1 "a":\n    diabetes\n').program)
    assert (found.name, found.kinds, found.lists) == ("NCT1", (("I1", Kind.COMPUTED),), 1)
    assert found.facts == ("I1",) and found.holed == ()


def test_yes_no_facts_alone_and_holes_inside() -> None:
    text = "".join(
        f'\ninclusion {id_} "a":\n    {line}\n'
        for id_, line in {
            "I1": "informed consent at screening",
            "I2": "not pregnant at screening\n    diabetes",
            "I3": "diabetes\n    MG-ADL >= 5 at screening",
            "I4": "diagnosis is MG",
            "I5": 'diabetes\n    unspecified "as section 5 requires"',
            "I6": 'unspecified "as section 6 requires"',
            "I7": "no therapy where adequate course",
        }.items()
    )
    found = share(loads(HEAD + text).program)
    assert (found.facts, found.holed) == (("I1", "I2"), ("I5",))


@pytest.mark.parametrize(
    ("n", "total", "words"),
    [
        (0, 0, "0.0 %"),
        (0, 7, "0.0 %"),
        (1, 8, "12.5 %"),
        (1, 3, "33.3 %"),
        (2, 3, "66.7 %"),
        (1, 400, "0.3 %"),
        (5, 5, "100.0 %"),
    ],
)
def test_percent(n: int, total: int, words: str) -> None:
    assert percent(n, total) == words


def test_the_last_row_adds_the_others_up() -> None:
    shares = [share(load(path).program) for path in sorted(ROOT.glob("*/protocol.mgdsl"))]
    *rows, last = tables(shares)[0].rows
    for column in range(1, len(last)):
        numbers = [int(row[column].split()[0]) for row in rows]
        assert int(last[column].split()[0]) == sum(numbers)
    assert all(len(each.kinds) == sum(len(each.of(kind)) for kind in Kind) for each in shares)
    assert int(last[1]) == sum(len(each.kinds) for each in shares)


def test_few_criteria_are_holes() -> None:
    """The aim: below 5 % of all."""
    shares = [share(load(path).program) for path in sorted(ROOT.glob("*/protocol.mgdsl"))]
    assert 20 * sum(len(each.of(Kind.HOLE)) for each in shares) < sum(len(each.kinds) for each in shares)


def test_the_table_in_the_readme_is_what_the_command_prints() -> None:
    printed = run("share", "--format", "markdown", str(ROOT)).stdout
    assert printed in (ROOT / "README.md").read_text(encoding="utf-8")


def test_json_names_every_criterion() -> None:
    (found,) = json.loads(run("share", "--format", "json", str(ROOT / "nct05828225")).stdout)
    assert found["protocol"] == "NCT05828225" and found["lists not public"] == 1
    assert found["criteria"]["I4"] == "computed" and found["criteria"]["I7"] == "judgement or attestation"
    assert found["a hole inside"] == ["E7"]
    assert sum(found["counts"].values()) == len(found["criteria"])


def test_text_names_protocol_and_criteria() -> None:
    lines = run("share", str(ROOT / "nct06958939")).stdout.splitlines()
    rule = next(at for at, line in enumerate(lines) if line.startswith("---"))
    assert lines[rule + 1].split("  ")[0] == "NCT06958939" and "in all" not in "".join(lines)
    assert max(map(len, lines)) <= 100


def test_a_folder_may_hold_vocabularies_but_must_hold_a_protocol(tmp_path: Path) -> None:
    (tmp_path / "our-terms.mgdsl").write_text("fact our fact:\n    recorded: once\n", encoding="utf-8")
    found = run("share", str(tmp_path))
    assert found.exit_code == 2 and "there is no protocol" in str(found.exception)
    named = run("share", str(tmp_path / "our-terms.mgdsl"))
    assert named.exit_code == 1
    (tmp_path / "p.mgdsl").write_text(f'{HEAD}\ninclusion I1 "a":\n    diabetes\n', encoding="utf-8")
    assert any(line.startswith("P ") for line in run("share", str(tmp_path)).stdout.splitlines())
    (tmp_path / "q.mgdsl").write_text('inclusion I1 "a":\n    diabetes\n', encoding="utf-8")
    assert run("share", str(tmp_path)).exit_code == 1
