"""Findings as people see them."""

from mgdsl.report.diagnostic import Diagnostic, Label
from mgdsl.report.excerpt import MOST_LINES
from mgdsl.report.render import MOST_SAID, concise, human, summary
from mgdsl.report.source import Place, Source, Span
from mgdsl.report.style import WIDEST, Style

TEXT = "protocol:\n    QMG >= 45\n    QMG <= 3\n"
SOURCE = Source("p.mgdsl", TEXT)


def place(words: str, source: Source = SOURCE) -> Place:
    start = source.text.index(words)
    return Place(source, Span(start, start + len(words)))


def finding(**more: object) -> Diagnostic:
    return Diagnostic("too-high", "QMG ends at 39.", place("45"), **more)  # type: ignore[arg-type]


def test_every_part_has_its_place() -> None:
    other = Label(place("3"), "see here")
    made = finding(label="never true", why="It ends there.", repair="QMG >= 39", others=(other,))
    assert human(made) == (
        "p.mgdsl:2:12: error: QMG ends at 39. [too-high]\n"
        "  2 |     QMG >= 45\n"
        "    |            ^^ never true\n"
        "  3 |     QMG <= 3\n"
        "    |            - see here\n"
        "  why: It ends there.\n"
        "  try: QMG >= 39\n"
    )
    assert concise(made) == "p.mgdsl:2:12: error: QMG ends at 39. [too-high]\n"


def test_a_repair_of_several_lines_is_a_block() -> None:
    assert "  try:\n      any of:\n          a\n" in human(finding(repair="any of:\n    a"))


def test_a_huge_place_stays_short() -> None:
    source = Source("p.mgdsl", "x" * 5000 + "\n" + "y\n" * 5000)
    told = human(Diagnostic("n", "m", Place(source, Span(0, len(source.text))), repair="r\n" * 500))
    lines = told.splitlines()
    assert len(lines) < 2 * MOST_LINES + 30
    assert max(map(len, lines)) < WIDEST + 20
    assert "and 4997 more lines" in told


def test_the_mark_of_a_long_line_is_seen() -> None:
    source = Source("p.mgdsl", "x" * 300 + " wrong " + "x" * 300)
    told = human(Diagnostic("n", "m", place("wrong", source))).splitlines()
    at = told[2].index("^")
    assert told[1][at : at + 5] == "wrong" and told[2].count("^") == 5


def test_wide_signs_and_tabs_do_not_move_the_mark() -> None:
    source = Source("p.mgdsl", "\t漢字 wrong")
    assert human(Diagnostic("n", "m", place("wrong", source))).splitlines()[2] == "    |       ^^^^^"


def test_the_end_of_a_text_can_be_a_place() -> None:
    for text in ("", "abc", "abc\n"):
        source = Source("p.mgdsl", text)
        for start, end in ((len(text), len(text)), (len(text), len(text) + 1), (0, len(text))):
            assert "^" in human(Diagnostic("n", "m", Place(source, Span(start, end))))


def test_findings_in_records_name_the_patient_and_the_path() -> None:
    made = Diagnostic("unknown-name", "`x` is not known", record="P-1", path="facts.x")
    assert concise(made) == "P-1: facts.x: error: `x` is not known [unknown-name]\n"


def test_colour_only_when_asked_and_never_from_the_text() -> None:
    made = Diagnostic("n", "bad \x1b[31m text", repair="\x1b")
    assert "\x1b" not in human(made)
    assert "\x1b[1;31merror" in human(made, Style(True))


def test_summary() -> None:
    assert summary([]) == ""
    assert summary([finding(), finding()]) == "2 errors"


def test_what_is_recorded_cannot_look_like_a_line_of_the_report() -> None:
    made = Diagnostic("n", "m", record="P-1\nP-2: ELIGIBLE", path="facts.\u202ex\r\ny")
    assert human(made) == "P-1 P-2: ELIGIBLE: facts.\ufffdx\ufffd y: error: m [n]\n"


def test_a_long_repair_shows_what_it_changes() -> None:
    source = Source("p.mgdsl", f"    source: “{'word ' * 900}end”")
    edits = {"begin": source.text.replace("“", '"', 1), "end": source.text.replace("”", '"')}
    for repair in edits.values():
        told = human(Diagnostic("n", "m", place("source", source), repair=repair)).splitlines()[-1]
        assert len(told) < MOST_SAID + 20
        assert '"' in told and "…" in told
    long = human(Diagnostic("n", "x" * 5000, place("source", source), why="y" * 5000, repair="z" * 5000))
    assert max(map(len, long.splitlines())) < MOST_SAID + 100


def test_a_narrow_terminal_shows_less_of_a_line() -> None:
    source = Source("p.mgdsl", "x" * 90 + " wrong " + "x" * 90)
    told = human(Diagnostic("n", "m", place("wrong", source)), Style(width=40)).splitlines()
    assert len(told[1]) < 50
    at = told[2].index("^")
    assert told[1][at : at + 5] == "wrong"


def test_marks_above_letters_take_no_place() -> None:
    source = Source("p.mgdsl", "e\u0301\u0302 ✓\ufe0f wrong")
    assert human(Diagnostic("n", "m", place("wrong", source))).splitlines()[2] == "    | " + " " * 4 + "^^^^^"
