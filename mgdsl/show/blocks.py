"""What a document is made of, whatever it is written in. All texts are plain."""

from attrs import frozen

from mgdsl.show.prose import Item


@frozen
class Heading:
    """`level` counts from 1. `mark`: what stands before the text, such as the id of a criterion."""

    level: int
    text: str
    mark: str = ""


@frozen
class Paragraph:
    text: str


@frozen
class Labelled:
    """A tree of sentences, below a label if there is one. `main`: what the rest of its section is about."""

    label: str
    items: tuple[Item, ...]
    main: bool = False


@frozen
class Quoted:
    """Somebody else's words, each a line of its own."""

    label: str
    lines: tuple[str, ...]


@frozen
class Pairs:
    """What something is, each row with a name of its own."""

    label: str
    rows: tuple[tuple[str, str], ...]


@frozen
class Grid:
    """Rows of cells under a header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Labelled | Quoted | Pairs | Grid


@frozen
class Document:
    title: str
    blocks: tuple[Block, ...]
