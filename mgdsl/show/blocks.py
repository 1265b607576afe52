"""What a document is made of, whatever it is written in. All texts are plain."""

from collections.abc import Iterable

from mgdsl.tree import frozen


@frozen
class Item:
    """A sentence, and the sentences that belong to it."""

    text: str
    below: tuple["Item", ...] = ()


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
class Pairs:
    """What something is, each row with a name of its own."""

    label: str
    rows: tuple[tuple[str, str], ...]


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


Block = Heading | Paragraph | Labelled | Warned | Quoted | Pairs | Grid | Picture


@frozen
class Document:
    title: str
    blocks: tuple[Block, ...]


def listed(lines: Iterable[str]) -> Labelled:
    """Sentences, each an item of its own."""
    return Labelled("", tuple(map(Item, lines)))
