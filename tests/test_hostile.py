"""Protocols made to exhaust the checker get a bounded, polite refusal; what checks can also be evaluated."""

import pytest

from mgdsl.evaluate.brief import render_brief
from mgdsl.evaluate.json import to_json
from mgdsl.evaluate.text import render_text
from mgdsl.opening import loads
from mgdsl.program import load_bytes
from mgdsl.show.document import document
from mgdsl.show.markdown import markdown

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


TWICE = "    NEXT and NEXT\n\n"
BESIDE = "    any of:\n        NEXT\n        all of:\n            NEXT\n            f\n\n"


@pytest.mark.parametrize("body", [TWICE, BESIDE, nested(28, "NEXT")])
@pytest.mark.parametrize(("known", "status"), [(True, "pass"), (False, "fail"), (None, "unknown")])
def test_what_checks_is_answered_and_explained(body: str, known: bool | None, status: str) -> None:
    """Definitions that use the next one twice: a million conditions, if every use were one."""
    definitions = 1 if body == nested(28, "NEXT") else 20
    protocol = loads(chain(definitions, body))
    answer = protocol.evaluate({"id": "p", "facts": {"f": known}})
    (criterion,) = answer.criteria
    assert criterion.status.value == status and criterion.reasons
    assert [fact for group in answer.missing for fact in group.facts] == (["f"] if known is None else [])
    for shown in (render_text(answer), render_brief(answer), str(to_json(answer))):
        assert len(shown) < 5_000_000
    loaded = load_bytes("x.mgdsl", chain(definitions, body).encode())
    assert loaded.checked.program is not None
    assert len(markdown(document(loaded, loaded.checked.program))) < 1_000_000
