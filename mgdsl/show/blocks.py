"""What a document is made of, whatever it is written in. All texts are plain."""

from attrs import frozen


@frozen
class Item:
    """A sentence, and the sentences that belong to it."""

    text: str
    below: tuple["Item", ...] = ()


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
class Listed:
    """Sentences, each a line of its own."""

    lines: tuple[str, ...]


@frozen
class Warned:
    """What must not be overlooked: a sentence, and the lines that belong to it."""

    text: str
    lines: tuple[str, ...]


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


@frozen
class Picture:
    """An SVG drawing, which HTML alone can show. `about`: what it shows, in words."""

    svg: str
    about: str


Block = Heading | Paragraph | Labelled | Listed | Warned | Quoted | Grid | Picture


@frozen
class Document:
    title: str
    blocks: tuple[Block, ...]
