"""What a document is made of, whatever it is written in. All texts are plain."""

from attrs import frozen

from mgdsl.show.prose import Item


@frozen
class Heading:
    """`level` counts from 1."""

    level: int
    text: str


@frozen
class Paragraph:
    text: str


@frozen
class Labelled:
    """A label, and below it a tree of sentences."""

    label: str
    items: tuple[Item, ...]


@frozen
class Quoted:
    """Somebody else's words, each a line of its own."""

    label: str
    lines: tuple[str, ...]


@frozen
class Grid:
    """Rows of cells under a header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Labelled | Quoted | Grid


@frozen
class Document:
    title: str
    blocks: tuple[Block, ...]
