"""Records out of text: whatever is wrong with one, the others are read."""

import pytest

from mgdsl.records.json import Raw, decode, read_text
from mgdsl.report.diagnostic import Diagnostic


def names(text: str) -> list[str]:
    """Of each record its id, or the name of what is wrong."""
    return [each.value["id"] if isinstance(each, Raw) else each[0].name for each in read_text(text, "f")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"id": "A"}', ["A"]),
        ('\ufeff{"id": "A"}\n', ["A"]),
        ('{\n"id":\n"A"}', ["A"]),
        ('[{"id": "A"}, {"id": "B"}]', ["A", "B"]),
        ("[]", []),
        ('{"id": "A"}\n\n{"id": "B"}\n', ["A", "B"]),
        ('{"id": "A"}\n{"id": }\n{"id": "C"}', ["A", "not-json", "C"]),
        ('[{"id": "A"}, {"id" "B"}, {"id": "C, ]"}]', ["A", "not-json", "C, ]"]),
        ('[{"id": "A"}', ["A", "not-json"]),
        ('[{"id": "A"}] x', ["A", "not-json"]),
        ('{"id": "A"}\n{"id": "A"}', ["A", "duplicate-id"]),
        ("[3]", ["not-an-object"]),
        ("", ["not-json"]),
        ('{"id": "A", "x": NaN}', ["not-a-number"]),
        ('{"id": "A", "x": 1234567890123456789}', ["too-many-digits"]),
        ('{"id": "A", "x": 1e999999999}', ["too-many-digits"]),
        ('{"id": "A", "x": 1, "x": 1}', ["duplicate-key"]),
        ('{"id": "A", "x": ' + "[" * 90 + "]" * 90 + "}", ["too-deep"]),
        ('{"id": "A", "x": ' + "[" * 100_000 + "]" * 100_000 + "}", ["too-deep"]),
        ('{"id": "' + "A" * 5_000_000 + '"}', ["too-large"]),
    ],
    ids=lambda each: str(each)[:30],
)
def test_records_of_a_text(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_broken_line_is_placed() -> None:
    _, broken = read_text('{"id": "A"}\n{"id" 3}', "f.jsonl")
    assert isinstance(broken, tuple)
    assert broken[0].place is not None
    assert (broken[0].place.line, broken[0].place.column) == (2, 7)


def test_bytes_that_are_not_utf_8() -> None:
    found = decode(b'{"id": "\xff"}', "f.json")
    assert isinstance(found, Diagnostic)
    assert (found.name, "byte 9" in found.message) == ("not-utf-8", True)
    assert decode(b"\xef\xbb\xbf{}", "f.json") == "{}"
