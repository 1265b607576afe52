"""What one patient costs: reading, columns, the verdict with and without reasons, SQL in bulk."""

import json
from collections.abc import Callable, Iterable
from itertools import cycle, islice
from typing import Any, TypeVar

from attrs import evolve

from bench.protocols import PATIENTS, PROTOCOL
from bench.timing import best, show
from mgdsl.core.codec import dumps, loads
from mgdsl.evaluate.answer import answer
from mgdsl.evaluate.interpret import evaluate
from mgdsl.opening import load
from mgdsl.records.mask import as_of
from mgdsl.records.model import Record
from mgdsl.sql.run import run

BULK = 20_000
T = TypeVar("T")


def report() -> None:
    protocol = load(PROTOCOL)
    program = protocol.program
    visit = protocol.decision_visit
    assert visit is not None
    text = PATIENTS.read_text(encoding="utf-8")
    raws = [json.loads(line) for line in text.splitlines()]
    records = [_read(protocol._reader.read(raw)) for raw in raws]
    masked = [as_of(record, visit, program.schema) for record in records]
    data = [protocol._projector.of(record) for record in masked]
    count = len(raws)

    def each(what: str, action: Callable[[T], object], over: Iterable[T], note: str = "") -> float:
        held = list(over)
        seconds = best(lambda: [action(one) for one in held]) / count
        show(what, f"{seconds * 1e6:.0f} µs", note)
        return seconds

    print(f"\nOne of {count} patients of the founding protocol (the best of 5 rounds)")
    plain = best(lambda: [json.loads(line) for line in text.splitlines()]) / count
    show("the record's JSON, json.loads alone", f"{plain * 1e6:.0f} µs")
    read = best(lambda: list(protocol._reader.read_text(text, "patients"))) / count
    show(
        "the record read and checked, JSON included",
        f"{read * 1e6:.0f} µs",
        f"{read / plain:.1f} times json.loads",
    )
    each("masked as of the decision visit", lambda record: as_of(record, visit, program.schema), records)
    each("projected onto columns", protocol._projector.of, masked)
    each("statuses with every node's value (interpreter)", lambda row: evaluate(program, row), data)
    each("the answer with reasons, from columns", lambda row: answer(program, row), data)
    each("the whole way from a mapping (Protocol.evaluate)", protocol.evaluate, raws)
    _bulk(program, data)
    compiled = dumps(program)
    show(
        "the compiled protocol loaded",
        f"{best(lambda: loads(compiled)) * 1e3:.1f} ms",
        f"{len(compiled):,} bytes",
    )


def _bulk(program: Any, data: list[Any]) -> None:
    """SQL on many patients: the statement, the tables in memory and their filling included."""
    many = [evolve(row, id=str(at)) for at, row in enumerate(islice(cycle(data), BULK))]
    seconds = best(lambda: run(program, many), 2) / BULK
    show(f"SQL, {BULK:,} patients at once, loading included", f"{seconds * 1e6:.0f} µs")


def _read(found: object) -> Record:
    assert isinstance(found, Record), found
    return found
