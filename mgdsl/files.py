"""Where protocols and vocabularies lie. Knows names of files, not what stands in them."""

from pathlib import Path

from mgdsl.report.suggest import fold

MAIN = "protocol.mgdsl"
"""The protocol of a directory."""

SHIPPED = Path(__file__).with_name("vocabularies")
"""The vocabularies in the package."""


def located(path: Path) -> Path:
    """The file itself; of a directory its protocol."""
    return path / MAIN if path.is_dir() else path


def is_compiled(data: bytes, name: str) -> bool:
    """Whether this is the compiled form: by the name's ending, or by how it begins."""
    return name.lower().endswith(".json") or data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def vocabulary_path(name: str, beside: Path | None) -> Path | None:
    """The file of a vocabulary: its name with spaces, hyphens or underscores, `.mgdsl` or `.md`.

    It is looked for in `beside`, then in the package.
    """
    word = fold(name)
    if "/" in word or "\\" in word or word.startswith("."):
        return None
    for folder in (beside, SHIPPED):
        if folder is not None and folder.is_dir():
            for path in sorted(folder.iterdir()):
                stem = fold(path.stem.replace("-", " ").replace("_", " "))
                if path.suffix in (".mgdsl", ".md") and stem == word.replace("-", " ") and path.is_file():
                    return path
    return None


def vocabulary_label(path: Path) -> str:
    """What messages call a vocabulary's file."""
    return path.name if path.parent == SHIPPED else str(path)


def shipped_vocabularies() -> list[str]:
    """The names of the vocabularies in the package."""
    return sorted(path.stem.replace("-", " ") for path in SHIPPED.glob("*.mgdsl"))
