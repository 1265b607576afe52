"""From which texts a document was written, so that it can be held against them later."""

from collections.abc import Iterator
from pathlib import PurePath

from mgdsl.core.program import Program
from mgdsl.evaluate.answer import pinned
from mgdsl.show.blocks import Block, Grid, Paragraph
from mgdsl.version import VERSION


def origin(program: Program) -> Iterator[Block]:
    """Each text with its digest, which every verdict carries too; names of files without their folders."""
    pins = pinned(program.sources, VERSION)
    yield Paragraph(f"Written by mgdsl {pins.version} from these texts.")
    yield Grid(("Text", "SHA-256"), tuple((PurePath(name).name, digest) for name, digest in pins.sources))
