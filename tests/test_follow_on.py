"""A mistake of syntax hides what may follow from it, and nothing else."""

import pytest

from mgdsl.program import load_bytes

PROTOCOL = '\nprotocol "A trial":\n    visits: screening, baseline\n    decision visit: screening\n'
USE = "\nuse myasthenia gravis\n"
BODY = """
inclusion I1 "Real mistakes":
    foobar
    QMG >= 50 at screening
    QMG >= 11 at screning
"""
REAL = ["unknown-name", "outside-range", "unknown-visit"]

FILES = [
    (PROTOCOL.replace('"A trial"', "A trial") + USE + BODY, ["missing-quotes", *REAL]),
    (PROTOCOL.replace(":\n", "\n", 1) + USE + BODY, ["missing-colon", *REAL]),
    (PROTOCOL.replace("screening, ", "screening; ") + USE + BODY, ["list-without-commas", *REAL[:2]]),
    (PROTOCOL.replace("A trial", "A").replace('"A"', "“A”") + USE + BODY, ["smart-quote", *REAL]),
    (PROTOCOL + USE + BODY.replace('"', ""), ["missing-quotes", *REAL]),
    (PROTOCOL + USE + "\nInclusion 7: Adults\n    sex is female\n" + BODY, ["criterion-head", *REAL]),
    (PROTOCOL + USE + BODY + "sex is female\n", [*REAL, "unknown-declaration"]),
    (PROTOCOL + "\nuse myasthenia gravs\n" + BODY, ["unknown-vocabulary", "unknown-visit"]),
    (PROTOCOL + USE + "\nfact odd state\n    recorded: by visit\n" + BODY, ["missing-colon", *REAL]),
    (
        PROTOCOL + USE + "\nfact foobar\n    recorded: by visit\n" + BODY,
        ["missing-colon", "visit-missing", *REAL[1:]],
    ),
    (PROTOCOL + USE + "\nfoobar is:\n    recorded: by visit\n" + BODY, ["unknown-declaration", *REAL[1:]]),
    (PROTOCOL + USE + "\ndefine odd state:\n    QMG 11 at screening\n" + BODY, ["missing-operator", *REAL]),
]


@pytest.mark.parametrize(("text", "names"), FILES, ids=range(len(FILES)))
def test_only_what_follows_is_hidden(text: str, names: list[str]) -> None:
    assert [each.name for each in load_bytes("lost", text.encode()).diagnostics] == names


def test_a_limit_that_nothing_uses_yet_is_no_mistake() -> None:
    limits = "\nuse laboratory\n\ndefine liver limit:\n    3 × ULN\n"
    text = PROTOCOL + USE + limits + '\ninclusion I1 "Thin":\n    QMG >= 11 at screening\n'
    assert load_bytes("unused", text.encode()).diagnostics == ()
    used = text + "    MG-ADL <= liver limit at screening\n"
    assert [each.name for each in load_bytes("used", used.encode()).diagnostics] == ["no-reference-limit"]
