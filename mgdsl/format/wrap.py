"""One line on as many rows as it needs: brackets are broken only where that makes it fit.

In a broken bracket each item has a row, one level deeper; the closing bracket begins a row. A comment inside
a bracket breaks it and everything around it.
"""

from collections.abc import Iterable, Iterator

from attrs import Factory, define, field

from mgdsl.format.lines import Comment, Word
from mgdsl.syntax.print import INDENT
from mgdsl.tree import frozen

WIDTH = 110
"""Characters of a row; comments and what no bracket can break may be longer."""

CLOSING = {"LPAR": "RPAR", "LBRACE": "RBRACE"}


@frozen
class Row:
    """`depth` counts levels; a row may be code, a comment, or both."""

    depth: int
    code: str
    comment: str = ""


@frozen(eq=False)
class Group:
    """A bracket: `items` are separated by commas, or begin with *and*, *or* or *where*."""

    open: Word
    items: tuple[tuple["Word | Group", ...], ...]
    close: Word
    commented: bool
    """Whether a comment stands inside, so that it cannot be on one row."""

    def words(self) -> Iterator[Word]:
        yield self.open
        for item in self.items:
            yield from _flat(item)
        yield self.close


Node = Word | Group


def rows_of(words: tuple[Word, ...], depth: int) -> list[Row]:
    """The rows of a line at a depth."""
    return _Wrap().lay(_tree(words), depth)


def spaced(words: Iterable[Word]) -> str:
    """Words on one row, without their comments."""
    text, before = "", None
    for word in words:
        text += _blank(before, word) + word.text
        before = word
    return text


def _blank(before: Word | None, word: Word) -> str:
    if before is None or before.kind in CLOSING or word.kind in {"COMMA", "COLON", *CLOSING.values()}:
        return ""
    return "" if word.kind == "UNIT" and word.text == "%" else " "


def _flat(nodes: Iterable[Node]) -> Iterator[Word]:
    for node in nodes:
        if isinstance(node, Group):
            yield from node.words()
        else:
            yield node


def _tree(words: tuple[Word, ...]) -> tuple[Node, ...]:
    """The words with their brackets as groups."""
    stack: list[tuple[Word | None, list[Node]]] = [(None, [])]
    for word in words:
        if word.kind in CLOSING:
            stack.append((word, []))
        elif word.kind in CLOSING.values():
            opening, inner = stack.pop()
            assert opening is not None
            stack[-1][1].append(_group(opening, inner, word))
        else:
            stack[-1][1].append(word)
    return tuple(stack[0][1])


def _group(opening: Word, inner: list[Node], close: Word) -> Group:
    commented = bool(opening.comments) or any(
        node.commented or node.close.comments if isinstance(node, Group) else node.comments for node in inner
    )
    return Group(opening, _items(inner), close, commented)


def _items(inner: list[Node]) -> tuple[tuple[Node, ...], ...]:
    """Cut behind commas and before *and*, *or* and *where*; the *and* of a *between* joins its two ends."""
    items: list[list[Node]] = [[]]
    between = False
    for node in inner:
        kind = node.kind if isinstance(node, Word) else ""
        if kind in ("OR", "WHERE") or (kind == "AND" and not between):
            items.append([])
        between = kind == "BETWEEN" or (between and kind != "AND")
        items[-1].append(node)
        if kind == "COMMA":
            items.append([])
    return tuple(tuple(item) for item in items if item)


@define
class _Wrap:
    """Lays one line. A broken bracket looks the same wherever it is tried, so it is laid once."""

    laid: dict[tuple[int, int], list[Row]] = Factory(dict)

    def lay(self, nodes: tuple[Node, ...], depth: int) -> list[Row]:
        """The rows of a sequence that begins a row: the widest brackets are broken until all fits."""
        groups = [node for node in nodes if isinstance(node, Group)]
        forced = frozenset(id(group) for group in groups if group.commented)
        broken = forced
        waiting = sorted((g for g in groups if id(g) not in forced), key=_width)
        while True:
            attempt = _Rows(depth)
            self._fill(attempt, nodes, broken)
            if attempt.fits() or not groups:
                return attempt.rows
            if not waiting:
                break
            broken |= {id(waiting.pop())}
        plain = _Rows(depth)
        self._fill(plain, nodes, forced)
        return plain.rows

    def _fill(self, rows: "_Rows", nodes: tuple[Node, ...], broken: frozenset[int]) -> None:
        for node in nodes:
            if not isinstance(node, Group):
                rows.put(node)
            elif id(node) not in broken:
                for word in node.words():
                    rows.put(word)
            else:
                rows.put(node.open)
                rows.put_block(self._inside(node, rows.depth + 1), node.close)
        rows.end()

    def _inside(self, group: Group, depth: int) -> list[Row]:
        key = (id(group), depth)
        if key not in self.laid:
            self.laid[key] = [row for item in group.items for row in self.lay(item, depth)]
        return self.laid[key]


def _width(group: Group) -> int:
    return len(spaced(group.words()))


@define
class _Rows:
    """Rows as they fill, from `base` on. After a comment a sequence goes on one level deeper."""

    base: int
    rows: list[Row] = Factory(list)
    depth: int = field(init=False)
    _words: list[Word] = Factory(list)
    _longest: int = field(default=0, init=False)

    @depth.default
    def _first_depth(self) -> int:
        return self.base

    def put(self, word: Word) -> None:
        self._words.append(word)
        if word.comments:
            self._comment(word, word.comments)

    def put_block(self, inside: list[Row], close: Word) -> None:
        """What a broken bracket holds, and the closing bracket as deep as the opening one."""
        self.end()
        self.rows += inside
        self.put(close)

    def end(self) -> None:
        if self._words:
            self._row("")

    def fits(self) -> bool:
        """Whether the rows made here fit; those of a block are the block's matter."""
        return self._longest <= WIDTH

    def _comment(self, word: Word, comments: tuple[Comment, ...]) -> None:
        first, *rest = comments
        trails = not first.own or word.kind in ("MINUS", "SLASH")  # these need a blank behind them
        self._row(first.text if trails else "")
        opens = word.kind in CLOSING
        depth = self.depth + 1 if opens else self.base
        self.rows += [Row(depth, "", comment.text) for comment in (rest if trails else comments)]
        if not opens:
            self.depth = self.base + 1

    def _row(self, comment: str) -> None:
        code = spaced(self._words)
        self._longest = max(self._longest, len(INDENT) * self.depth + len(code))
        self.rows.append(Row(self.depth, code, comment))
        self._words = []


__all__ = ["WIDTH", "Row", "rows_of"]
