"""Findings as SARIF 2.1.0 (OASIS Standard, 2020), which code hosts and editors read."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from mgdsl.report.diagnostic import Diagnostic, Severity
from mgdsl.report.source import Place
from mgdsl.version import VERSION

Json = dict[str, Any]
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def to_sarif(findings: Iterable[Diagnostic]) -> Json:
    """One run. Lines and columns count from 1, columns in code points; an end column is one beyond."""
    held = list(findings)
    names = list(dict.fromkeys(finding.name for finding in held))
    driver = {"name": "mgdsl", "version": VERSION, "rules": [{"id": name} for name in names]}
    results = [_result(finding, names.index(finding.name)) for finding in held]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(finding: Diagnostic, rule: int) -> Json:
    said = [finding.message, finding.why, finding.repair and f"Try: {finding.repair}"]
    made: Json = {
        "ruleId": finding.name,
        "ruleIndex": rule,
        "level": LEVELS[finding.severity],
        "message": {"text": "\n".join(filter(None, said))},
    }
    if finding.place is not None:
        made["locations"] = [{"physicalLocation": _physical(finding.place)}]
    if finding.others:
        made["relatedLocations"] = [
            {"physicalLocation": _physical(other.place), "message": {"text": other.text or finding.name}}
            for other in finding.others
        ]
    if finding.edits:
        made["fixes"] = [_fix(finding)]
    return made


def _fix(finding: Diagnostic) -> Json:
    by_file = groupby(
        sorted(finding.edits, key=lambda edit: edit.place.source.name), key=lambda edit: edit.place.source
    )
    changes = [
        {
            "artifactLocation": {"uri": uri(source.name)},
            "replacements": [
                {"deletedRegion": _region(edit.place), "insertedContent": {"text": edit.text}}
                for edit in edits
            ],
        }
        for source, edits in by_file
    ]
    return {"description": {"text": finding.repair or finding.message}, "artifactChanges": changes}


def _physical(place: Place) -> Json:
    return {"artifactLocation": {"uri": uri(place.source.name)}, "region": _region(place)}


def _region(place: Place) -> Json:
    line, column = place.source.position(place.span.start)
    end_line, end_column = place.source.position(place.span.end)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def uri(name: str) -> str:
    """The URI reference of a file: absolute for an absolute path, else relative to where mgdsl was called."""
    path = PurePath(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
