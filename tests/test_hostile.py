"""Protocols made to exhaust the checker get a bounded, polite refusal; what checks can also be evaluated."""

import pytest

from mgdsl.program import load_bytes
from mgdsl.protocol import Protocol

HEAD = 'protocol "x":\n    visits: a\n\nfact f\n\ninclusion I1:\n    d0\n\n'


def nested(depth: int, inner: str) -> str:
    blocks = "".join("    " * (level + 1) + "any of:\n" for level in range(depth))
    return blocks + "    " * (depth + 1) + f"{inner}\n" + "    " * (depth + 1) + "f\n\n"


def chain(definitions: int, body: str) -> str:
    """d0 uses d1, and so on; `body` says how."""
    links = "".join(f"define d{i}:\n" + body.replace("NEXT", f"d{i + 1}") for i in range(definitions))
    return HEAD + links + f"define d{definitions}:\n    f\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (chain(60, "    NEXT and NEXT\n\n"), "too-deep"),
        (chain(24, nested(35, "NEXT")), "too-deep"),
        (chain(20, nested(30, "NEXT")), "too-deep"),
        (chain(3, nested(45, "NEXT")), "too-deep"),
    ],
)
def test_refused(text: str, name: str) -> None:
    found = {d.name for d in load_bytes("x.mgdsl", text.encode()).diagnostics}
    assert name in found


def test_too_much_inside_a_where() -> None:
    links = "".join(f"define d{i}:\n    d{i + 1} and d{i + 1}\n\n" for i in range(20))
    text = (
        'protocol "x":\n    visits: a\n    decision visit: a\n\nuse myasthenia gravis\n\n'
        f"inclusion I1:\n    any therapy where d0\n\n{links}define d20:\n    agent is prednisone\n"
    )
    assert "too-much" in {d.name for d in load_bytes("x.mgdsl", text.encode()).diagnostics}


@pytest.mark.parametrize("text", [chain(20, "    NEXT and NEXT\n\n"), chain(1, nested(28, "NEXT"))])
def test_what_checks_evaluates(text: str) -> None:
    program = load_bytes("x.mgdsl", text.encode()).checked.program
    assert program is not None
    answer = Protocol(program).evaluate({"id": "p", "facts": {"f": True}})
    assert [c.status.value for c in answer.criteria] == ["pass"]
    assert all(c.reasons for c in answer.criteria)
