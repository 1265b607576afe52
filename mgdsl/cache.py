"""A place on disk for what can always be made again. It never raises: without it things only take longer.

It lies in ``$XDG_CACHE_HOME/mgdsl``, or ``~/.cache/mgdsl``, and is used only if nobody else can write there.
MGDSL_NO_CACHE, set to anything, does without.
"""

import json
import os
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parent
MOST = 64
"""Entries of a kind that are kept; beyond them the oldest go."""


def folder() -> Path | None:
    """The folder, made if need be; None where there can be none."""
    if os.environ.get("MGDSL_NO_CACHE"):
        return None
    try:
        root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mgdsl"
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        return root if _ours(root) else None
    except (OSError, RuntimeError):
        return None


def _ours(path: Path) -> bool:
    if not hasattr(os, "getuid"):
        return True
    found = path.stat()
    return found.st_uid == os.getuid() and not found.st_mode & 0o022


def key(*parts: bytes) -> str:
    """One name for these inputs and for the mgdsl that reads them."""
    digest = sha256(_package())
    for part in parts:
        digest.update(b"%d:" % len(part))
        digest.update(part)
    return digest.hexdigest()


def _package() -> bytes:
    """What tells one state of the package from another: its files, their sizes and times, and the Python."""
    found, todo = [sys.version], [PACKAGE, PACKAGE.parent / "grammar"]
    while todo:
        try:
            with os.scandir(todo.pop()) as entries:
                for entry in entries:
                    if entry.name.startswith((".", "__")) and not entry.name.endswith(".py"):
                        continue
                    if entry.is_dir():
                        todo.append(Path(entry.path))
                        continue
                    stat = entry.stat()
                    found.append(f"{entry.path} {stat.st_size} {stat.st_mtime_ns}")
        except OSError:
            continue
    return "\n".join(sorted(found)).encode("utf-8", "surrogateescape")


def read(kind: str, name: str) -> Any:
    """What was kept under a name of a kind, as plain JSON types; None if nothing was, or it is spoilt."""
    root = folder()
    if root is None:
        return None
    try:
        held = json.loads((root / f"{kind}-{name}.json").read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return held.get("kept") if isinstance(held, dict) and held.get("name") == name else None


def write(kind: str, name: str, value: Any) -> None:
    """Keep a value of plain JSON types, whole or not at all."""
    root = folder()
    if root is None:
        return
    passing = root / f".{kind}-{name}.{os.getpid()}"
    try:
        passing.write_text(json.dumps({"name": name, "kept": value}), "utf-8")
        os.replace(passing, root / f"{kind}-{name}.json")
        prune(root, f"{kind}-*", MOST)
    except (OSError, ValueError, RecursionError):
        passing.unlink(missing_ok=True)


def prune(root: Path, pattern: str, most: int) -> None:
    """Delete the oldest files that match, beyond so many. Raises OSError."""
    found = sorted(root.glob(pattern), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in found[most:]:
        path.unlink(missing_ok=True)
