"""Records out of JSON text: one object, an array of objects, or JSON Lines.

One record that cannot be read never stops or hides the others.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from mgdsl.records.broken import told
from mgdsl.records.faults import Faults, shown
from mgdsl.records.plain import parse, plain
from mgdsl.records.split import elements, lines
from mgdsl.records.whys import WHYS
from mgdsl.report.diagnostic import Diagnostic, Label
from mgdsl.report.source import Place, Source, Span
from mgdsl.tree import frozen

MOST_CHARACTERS = 4_000_000
"""Of one record."""


@frozen
class Raw:
    """One record as plain JSON; `label` says which one where it has no id. `tidy`: `plain` has seen it.

    `place`: where it begins, if it came out of a text.
    """

    value: dict[str, Any]
    label: str
    tidy: bool = False
    place: Place | None = None


def decode(data: bytes, name: str) -> str | Diagnostic:
    """UTF-8 text without a byte order mark, or what is wrong."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{name} is not UTF-8: byte {error.start + 1} cannot be read"
        return Diagnostic("not-utf-8", message, repair="save the file as UTF-8")


def read_text(text: str, name: str) -> Iterator[Raw | tuple[Diagnostic, ...]]:
    """Each record of the text as plain JSON, or what is wrong with it. `name` is for messages."""
    source = Source(name, text.removeprefix("\ufeff"))
    spans = enumerate(_spans(source.text), 1)
    return without_repeats(_one(source, span, f"record {at}") for at, span in spans)


def one_line(text: str, name: str, number: int, label: str) -> Raw | tuple[Diagnostic, ...]:
    """The record on one line of a file, or what is wrong with it."""
    held = text.strip()
    start = text.index(held)
    return _one(Source(name, text, number), Span(start, start + len(held)), label)


def without_repeats(
    records: Iterable[Raw | tuple[Diagnostic, ...]],
) -> Iterator[Raw | tuple[Diagnostic, ...]]:
    """The same, where an id stood before a mistake in place of the record.

    Of earlier records no more is kept than the id and where it stood.
    """
    seen: dict[str, int | str] = {}
    for found in records:
        id = found.value.get("id") if isinstance(found, Raw) else None
        if isinstance(found, Raw) and isinstance(id, str):
            if id in seen:
                yield (_repeated(id, seen[id], found.place),)
                continue
            seen[id] = found.label if found.place is None else found.place.line
        yield found


def _spans(text: str) -> list[Span]:
    """Where the records stand."""
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    if text[start : start + 1] == "[":
        return elements(text, start)
    many = lines(text)
    return many if len(many) > 1 else [Span(start, max(start, end))]


def _one(source: Source, span: Span, label: str) -> Raw | tuple[Diagnostic, ...]:
    text = source.text[span.start : span.end]
    if len(text) > MOST_CHARACTERS:
        message = f"this record has {len(text):,} characters; {MOST_CHARACTERS:,} are the most"
        repair = "split it into one record a patient"
        return (Diagnostic("too-large", message, why=WHYS["too-large"], repair=repair, record=label),)
    try:
        value = parse(text)
    except json.JSONDecodeError as error:
        return (_broken(source, span, error, label),)
    except RecursionError:
        message = "this record is nested too deeply to be read"
        repair = "a record needs a few levels only"
        return (Diagnostic("too-deep", message, why=WHYS["too-deep"], repair=repair, record=label),)
    if not isinstance(value, dict):
        return (not_an_object(label, Place(source, span)),)
    id = value.get("id")
    faults = Faults(id if isinstance(id, str) else label)
    tidy = plain(value, faults)
    place = Place(source, Span(span.start, span.start + 1))
    return tuple(faults.found) if faults.found else Raw(tidy, label, True, place)


def not_an_object(label: str, place: Place | None = None) -> Diagnostic:
    message = "this record is not an object"
    repair = 'write {"id": "…", "facts": {…}, "visits": {…}}'
    return Diagnostic("not-an-object", message, place, why=WHYS["not-an-object"], repair=repair, record=label)


def _broken(source: Source, span: Span, error: json.JSONDecodeError, label: str) -> Diagnostic:
    listed = source.text.lstrip().startswith("[")
    message, repair, offset = told(source.text[span.start : span.end], error.pos, listed)
    if span.start == span.end < len(source.text.rstrip()):
        message, repair = "no record stands before this comma", "delete the comma, or write the record"
    at = min(span.start + offset, max(len(source.text) - 1, 0))
    place, why = Place(source, Span(at, at + 1)), WHYS["not-json"]
    return Diagnostic("not-json", message, place, why=why, repair=repair, record=label)


def _repeated(id: str, first: int | str, place: Place | None) -> Diagnostic:
    """`first`: the line on which the earlier record begins, or what it is called."""
    where = f"line {first}" if isinstance(first, int) else first
    message = f"the id `{shown(id)}` stands at {where} too, and an answer given for it there does not stand"
    repair = f'if it is another patient, write an id of its own, such as "{shown(id)}-2"; else join the two'
    others: tuple[Label, ...] = ()
    if isinstance(first, int) and place is not None:
        others = (Label(Place(Source(place.source.name, "", first), Span(0, 0)), "the record before it"),)
    why = WHYS["duplicate-id"]
    return Diagnostic(
        "duplicate-id", message, place, why=why, repair=repair, others=others, record=id, path="id"
    )
