"""Writing a drawing to a file."""

from pathlib import Path

import click

from mgdsl.cli.common import Unreadable
from mgdsl.cli.dose_common import guarded
from mgdsl.dose.plot import draw
from mgdsl.dose.show_fare import Trial

KINDS = {".svg": "svg", ".png": "png"}


def draw_to(trials: tuple[Trial, ...], path: str) -> None:
    """Draw to an SVG or PNG file. Raises UsageError, Unreadable."""
    kind = KINDS.get(Path(path).suffix.lower())
    if kind is None:
        raise click.UsageError("a drawing is written as .svg or .png")
    made: bytes = guarded(lambda: draw(trials, kind))
    try:
        Path(path).write_bytes(made)
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror or error}") from None
