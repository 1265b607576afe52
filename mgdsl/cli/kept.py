"""What checking a protocol gave, kept until one of the texts that it depends on changes.

The name under which it is kept is a digest of these texts, of their files' names and of the package.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mgdsl import cache
from mgdsl.files import vocabularies, vocabulary_key, vocabulary_label

if TYPE_CHECKING:
    from mgdsl.core.program import Program
    from mgdsl.report.diagnostic import Diagnostic

_USE = re.compile(rb"(?:^|[\r\n])(?:\xef\xbb\xbf)?use +`?([^`\r\n#]+)")
"""Every line that may be a `use`; one too many costs a name, one too few would be a stale answer."""


def findings(key: str) -> "tuple[Diagnostic, ...] | None":
    """The findings kept; None if there are none kept."""
    held = cache.read("check", key)
    if held is None:
        return None
    if not held:
        return ()
    from mgdsl.report.pack import unpack  # nothing found is the common case

    try:
        return unpack(held)
    except (LookupError, TypeError, ValueError):
        return None


def keep_findings(key: str, found: "tuple[Diagnostic, ...]") -> None:
    from mgdsl.report.pack import pack

    cache.write("check", key, pack(found) if found else [])


def program(key: str) -> "Program | None":
    """The program kept; None if there is none."""
    held = cache.read("core", key)
    if held is None:
        return None
    from mgdsl.core import codec
    from mgdsl.core.codec_error import CodecError

    try:
        return codec.decode(held)
    except CodecError:
        return None


def keep_program(key: str, held: "Program") -> None:
    from mgdsl.core import codec
    from mgdsl.core.codec_error import CodecError

    try:
        cache.write("core", key, codec.encode(held))
    except CodecError:
        return  # nested too deeply for the compiled form


def key_of(name: str, data: bytes, beside: Path, settings: Path | None = None) -> str:
    """The name for a protocol's text, called `name` in messages, its vocabularies and its settings."""
    chosen = () if settings is None else (os.fsencode(settings), settings.read_bytes())
    return cache.key(os.fsencode(name), data, *chosen, *_used(data, beside))


def _used(data: bytes, beside: Path) -> Iterator[bytes]:
    """Three parts for each name used, directly or by another: the name, its file's label and its text."""
    shelf: dict[str, Path] | None = None
    seen: set[bytes] = set()
    waiting = [data]
    while waiting:
        for found in _USE.finditer(waiting.pop(0)):
            name = found[1].strip()
            if name in seen:
                continue
            seen.add(name)
            shelf = vocabularies(beside) if shelf is None else shelf
            path = shelf.get(vocabulary_key(name.decode("utf-8", "replace")))
            text = b"" if path is None else path.read_bytes()
            yield name
            yield b"" if path is None else os.fsencode(vocabulary_label(path))
            yield text
            waiting.append(text)
