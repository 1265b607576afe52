"""Findings as plain JSON types and back, with the texts that they point into."""

from typing import Any

from mgdsl.report.diagnostic import Diagnostic, Edit, Label, Severity
from mgdsl.report.source import Place, Source, Span

Json = dict[str, Any]


def pack(findings: tuple[Diagnostic, ...]) -> Json:
    """The findings; each text that they point into is held once."""
    sources: list[Source] = []

    def packed(place: Place | None) -> list[int] | None:
        if place is None:
            return None
        if place.source not in sources:
            sources.append(place.source)
        return [sources.index(place.source), place.span.start, place.span.end]

    held = [
        {
            "words": [each.name, each.message, each.label, each.why, each.repair, each.path],
            "place": packed(each.place),
            "others": [[packed(label.place), label.text] for label in each.others],
            "record": each.record,
            "severity": each.severity.value,
            "edits": [[packed(edit.place), edit.text] for edit in each.edits],
        }
        for each in findings
    ]
    return {"sources": [[source.name, source.text] for source in sources], "findings": held}


def unpack(packed: Json) -> tuple[Diagnostic, ...]:
    """The findings that `pack` packed. Raises LookupError, TypeError, ValueError for anything else."""
    sources = [Source(name, text) for name, text in packed["sources"]]

    def place(held: list[int]) -> Place:
        at, start, end = held
        return Place(sources[at], Span(start, end))

    def finding(held: Json) -> Diagnostic:
        name, message, label, why, repair, path = held["words"]
        return Diagnostic(
            name,
            message,
            place=None if held["place"] is None else place(held["place"]),
            label=label,
            why=why,
            repair=repair,
            others=tuple(Label(place(at), text) for at, text in held["others"]),
            record=held["record"],
            path=path,
            severity=Severity(held["severity"]),
            edits=tuple(Edit(place(at), text) for at, text in held["edits"]),
        )

    return tuple(finding(each) for each in packed["findings"])
