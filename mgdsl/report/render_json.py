"""Findings as JSON, for tools."""

from typing import Any

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place


def to_json(diagnostic: Diagnostic) -> dict[str, Any]:
    """Plain types. Lines and columns count from 1, `end column` is the one after the last character."""
    return {
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "why": diagnostic.why,
        "repair": diagnostic.repair,
        "place": None if diagnostic.place is None else _place(diagnostic.place),
        "label": diagnostic.label,
        "others": [{"place": _place(other.place), "label": other.text} for other in diagnostic.others],
        "record": diagnostic.record,
        "path": diagnostic.path,
    }


def _place(place: Place) -> dict[str, Any]:
    line, column = place.source.position(place.span.start)
    end_line, end_column = place.source.position(place.span.end)
    return {
        "file": place.source.name,
        "line": line,
        "column": column,
        "end line": end_line,
        "end column": end_column,
    }
