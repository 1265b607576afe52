"""A team's choices: the table ``[lint]`` of ``mgdsl.toml``, one line a rule: ``"off"``, ``"info"``,
``"warning"`` or ``"error"``.

`mgdsl.files` says where the file lies.
"""

import json
import re
from collections.abc import Collection, Mapping
from pathlib import Path

from attrs import field

from mgdsl.files import settings_file
from mgdsl.report.diagnostic import Diagnostic, Severity
from mgdsl.report.source import Place, Source, Span
from mgdsl.report.suggest import nearest
from mgdsl.tree import frozen

TABLES = ("lint",)
LEVELS: dict[str, Severity | None] = {
    "off": None,
    "info": Severity.INFO,
    "warning": Severity.WARNING,
    "error": Severity.ERROR,
}


@frozen
class Settings:
    """`levels`: the severity chosen for a rule, None for off. `diagnostics`: what is wrong with the file."""

    levels: Mapping[str, Severity | None] = field(factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


def settings(folder: Path, known: Collection[str]) -> Settings:
    """The choices for a protocol in `folder`. Raises OSError."""
    path = settings_file(folder)
    return Settings() if path is None else read(_shown(path), path.read_bytes(), known)


def read(name: str, data: bytes, known: Collection[str]) -> Settings:
    """The choices in the bytes of a file, and every mistake in it."""
    import tomllib  # costs start-up, and most protocols stand without settings

    source = Source(name, data.decode("utf-8", errors="replace").replace("\r\n", "\n"))
    try:
        tables = tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError:
        return Settings(
            {}, (_bad(source, Span(0, 0), "The file is not UTF-8.", "save it with the encoding UTF-8"),)
        )
    except tomllib.TOMLDecodeError as error:
        return Settings({}, (_bad(source, _spot(source, str(error)), f"This is not TOML: {error}.", _SHAPE),))
    found: list[Diagnostic] = []
    for table in tables:
        if table not in TABLES:
            span = _key(source, table)
            found.append(
                _bad(source, span, f"There is no setting `{table}`.", f"choose one of: {', '.join(TABLES)}")
            )
    levels: dict[str, Severity | None] = {}
    chosen = tables.get("lint", {})
    if not isinstance(chosen, dict):
        found.append(_bad(source, _key(source, "lint"), "`lint` is a table of rules.", _SHAPE))
        chosen = {}
    for rule, level in chosen.items():
        span = _key(source, rule)
        if rule not in known:
            near = nearest(rule, known)
            repair = f"write `{near}`" if near else "delete the line"
            found.append(_bad(source, span, f"There is no rule `{rule}`.", repair))
        elif not isinstance(level, str) or level not in LEVELS:
            choices = ", ".join(f'"{word}"' for word in LEVELS)
            found.append(
                _bad(
                    source,
                    span,
                    f"`{rule}` is set to {json.dumps(level, default=str)}.",
                    f"write one of: {choices}",
                )
            )
        else:
            levels[rule] = LEVELS[level]
    return Settings(levels, tuple(found))


_SHAPE = '[lint]\nnumbering-gap = "off"'


def _bad(source: Source, span: Span, message: str, repair: str) -> Diagnostic:
    return Diagnostic(
        "bad-setting",
        message,
        Place(source, span),
        why="A setting that is not understood would be passed over in silence.",
        repair=repair,
        severity=Severity.WARNING,
    )


def _key(source: Source, key: str) -> Span:
    """Where a key or the header of a table stands; the beginning if it is written in another way."""
    written = re.search(rf"^[ \t]*\[*[ \t]*(?P<key>[\"']?{re.escape(key)}[\"']?)", source.text, re.M)
    return Span(written.start("key"), written.end("key")) if written else Span(0, 0)


def _spot(source: Source, error: str) -> Span:
    """The place a TOML error speaks of."""
    at = re.search(r"at line (\d+), column (\d+)", error)
    if at is None:
        return Span(len(source.text), len(source.text))
    lines = source.text.split("\n")
    start = sum(len(line) + 1 for line in lines[: int(at[1]) - 1]) + int(at[2]) - 1
    start = min(start, len(source.text))
    return Span(start, min(start + 1, len(source.text)))


def _shown(path: Path) -> str:
    """The path as short as it can be said from here."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
