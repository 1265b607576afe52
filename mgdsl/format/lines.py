"""A text as lines of words with their comments: what the layout works on.

The words are the parser's own tokens, so nothing is told apart here that the parser does not tell apart.
Comments and blank lines are what stands in the gaps between them.
"""

from collections.abc import Callable, Iterator
from itertools import zip_longest

from attrs import evolve
from lark import Token

from mgdsl.format.cells import respelt_row
from mgdsl.report.suggest import fold
from mgdsl.syntax.build import SIGNS
from mgdsl.syntax.names import written, written_key
from mgdsl.syntax.parse import parser
from mgdsl.tree import frozen


@frozen
class Comment:
    """`text` begins with ``#``. `own`: it has a line of its own; `column` is where it began in the source."""

    text: str
    own: bool
    column: int = 0


@frozen
class Word:
    """A token: `kind` is its terminal, `text` its canonical spelling.

    `comments` follow it within the line; only the first of them may share its row.
    """

    kind: str
    text: str
    comments: tuple[Comment, ...] = ()


@frozen
class Above:
    """A row that is no code: `text` is a comment, or empty for a blank row. `depth` counts levels."""

    depth: int
    text: str


@frozen
class Line:
    """A line of the language: what its brackets hold is part of it, on however many rows.

    `above` stands between the line before and this one.
    """

    depth: int
    words: tuple[Word, ...]
    above: tuple[Above, ...] = ()

    @property
    def first(self) -> str:
        """The terminal of the first word; empty for the end of the text."""
        return self.words[0].kind if self.words else ""


NAMING = frozenset({"decision visit", "event", "classes"})
"""Properties whose values are names declared elsewhere. In all others case may count: `g` is not `G`."""

Spell = Callable[[str], str]
"""The declared spelling of a name, or the name."""

Gap = list[Comment | None]
"""Comments in order; None is a blank row."""


def lines_of(text: str, spell: Spell) -> list[Line]:
    """The lines of a text that parses; one without words follows, which holds what stands at the end.

    Raises as the parser does.
    """
    made: list[Line] = []
    columns = [0]
    end = 0
    for depth, tokens in [*_logical(text), (0, [])]:
        start = _start(tokens[0]) if tokens else len(text)
        gap = _gap(text, end, start)
        if made and gap and gap[0] is not None and not gap[0].own:
            made[-1] = _with_trailing(made[-1], gap[0])
            gap = gap[1:]
        above = tuple(_above(entry, columns, depth) for entry in gap)
        columns = [*columns[:depth], start - text.rfind("\n", 0, start) - 1]
        made.append(Line(depth, _words(text, tokens, spell), above))
        end = _end(tokens[-1]) if tokens else end
    return made


def comments_of(text: str) -> list[str]:
    """Every comment of a text that parses, in order. Raises as the parser does."""
    found: list[str] = []
    end = 0
    for token in [each for _, tokens in _logical(text) for each in tokens]:
        found += _comments(text, end, _start(token))
        end = _end(token)
    return found + _comments(text, end, len(text))


def _comments(text: str, start: int, end: int) -> list[str]:
    return [entry.text for entry in _gap(text, start, end) if entry is not None]


def _logical(text: str) -> Iterator[tuple[int, list[Token]]]:
    """Depth and tokens of each line."""
    depth = 0
    tokens: list[Token] = []
    for token in parser().parse_interactive(text, start="start").iter_parse():
        match token.type:
            case "_NL":
                if tokens:
                    yield depth, tokens
                tokens = []
            case "_INDENT":
                depth += 1
            case "_DEDENT":
                depth -= 1
            case _:
                tokens.append(token)


def _gap(text: str, start: int, end: int) -> Gap:
    """What stands between two words. At the start of the text every row is one of its own."""
    rows = text[start:end].split("\n")
    made: Gap = []
    for number, row in enumerate(rows):
        words = row.lstrip(" ")
        own = number > 0 or start == 0
        if words.startswith("#"):
            made.append(Comment(words.rstrip(), own, len(row) - len(words)))
        elif own and number < len(rows) - 1:
            made.append(None)
    return made


def _above(entry: Comment | None, columns: list[int], depth: int) -> Above:
    """A comment stands as deep as the deepest open line that begins no further right than it.

    `columns`: where the open lines begin, by depth; a comment before the first line of a block is in it.
    """
    if entry is None:
        return Above(depth, "")
    reached = [level for level, column in enumerate(columns) if column <= entry.column]
    return Above(max([depth, *reached]), entry.text)


def _with_trailing(line: Line, comment: Comment) -> Line:
    *words, last = line.words
    return evolve(line, words=(*words, evolve(last, comments=(*last.comments, comment))))


def _words(text: str, tokens: list[Token], spell: Spell) -> tuple[Word, ...]:
    """The words of a line; a comment before a comma goes behind it, since a comma never begins a row."""
    made: list[Word] = []
    if tokens and tokens[0].type == "KEY" and fold(tokens[0]) not in NAMING:
        spell = str
    nexts = [_start(token) for token in tokens[1:]]
    for token, following in zip_longest(tokens, nexts):
        gap = _gap(text, _end(token), following) if following is not None else []
        comments = tuple(entry for entry in gap if entry is not None)
        if token.type == "COMMA" and made:
            comments = (*made[-1].comments, *comments)
            made[-1] = evolve(made[-1], comments=())
        speaker = bool(made) and made[-1].kind in ("JUDGED_BY", "ATTESTED_BY")
        made.append(Word(token.type, _canonical(token, str if speaker else spell), comments))
    return tuple(made)


def _canonical(token: Token, spell: Spell) -> str:
    text = str(token)
    match token.type:
        case "NAME" | "KEY":
            name = text[1:-1] if text.startswith("`") else " ".join(text.split())
            return written(spell(name) if token.type == "NAME" else name)
        case "FIELD":
            return written_key(text[1:-1] if text.startswith("`") else " ".join(text.split()))
        case "TABLE_ROW":
            return respelt_row(token, spell)
        case "OP" | "TIMES" | "MINUS":
            return SIGNS.get(text, text)
        case _:
            return text


def _start(token: Token) -> int:
    return token.start_pos or 0


def _end(token: Token) -> int:
    return token.end_pos or 0


__all__ = ["Above", "Comment", "Line", "Word", "comments_of", "lines_of"]
