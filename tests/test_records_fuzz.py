"""Whatever stands in a record, reading it gives a record or diagnostics; a record that reads projects."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from records_sample import READER, SCHEMA
from test_records_mask import PROJECTOR

from mgdsl.records.mask import as_of
from mgdsl.records.model import Record
from mgdsl.records.template import template

WORDS = (
    *(
        "facts",
        "visits",
        "results",
        "events",
        "complete",
        "statements",
        "screening",
        "baseline",
        "scale",
        "items",
    ),
    *(
        "total",
        "a",
        "eye",
        "grade",
        "titre",
        "enzyme",
        "antibody",
        "therapy",
        "operation",
        "agent",
        "start",
        "stop",
    ),
    *(
        "dose",
        "failure",
        "date",
        "value",
        "unit",
        "upper",
        "by",
        "text",
        "visit",
        "answer",
        "planned",
        "done",
        "*",
    ),
    *(
        "2025-03-01",
        "2025",
        "0001",
        "9999-12-31",
        "ongoing",
        "positive",
        "II",
        "U/L",
        "nmol/L",
        "AFS",
        "statins",
    ),
)
words = st.sampled_from(
    [*WORDS, "< 0.02 nmol/L", "1 U/L", "treatment is needed", "2025-03-01T08:30"]
) | st.text(max_size=4)
leaves = st.none() | st.booleans() | st.integers(-1, 20) | st.floats() | words
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)


def planted(draw: st.DrawFn, at: Any) -> Any:
    """A copy of a template with some values replaced."""
    if isinstance(at, dict) and draw(st.integers(0, 9)):
        return {key: planted(draw, value) for key, value in at.items()}
    return draw(st.just(at) | values)


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    return (
        planted(draw, template(SCHEMA, ())) if draw(st.booleans()) else draw(st.dictionaries(words, values))
    )


@settings(max_examples=300, deadline=None)
@given(records(), st.sampled_from(SCHEMA.visits))
def test_reading_never_raises(raw: Any, visit: str) -> None:
    found = READER.read(raw if isinstance(raw, dict) else {})
    if isinstance(found, Record):
        PROJECTOR.of(found)
        PROJECTOR.of(as_of(found, visit, SCHEMA))
    else:
        assert all(each.message and each.repair for each in found)
