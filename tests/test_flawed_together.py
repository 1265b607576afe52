"""Any of the flawed criteria together in one protocol: each mistake is found, and nothing else is said."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from test_flawed import FLAWED, expected, one

from mgdsl.program import load_bytes

HEAD, TAIL = 'inclusion A2 "As asked":\n', '\nexclusion Z1 "No other disease":\n'
WHOLE_TEXT = {"too-deep", "too-many-terms", "tab-indentation", "no-break-space"}
"""Found once in a text, or instead of everything else."""


def criteria() -> list[tuple[str, str, str]]:
    """The file up to the criterion, its lines, and the finding: of protocols with one flawed criterion."""
    found = []
    for folder in FLAWED:
        path, wanted = one(folder, "flawed"), expected(folder)
        text = path.read_text("utf-8") if path.suffix == ".mgdsl" else ""
        if len(wanted) == 1 and text.count(HEAD) == 1 and TAIL in text:
            before, rest = text.split(HEAD)
            body, after = rest.split(TAIL)
            lines_alone = all(line.startswith(" ") for line in body.split("\n") if line)
            if after == "    diabetes\n" and lines_alone and wanted[0]["name"] not in WHOLE_TEXT:
                found.append((before, body, wanted[0]["name"]))
    usual = Counter(before for before, _, _ in found).most_common(1)[0][0]
    return [each for each in found if each[0] == usual]


CRITERIA = criteria()


def names(chosen: list[tuple[str, str, str]]) -> list[str]:
    bodies = (f'inclusion B{at} "Flawed":\n{body}\n' for at, (_, body, _) in enumerate(chosen, 1))
    text = CRITERIA[0][0] + "".join(bodies) + TAIL + "    diabetes\n"
    return [finding.name for finding in load_bytes("together", text.encode()).diagnostics]


def test_all_of_them_in_one_run() -> None:
    assert len(CRITERIA) >= 100
    assert names(CRITERIA) == [name for _, _, name in CRITERIA]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(CRITERIA), min_size=2, max_size=6))
def test_in_any_order(chosen: list[tuple[str, str, str]]) -> None:
    assert names(chosen) == [name for _, _, name in chosen]
