"""Facts, visits and dated results: the values of measures."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from mgdsl.core.schema import BY_VISIT, ONCE, AnyMeasure, Category, DateFact, Instrument, Quantity, YesNo
from mgdsl.records.dates import EXAMPLE, read_moment
from mgdsl.records.faults import Faults, empty_history, join, kind_of, number_text, shown
from mgdsl.records.index import Index
from mgdsl.records.meant import is_missing, is_nothing
from mgdsl.records.model import Result, Value, Visit
from mgdsl.records.values import read_value
from mgdsl.report.suggest import fold

OF_VISIT = ("date", "done")


def read_facts(raw: dict[str, Any], names: Index, faults: Faults) -> dict[str, Value | None]:
    """Values that are recorded once."""
    return dict(_values(raw, ONCE, "facts", names, faults))


def _values(
    raw: dict[str, Any], recorded: str, path: str, names: Index, faults: Faults
) -> Iterator[tuple[str, Value | None]]:
    """Values by declared name; those that are recorded elsewhere are reported."""
    seen: set[str] = set()
    for key, value in raw.items():
        at = join(path, key)
        measure = names.measures.get(fold(key))
        if measure is None:
            _unknown(key, recorded, at, names, faults, value)
            continue
        if measure.recorded != recorded:
            _misplaced(measure, at, names, faults, value)
            continue
        if measure.name in seen:
            message = f"{measure.name} stands here twice, in two spellings"
            faults.add("duplicate-key", at, message, f"keep one, as `{measure.name}`")
        seen.add(measure.name)
        yield measure.name, read_value(measure, value, at, faults)


def _unknown(key: str, recorded: str, path: str, names: Index, faults: Faults, value: Any = None) -> None:
    if fold(key) in names.events:
        event = names.events[fold(key)].name
        none = empty_history(event, names.asked_at).removeprefix("write [], ")
        held = f"[]}}, {none}" if is_nothing(value) else "[{…}]}"
        repair = f'write it under "events": {{"{event}": {held}'
        faults.add("misplaced", path, f"{event} is an event, with a date of its own", repair)
        return
    if fold(key) in ("age", "age at screening", "age in years"):
        repair = 'write "facts": {"birth date": "1980-05-01"}, or as much of the date as is known'
        faults.add("unknown-name", path, "age is not recorded: it is counted from the birth date", repair)
        return
    first = [each.name for each in names.schema.measures if each.recorded == recorded]
    where = "a fact of a patient" if recorded == ONCE else "a measure that is recorded at visits"
    others = [word for each in names.schema.measures for word in (each.name, *each.also)]
    faults.unknown("unknown-name", path, where, key, [*first, *others])


def _misplaced(measure: AnyMeasure, path: str, names: Index, faults: Faults, value: Any) -> None:
    shown_value = {True: "true", False: "false"}.get(value) if isinstance(value, bool) else None
    if isinstance(value, str) and len(value) <= 40:
        shown_value = f'"{value}"'
    held = shown_value or (number_text(value) if isinstance(value, Fraction) else "…")
    if measure.recorded == BY_VISIT:
        visit = names.schema.visits[0] if names.schema.visits else "…"
        message = f"{measure.name} is recorded by visit, not once"
        repair = f'write it under its visit: "visits": {{"{visit}": {{"{measure.name}": {held}}}}}'
    else:
        message = f"{measure.name} is recorded once in a patient, not by visit"
        repair = f'write "facts": {{"{measure.name}": {held}}}'
    faults.add("misplaced", path, message, repair)


def read_visits(raw: dict[str, Any], names: Index, faults: Faults) -> dict[str, Visit]:
    """Visits with their date, whether they were done, and their values."""
    found: dict[str, Visit] = {}
    for key, value in raw.items():
        path = join("visits", key)
        visit = names.visits.get(fold(key))
        if visit is None:
            faults.unknown("unknown-visit", path, "a visit of this protocol", key, names.schema.visits)
        elif visit in found:
            message = f"{visit} stands here twice, in two spellings"
            faults.add("duplicate-key", path, message, f"keep one, as `{visit}`")
        elif isinstance(value, dict):
            found[visit] = _visit(visit, value, path, names, faults)
        elif value is not None:
            what = "an object with what was recorded at the visit"
            if is_missing(value):
                repair = 'write {"done": false} for a visit that did not take place'
                faults.add("wrong-type", path, f"{what} is expected here, not {kind_of(value)}", repair)
            else:
                faults.mistyped(path, what, value, '{"date": "2025-03-01"}')
    return found


def _visit(visit: str, raw: dict[str, Any], path: str, names: Index, faults: Faults) -> Visit:
    rest = {key: value for key, value in raw.items() if key not in OF_VISIT}
    done = raw.get("done")
    if done is not None and not isinstance(done, bool):
        faults.mistyped(join(path, "done"), "yes or no", done, "true or false")
    values = dict(_values(rest, BY_VISIT, path, names, faults))
    held = [name for name, value in values.items() if value is not None]
    if done is False and held:
        message = f"{visit} was not done, but {held[0]} is recorded at it"
        faults.add("value-without-visit", join(path, held[0]), message, "remove the value, or `done`: false")
    return Visit(read_moment(raw.get("date"), join(path, "date"), faults), done is not False, values)


def read_results(raw: dict[str, Any], names: Index, faults: Faults) -> dict[str, tuple[Result, ...]]:
    """Dated results, by measure."""
    found: dict[str, tuple[Result, ...]] = {}
    for key, value in raw.items():
        path = join("results", key)
        measure = names.measures.get(fold(key))
        if measure is None:
            _unknown(key, BY_VISIT, path, names, faults)
        elif measure.recorded != BY_VISIT:
            _misplaced(measure, path, names, faults, None)
        elif isinstance(value, list):
            results = [_result(measure, each, join(path, at), faults) for at, each in enumerate(value)]
            found[measure.name] = (*found.get(measure.name, ()), *results)
        elif is_nothing(value):
            what = f"a list of results is expected here, not {kind_of(value)}"
            faults.add("wrong-type", path, what, empty_history(measure.name, names.asked_at))
        elif value is not None:
            faults.mistyped(
                path, "a list of results", value, f'[{{"date": "2025-03-01", {_example(measure)}}}]'
            )
    return found


def _result(measure: AnyMeasure, raw: Any, path: str, faults: Faults) -> Result:
    if not isinstance(raw, dict):
        faults.mistyped(path, "a result with its date", raw, f'{{"date": "2025-03-01", {_example(measure)}}}')
        return Result(None, None)
    when = read_moment(raw.get("date"), join(path, "date"), faults)
    if "date" not in raw:
        faults.add(
            "date-missing", path, f"this result of {measure.name} has no date", f'add "date": {EXAMPLE}'
        )
    rest = {key: value for key, value in raw.items() if key != "date"}
    match measure:
        case Instrument() | Quantity() if not isinstance(rest.get("value"), dict) and rest.keys() != {
            "value"
        }:
            return Result(when, read_value(measure, rest, path, faults) if rest else None)
        case YesNo() | DateFact() | Category() | Instrument() | Quantity():
            for key in rest:
                if key != "value":
                    what = f"a field of a result of {shown(measure.name)}"
                    faults.unknown("unknown-field", join(path, key), what, key, ("date", "value"))
            return Result(when, read_value(measure, rest.get("value"), join(path, "value"), faults))


def _example(measure: AnyMeasure) -> str:
    match measure:
        case Quantity():
            return f'"value": 1, "unit": "{measure.unit}"'
        case Instrument():
            return '"total": 1'
        case Category() if measure.values:
            return f'"value": "{measure.values[0]}"'
        case _:
            return '"value": true'
