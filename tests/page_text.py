"""A Markdown page as the examples in it: programs, records, tables of what is expected, mistakes.

An example begins at a heading, or at a block that begins a new protocol. Hidden code stands in comments:
``<!-- mgdsl preamble`` goes before every following example that has no protocol of its own,
``<!-- mgdsl hidden`` belongs to the example it stands in.

A block may have a title: ``title="a mistake"`` marks one that must not check, and a file's name one that the
reader saves, which belongs to the page's session (`sessions.py`).
"""

import re
from collections.abc import Callable, Iterator

from attrs import define, evolve, field, frozen

DECLARES = re.compile(
    r"(protocol|use|inclusion|exclusion|define|instrument|classification|lab|measurement|test|fact|event|class"
    r"|judgement|attestation|dose finding|case|cases for)\b"
)
MISTAKE = "a mistake"
_FENCE = re.compile(r"(`{3,})(.*?)(?:\stitle=\"([^\"]*)\")?\s*$")
_HIDDEN = re.compile(r"<!-- mgdsl (preamble|hidden)\s*$")


@frozen
class Fence:
    """A fenced block or a hidden one; `line` is that of its first line of content, counted from 1."""

    info: tuple[str, ...]
    text: str
    line: int
    title: str = ""

    @property
    def file(self) -> str:
        """The name under which the reader saves the block; empty for all others."""
        return self.title if "." in self.title else ""

    @property
    def declares(self) -> bool:
        return any(DECLARES.match(line) for line in self.text.splitlines())


@frozen
class Table:
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    line: int


@frozen
class Heading:
    text: str
    line: int


@define
class Example:
    """`code` as it stands in the page; `mistakes`: a block and the text that says what is wrong with it."""

    title: str
    line: int
    preamble: Fence | None = None
    code: list[Fence] = field(factory=list)
    records: list[Fence] = field(factory=list)
    tables: list[Table] = field(factory=list)
    mistakes: list[tuple[Fence, Fence]] = field(factory=list)


def examples(text: str) -> list[Example]:
    """The examples of a page in order. ValueError: a mistake without its text, a block never closed."""
    found = [Example("page", 1)]
    preamble: Fence | None = None
    mistake: Fence | None = None
    for block in blocks(text):
        now = found[-1]
        if mistake is not None:
            if not isinstance(block, Fence) or block.info != ("text",):
                raise ValueError(f"line {mistake.line}: a mistake is followed by a block of text")
            now.mistakes.append((mistake, block))
            mistake = None
            continue
        match block:
            case Heading():
                found.append(Example(block.text, block.line, preamble))
            case Table():
                now.tables.append(block)
            case Fence(info=("preamble",)):
                preamble = now.preamble = block
            case Fence(info=("mgdsl" | "json",), title=title) if title == MISTAKE:
                mistake = block
            case Fence() if block.file:
                pass
            case Fence(info=("json",)):
                now.records.append(block)
            case Fence(info=("mgdsl",) | ("hidden",)):
                if re.search(r"^protocol\b", block.text, re.M):
                    if now.code:
                        now = Example(now.title, block.line)
                        found.append(now)
                    now.preamble = None
                now.code.append(block)
            case Fence(info=("mgdsl", *_)):
                raise ValueError(f'line {block.line}: a mgdsl block is plain, or has title="{MISTAKE}"')
            case _:
                pass
    if mistake is not None:
        raise ValueError(f"line {mistake.line}: a mistake without its text")
    return found


def blocks(text: str) -> Iterator[Fence | Table | Heading]:
    """What stands in a page besides prose, in order. ValueError: a block that is never closed."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        if opening := _FENCE.match(line):
            end = _end(lines, at, _is(opening[1]))
            yield Fence(tuple(opening[2].split()), _join(lines, at + 1, end), at + 2, opening[3] or "")
            at = end
        elif hidden := _HIDDEN.match(line):
            end = _end(lines, at, _is("-->"))
            yield Fence((hidden[1],), _join(lines, at + 1, end), at + 2)
            at = end
        elif re.match(r"#+ ", line):
            yield Heading(line.lstrip("# "), at + 1)
        elif line.startswith("|"):
            end = at
            while end < len(lines) and lines[end].startswith("|"):
                end += 1
            header, _, *rows = [_cells(row) for row in lines[at:end]]
            yield Table(header, tuple(rows), at + 1)
            at = end - 1
        at += 1


def _is(text: str) -> Callable[[str], bool]:
    return lambda line: line.rstrip() == text


def _end(lines: list[str], at: int, closes: Callable[[str], bool]) -> int:
    for end in range(at + 1, len(lines)):
        if closes(lines[end]):
            return end
    raise ValueError(f"line {at + 1}: this block is never closed")


def _join(lines: list[str], start: int, end: int) -> str:
    return "\n".join(lines[start:end]) + "\n"


def _cells(row: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in row.strip().strip("|").split("|"))


def in_place(fences: list[Fence]) -> str:
    """The code of several blocks with every line at its number in the page."""
    lines: list[str] = []
    for fence in sorted(fences, key=lambda fence: fence.line):
        lines += [""] * (fence.line - 1 - len(lines)) + fence.text.rstrip("\n").split("\n")
    return "\n".join(lines) + "\n"


def as_criteria(fence: Fence) -> Fence:
    """Bare lines as inclusions L1, L2, …: one for each line in the first column with what is below it."""
    groups: list[list[str]] = []
    for line in fence.text.rstrip("\n").split("\n"):
        if groups and (not line or line[0] in " \t#})" or line.startswith("otherwise")):
            groups[-1].append(line)
        else:
            groups.append([line])
    text = "".join(
        f'inclusion L{n} "line {n}":\n' + "".join(f"    {line}\n" if line else "\n" for line in group)
        for n, group in enumerate(groups, 1)
    )
    return evolve(fence, text=text)
