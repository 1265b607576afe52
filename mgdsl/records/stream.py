"""Records out of a text, an open file or a list. A long file of JSON Lines is read line by line."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any, cast

from attrs import evolve

from mgdsl.records.json import (
    MOST_CHARACTERS,
    Raw,
    decode,
    not_an_object,
    one_line,
    read_text,
    without_repeats,
)
from mgdsl.records.plain import parse
from mgdsl.report.diagnostic import Diagnostic, RecordError

WHOLE = 1_000_000
"""Bytes up to which a file is read at once."""
_MOST_BYTES = 4 * MOST_CHARACTERS + 2

Records = str | bytes | IO[bytes] | IO[str] | Iterable[Mapping[str, Any] | str | bytes]
"""JSON text (an object, an array, or JSON Lines), an open file of it, or records one by one."""

Found = Raw | tuple[Diagnostic, ...]


def raws(records: Records, name: str) -> Iterator[Found]:
    """Each record as plain JSON, or what is wrong with it. `name` is what messages call a text.

    Raises RecordError for a text that is not UTF-8.
    """
    if isinstance(records, Mapping):
        return _one_by_one([records], name)
    if isinstance(records, str | bytes):
        return read_text(_text(records, name), name)
    if hasattr(records, "readline"):
        return read_file(cast(IO[bytes], records), name)
    return without_repeats(_one_by_one(records, name))


def _one_by_one(records: Iterable[Mapping[str, Any] | str | bytes], name: str) -> Iterator[Found]:
    for at, record in enumerate(records, 1):
        if isinstance(record, str | bytes):
            yield from read_text(_text(record, name), name)
        elif isinstance(record, Mapping):
            yield Raw(dict(record), f"record {at}")
        else:
            yield (not_an_object(f"record {at}"),)


def _text(data: str | bytes, name: str) -> str:
    text = data if isinstance(data, str) else decode(data, name)
    if isinstance(text, Diagnostic):
        raise RecordError((text,))
    return text


def read_file(file: IO[bytes] | IO[str], name: str) -> Iterator[Found]:
    """Each record of the file as plain JSON, or what is wrong with it. `name` is for messages.

    Raises RecordError for bytes that are not UTF-8; in a long file of JSON Lines they are a mistake of one
    line, as any other is.
    """
    start = _bytes(file.read(WHOLE))
    if len(start) < WHOLE or not _lines(start):
        return read_text(_text(start + _bytes(file.read()), name), name)
    return without_repeats(_each(file, start, name))


def _bytes(read: bytes | str) -> bytes:
    return read.encode("utf-8", errors="surrogatepass") if isinstance(read, str) else read


def _lines(start: bytes) -> bool:
    """Whether most of the whole lines are objects of their own."""
    lines = [line for line in start.split(b"\n")[:-1] if line.strip()][:100]
    return sum(map(_is_object, lines)) * 2 > len(lines)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(parse(line.decode("utf-8-sig")), dict)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError):
        return False


def _each(file: IO[bytes] | IO[str], start: bytes, name: str) -> Iterator[Found]:
    at = 0
    for number, line in enumerate(_split(file, start), 1):
        if not line.strip():
            continue
        at += 1
        label = f"record {at}"
        text = decode(line, f"line {number} of {name}")
        if isinstance(text, Diagnostic):
            yield (evolve(text, record=label),)
        else:
            yield one_line(text, name, number, label)


def _split(file: IO[bytes] | IO[str], start: bytes) -> Iterator[bytes]:
    """The lines of what was read and of the rest. Of one longer than a record may be, as much as shows it."""
    *whole, held = start.split(b"\n")
    yield from whole
    while part := _bytes(file.readline(_MOST_BYTES)):
        if len(held) < _MOST_BYTES:
            held += part
        if part.endswith(b"\n"):
            yield held
            held = b""
    if held:
        yield held
