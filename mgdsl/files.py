"""Where protocols and vocabularies lie. Knows names of files, not what stands in them."""

import os
from collections.abc import Iterable
from pathlib import Path

from mgdsl.report.suggest import fold

ENDING = ".mgdsl"
"""Of protocols and vocabularies; Markdown is read where it is named."""

MAIN = f"protocol{ENDING}"
"""The protocol of a directory."""

SHIPPED = Path(__file__).with_name("vocabularies")
"""The vocabularies in the package."""

START = Path(__file__).with_name("start")
"""What a new folder begins with."""

SETTINGS = "mgdsl.toml"
"""A team's choices."""


def settings_file(folder: Path) -> Path | None:
    """The settings for a protocol in `folder`: beside it, or above it up to the repository's root.

    Without a repository only beside it. The nearest counts.
    """
    folder = folder.resolve()
    folders = [folder, *folder.parents]
    root = next((i for i, each in enumerate(folders) if (each / ".git").exists()), 0)
    return next((each / SETTINGS for each in folders[: root + 1] if (each / SETTINGS).is_file()), None)


def located(path: Path) -> Path:
    """The file itself; of a directory its protocol."""
    return path / MAIN if path.is_dir() else path


def gathered(names: Iterable[str]) -> list[str]:
    """The files that arguments stand for, each once: of a directory all `.mgdsl` files in it and below.

    Hidden directories and linked ones are left out. A directory without such a file stands for its
    protocol.mgdsl, so that what is missing is told; every other name stands for itself.
    """
    found: dict[str, None] = {}
    for name in names:
        path = Path(name)
        below = _below(path) if path.is_dir() else [name]
        found |= dict.fromkeys(below or [str(located(path))])
    return list(found)


def _below(folder: Path) -> list[str]:
    found = []
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        found += [str(Path(here) / each) for each in sorted(files) if each.endswith(ENDING)]
    return found


def is_compiled(data: bytes, name: str) -> bool:
    """Whether this is the compiled form: by the name's ending, or by how it begins."""
    return name.lower().endswith(".json") or data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def vocabularies(beside: Path | None) -> dict[str, Path]:
    """The files that may be vocabularies, by `vocabulary_key`; one in `beside` hides the package's."""
    found: dict[str, Path] = {}
    for folder in (beside, SHIPPED):
        if folder is not None and folder.is_dir():
            for path in sorted(folder.iterdir()):
                if path.suffix in (ENDING, ".md") and path.is_file():
                    found.setdefault(vocabulary_key(path.stem), path)
    return found


def vocabulary_key(name: str) -> str:
    """The form under which the name in a `use` and the stem of a file are one."""
    return fold(name.replace("-", " ").replace("_", " "))


def vocabulary_label(path: Path) -> str:
    """What messages call a vocabulary's file."""
    return path.name if path.parent == SHIPPED else str(path)


def shipped_vocabularies() -> list[str]:
    """The names of the vocabularies in the package."""
    return sorted(path.stem.replace("-", " ") for path in SHIPPED.glob("*.mgdsl"))


def pages() -> dict[str, Path]:
    """The page of each finding by its name: in the package, in the checkout's docs/ otherwise."""
    package = Path(__file__).parent
    docs = next(folder for folder in (package / "docs", package.parent / "docs") if folder.is_dir())
    found = [path for kind in ("errors", "lint") for path in (docs / kind).glob("*.md")]
    return {path.stem: path for path in found if path.stem != "index"}
