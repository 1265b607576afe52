"""The answer as JSON, with its published schema. `format` rises when a reader would have to change."""

from collections.abc import Iterable
from typing import Any

from mgdsl.evaluate.result import OVER_REPORTS, Answer, CriterionResult, Missing, Reason, Status, Verdict
from mgdsl.report.diagnostic import Diagnostic, Severity

FORMAT = 1


def to_json(answer: Answer) -> dict[str, Any]:
    """The answer in plain types. A truth is true, false or null: unknown."""
    return {
        "format": FORMAT,
        "id": answer.id,
        "protocol": answer.protocol,
        "as of": answer.as_of,
        "verdict": answer.verdict.value,
        "eligible as far as public": answer.eligible_as_far_as_public,
        "criteria": [_criterion(criterion) for criterion in answer.criteria],
        "missing": _missing(answer.missing),
        "note on missing": OVER_REPORTS,
        "pins": {
            "version": answer.pins.version,
            "sources": [{"name": name, "sha256": digest} for name, digest in answer.pins.sources],
            "record": answer.pins.record,
        },
    }


def unread_to_json(findings: Iterable[Diagnostic]) -> dict[str, Any]:
    """A record that has no answer, in the place of one: what is wrong with it. The verdict is null."""
    mistakes = [finding.to_json() for finding in findings]
    id = next((each["record"] for each in mistakes if each["record"] is not None), None)
    return {"format": FORMAT, "id": id, "verdict": None, "mistakes": mistakes}


def _criterion(criterion: CriterionResult) -> dict[str, Any]:
    return {
        "id": criterion.id,
        "kind": criterion.kind,
        "title": criterion.title,
        "status": criterion.status.value,
        "not public": criterion.hole,
        "line": criterion.line,
        "source": list(criterion.wording),
        "reading": list(criterion.reading),
        "reasons": [_reason(reason) for reason in criterion.reasons],
        "missing": _missing(criterion.missing),
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "text": reason.text,
        "note": reason.note,
        "value": reason.value,
        "file": reason.source,
        "line": reason.line,
        "shown": list(reason.shown),
        "reasons": [_reason(child) for child in reason.children],
    }


def _missing(missing: tuple[Missing, ...]) -> list[dict[str, Any]]:
    return [{"visit": group.visit, "facts": list(group.facts)} for group in missing]


def answer_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an answer."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Answer of mgdsl for one patient",
        **_object(
            {
                "format": {"const": FORMAT},
                "id": _TEXT,
                "protocol": _TEXT,
                "as of": _maybe("string"),
                "verdict": {"enum": [verdict.value for verdict in Verdict]},
                "eligible as far as public": {"type": "boolean"},
                "criteria": _list({"$ref": "#/$defs/criterion"}),
                "missing": {"$ref": "#/$defs/missing"},
                "note on missing": _TEXT,
                "pins": _object(
                    {
                        "version": _TEXT,
                        "sources": _list(_object({"name": _TEXT, "sha256": _HASH})),
                        "record": {"anyOf": [_HASH, {"type": "null"}]},
                    }
                ),
            }
        ),
        "$defs": _definitions(),
    }


def unread_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what stands in the place of an answer for a record that has none."""
    ends = {name: {"type": "integer"} for name in ("line", "column", "end line", "end column")}
    place = _object({"file": _TEXT, **ends})
    mistake = {
        "name": _TEXT,
        "severity": {"enum": [severity.value for severity in Severity]},
        "message": _TEXT,
        "why": _TEXT,
        "repair": _TEXT,
        "place": {"anyOf": [place, {"type": "null"}]},
        "label": _TEXT,
        "others": _list(_object({"place": place, "label": _TEXT})),
        "record": _maybe("string"),
        "path": _TEXT,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A record that mgdsl could not read",
        **_object(
            {
                "format": {"const": FORMAT},
                "id": _maybe("string"),
                "verdict": {"type": "null"},
                "mistakes": {**_list({"$ref": "#/$defs/mistake"}), "minItems": 1},
            }
        ),
        "$defs": {"mistake": _object(mistake)},
    }


def _definitions() -> dict[str, Any]:
    criterion = {
        "id": _TEXT,
        "kind": {"enum": ["inclusion", "exclusion"]},
        "title": _TEXT,
        "status": {"enum": [status.value for status in Status]},
        "not public": {"type": "boolean"},
        "line": _maybe("integer"),
        "source": _list(_TEXT),
        "reading": _list(_TEXT),
        "reasons": _list({"$ref": "#/$defs/reason"}),
        "missing": {"$ref": "#/$defs/missing"},
    }
    reason = {
        "text": _TEXT,
        "note": _TEXT,
        "value": _maybe("boolean"),
        "file": _maybe("string"),
        "line": _maybe("integer"),
        "shown": _list(_TEXT),
        "reasons": _list({"$ref": "#/$defs/reason"}),
    }
    missing = _object({"visit": _maybe("string"), "facts": _list(_TEXT)})
    return {"criterion": _object(criterion), "reason": _object(reason), "missing": _list(missing)}


_TEXT: dict[str, Any] = {"type": "string"}
_HASH: dict[str, Any] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    """An object that has all these properties and no other."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _maybe(name: str) -> dict[str, Any]:
    return {"type": [name, "null"]}
