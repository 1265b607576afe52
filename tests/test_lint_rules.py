"""What the rules find and leave alone beyond their pages."""

from textwrap import indent

import pytest
from test_lint import HEAD, names

from mgdsl.lint.run import lint
from mgdsl.program import load_bytes

TWO = """protocol "P":
    visits: screening, baseline
    decision visit: baseline

use myasthenia gravis
use reproductive safety

"""
VISITS = TWO.replace("baseline\n", "baseline, infusion\n", 1)


def criteria(*bodies: str) -> str:
    """Criteria `I1 a`, `E1 b` and so on, from their ids and lines."""
    text = ""
    for body in bodies:
        id, _, rest = body.partition(": ")
        kind = "inclusion" if id.startswith("I") else "exclusion"
        text += f'{kind} {id} "{id}":\n    {rest}\n\n'
    return text


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # a score, its parts and their shares are decided together
        ("MG-ADL >= 13 at screening\n    ocular share of MG-ADL < 50% at screening", ["always-true"]),
        ("MG-ADL >= 12 at screening\n    ocular share of MG-ADL < 50% at screening", []),
        ("MG-ADL <= 2 at screening\n    ocular part of MG-ADL >= 3 at screening", ["contradiction"]),
        ("MG-ADL >= 19 at screening\n    ocular part of MG-ADL >= 1 at screening", ["always-true"]),
        ("MG-ADL >= 18 at screening\n    ocular part of MG-ADL >= 1 at screening", []),
        ("at least 3 items of QMG >= 2 at screening\n    QMG >= 6 at screening", ["always-true"]),
        ("at least 3 items of QMG >= 2 at screening\n    QMG >= 7 at screening", []),
        # other visits, other values and other windows are other things
        ("age >= 18 years at screening\n    exact age < 81 years at screening", []),
        ("any IVIg within 4 weeks before screening\n    no IVIg within 3 weeks before screening", []),
        ("any IVIg before screening\n    no IVIg before screening", ["contradiction"]),
        ("at least 2 IVIg before screening\n    any IVIg before screening", ["redundant-bound"]),
        # multiples of a limit
        ("ALT <= 3 × ULN at screening\n    ALT <= 5 × ULN at screening", ["redundant-bound"]),
        ("ALT <= 3 × ULN at screening\n    AST <= 5 × ULN at screening", []),
        ("ALT > 3 × ULN at screening\n    ALT < ULN at screening", ["only-the-ill", "contradiction"]),
        # categories
        ("MGFA class in {II, III} at screening\n    MGFA class is V at screening", ["contradiction"]),
        ("MGFA class in {II, III} at screening\n    MGFA class is not V at screening", ["redundant-bound"]),
        ("MGFA class in {I, II, III, IV, V} at screening", ["always-true"]),
        # rows of a history are no single value
        ("any therapy where:\n        failure is intolerance\n        failure is persistent weakness", []),
        ("any therapy where:\n        dose >= 5 mg/day\n        dose < 2 mg/day", ["contradiction"]),
        # usual thresholds, in any unit
        ("hemoglobin >= 8 g/dL at screening", []),
        ("hemoglobin between 8 and 12 g/L at screening", ["implausible-threshold"]),
        ("any result of hemoglobin < 7 g/L before screening", ["implausible-threshold"]),
        ("platelets >= 100000 /µL at screening", []),
        ("platelets >= 100000 ×10^9/L at screening", ["implausible-threshold"]),
        # which side of a limit is normal
        ("no result of ALT <= 3 × ULN before screening", ["excludes-normal"]),
        ("no result of ALT > 3 × ULN before screening", []),
        ("unless pregnant at screening:\n        ALT <= 3 × ULN at screening", []),
        (
            "none of:\n        ALT <= 3 × ULN at screening\n        AST > 3 × ULN at screening",
            ["excludes-normal"],
        ),
        ("ALT > ULN at screening", ["only-the-ill"]),
        # counted, not measured
        ("ECOG = 1 at screening", []),
        ("INR = 1.5 at screening", ["exact-equality"]),
    ],
)
def test_a_line_and_what_is_found(line: str, expected: list[str]) -> None:
    found = names(f'{HEAD}use laboratory\n\ninclusion I1 "a":\n    {line}\n')
    assert list(dict.fromkeys(found)) == expected


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        ("I1 I2 I3", []),
        ("I1 I3", ["I2 is missing before I3."]),
        ("I2 I3 I6", ["I1 is missing before I2.", "I4 to I5 are missing before I6."]),
        ("I1 I2a I2b I3", []),
        ("I-01 I-02 I-04", ["I-3 is missing before I-04."]),
        ("I1 I3 I2", []),
        ("consent age", []),
    ],
)
def test_gaps_in_numbering(ids: str, expected: list[str]) -> None:
    bodies = ("QMG >= 11", "MG-ADL >= 5", "age >= 18 years", "not pregnant")
    criteria = [
        f'inclusion {id} "a":\n    {body} at screening\n'
        for id, body in zip(ids.split(), bodies, strict=False)
    ]
    found = lint(load_bytes("p", (HEAD + "\n".join(criteria)).encode()))
    assert [each.message for each in found if each.name == "numbering-gap"] == expected


QUALIFIES = """
define qualifies (scale: instrument, threshold: number):
    scale >= threshold
    ocular share of scale <= 50%"""
BY_EITHER = """
I1
any of:
    qualifies (scale: QMG, threshold: 11)
    qualifies (scale: MG-ADL, threshold: 12)
"""
SETTLED = """
I1
MG-ADL >= 5
MG-ADL <= 8
any of:
    MG-ADL <= {}
    pregnant"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what is settled around a line: its block, its `if`, both ends
        (
            "I1\nif age >= 18 years:\n    any of:\n        age >= 16 years\n        pregnant",
            ["redundant-bound"],
        ),
        ("I1\nif MG-ADL >= 12:\n    ocular share of MG-ADL <= 50%", ["always-true"]),
        ("I1\nif MG-ADL >= 11:\n    ocular share of MG-ADL <= 50%", []),
        ("E1\nif MG-ADL >= 12:\n    ocular share of MG-ADL <= 50%", ["always-true"]),
        (SETTLED.format(4), ["contradiction"]),
        (SETTLED.format(6), []),
        # a line of a definition counts only if all its uses agree
        (BY_EITHER + QUALIFIES, []),
        ("I1\nqualifies (scale: MG-ADL, threshold: 12)\n" + QUALIFIES, ["always-true"]),
        # who is meant
        ("I1\nif sex is female:\n    age >= 18 years\n\nE1\nage >= 18 years", []),
        ("I1\nif sex is female:\n    age >= 18 years\n\nI2\nif sex is male:\n    age < 18 years", []),
        ("I1\nage >= 18 years\n\nI2\nage < 12 years", ["contradiction"]),
        (
            "I1\nage >= 18 years\n\nE1\nif age >= 16 years:\n    age >= 17 years",
            ["exclusion-contradicts-inclusion"],
        ),
        ("I1\nage >= 18 years\n\nE1\nif sex is male:\n    age >= 17 years", []),
        ("I1\nage >= 18 years\n\nE1\nany of:\n    age < 18 years\n    pregnant", []),
        ("I1\nage >= 18 years\n\nE1\nany of {pregnant, breast-feeding}", []),
        # 0 of 0
        ("I1\nocular share of MG-ADL <= 50%", []),
        ("E1\nocular share of MG-ADL <= 50%", ["share-of-zero"]),
        ("E1\nocular share of MG-ADL > 50%", []),
        ("E1\nMG-ADL >= 1\nocular share of MG-ADL <= 50%", []),
        # numbers between two thresholds; one latest result
        ("I1\nweight > 50 kg\nweight < 50.5 kg", []),
        (
            "I1\nQMG >= 11\nlatest MG-ADL >= 5 before screening\nlatest MG-ADL >= 5 before screening",
            ["repeated-line"],
        ),
        # negations
        ("I1\nnone of:\n    not pregnant\n    breast-feeding", ["double-negation"]),
        ("I1\nnot (pregnant or breast-feeding)", []),
        # vague words in facts of a protocol
        ("I1\nserious illness\n\nfact serious illness:\n    recorded: by visit", ["vague-words"]),
        ("I1\nsevere form is mild\n\nfact severe form:\n    recorded: by visit\n    values: mild, grave", []),
    ],
)
def test_a_protocol_and_what_is_found(text: str, expected: list[str]) -> None:
    """Criteria by their ids; all their lines stand at screening."""
    found = HEAD
    for part in text.strip().split("\n\n"):
        id, _, body = part.partition("\n")
        if id[1:].isdigit():
            kind = "inclusion" if id[0] == "I" else "exclusion"
            part = f'{kind} {id} "{id}":\n    at screening:\n{indent(body, " " * 8)}'
        found += f"{part}\n\n"
    assert names(found) == expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [("screening", ["forgotten-visit"]), ("infusion", []), ("each of {screening, baseline}", [])],
)
def test_a_forgotten_visit_is_one_of_those_of_the_others(other: str, expected: list[str]) -> None:
    both = "at each of {screening, baseline}"
    lines = criteria(
        f"I1: QMG >= 11 {both}", f"I2: MGFA class in {{II, III}} {both}", f"I3: MG-ADL >= 5 at {other}"
    )
    assert [name for name in names(VISITS + lines) if name != "unused-visit"] == expected


@pytest.mark.parametrize(("visit", "expected"), [("the visit", []), ("screening", ["odd-window"])])
def test_the_visit_of_the_line_is_no_other_visit(visit: str, expected: list[str]) -> None:
    both = "at each of {screening, baseline}"
    alike = ["any IVIg within 4 weeks before baseline", "any PE within 4 weeks before baseline"]
    lines = criteria(
        f"I1: QMG >= 11 {both}",
        f"I2: MGFA class in {{II, III}} {both}",
        f"I3: {both}:\n        MG-ADL >= 5 at the visit\n        no SCIg within 1 week before {visit}",
        *(f"E{at}: {line}" for at, line in enumerate([*alike, "any SCIg within 4 weeks before baseline"], 1)),
    )
    assert [name for name in names(TWO + lines) if name != "unused-visit"] == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("therapy (agent: azathioprine, start: 2020, stop: ongoing)", []),
        ("no azathioprine", []),
        ("no immunosuppressants", []),
        ("no IVIg", ["empty-case"]),
        ('judged by investigator "PE is needed"', []),
        ("PE needed", []),
        ('judged by investigator "IVIg is needed"', ["empty-case"]),
    ],
)
def test_a_case_that_gives_what_is_asked(given: str, expected: list[str]) -> None:
    text = criteria("I1: any of:\n        any immunosuppressants before screening\n        PE needed")
    text += 'define PE needed:\n    judged by investigator "PE is needed"\n\n'
    text += f'case "one":\n    given {given}\n    expect I1 is unknown\n'
    assert names(HEAD + text) == expected


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("fact with child:\n    asked of: femal", "unknown-value"),
        ("measurement walk:\n    unit: m\n    better: longer", "unknown-value"),
    ],
)
def test_a_property_with_a_value_that_nothing_has(body: str, name: str) -> None:
    loaded = load_bytes("p", f"{HEAD}{body}\n".encode())
    assert [each.name for each in loaded.diagnostics if each.name != "no-criteria"] == [name]
