"""Findings for tools: SARIF, JUnit, GitHub's commands; and the pages that explain them."""

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgdsl.files import pages
from mgdsl.report.diagnostic import Diagnostic, Edit, Label, Severity
from mgdsl.report.render_github import github
from mgdsl.report.render_junit import junit
from mgdsl.report.render_sarif import to_sarif
from mgdsl.report.source import Place, Source, Span
from tests.test_cli import run


def closed(required: str, optional: str = "", **properties: Any) -> dict[str, Any]:
    """An object with these properties and no others."""
    assert set(required.split()) | set(optional.split()) == set(properties)
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


def some(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


TEXT = {"type": "string"}
COUNT = {"type": "integer", "minimum": 1}
MESSAGE = closed("text", text={"type": "string", "minLength": 1})
REGION = closed(
    "startLine startColumn endLine endColumn",
    startLine=COUNT,
    startColumn=COUNT,
    endLine=COUNT,
    endColumn=COUNT,
)
FILE = closed("uri", uri={"type": "string", "format": "uri-reference", "pattern": "^[!-~]*$"})
PHYSICAL = closed("artifactLocation region", artifactLocation=FILE, region=REGION)
CHANGE = closed(
    "artifactLocation replacements",
    artifactLocation=FILE,
    replacements={
        **some(
            closed(
                "deletedRegion insertedContent",
                deletedRegion=REGION,
                insertedContent=closed("text", text=TEXT),
            )
        ),
        "minItems": 1,
    },
)
RESULT = closed(
    "ruleId ruleIndex level message",
    "locations relatedLocations fixes",
    ruleId=TEXT,
    ruleIndex={"type": "integer", "minimum": 0},
    level={"enum": ["none", "note", "warning", "error"]},
    message=MESSAGE,
    locations=some(closed("physicalLocation", physicalLocation=PHYSICAL)),
    relatedLocations=some(closed("physicalLocation message", physicalLocation=PHYSICAL, message=MESSAGE)),
    fixes=some(
        closed(
            "description artifactChanges",
            description=MESSAGE,
            artifactChanges={**some(CHANGE), "minItems": 1},
        )
    ),
)
DRIVER = closed(
    "name version rules", name=TEXT, version=TEXT, rules={**some(closed("id", id=TEXT)), "uniqueItems": True}
)
SARIF = closed(
    "$schema version runs",
    **{
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": some(
            closed(
                "tool columnKind results",
                tool=closed("driver", driver=DRIVER),
                columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                results=some(RESULT),
            )
        ),
    },
)
"""What mgdsl uses of SARIF 2.1.0, sections 3.13 to 3.58 of the standard."""

sources = st.builds(
    Source,
    st.sampled_from(["a.mgdsl", "/x/b c.mgdsl", "<stdin>", "ü:,%.md"]),
    st.text("ab\n é", min_size=3, max_size=9),
)
places = sources.flatmap(
    lambda source: st.tuples(st.integers(0, 3), st.integers(0, 3)).map(
        lambda pair: Place(source, Span(min(pair), max(pair)))
    )
)
words = st.text("ab <&>%\r\n\x00\x1b:,]é", max_size=8)
findings = st.builds(
    Diagnostic,
    st.sampled_from(["one-name", "other-name"]),
    words.map(lambda text: f"m{text}"),
    place=st.none() | places,
    why=words,
    repair=words,
    others=st.lists(st.builds(Label, places, words), max_size=2).map(tuple),
    severity=st.sampled_from(Severity),
    edits=st.lists(st.builds(Edit, places, words), max_size=2).map(tuple),
)


@given(st.lists(findings, max_size=3))
def test_sarif_fits_its_schema(found: list[Diagnostic]) -> None:
    made = to_sarif(found)
    jsonschema.validate(made, SARIF)
    rules = [rule["id"] for rule in made["runs"][0]["tool"]["driver"]["rules"]]
    results = made["runs"][0]["results"]
    assert [rules[result["ruleIndex"]] for result in results] == [each.name for each in found]
    edits = [
        c
        for r in results
        for f in r.get("fixes", ())
        for a in f["artifactChanges"]
        for c in a["replacements"]
    ]
    assert len(edits) == sum(len(each.edits) for each in found)


@given(st.lists(findings, max_size=3))
def test_junit_is_xml_and_counts(found: list[Diagnostic]) -> None:
    root = ElementTree.fromstring(junit(found, ["a.mgdsl", "quiet.mgdsl"]))
    suites = root.findall("testsuite")
    assert sum(int(suite.attrib["failures"]) for suite in suites) == len(root.findall(".//failure"))
    assert len(root.findall(".//failure")) == sum(each.severity is not Severity.INFO for each in found)
    quiet = root.find("testsuite[@name='quiet.mgdsl']")
    assert quiet is not None and quiet.attrib["failures"] == "0"


@given(findings)
def test_github_takes_one_line(found: Diagnostic) -> None:
    line = github(found)
    assert re.fullmatch(r"::(error|warning|notice) title=[^\r\n]*::[^\r\n]*\n", line)
    assert line.count("\n") == 1


def test_the_command_prints_each(tmp_path: Path) -> None:
    file = tmp_path / "p.mgdsl"
    file.write_text('protocol "P":\n    visits: a\n\ninclusion I1:\n    nothing\n', encoding="utf-8")
    clean = tmp_path / "v.mgdsl"
    clean.write_text("# a vocabulary\n\nfact smoker\n", encoding="utf-8")
    for form, expected in (
        ("sarif", '"ruleId": "unknown-name"'),
        ("github", "::error "),
        ("junit", "<failure "),
    ):
        result = run("check", "--format", form, str(file), str(clean))
        assert (result.exit_code, expected in result.stdout) == (1, True)


def test_every_page_is_explained() -> None:
    listed = run("explain").stdout
    for name in pages():
        assert f"{name} " in listed
        shown = run("explain", name).stdout
        assert shown.startswith(f"# {name}\n") and "<!--" not in shown


@pytest.mark.parametrize(
    ("name", "told"), [("halfpoint-treshold", "did you mean `half-point-threshold`"), ("q", "lists")]
)
def test_no_such_page(name: str, told: str) -> None:
    result = run("explain", name)
    assert result.exit_code == 2 and told in str(result.exception)
