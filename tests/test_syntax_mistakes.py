"""Each mistake gets its finding at its place with a repair; several come in one run; nothing raises."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mgdsl.report.source import Source
from mgdsl.syntax import ast
from mgdsl.syntax.load import parse_source
from mgdsl.syntax.parse import parse_file
from mgdsl.syntax.print import print_file

SAMPLES = sorted((Path(__file__).parent / "syntax_samples").glob("*.mgdsl"))

LINES = [  # one line of a criterion; the finding; what is underlined; the repair
    ("QMG at screening >= 11", "when-not-last", "at screening", "QMG >= 11 at screening"),
    (
        "QMG >= 11 at each of screening, baseline",
        "list-without-braces",
        "screening, baseline",
        "QMG >= 11 at each of {screening, baseline}",
    ),
    ("MGFA class in IIa, IIb", "list-without-braces", "IIa, IIb", "MGFA class in {IIa, IIb}"),
    ("any of a or b at screening", "list-without-braces", "a or b", "any of {a, b} at screening"),
    ("any of {a and b}", "list-without-commas", "and", "any of {a, b}"),
    ("pregnant unless old", "trailing-unless", "unless", "    unless old:\n        pregnant"),
    ("QMG 11", "missing-operator", "11", "write one of\nQMG >= 11\nQMG <= 11\nQMG = 11"),
    ("QMG >= 11 at Visit 1", "digit-in-name", "1", "QMG >= 11 at `Visit 1`"),
    ("platelets >= 100,000 /µL", "thousands-separator", "100,000", "platelets >= 100000 /µL"),
    ("platelets >= 100 000 /µL", "thousands-separator", "100 000", "platelets >= 100000 /µL"),
    ("QMG >= 0,5", "decimal-comma", "0,5", "QMG >= 0.5"),
    ("QMG == 11", "foreign-sign", "==", "QMG = 11"),
    ("QMG => 11", "foreign-sign", "=>", "QMG >= 11"),
    ("QMG =< 11", "foreign-sign", "=<", "QMG <= 11"),
    ("a && b", "foreign-sign", "&&", "a and b"),
    ("a & b", "foreign-sign", "&", "a and b"),
    ("a || b", "foreign-sign", "||", "a or b"),
    ("!a", "foreign-sign", "!", "not a"),
    ("QMG at least 11", "words-for-comparison", "at least", "QMG >= 11"),
    ("18 <= age <= 80", "chained-comparison", "<=", "age between 18 and 80 years at screening"),
    ("QMG is >= 11", "two-tests", ">=", "QMG >= 11"),
    ("pregnant is no", "yes-no-value", "no", "not pregnant"),
    ("any a within 4 weeks entry", "distance-without-side", "entry", "any a within 4 weeks before entry"),
    (
        "QMG >= 6 for 6 months before entry",
        "unknown-when",
        "for 6 months before entry",
        "QMG >= 6 for at least 6 months before entry",
    ),
    ("age >= 18 years old at entry", "word-after-unit", "old", "age >= 18 years at entry"),
    ("at 2 weeks before entry", "at-with-distance", "2", "within 2 weeks before entry"),
    ("weight/height", "sign-without-blanks", "/", "weight / height"),
    (
        "ALT/AST > 50 U/L",
        "slashed-names",
        "ALT/AST",
        "write either\nany of {ALT, AST} > 50 U/L\nor\nall of {ALT, AST} > 50 U/L\nor\nALT / AST > 50 U/L",
    ),
    ("age 18-80 years", "dashed-range", "18-80", "age between 18 and 80 years at screening"),
    ("class IIa~IVa at b", "dashed-range", "IIa~IVa", "class between IIa and IVa at b"),
    ("QMG ? 11", "lost-sign", "?", "write one of\nQMG >= 11\nQMG <= 11\nQMG > 11\nQMG < 11"),
    ("titre =/> 1.00 nmol/L", "foreign-sign", "=/>", "titre >= 1.00 nmol/L"),
    ("QMG ≧ 11", "foreign-sign", "≧", "QMG >= 11"),
    ("dose of a >= 20 mg every other day", "unit-in-words", "mg every other day", "dose of a >= 20 mg/2d"),
    (
        "any a for at least 3 to 6 months before b",
        "length-of-two",
        "3 to 6 months",
        "write either\nany a for at least 3 months before b\nor\nany a for at least 6 months before b",
    ),
    ("judged by investigator 'x'", "single-quotes", "'", 'judged by investigator "x"'),
    ('judged by investigator "x', "unclosed-quote", '"', 'judged by investigator "x"'),
    ('source "x"', "missing-colon", '"', 'source: "x"'),
    ("- pregnant", "bullet", "- ", "pregnant"),
    ("QMG >= 11 AT screening", "capital-keyword", "AT", "QMG >= 11 at screening"),
    ("Any of:\n        a", "capital-keyword", "Any of", "any of:"),
    ("If a:\n        b", "capital-keyword", "If", "if a:"),
    ("anyof:\n        a", "unknown-header", "anyof", "any of:"),
    ("else:\n        a", "unknown-header", "else", "otherwise:"),
    (
        "otherwise:\n        a",
        "misplaced-otherwise",
        "otherwise",
        "    if …:\n        …\n    otherwise:",
    ),
    ("any of\n        a\n        b", "missing-colon", "f", "any of:"),
    ("if a\n        b", "missing-colon", "a", "if a:"),
    ("a\n        b", "unexpected-indentation", "b", "    b"),
    ("(a or b)) at entry", "extra-bracket", ")", "(a or b) at entry"),
    ("any of {a, b,}", "empty-list", "}", "any of {a, b}"),
    ("any of {a, b at entry", "unclosed-bracket", "{", "any of {a, b} at entry"),
    ("start before 01/02/2024", "date-for-visit", "01/02/2024", "start before screening"),
    ("start before 2024-02-01", "date-for-visit", "2024-02-01", "start before screening"),
    ('"x"', "lone-text", '"x"', 'judged by investigator "x"'),
    ("QMG >=", "incomplete-line", "=", "QMG >= …"),
    ('inclusion I2 "x":', "indented-declaration", "inclusion", 'inclusion I2 "x":'),
]

HEADS = [  # a whole text; the finding; what is underlined; the repair
    ("inclusions I1:\n    a\n", "unknown-declaration", "inclusions", "inclusion I1:"),
    ("exlusion E1:\n    a\n", "unknown-declaration", "exlusion", "exclusion E1:"),
    ("Inclusion I1:\n    a\n", "unknown-declaration", "Inclusion", "inclusion I1:"),
    ("QMG >= 11\n", "unknown-declaration", "QMG", "    QMG >= 11"),
    ('inclusion I1 "a"\n    a\n', "missing-colon", '"', 'inclusion I1 "a":'),
    ('inclusion I1 "a:\n    a\n', "unclosed-quote", '"', 'inclusion I1 "a":'),
    ("fact a or b:\n    also: c\n", "reserved-word", "or", "fact `a or b`:"),
    ("lab ALT\n    unit: U/L\n", "missing-colon", "T", "lab ALT:"),
    ("test x:\n    values: drug in trial, b\n", "reserved-word", "in", "values: `drug in trial`, b"),
    ('protocol "x":\n    visits: Visit 1, b\n', "digit-in-name", "Visit 1", "visits: `Visit 1`, b"),
    (
        'protocol "x":\n    version: 01.02.2024\n',
        "foreign-date",
        "01.02.2024",
        "write either\nversion: 2024-02-01\nor\nversion: 2024-01-02",
    ),
    ('protocol "x":\n    version: 15.09.2025\n', "foreign-date", "15.09.2025", "version: 2025-09-15"),
    ("event a: day\n", "block-on-header-line", "day", "event a:\n    day"),
    ("   use x\n", "indented-declaration", "use", "use x"),
    ('case "a":\n    gven x\n', "case-line", "gven", "given x"),
    ("cases for I1:\n    a | b\n    | 1 | 2 |\n", "table-row", "a", "| a | b |"),
]


@pytest.mark.parametrize(("line", "name", "shown", "repair"), LINES, ids=lambda value: value[:24])
def test_mistakes_in_a_line(line: str, name: str, shown: str, repair: str) -> None:
    source = Source("x", f"define first:\n    a\n\ninclusion I1:\n    b\n    {line}\n\ndefine last:\n    c\n")
    tree, findings = parse_source(source)
    assert [(f.name, f.place and f.place.text, f.repair) for f in findings] == [(name, shown, repair)]
    assert findings[0].place is not None and findings[0].place.line >= 6
    first, criterion, last = tree.declarations
    assert first == parse_file("define first:\n    a\n").declarations[0]
    assert last == parse_file("define last:\n    c\n").declarations[0]
    assert isinstance(criterion, ast.Criterion) and criterion.lines[0] == ast.Simple(ast.Name("b"))


@pytest.mark.parametrize(("text", "name", "shown", "repair"), HEADS, ids=lambda value: value[:24])
def test_mistakes_in_a_declaration(text: str, name: str, shown: str, repair: str) -> None:
    tree, findings = parse_source(Source("x", text + "use z\n"))
    assert [(f.name, f.place and f.place.text, f.repair) for f in findings] == [(name, shown, repair)]
    assert tree.declarations[-1] == ast.Use(ast.Name("z"))


def names_and_lines(text: str) -> list[tuple[str, int]]:
    findings = parse_source(Source("x", text))[1]
    return [(found.name, found.place.line if found.place else 0) for found in findings]


def test_blocks() -> None:
    assert names_and_lines("inclusion I1:\n    any of:\n    a\n    b\n") == [("empty-block", 2)]
    assert names_and_lines("inclusion I1:\nuse x\n") == [("empty-block", 1)]
    assert names_and_lines("define x:\n    any of:\n        a\n      b\n    c\n") == [
        ("uneven-indentation", 4)
    ]


@pytest.mark.parametrize(
    "header", ["any of", "all of", "if a", "at each of {b, c}", "at least 1 of", "any d where"]
)
@pytest.mark.parametrize(("line", "name", "shown", "repair"), LINES, ids=lambda value: value[:24])
def test_mistakes_in_a_block(line: str, name: str, shown: str, repair: str, header: str) -> None:
    deeper = line.replace("\n", "\n    ")
    findings = parse_source(
        Source("x", f"inclusion I1:\n    {header}:\n        {deeper}\n        c\n    d\n")
    )[1]
    assert [(f.name, f.place and f.place.text) for f in findings] == [(name, shown)]


def test_a_property_in_a_block() -> None:
    text = 'inclusion I1:\n    any of:\n        a\n        note: "b"\n'
    assert names_and_lines(text) == [("misplaced-property", 4)]


def test_several_mistakes_in_one_run() -> None:
    text = (
        "inclusions I1:\n    QMG == 11\n    a\n    b && c\n\n"
        'inclusion I2 "x":\n    any of {a, b\n    if diabetes\n        QMG 11\n    d\n\ndefine y:\n    d\n'
    )
    assert names_and_lines(text) == [
        ("unknown-declaration", 1),
        ("foreign-sign", 2),
        ("foreign-sign", 4),
        ("unclosed-bracket", 7),
        ("missing-colon", 8),
        ("missing-operator", 9),
    ]
    tree, _ = parse_source(Source("x", text))
    assert [getattr(d, "id", getattr(d, "name", None)).text for d in tree.declarations] == ["I1", "I2", "y"]


def test_messages_never_name_a_terminal() -> None:
    for line, *_ in LINES:
        for found in parse_source(Source("x", f"inclusion I1:\n    {line}\n"))[1]:
            said = f"{found.message} {found.why}"
            assert not {"NAME", "NUMBER", "OP", "COLON", "_NL", "_INDENT", "$END"} & set(said.split())
            assert found.message and found.repair


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_damaged_text_never_raises(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(SAMPLES)).read_text("utf-8")[:1500]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 6))
        put = data.draw(
            st.sampled_from(["", " ", "\n", "\t", "(", "}", '"', "`", ":", "|", "or", "  ", "≥", "é", "1"])
        )
        text = text[:at] + put + text[at + cut :]
    source = Source("x", text)
    tree, findings = parse_source(source)
    for found in findings:
        assert found.place is not None and 0 <= found.place.span.start <= len(text)
        assert found.place.span.end <= max(len(text), found.place.span.start + 1)
    if not findings:
        assert parse_file(print_file(tree)) == tree
