"""The JSON Schema of records: what may stand in one, for editors and other tools.

It says what a schema can say; the reader also checks units, sums of scores, and the order of days.
"""

from collections.abc import Iterable
from typing import Any, assert_never

from mgdsl.core.columns import Answer
from mgdsl.core.schema import (
    BY_VISIT,
    ONCE,
    AnyMeasure,
    Category,
    DateFact,
    Event,
    EventField,
    Instrument,
    Quantity,
    Schema,
    YesNo,
)
from mgdsl.records.events import ONGOING, time_fields
from mgdsl.records.legend import REMARK
from mgdsl.records.model import ALL

Json = dict[str, Any]

_PARTIAL = r"\d{4}(-\d{2}(-\d{2})?)?"
_CLOCKED = r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?"
_INTERVAL = rf"{_PARTIAL}/({_PARTIAL}|\.\.)|\.\./{_PARTIAL}"
_DATE: Json = {"type": ["string", "null"], "pattern": f"^({_PARTIAL}|{_CLOCKED}|{_INTERVAL})$"}
_YES: Json = {"type": ["boolean", "null"]}
_TEXT: Json = {"type": ["string", "null"]}
_WHOLE: Json = {"type": ["integer", "null"]}


def record_schema(schema: Schema, answers: Iterable[Answer] = ()) -> Json:
    """JSON Schema 2020-12 of one record. Names stand as declared, also under their other names."""
    asked = tuple(answers)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Patient record",
        **_object(
            {
                "id": {"type": "string", "minLength": 1},
                REMARK: {"description": "remarks, which are not read"},
                "facts": _object(_measures(schema, ONCE)),
                "visits": _visits(schema),
                "results": _object(
                    {
                        name: _list(_result(each))
                        for each in schema.measures
                        if each.recorded == BY_VISIT
                        for name in (each.name, *each.also)
                    }
                ),
                "events": _object(
                    {
                        name: _list(_event(each, schema, asked))
                        for each in schema.events
                        for name in (each.name, *each.also)
                    }
                ),
                "complete": _object(
                    {ALL: _TEXT}
                    | {
                        name: _TEXT
                        for each in (*schema.events, *schema.measures)
                        for name in (each.name, *each.also)
                    }
                ),
                "statements": _list(_statement(schema)),
            },
            required=("id",),
        ),
    }


def _object(properties: Json, required: tuple[str, ...] = ()) -> Json:
    made: Json = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**made, "required": list(required)} if required else made


def _list(items: Json) -> Json:
    return {"type": ["array", "null"], "items": items}


def _measures(schema: Schema, recorded: str) -> Json:
    return {
        name: _described(each, _value(each))
        for each in schema.measures
        if each.recorded == recorded
        for name in (each.name, *each.also)
    }


def _described(measure: AnyMeasure, value: Json) -> Json:
    return {"description": measure.title, **value} if measure.title else value


def _visits(schema: Schema) -> Json:
    visit = _object({"date": _DATE, "done": _YES, **_measures(schema, BY_VISIT)})
    return _object({name: {**visit, "type": ["object", "null"]} for name in schema.visits})


def _value(measure: AnyMeasure) -> Json:
    match measure:
        case YesNo():
            return _YES
        case DateFact():
            return _DATE
        case Category(values=values, groups=groups, kind=kind):
            return _choice((*values, *(name for name, _ in groups)), kind == "fact")
        case Quantity():
            return _quantity(measure.unit)
        case Instrument():
            return _score(measure)
    assert_never(measure)


def _choice(values: tuple[str, ...], several: bool) -> Json:
    one: Json = {"enum": [*dict.fromkeys(values), None]}
    return {"anyOf": [one, {"type": "array", "items": one}]} if several else one


def _quantity(unit: str) -> Json:
    limit: Json = {"type": ["number", "null"]}
    fields: Json = {
        "value": {"type": ["number", "string", "null"]},
        "unit": _TEXT,
        "upper": limit,
        "lower": limit,
        "confirmed": _YES,
    }
    bare: list[Json] = [{"type": "number"}] if unit == "1" else []
    return {"anyOf": [_TEXT, *bare, _object(fields)], "examples": [{"value": 1, "unit": unit}]}


def _score(instrument: Instrument) -> Json:
    items = {item.name: {"enum": [*item.values, None]} for item in instrument.items}
    fields: Json = {"total": _WHOLE, **{part: _WHOLE for part, _ in instrument.parts}}
    items_of: Json = {**_object(items), "type": ["object", "null"]}
    return {"anyOf": [_WHOLE, _object({**fields, "items": items_of})]}


def _result(measure: AnyMeasure) -> Json:
    value: Json = {"date": _DATE, "value": _value(measure)}
    forms = [_object(value, ("date",))]
    if isinstance(measure, Quantity | Instrument):
        forms += [
            _object({"date": _DATE, **form["properties"]}, ("date",))
            for form in _value(measure)["anyOf"]
            if "properties" in form
        ]
    return {"anyOf": forms} if len(forms) > 1 else forms[0]


def _event(event: Event, schema: Schema, answers: tuple[Answer, ...]) -> Json:
    dates: Json = {name: _DATE for name in time_fields(event)}
    if event.span:
        dates["stop"] = {"anyOf": [_DATE, {"const": ONGOING}]}
    fields = {field.name: _field(field, event, schema) for field in event.fields if field.name not in dates}
    asked = {answer.text: _YES for answer in answers if answer.row}
    return _object({**dates, "planned": _YES, **fields, **asked})


def _field(field: EventField, event: Event, schema: Schema) -> Json:
    match field.type:
        case "agent":
            agents = [word for name, also in schema.agents for word in (name, *also)]
            classes = [word for each in schema.classes for word in (each.name, *each.also)]
            return _choice((*agents, *classes), False)
        case "date":
            return _DATE
        case "yes-no":
            return _YES
        case "quantity":
            return _quantity(field.unit)
        case _:
            return _choice(field.values, True)


def _statement(schema: Schema) -> Json:
    visit: Json = {"enum": [*schema.visits, None]}
    fields: Json = {"by": _TEXT, "text": {"type": "string"}, "visit": visit, "from": _TEXT, "until": _TEXT}
    return _object({**fields, "answer": _YES}, ("text",))
